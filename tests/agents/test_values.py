"""Numbers of a note: the right input, unit and place, and the number itself unchanged."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.extraction import extract
from agents.mentions import inputs_by_name
from agents.values import Found
from tools.reading import Measured, read

WIDE = str.maketrans({chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F)})
# name in the note, input, unit as written, factor to the canonical unit, range of plausible whole numbers
WRITTEN = (
    ("体重", "weight", "kg", "1", (20, 350)), ("体重", "weight", "公斤", "1", (20, 350)), ("体重", "weight", "斤", "1/2", (40, 700)),
    ("身高", "height", "cm", "1", (100, 230)), ("血肌酐", "creatinine", "μmol/L", "1", (10, 3000)), ("Scr", "creatinine", "umol/l", "1", (10, 3000)),
    ("肌酐", "creatinine", "mg/dL", "88.4", (1, 33)), ("ALB", "albumin", "g/L", "1", (5, 70)), ("白蛋白", "albumin", "g/dL", "10", (1, 7)),
    ("Hb", "hb", "g/L", "1", (20, 250)), ("血红蛋白", "hb", "g%", "10", (2, 25)), ("PLT", "platelets", "×10^9/L", "1", (0, 3000)),
    ("血小板", "platelets", "万", "10", (0, 300)), ("WBC", "wbc", "/μL", "1/1000", (0, 99999)), ("LDH", "ldh", "U/L", "1", (20, 20000)),
    ("β2-MG", "b2m", "mg/L", "1", (1, 200)), ("血钙", "calcium", "mg/dL", "0.2495", (4, 24)), ("M蛋白", "serum_m", "g/L", "1", (0, 150)),
    ("κ", "kappa", "mg/L", "1", (1, 200000)), ("24h尿蛋白", "proteinuria", "g", "1000", (0, 60)), ("肌酐清除率", "crcl", "ml/min", "1", (0, 250)),
    ("骨髓浆细胞", "bmpc", "%", "1", (0, 100)), ("IgG", "igg", "g/L", "1", (0, 150)), ("QT", "qt", "ms", "1", (200, 800)),
)  # fmt: skip


def found(text: str, name: str) -> Found:
    return extract(text).values[name]


def canonical(f: Found) -> Fraction:
    """What the calculator sees of a value."""
    reading = read(inputs_by_name()[f.input][0], f.raw)
    assert isinstance(reading.value, Measured), (f, reading.errors)
    return reading.value.value


def value(text: str, name: str) -> Fraction:
    return canonical(found(text, name))


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Ｈｂ　８６ｇ／Ｌ", "hb", "86"), ("血肌酐（Scr）：178μmol/L", "creatinine", "178"), ("白蛋白（ALB）31g/L", "albumin", "31"), ("ALB:28.1↓g/L", "albumin", "28.1"),
        ("LDH ↑ 320U/L", "ldh", "320"), ("血肌酐 178 ↑ 44-106 μmol/L", "creatinine", "178"), ("血小板 86×109/L", "platelets", "86"),
        ("PLT 86×10⁹/L", "platelets", "86"), ("PLT 86*10^9/L", "platelets", "86"), ("血小板十二万", "platelets", "120"), ("血小板8.6万/μl", "platelets", "86"),
        ("WBC 8,600/μL", "wbc", "8.6"), ("WBC 3200个/μl", "wbc", "3.2"), ("Hb 8.6g%", "hb", "86"), ("血红蛋白86克", "hb", "86"), ("68周岁", "age", "68"),
        ("六十八岁", "age", "68"), ("体重一百二十斤", "weight", "60"), ("身高一米七五", "height", "175"), ("身高1.72m", "height", "172"), ("172cm", "height", "172"),
        ("62.5Kg", "weight", "62.5"), ("体重132磅", "weight", "59.87419284"), ("肌酐2.0mg/dl", "creatinine", "176.8"), ("Scr0.178mmol/L", "creatinine", "178"),
        ("肌酐 178微摩尔/升", "creatinine", "178"), ("骨髓浆细胞百分之四十六", "bmpc", "46"), ("浆细胞占46%", "bmpc", "46"), ("24小时尿蛋白1.8g", "proteinuria", "1800"),
        ("尿M蛋白320mg/24h", "urine_m", "320"), ("eGFR 45 ml/(min·1.73m²)", "egfr", "45"), ("β2微球蛋白5600ng/ml", "b2m", "5.6"), ("白蛋白目前只有28g/L", "albumin", "28"),
        ("肌酐升高至178μmol/L", "creatinine", "178"), ("Ca 2.31 mmol/L", "calcium", "2.31"), ("肌酐178¹μmol/L", "creatinine", "178"), ("体重62公斤半年来", "weight", "62"),
        ("肌酐178（umol单位）", "creatinine", "178"), ("今年六十八岁", "age", "68"), ("女/58岁/60kg/Scr 98", "weight", "60"), ("血 β2-MG 4.2mg/L，尿β2-MG 12mg/L", "b2m", "4.2"), ("浆细胞比例46%", "bmpc", "46"), ("白蛋白三十一g/L", "albumin", "31"),
    ],
)  # fmt: skip
def test_a_value_in_the_unit_of_its_calculator(text: str, name: str, expected: str) -> None:
    assert value(text, name) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "name", "raw"),
    [
        ("BMI 23.4", "bmi", 23.4), ("ECOG 2分", "grade", 2), ("术后30天", "days_since_surgery", 30), ("κ/λ比值57.9", "flc_ratio_involved", 57.9),
        ("溶骨病灶3处", "lytic_lesions", 3), ("硼替佐米1.3mg/m²", "dose_mg_per_m2", 1.3), ("IMPEDE评分5分", "impede_score", 5),
    ],
)  # fmt: skip
def test_a_plain_number(text: str, name: str, raw: object) -> None:
    assert found(text, name).raw == raw


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("肌酐88→178μmol/L", "creatinine", "178"), ("肌酐由88升至178μmol/L", "creatinine", "178"), ("肌酐从210μmol/L降到90μmol/L", "creatinine", "90"),
        ("肌酐120μmol/L->150μmol/L->178μmol/L", "creatinine", "178"), ("肌酐178μmol/L，复查210μmol/L", "creatinine", "210"),
        ("肌酐178μmol/L，今日为210μmol/L，尿量800ml", "creatinine", "210"), ("血清M蛋白 2024-03-01 35 g/L", "serum_m", "35"),
        ("血肌酐5月12日178μmol/L", "creatinine", "178"), ("肌酐178μmol/L（上周150μmol/L）", "creatinine", "178"),
        ("入院时肌酐320μmol/L，经水化后降至210μmol/L，出院时165μmol/L", "creatinine", "165"), ("治疗前Hb 70g/L，治疗后110g/L", "hb", "110"),
    ],
)  # fmt: skip
def test_of_a_course_the_last_value_counts(text: str, name: str, expected: str) -> None:
    assert value(text, name) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("血小板打错了，是38×10^9/L", "platelets", "38"), ("血清M蛋白0.32g/dL？——不对，是32g/L", "serum_m", "32"), ("白蛋白报告更正为19g/L", "albumin", "19"), ("肌酐清除率（24h尿法）45ml/min", "crcl", "45"),
        ("FLC单位是mg/dL：κ 1.2，λ 4.5", "kappa", "12"), ("钙2.4mmol/L", "calcium", "2.4"), ("Na+ 141mmol/L", "sodium", "141"), ("HCO3- 27mmol/L", "bicarbonate", "27"), ("RR 0.75秒", "rr", "750"),
        ("24小时尿量一共1.6升", "urine_volume", "1600"), ("SPD 3cm²", "current.plasmacytoma_spd", "3"), ("血钙正常2.31mmol/L", "calcium", "2.31"), ("中性粒细胞百分比48%", "neutrophil_percent", "48"), ("WBC 3.0，N 45%", "neutrophil_percent", "45"),
        ("LDH：电子报告187U/L", "ldh", "187"), ("M蛋白占42%，浓度38.5g/L", "serum_m", "38.5"), ("Scr 1.3 （mg/dl）", "creatinine", "114.92"), ("游离κ 18.6、游离λ 412.5（mg/L）", "kappa", "18.6"), ("24h尿M蛋白阴性(0mg)", "urine_m", "0"),
        ("年龄：70Y", "age", "70"), ("尿量：昨日入量2500ml，尿量1500ml", "urine_volume", "1500"), ("CO2CP 21mmol/L", "bicarbonate", "21"),
        ("男 66岁 Alb 30 LDH 310(0-250) FISH 17p+", "ldh", "310"), ("Cr 178 BUN 12 K 4.5", "creatinine", "178"), ("Scr由入院时的96μmol/L在36小时内升至168μmol/L", "creatinine", "168"),
        ("Ca2+ 2.75mmol/L", "calcium", "2.75"), ("血钙：3.02 mmol/L；校正钙：3.29", "calcium", "3.02"), ("校正钙3.29mmol/L", "calcium", "3.29"), ("分叶38%，杆状5%", "segs_percent", "38"), ("QT/QTc 412/448ms", "qt", "412"),
        ("体重入院53.5kg，出院52kg", "weight", "52"), ("CA 2.62 mmol/L", "calcium", "2.62"), ("ALB：入院 28，今 31 g/L", "albumin", "31"), ("eGFR 从 65 降到 42 再到 28", "egfr", "28"), ("生于1956年8月，2025年7月就诊", "age", "68"), ("血钙13.1（mg/dL，参考8.5-10.5）", "calcium", "3.26845"), ("平均心率72次/分", "heart_rate", "72"),
        ("ALB 24g/L（输白蛋白后26g/L）", "albumin", "24"), ("本周蛋白阳性，24h定量850mg", "urine_m", "850"),
    ],
)  # fmt: skip
def test_a_value_said_in_other_words(text: str, name: str, expected: str) -> None:
    assert value(text, name) == Fraction(expected)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("指南说β2-MG≥5.5mg/L为III期，患者β2-MG 4.2mg/L", "b2m", "4.2"), ("白蛋白35g/L是界值，他白蛋白34.8g/L", "albumin", "34.8"), ("校正钙＞2.75mmol/L算高钙，血钙2.6mmol/L", "calcium", "2.6"),
        ("患者PLT 45×10^9/L，说明书要求PLT≥75×10^9/L", "platelets", "45"), ("要求CrCl≥35ml/min，本例CrCl 33ml/min", "crcl", "33"), ("Hb目标100g/L以上，现Hb 86g/L", "hb", "86"),
        ("输白蛋白20g后复查ALB 31g/L", "albumin", "31"), ("同类患者的中位β2-MG为4.5mg/L，本例β2-MG 6.2mg/L", "b2m", "6.2"), ("正常人血红蛋白120-160g/L，患者86g/L", "hb", "86"),
    ],
)  # fmt: skip
def test_a_rule_beside_a_value_is_none(text: str, name: str, expected: str) -> None:
    assert value(text, name) == Fraction(expected)
    assert extract(text).contradictions == ()


@pytest.mark.parametrize(
    "text",
    ["Hb 90、80、70g/L", "Hb 90/80/70", "Hb:9O g/L", "肌酐 120 178 μmol/L", "IMPEDE≥4分算高危", "Hb：l78g/L"],
)
def test_what_may_be_read_in_two_ways_is_left(text: str) -> None:
    assert {"hb", "creatinine", "impede_score"}.isdisjoint(extract(text).values)


def test_two_reports_of_one_sample_contradict_each_other() -> None:
    assert extract("LDH：电子报告187U/L，同一管标本的纸质报告写387U/L").contradictions


@pytest.mark.parametrize(("text", "raw"), [("灵敏度1×10^-5", 1e-5), ("灵敏度10⁻⁶", 1e-6), ("灵敏度1e-5", 1e-5)])
def test_a_sensitivity(text: str, raw: float) -> None:
    assert found(text, "sensitivity").raw == pytest.approx(raw)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("肌酐升高1周", "creatinine"), ("输血小板1治疗量", "platelets"), ("PLT要求≥50", "platelets"), ("胆囊切除术后9年", "days_since_surgery"), ("子宫增大如孕10周", "diameter_increase_cm"), ("M蛋白降61%", "serum_m"),
        ("血红蛋白下降20g/L", "hb"), ("白蛋白30不是他的", "albumin"), ("免疫球蛋白35g/L", "globulin"), ("中性粒细胞0.9×10^9/L", "neutrophil_percent"), ("中性粒细胞2.1", "neutrophil_percent"), ("尿蛋白/肌酐 3500mg/g", "creatinine"), ("κ轻链8.5g/L", "kappa"), ("抗IgG4抗体", "igg"), ("予白蛋白10g静滴", "albumin"), ("输注人血白蛋白10g qd", "albumin"), ("母亲体重50kg", "weight"), ("邻床患者肌酐500", "creatinine"),
        ("肿物大小12cm", "height"), ("18岁时阑尾炎", "age"), ("降钙素2.1", "calcium"), ("肌酐", "creatinine"), ("肌酐待回报，尿酸400", "creatinine"),
        ("肌酐2024年3月升高", "creatinine"), ("肌酐清除率26", "creatinine"), ("尿肌酐5000μmol/L", "creatinine"), ("前白蛋白180mg/L", "albumin"), ("糖化血红蛋白7.2%", "hb"), ("平均血红蛋白浓度330g/L", "hb"),
        ("白蛋白电泳52%", "albumin"), ("白蛋白/球蛋白比值0.5", "globulin"), ("血小板分布宽度16", "platelets"), ("唑来膦酸0.1mg/kg", "weight"), ("体型BMI 60kg/m²", "weight"), ("肌酐178μmol/L，复查血钙2.6mmol/L", "nothing"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_the_patient_is_left(text: str, name: str) -> None:
    assert name not in extract(text).values


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("肌酐178", "creatinine", "µmol/L"),
        ("白蛋白28", "albumin", "g/L"),
        ("肌酐178μmol/L", "creatinine", ""),
        ("体重62", "weight", "kg"),
    ],
)
def test_the_unit_of_a_bare_number_is_an_assumption(text: str, name: str, unit: str) -> None:
    assert found(text, name).assumed_unit == unit


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("ALB 280g/L", "albumin", "out_of_range"), ("Scr 178mg/dL", "creatinine", "out_of_range"), ("肌酐178g/L", "creatinine", "unknown_unit"),
        ("身高17.2cm", "height", "out_of_range"), ("M蛋白35", "serum_m", "unit_required"), ("年龄208岁", "age", "out_of_range"),
        ("CrCl 26mL/min/1.73m²", "crcl", "unknown_unit"), ("白蛋白-31g/L", "albumin", "out_of_range"), ("PLT 86g/dL", "platelets", "unknown_unit"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_handed_on_to_be_refused(text: str, name: str, code: str) -> None:
    assert [e.code for e in read(inputs_by_name()[name][0], found(text, name).raw).errors] == [code]


@pytest.mark.parametrize(
    ("text", "name"), [("白蛋白28-31g/L", "albumin"), ("CrCl<30ml/min", "crcl"), ("β2-MG＜3.5mg/L", "b2m"), ("ECOG评分1～2分", "grade"), ("体重60–62kg", "weight")]
)  # fmt: skip
def test_a_range_or_upper_limit_is_no_value(text: str, name: str) -> None:
    extraction = extract(text)
    assert name not in extraction.values
    assert name in {f.input for f in extraction.unclear}


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("LDH 268U/L（参考值120-250）", "250"),
        ("LDH 320（正常上限250）", "250"),
        ("LDH 176U/L(120~250)", "250"),
        ("LDH 320，ULN 245", "245"),
        ("LDH刚好250U/L，化验单上限也是250", "250"),
        ("LDH 320U/L", None),
        ("LDH：250U/L（参考值：<245）", "245"),
        ("LDH 248 U/L，参考范围：135.0—225.0 U/L", "225.0"),
        ("LDH 512U/L（109-245），ALP 89U/L（45-125）", "245"),
    ],
)
def test_the_laboratory_s_upper_limit(text: str, limit: str | None) -> None:
    found_limit = extract(text).values.get("ldh_uln")
    assert limit is None if found_limit is None else found_limit.raw["value"] == limit


@st.composite
def measurements(draw: st.DrawFn) -> tuple[str, str, Fraction]:
    """A measurement as somebody writes it, its input, and the value in the canonical unit."""
    label, name, unit, factor, (low, high) = draw(st.sampled_from(WRITTEN))
    decimals = draw(st.integers(0, 3))
    number = Fraction(draw(st.integers(low * 10**decimals, high * 10**decimals)), 10**decimals)
    shown = f"{number.numerator // number.denominator}" if not decimals else f"{float(number):.{decimals}f}"
    between, gap = draw(st.sampled_from(["", " ", "：", "为", ": ", "约", "目前"])), draw(st.sampled_from(["", " "]))
    text = f"{label}{between}{shown}{gap}{unit}"
    return draw(st.sampled_from([text, text.translate(WIDE)])), name, number * Fraction(factor)


@given(
    measurements(),
    st.sampled_from(["", "患者男，", "查体：神清。", "WBC 未查，", "①", "（1）"]),
    st.sampled_from(["", "。", "，余阴性", "↑", "（复查）"]),
)
def test_a_number_changes_only_by_its_unit(measured: tuple[str, str, Fraction], before: str, after: str) -> None:
    text, name, expected = measured
    f = found(f"{before}{text}{after}", name)
    assert canonical(f) == expected
    assert f"{before}{text}{after}"[f.start : f.end] == f.text


@given(
    st.lists(measurements(), min_size=2, max_size=6, unique_by=lambda m: m[1]),
    st.sampled_from(["，", "；", "。", "、", " ", "\n", "\t"]),
)
def test_neighbours_keep_their_own_numbers(several: list[tuple[str, str, Fraction]], between: str) -> None:
    values = extract(between.join(text for text, _, _ in several)).values
    assert {name: canonical(values[name]) for _, name, _ in several} == {
        name: expected for _, name, expected in several
    }


DISTRACTORS = (
    "其父{0}，已故。", "隔壁床患者{0}。", "同名患者{0}，与本例无关。", "2015年体检{0}。", "【既往外院资料】{0}。\n以下为本次资料。", "指南要求{1}≥9999。", "{1}未查。", "患者母亲{0}，健在。", "去年{0}。",
)  # fmt: skip


@given(measurements(), st.integers(1, 9), st.sampled_from(DISTRACTORS), st.booleans())
def test_distractors_do_not_change_a_number(
    measured: tuple[str, str, Fraction], other: int, words: str, behind: bool
) -> None:
    text, name, expected = measured
    label = next(one for one, known, *_ in WRITTEN if known == name)
    distractor = words.format(f"{label}{other}{other}{other}", label)
    whole = f"{text}。{distractor}" if behind else f"{distractor}{text}。"
    assert canonical(found(whole, name)) == expected


@pytest.mark.parametrize(
    "text", ["Cockcroft-Gault清除率22mL/min", "CG清除率22", "C-G公式清除率22ml/min", "内生清除率 22 mL/min", "CG法估算肌酐清除率约22", "Cockcroft-Gault法肌酐清除率=22"]
)  # fmt: skip
def test_a_clearance_by_the_name_of_its_formula_is_one(text: str) -> None:
    assert extract(text).values["crcl"].raw["value"] == "22"


@pytest.mark.parametrize("text", ["乳酸清除率22%", "轻链清除率22%", "按CG公式，22床肌酐150μmol/L"])
def test_another_clearance_is_none(text: str) -> None:
    assert "crcl" not in extract(text).values


@pytest.mark.parametrize(
    ("text", "name", "number"),
    [
        ("今日Scr 120μmol/L（出院时170μmol/L）", "creatinine", 120), ("PLT 38×10^9/L（昨日47，上周70）", "platelets", 38), ("近3周体重稳定在61kg（出院时66kg，利尿后下降）", "weight", 61),
        ("一周前肌酐90μmol/L，现在205μmol/L", "creatinine", 205), ("入院时Scr 203μmol/L（出院时141μmol/L）", "creatinine", 141), ("SAVED为负2分", "saved_score", -2),
        ("IMPEDE已经算好是5分", "impede_score", 5), ("IMPEDE VTE：7分", "impede_score", 7), ("清除率31ml/min", "crcl", 31), ("钙2.66，白蛋白31", "calcium", 2.66),
        ("血钙二点六八，白蛋白三十点五", "calcium", 2.68), ("血钙高，2.91mmol/L", "calcium", 2.91), ("治疗前肌酐80μmol/L，现在196μmol/L", "creatinine_start", 80),
        ("治疗前肌酐80μmol/L，现在196μmol/L", "creatinine", 196), ("灵敏度10的负5次方", "sensitivity", 1e-5), ("灵敏度十万分之一", "sensitivity", 1e-5), ("敏感度0.001%", "sensitivity", 1e-5),
        ("灵敏度1/10万", "sensitivity", 1e-5),
    ],
)  # fmt: skip
def test_everyday_numbers(text: str, name: str, number: float) -> None:
    raw = found(text, name).raw
    assert float(raw["value"] if isinstance(raw, dict) else raw) == pytest.approx(number)
    assert not extract(text).contradictions


def test_a_discharge_value_in_brackets_contradicts_one_without_a_time() -> None:
    assert extract("Scr 141μmol/L（出院时203μmol/L）").contradictions


def test_the_value_that_the_note_upholds_counts() -> None:
    text = "护士评ADL 4分，家属自评ADL 6分，以护士评的4分为准"
    assert found(text, "adl").raw == 4
    assert not extract(text).contradictions
    assert extract("护士评ADL 4分，家属自评ADL 6分").contradictions


def test_values_of_two_days_in_one_clause() -> None:
    assert found("昨日白蛋白26g/L、今日白蛋白25g/L", "albumin").raw["value"] == "25"
    assert found("今日白蛋白25g/L、昨日白蛋白26g/L", "albumin").raw["value"] == "25"


def test_numerals_behind_the_name_of_a_test() -> None:
    assert found("肌酐七十，血红蛋白一百四十二", "creatinine").raw["value"] == "70"
    assert found("肌酐七十，血红蛋白一百四十二", "hb").raw["value"] == "142"


def test_a_grade_is_no_value_of_what_was_measured_before() -> None:
    values = extract("VEGF本次102pg/ml，上限142。水肿（CTCAE分级）：基线2级，本次0级。").values
    assert values["vegf"].raw == 102
