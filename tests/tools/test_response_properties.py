"""Properties of the IMWG response: monotone, independent of the unit, safe with unknown inputs."""

from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tools.registry import calculate

ORDER = ["PD", "SD", "MR", "PR", "VGPR", "CR", "sCR"]
LOWEST_AT_BASELINE = {"first_assessment": True, "baseline.plasmacytoma_spd": 0, "current.new_lesion": False}
tenths = st.integers(100, 800)


def grams(n: int) -> str:
    return f"{n / 10} g/L"


def scaled(baseline: float, fraction: float) -> float:
    return round(baseline * fraction, 1)


@st.composite
def courses(draw: st.DrawFn) -> dict[str, Any]:
    """Complete inputs whose lowest values do not exceed the baseline; κ is the involved chain."""
    parts = st.sampled_from([0, 0.05, 0.3, 0.5, 1])
    inputs: dict[str, Any] = {"confirmed": True, "current.new_lesion": False, "current.diameter_increase_ge50": False}
    baselines = {"serum_m": [0, 9, 10, 40, 60], "urine_m": [0, 199, 200, 1000], "bmpc": [8, 29, 30, 60],
                 "plasmacytoma_spd": [0, 0, 8]}  # fmt: skip
    units = {"serum_m": " g/L", "urine_m": " mg/24h"}
    for name, choices in baselines.items():
        start = draw(st.sampled_from(choices))
        lowest = scaled(start, draw(parts))
        now = draw(st.sampled_from([0, lowest, lowest, start, start + 6]))
        for time, value in (("baseline", start), ("nadir", lowest), ("current", now)):
            inputs[f"{time}.{name}"] = f"{value}{units[name]}" if name in units else value
    kappa = draw(st.sampled_from([30, 99, 1010]))
    lowest = scaled(kappa - 10, draw(parts))
    now = draw(st.sampled_from([12, 10 + lowest, kappa, kappa + 101]))
    inputs |= {"baseline.kappa": f"{kappa} mg/L", "baseline.lambda": "10 mg/L", "nadir.dflc_mg_L": lowest}
    inputs |= {"current.kappa": f"{now} mg/L", "current.lambda": "10 mg/L"}
    negative = inputs["current.serum_m"] in ("0 g/L", "0.0 g/L") and draw(st.booleans())
    inputs["current.sife"] = "negative" if negative else "positive"
    inputs["current.uife"] = "negative" if inputs["current.urine_m"].startswith("0") and negative else "positive"
    inputs["current.clonal_cells_ihc"] = draw(st.sampled_from(["absent", "present"]))
    inputs["current.lesion_count"] = draw(st.sampled_from([1, 2]))
    return inputs


def number(inputs: dict[str, Any], name: str) -> float:
    return float(str(inputs[name]).split()[0])


def not_blocking(inputs: dict[str, Any]) -> set[str]:
    """Inputs that the specification lets go unknown without opening the answer (0.2 exception 7)."""
    free = {"confirmed", "current.new_lesion", "current.diameter_increase_ge50"}
    serum = number(inputs, "baseline.serum_m") < 10
    urine = number(inputs, "baseline.urine_m") < 200
    if serum:
        free.add("current.serum_m")
    if urine:
        free.add("current.urine_m")
    if serum and urine and number(inputs, "baseline.kappa") < 100:
        free |= {"current.kappa", "current.lambda"}
    if number(inputs, "baseline.plasmacytoma_spd") == 0:
        free.add("current.plasmacytoma_spd")
    return free


@given(courses(), st.data())
def test_an_unknown_input_never_gives_another_category(inputs: dict[str, Any], data: st.DataObject) -> None:
    # a lowest value just below 50 g/L leaves the rule "≥10 g/L from 50" (specification 7, PD 1)
    assume(not (number(inputs, "baseline.serum_m") >= 50 and 60 <= number(inputs, "current.serum_m") < 62.5))
    full = calculate("imwg_response", inputs)
    names = sorted(set(inputs) - not_blocking(inputs))
    dropped = data.draw(st.sets(st.sampled_from(names), max_size=5))
    part = calculate("imwg_response", {name: value for name, value in inputs.items() if name not in dropped})
    if part.status == "ok":
        remaining = {part.result["category"], *part.result["could_be"]}
    else:
        remaining = set(part.possible)
        assert part.missing
    assert full.status == "ok"
    assert full.result["category"] in remaining


@given(courses(), st.data())
def test_an_open_answer_always_says_what_is_missing(inputs: dict[str, Any], data: st.DataObject) -> None:
    dropped = data.draw(st.sets(st.sampled_from(sorted(inputs))))
    part = calculate("imwg_response", {name: value for name, value in inputs.items() if name not in dropped})
    assert part.status == "ok" or (part.missing and set(part.missing) <= set(dropped))


@given(tenths, st.integers(0, 800), st.integers(0, 800))
def test_less_m_protein_is_never_a_worse_response(start: int, first: int, second: int) -> None:
    low, high = sorted((first, second))
    common = LOWEST_AT_BASELINE | {"baseline.serum_m": grams(start), "baseline.urine_m": "0 mg/24h"}
    now = {"current.urine_m": "0 mg/24h", "current.sife": "positive"}
    found = [calculate("imwg_response", common | now | {"current.serum_m": grams(n)}).result for n in (high, low)]
    ranks = [ORDER.index(result["category"]) for result in found]
    assert ranks == sorted(ranks)


@given(tenths, st.integers(0, 800))
def test_units_do_not_change_the_response(start: int, now: int) -> None:
    rest = LOWEST_AT_BASELINE | {"baseline.urine_m": "1000 mg/24h", "current.urine_m": "400 mg/24h"}
    other = LOWEST_AT_BASELINE | {"baseline.urine_m": "1 g/24h", "current.urine_m": "0.4 g/d"}
    per_l = rest | {"baseline.serum_m": grams(start), "current.serum_m": grams(now)}
    per_dl = other | {"baseline.serum_m": f"{start * 10} mg/dL", "current.serum_m": f"{now / 100} g/dL"}
    assert calculate("imwg_response", per_l).result == calculate("imwg_response", per_dl).result
