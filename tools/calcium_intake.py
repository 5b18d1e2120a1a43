"""Recommended intake of calcium and vitamin D during bone-targeted treatment."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import boolean
from tools.messages import Notice, notice
from tools.numbers import show
from tools.shared_inputs import AGE, SEX

CALCIUM_MAX_MG, VITAMIN_D_MAX_IU = 2000, 4000
SEXES = ("male", "female")
# One age from each stretch in which the recommendation is constant.
STRETCHES = (50, 60, 75)


def calcium_mg(years: int, sex: str) -> int | None:
    """Calcium [mg/d] by completed years (CSCO 5.2.2(3)); None up to 50, where the source is silent."""
    if years <= 50:
        return None
    return 1000 if sex == "male" and years <= 70 else 1200


def vitamin_d_iu(years: int) -> int | None:
    """Vitamin D [IU/d] by completed years (CSCO 5.2.2(3)); None up to 50."""
    if years <= 50:
        return None
    return 600 if years <= 70 else 800


def _amounts(years: int | None, sex: str | None) -> tuple[int | None, ...]:
    """The calcium amounts that remain possible, the uncovered ages last."""
    ages = STRETCHES if years is None else (years,)
    found = {calcium_mg(a, s) for a in ages for s in (SEXES if sex is None else (sex,))}
    return tuple(sorted(found, key=lambda mg: (mg is None, mg or 0)))


def _result(withhold: bool | None, calcium: int | None, vitamin: int | None) -> dict[str, object]:
    covered = vitamin is not None
    return {
        "withhold": withhold, "calcium_mg": calcium, "vitamin_d_iu": vitamin,
        "calcium_max_mg": CALCIUM_MAX_MG if covered else None, "vitamin_d_max_iu": VITAMIN_D_MAX_IU if covered else None,
    }  # fmt: skip


def _steps(age: Fraction | None, sex: str | None) -> tuple[str, ...]:
    known = "年龄未知" if age is None else f"年龄 {show(age)} 岁，按周岁 {age // 1}"
    shown = "性别未知" if sex is None else f"性别{SEX.label_of(sex)}"
    return (
        known,
        shown,
        "钙：男 51–70 岁 1000，女 >50 岁与男 >70 岁 1200 mg/d；维生素 D：51–70 岁 600，>70 岁 800 IU/d",
    )


def intake_rule(v: Values) -> Outcome:
    """Calcium [mg/d] and vitamin D [IU/d] by age in completed years and sex (CSCO 5.2.2(3))."""
    age, sex, high = v.num("age"), v.code("sex"), v.flag("hypercalcaemia")
    if high:
        sentence = "高钙血症纠正前不补充钙和维生素 D（CSCO 5.2.2；MSD 高钙血症）。"
        return Outcome(_result(True, None, None), sentence, steps=("目前存在高钙血症 → 暂不补充",))
    years = None if age is None else int(age // 1)
    amounts = _amounts(years, sex)
    vitamin = None if years is None else vitamin_d_iu(years)
    notices: tuple[Notice, ...] = () if v.has("hypercalcaemia") else (notice("check_calcium_first"),)
    if years is not None and years <= 50:
        notices += (notice("age_50_or_below_not_covered"),)
    steps = _steps(age, sex)
    if len(amounts) > 1:
        sentence = "" if vitamin is None else f"维生素 D {vitamin} IU/d 已可确定。"
        return Outcome(_result(high, None, vitamin), sentence, determined=False, possible=amounts,
                       missing=v.unknown("age", "sex", "hypercalcaemia"), notices=notices, steps=steps)  # fmt: skip
    calcium = amounts[0]
    if calcium is None or vitamin is None:
        sentence = "CSCO 只给出 50 岁以上的推荐量；IOM 2011：19–50 岁钙 1000 mg/d、维生素 D 600 IU/d。"
    else:
        sentence = (
            f"钙 {calcium} mg/d（上限 {CALCIUM_MAX_MG}），维生素 D {vitamin} IU/d（上限 {VITAMIN_D_MAX_IU}）"
            "（CSCO 5.2.2）。骨靶向治疗期间每月监测血钙、维生素 D、血磷和血镁。"
        )
    missing = v.unknown("hypercalcaemia")
    if missing:
        sentence += "须先确认无高钙血症。"
    return Outcome(_result(high, calcium, vitamin), sentence, missing=missing, notices=notices, steps=steps)


INTAKE = Calculator(
    name="calcium_vitd_intake",
    title="钙与维生素 D 推荐摄入量",
    field="骨病",
    purpose="骨靶向治疗期间钙与维生素 D 的每日推荐量",
    inputs=(
        AGE,
        SEX,
        boolean("hypercalcaemia", "目前存在高钙血症", aliases=("高钙血症", "高钙", "血钙高", "血钙偏高")),
    ),
    rule=intake_rule,
    rule_zh="男 51–70 岁钙 1000 mg/d；女 >50 岁、男 >70 岁 1200 mg/d；最大 2000。维生素 D 51–70 岁 600 IU/d，>70 岁 800；最大 4000。"
    "高钙血症纠正前不补充。",
    sources=(
        Source("csco-mbd-2024", "5.2.2"),
        Source("msd-mm-2024", "高钙血症"),
        Source("LIT", "Institute of Medicine 2011, Dietary Reference Intakes for Calcium and Vitamin D"),
    ),
    words={"1000": "钙 1000 mg/d", "1200": "钙 1200 mg/d", "None": "≤50 岁，原文未列"},
    aliases=("钙摄入", "补钙", "维生素D", "钙和维生素D", "钙剂量"),
)
