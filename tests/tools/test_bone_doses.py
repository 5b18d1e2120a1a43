"""Rows of the dose tables: how they are worded, which clearances they hold."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from tools import bone_doses
from tools.bone_doses import CSCO, NCCN, Band, Dose, above, dose_at, from_, limits

DOSE = Dose("code", "文字")
MG: dict[str, tuple[Fraction, Fraction]] = {
    "3.5": (Fraction("3.5"), Fraction("3.5")),
    "1200": (Fraction(1200), Fraction(1200)),
    "225-300": (Fraction(225), Fraction(300)),
    "5": (Fraction(5), Fraction(5)),
}


@pytest.mark.parametrize(("band", "closed"), [(from_(30, DOSE), True), (above(30, DOSE), False)], ids=["from", "above"])
def test_limit_of_a_band(band: Band, closed: bool) -> None:
    assert (band.low, band.dose) == (Fraction(30), DOSE)
    assert (band.holds(Fraction("29.9")), band.holds(Fraction(30)), band.holds(Fraction("30.1"))) == (
        False,
        closed,
        True,
    )


def test_bands_are_made_anew_for_each_call() -> None:
    assert (from_(60, DOSE), above(60, DOSE)) == (Band(Fraction(60), True, DOSE), Band(Fraction(60), False, DOSE))


# The rows of CSCO table 3, in our words.
@pytest.mark.parametrize(
    ("row", "arguments", "dose"),
    [
        (bone_doses._zoledronic, ("3.5",),
         Dose("3.5 mg/month IV over >=15 min", "3.5 mg，每月 1 次，静脉输注至少 15 分钟", MG["3.5"])),
        (bone_doses._oral_clodronate, ("1200", "常规剂量 75%"),
         Dose("1200 mg/d PO", "口服 1200 mg/d（常规剂量 75%），服药后 2 h 内不进食", MG["1200"])),
        (bone_doses._iv_clodronate, ("225-300", "常规剂量 75%–100%", "225", "300"),
         Dose("225-300 mg/d IV x5 d/month", "静脉 225–300 mg/d（常规剂量 75%–100%），每月连用 5 天", MG["225-300"])),
        (bone_doses._incadronate, ("5",), Dose("5 mg/month IV over 2-4 h", "5 mg，每月 1 次，静脉输注 2–4 h", MG["5"])),
    ],
)  # fmt: skip
def test_rows(row: Callable[..., Dose], arguments: tuple[str, ...], dose: Dose) -> None:
    assert row(*arguments) == dose
    assert dose in {band.dose for bands in CSCO.values() for band in bands}


def test_result_of_a_dose() -> None:
    assert Dose("code", "文字", MG["5"]).as_result() == {"covered": True, "dose": "code", "dose_mg": MG["5"]}


@pytest.mark.parametrize("table", [NCCN, CSCO], ids=["NCCN", "CSCO"])
def test_bands_fall_to_zero_so_that_every_clearance_has_a_dose(table: dict[str, tuple[Band, ...]]) -> None:
    for bands in table.values():
        lows = [band.low for band in bands]
        assert lows == sorted(lows, reverse=True)
        assert (lows[-1], bands[-1].closed) == (Fraction(0), True)
        assert dose_at(bands, Fraction(0)) is bands[-1].dose
        assert dose_at(bands, Fraction(250)) is bands[0].dose


@pytest.mark.parametrize(
    ("drug", "expected"),
    [
        ("zoledronic_acid", (30, 40, 50, 60)), ("pamidronate", (30,)), ("denosumab", ()), ("clodronate_oral", (30, 50)),
        ("clodronate_iv", (12, 50, 80)), ("incadronate", (30,)),
    ],
)  # fmt: skip
def test_clearances_at_which_a_dose_changes(drug: str, expected: tuple[int, ...]) -> None:
    assert limits(drug) == expected
