"""General bedside calculations: body-mass index."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.messages import Notice, notice
from tools.numbers import rounded, show
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
