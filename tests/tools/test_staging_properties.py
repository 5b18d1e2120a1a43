"""Properties of ISS and R-ISS: monotone, independent of the unit, safe with unknown inputs."""

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tools.registry import calculate

ORDER = ["I", "II", "III"]
b2m = st.integers(3, 2000).map(lambda n: n / 10)
albumin = st.integers(50, 700).map(lambda n: n / 10)
complete = st.fixed_dictionaries(
    {
        "b2m": b2m,
        "albumin": albumin,
        "ldh": st.integers(100, 500),
        "ldh_uln": st.just(250),
        "del17p": st.booleans(),
        "t_4_14": st.booleans(),
        "t_14_16": st.booleans(),
    }
)


def stage(name: str, inputs: dict[str, Any]) -> str:
    return str(calculate(name, inputs).result["stage"])


@given(b2m, b2m, albumin)
def test_more_b2m_never_lowers_the_stage(first: float, second: float, alb: float) -> None:
    low, high = sorted((first, second))
    stages = [ORDER.index(stage("iss", {"b2m": value, "albumin": alb})) for value in (low, high)]
    assert stages == sorted(stages)


@given(b2m, albumin, albumin)
def test_more_albumin_never_raises_the_stage(b2m_value: float, first: float, second: float) -> None:
    low, high = sorted((first, second))
    stages = [ORDER.index(stage("iss", {"b2m": b2m_value, "albumin": value})) for value in (high, low)]
    assert stages == sorted(stages)


@given(st.integers(50, 700), b2m)
def test_albumin_in_g_per_dl_gives_the_same_stage(tenths: int, b2m_value: float) -> None:
    g_per_l, g_per_dl = Fraction(tenths, 10), Fraction(tenths, 100)
    in_dl = {"value": float(g_per_dl), "unit": "g/dL"}
    assert stage("iss", {"b2m": b2m_value, "albumin": float(g_per_l)}) == stage(
        "iss", {"b2m": b2m_value, "albumin": in_dl}
    )


@given(complete, st.data())
def test_an_unknown_input_never_gives_another_stage(inputs: dict[str, Any], data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    partial = {name: value for name, value in inputs.items() if name not in dropped}
    for name, allowed in (("iss", {"b2m", "albumin"}), ("r_iss", set(inputs))):
        full = calculate(name, {n: v for n, v in inputs.items() if n in allowed})
        part = calculate(name, {n: v for n, v in partial.items() if n in allowed})
        remaining = [part.result["stage"]] if part.status == "ok" else part.possible
        assert full.result["stage"] in remaining
        assert part.status == "ok" or set(part.missing) <= dropped
