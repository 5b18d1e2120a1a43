"""General bedside calculations: body-mass index and body surface area."""

import math
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, choice, number
from tools.messages import Notice, notice
from tools.numbers import exact, rounded, show
from tools.shared_inputs import BMI_INPUT, HEIGHT, WEIGHT

BMI_WORDS = {"underweight": "偏瘦", "normal": "正常", "overweight": "超重", "obese": "肥胖"}


def body_mass_index(weight_kg: Fraction, height_cm: Fraction) -> Fraction:
    """Body-mass index [kg/m²], exact."""
    return weight_kg / (height_cm / 100) ** 2


def _category(bmi: Fraction, overweight: int, obese: int) -> str:
    if bmi < Fraction("18.5"):
        return "underweight"
    if bmi < overweight:
        return "normal"
    return "overweight" if bmi < obese else "obese"


def bmi_notices(bmi: Fraction | None) -> tuple[Notice, ...]:
    """The label gap of MYEL-I: 25 counts as obese there, 28 in China."""
    return (notice("bmi_25_label"),) if bmi is not None and 25 <= bmi < 28 else ()


def bmi_rule(v: Values) -> Outcome:
    """Body-mass index with the Chinese (WS/T 428-2013) and WHO categories."""
    weight, height = v.num("weight"), v.num("height")
    if weight is None or height is None:
        return Outcome({"bmi": None}, determined=False, missing=v.unknown("weight", "height"))
    bmi = body_mass_index(weight, height)
    china, point = _category(bmi, 24, 28), int(bmi >= 25)
    result = {"bmi": rounded(bmi, 1), "impede_point": point, "china": china, "who": _category(bmi, 25, 30)}
    step = f"{show(weight)} kg ÷（{show(height / 100)} m）² = {show(bmi, 1)} kg/m²"
    sentence = f"BMI {show(bmi, 1)} kg/m²（中国标准：{BMI_WORDS[china]}）；IMPEDE 评分 BMI 项 {point} 分。"
    return Outcome(result, sentence, notices=bmi_notices(bmi) + near(BMI_INPUT, bmi, "25"), steps=(step,))


BMI = Calculator(
    name="bmi",
    title="体重指数（BMI）",
    field="通用",
    purpose="体重指数及 IMPEDE 评分的 BMI 项",
    inputs=(WEIGHT, HEIGHT),
    rule=bmi_rule,
    rule_zh="BMI = 体重 kg ÷ 身高 m 的平方；≥25 在 IMPEDE 计 1 分。",
    sources=(Source("nccn-mm-2022v5", "MYEL-I 1/3"), Source("LIT", "WS/T 428-2013")),
    words=BMI_WORDS,
    aliases=("BMI", "体重指数", "体质指数"),
)

FORMULA_WORDS = {"dubois": "Du Bois 公式", "mosteller": "Mosteller 公式", "stevenson": "Stevenson（许文生）公式"}
_FORMULA_TEXT = {
    "dubois": "0.007184 × {w}^0.425 × {h}^0.725", "mosteller": "√（{h} × {w} ÷ 3600）",
    "stevenson": "0.0061 × {h} + 0.0128 × {w} − 0.1529",
}  # fmt: skip


def _from_float(value: float) -> Fraction:
    """The decimal that the float shows, so that display rounding does not meet binary noise."""
    return exact(value) or Fraction(0)


def body_surface_areas(weight_kg: Fraction, height_cm: Fraction) -> dict[str, Fraction]:
    """Body surface area [m²] by Du Bois 1916, Mosteller 1987 (doi:10.1056/NEJM198710223171717), Stevenson 1937."""
    return {
        "dubois": _from_float(0.007184 * float(weight_kg) ** 0.425 * float(height_cm) ** 0.725),
        "mosteller": _from_float(math.sqrt(height_cm * weight_kg / 3600)),
        "stevenson": Fraction("0.0061") * height_cm + Fraction("0.0128") * weight_kg - Fraction("0.1529"),
    }


def bsa_rule(v: Values) -> Outcome:
    """Body surface area [m²] and, for a dose in mg/m², the dose in mg from the unrounded area; no cap."""
    weight, height, formula = v.num("weight"), v.num("height"), v.code("formula") or "dubois"
    if weight is None or height is None:
        return Outcome({"bsa": None}, determined=False, missing=v.unknown("weight", "height"))
    areas = body_surface_areas(weight, height)
    area, per_m2 = areas[formula], v.num("dose_mg_per_m2")
    dose = None if per_m2 is None else per_m2 * area
    result = {"bsa": rounded(area, 2), **{name: rounded(value, 2) for name, value in areas.items()},
              "dose_mg": None if dose is None else rounded(dose, 1)}  # fmt: skip
    text = _FORMULA_TEXT[formula].format(w=show(weight), h=show(height))
    steps = [f"{FORMULA_WORDS[formula]}：{text} = {show(area, 4)} m²"]
    sentence = f"体表面积 {show(area, 2)} m²（{FORMULA_WORDS[formula]}）"
    if dose is not None and per_m2 is not None:
        steps.append(f"{show(per_m2)} mg/m² × {show(area, 4)} m² = {show(dose, 1)} mg")
        sentence += f"；按 {show(per_m2)} mg/m² 计算剂量 {show(dose, 1)} mg（未设上限）"
    return Outcome(result, sentence + "。", steps=tuple(steps))


BSA = Calculator(
    name="bsa",
    title="体表面积",
    field="通用",
    purpose="体表面积及按 mg/m² 的剂量（如硼替佐米、卡非佐米）",
    inputs=(
        WEIGHT, HEIGHT,
        choice("formula", "公式", (
            Option("dubois", FORMULA_WORDS["dubois"], ("Du Bois", "DuBois")),
            Option("mosteller", FORMULA_WORDS["mosteller"], ("Mosteller",)),
            Option("stevenson", FORMULA_WORDS["stevenson"], ("Stevenson", "许文生", "许文生公式")),
        ), aliases=("体表面积公式",), role="option"),
        number("dose_mg_per_m2", "每平方米剂量", "0", "20000", unit="mg/m²", aliases=("mg/m²", "mg/m2"), role="option"),
    ),
    rule=bsa_rule,
    rule_zh="Du Bois：0.007184 × 体重^0.425 × 身高^0.725；Mosteller：√（身高 × 体重 ÷ 3600）；Stevenson：0.0061 × 身高 + 0.0128 × 体重 − 0.1529"
            "（身高 cm，体重 kg）。剂量 = mg/m² × 体表面积。",
    sources=(Source("LIT", "Du Bois 1916, Arch Intern Med"), Source("LIT", "Mosteller 1987, doi:10.1056/NEJM198710223171717"),
             Source("LIT", "Stevenson 1937, Chin J Physiol"), Source("nccn-mm-2022v5", "MS-9、MS-14")),
    words=FORMULA_WORDS,
    aliases=("体表面积", "BSA", "体表面积计算"),
)  # fmt: skip
