"""Conversion between the units that the calculators accept."""

from collections.abc import Mapping
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Input, Kind, Option, choice
from tools.messages import CalculatorInputError, FieldError, notice
from tools.numbers import rounded, show
from tools.quantities import QUANTITIES, Quantity, normal_unit

CONVERTIBLE: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "creatinine": ("creatinine", "血肌酐", ("肌酐", "Scr", "Cr")),
    "calcium": ("calcium", "血钙", ("钙", "Ca")),
    "albumin": ("albumin", "白蛋白", ("ALB",)),
    "b2m": ("b2m", "β2-微球蛋白", ("β2-MG", "β2微球蛋白")),
    "haemoglobin": ("hb", "血红蛋白", ("Hb", "HGB")),
    "m_protein": ("mprotein", "血清 M 蛋白", ("M蛋白",)),
    "flc": ("flc", "游离轻链", ("FLC", "血清游离轻链")),
    "igg": ("igg", "血清 IgG", ("IgG",)),
    "urine_protein": ("urine", "24 h 尿蛋白", ("尿蛋白", "尿M蛋白")),
    "acr": ("acr", "尿白蛋白/肌酐", ("ACR",)),
    "platelets": ("plt", "血小板", ("PLT",)),
    "wbc": ("wbc", "白细胞", ("WBC",)),
    "weight": ("weight", "体重", ()),
    "height": ("height", "身高", ()),
    "ldh": ("ldh", "乳酸脱氢酶", ("LDH",)),
}


def _factor(v: Values, name: str, label: str, q: Quantity) -> Fraction:
    """Factor from a unit to the canonical one; a unit the quantity does not have is an error."""
    unit = v.code(name) or ""
    factor = q.factors.get(normal_unit(unit))
    if factor is None:
        message = f"{label}：{q.label}不接受单位“{unit}”，可用：{'、'.join(q.units)}"
        raise CalculatorInputError(FieldError(name, "unknown_unit", message))
    return factor


def unit_convert_rule(v: Values) -> Outcome:
    """The value in another unit of the same quantity, by the exact factors of `tools.quantities`."""
    name, value = v.code("quantity"), v.num("value")
    missing = v.unknown("quantity", "value", "from_unit", "to_unit")
    if name is None:
        return Outcome({"value": None}, determined=False, missing=missing)
    q = QUANTITIES[CONVERTIBLE[name][0]]
    factors = {
        n: _factor(v, n, label, q) for n, label in (("from_unit", "原单位"), ("to_unit", "目标单位")) if v.has(n)
    }
    if value is None or missing:
        return Outcome({"value": None}, determined=False, missing=missing)
    canonical = value * factors["from_unit"]
    converted = canonical / factors["to_unit"]
    low, high = q.plausible
    notices = () if low <= canonical <= high else (notice("outside_plausible_range"),)
    origin, target = v.code("from_unit") or "", v.code("to_unit") or ""
    ratio = factors["from_unit"] / factors["to_unit"]
    factor = f"× {show(ratio)}" if ratio >= 1 or ratio.numerator != 1 else f"÷ {show(1 / ratio)}"
    steps = (f"{show(value)} {origin} {factor} = {show(converted)} {target}",)
    sentence = f"{CONVERTIBLE[name][1]} {show(value)} {origin} = {show(rounded(converted, 4))} {target}。"
    return Outcome({"value": rounded(converted, 4)}, sentence, notices=notices, steps=steps)


UNIT_CONVERT = Calculator(
    name="unit_convert",
    title="单位换算",
    field="通用",
    purpose="常用检验项目在国际单位与常规单位之间换算",
    inputs=(
        choice("quantity", "项目", tuple(Option(code, label, words) for code, (_, label, words) in CONVERTIBLE.items()),
               aliases=("项目", "指标")),
        Input("value", "数值", Kind.NUMBER, aliases=("数值",)),
        Input("from_unit", "原单位", Kind.TEXT, aliases=("原单位",), help="如 mg/dL"),
        Input("to_unit", "目标单位", Kind.TEXT, aliases=("换算为", "目标单位", "换成"), help="如 µmol/L"),
    ),
    rule=unit_convert_rule,
    rule_zh="按各项目的固定系数换算，如肌酐 1 mg/dL = 88.4 µmol/L，血钙 1 mg/dL = 0.2495 mmol/L，ACR 1 mg/mmol = 8.84 mg/g。",
    sources=(Source("LIT", "SI 换算系数；β2-微球蛋白按 11.8 kDa（与 MSD 分期表一致）"),),
    words={code: label for code, (_, label, _) in CONVERTIBLE.items()},
    aliases=("单位换算", "换算", "单位转换"),
)  # fmt: skip
