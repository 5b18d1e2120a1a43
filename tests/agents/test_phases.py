"""Values at diagnosis, lowest values and those of now."""

import pytest

from agents.extraction import extract


def values(text: str, *names: str) -> tuple[str | None, ...]:
    found = extract(text).values
    return tuple(found[n].raw["value"] if n in found else None for n in names)


SERUM = ("baseline.serum_m", "nadir.serum_m", "current.serum_m")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M蛋白45→4g/L", ("45", None, "4")), ("M蛋白由7g/L升至23g/L", (None, "7", "23")), ("基线M蛋白40g/L，最低10g/L，这次14g/L", ("40", "10", "14")),
        ("血清M蛋白：基线52g/L，本次20g/L", ("52", None, "20")), ("诊断时M蛋白41g/L，治疗后最低降到6g/L，今日复查M蛋白13g/L", ("41", "6", "13")),
        ("M蛋白 基线 40g/L、最低10、这次14", ("40", "10", "14")), ("M蛋白降了61%", (None, None, None)), ("M蛋白18g/L", (None, None, "18")),
    ],
)  # fmt: skip
def test_a_course_of_values(text: str, expected: tuple[str | None, ...]) -> None:
    assert values(text, *SERUM) == expected


def test_one_number_for_several_times() -> None:
    assert values("24h尿M蛋白前后都是0", "baseline.urine_m", "current.urine_m") == ("0", "0")


def test_light_chains_before_and_now() -> None:
    text = "受累λ游离轻链：入院时2400mg/L，今天960mg/L；κ 入院时15mg/L，今天14mg/L"
    assert values(text, "baseline.lambda", "current.lambda", "baseline.kappa", "current.kappa") == ("2400", "960", "15", "14")  # fmt: skip


def test_cycles_with_one_unit_for_all() -> None:
    text = "基线：κ 2150，λ 8.2；C3D1：κ 180，λ 7.9；C6D1：κ 24，λ 9.1（单位均为mg/L）"
    assert values(text, "baseline.kappa", "current.kappa", "current.lambda") == ("2150", "24", "9.1")


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Hb从128掉到97g/L", ("hb_before", "hb"), ("128", "97")), ("基础肌酐70μmol/L，5天内升到180μmol/L", ("creatinine_baseline", "creatinine"), ("70", "180")),
        ("肌酐治疗开始时78、现在80μmol/L", ("creatinine_start", "creatinine"), ("78", "80")), ("肌酐基线260μmol/L左右，本次310μmol/L", ("creatinine_baseline", "creatinine"), ("260", "310")), ("Hb 118g/L，住院最低Hb 112g/L", ("hb",), ("118",)),
    ],
)  # fmt: skip
def test_an_earlier_value_is_an_input_of_its_own(text: str, names: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert values(text, *names) == expected
