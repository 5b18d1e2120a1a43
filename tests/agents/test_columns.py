"""Laboratory sheets with one and with several columns."""

import pytest

from agents.extraction import extract


def values(text: str) -> dict[str, str]:
    return {n: f.raw["value"] for n, f in extract(text).values.items() if isinstance(f.raw, dict)}


@pytest.mark.parametrize(
    ("line", "name", "number"),
    [
        ("肌酐 178 ↑ μmol/L 44-97", "creatinine", "178"), ("肌酐(CREA)  2.0  H  0.5-1.1  mg/dL", "creatinine", "2.0"), ("LDH 268 ↑ U/L 120-250", "ldh_uln", "250"), ("乳酸脱氢酶 312↑ 120--250 U/L", "ldh_uln", "250"),
        ("白蛋白(ALB) 28.1 L 40-55 g/L", "albumin", "28.1"), ("肌酐(μmol/L) 178", "creatinine", "178"), ("体重(kg)：62", "weight", "62"), ("尿量 1.6L", "urine_volume", "1.6"), ("1 血红蛋白 HGB 86 g/L 115-150 ↓", "hb", "86"),
        ("TP/ALB 102/28 g/L", "albumin", "28"), ("身高/体重：170cm/62kg", "height", "170"),
    ],
)  # fmt: skip
def test_a_line_of_a_sheet(line: str, name: str, number: str) -> None:
    assert values(line)[name] == number
    assert values(f"项目 结果 单位 参考区间\n{line}\nWBC 3.2 10^9/L 3.5-9.5")[name] == number


def test_two_columns_without_heading_are_ambiguous() -> None:
    assert values("肌酐 120 178 μmol/L") == {}


@pytest.mark.parametrize("heading", ["项目 2024-03-01 2024-06-01", "指标 上次 本次", "项目 入院 出院"])
def test_of_two_columns_the_newer_counts(heading: str) -> None:
    assert values(f"{heading}\n白蛋白 36 28 g/L")["albumin"] == "28"


def test_the_column_at_diagnosis() -> None:
    found = values("项目 基线 本次\nM蛋白 45 4 g/L")
    assert (found["baseline.serum_m"], found["current.serum_m"]) == ("45", "4")
