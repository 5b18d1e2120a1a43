"""Minimal residual disease by IMWG (NCCN MYEL-E 1/3)."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.dates import plus_months
from tools.findings import Finding, all_of, compared, finding
from tools.inputs import Option, boolean, choice, date, integer, number
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show

SENSITIVITY_LIMIT = Fraction(1, 100_000)
MRD_WORDS = {
    "negative": "阴性", "positive": "阳性", "not_applicable": "不适用（未达 CR）",
    "not_evaluable": "不可评估（灵敏度不足 1×10⁻⁵）", "flow_mrd_negative": "流式 MRD 阴性",
    "sequencing_mrd_negative": "测序 MRD 阴性", "imaging_plus_mrd_negative": "影像学加 MRD 阴性",
    "sustained_mrd_negative": "持续 MRD 阴性",
}  # fmt: skip
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def _power_of_ten(value: Fraction) -> str:
    mantissa, exponent = f"{float(value):.2e}".split("e")
    return f"{float(mantissa):g}×10{str(int(exponent)).translate(SUPERSCRIPT)}"


def _assay(v: Values) -> Finding:
    """Whether the marrow assay is positive: NGF by aberrant plasma cells, NGS by two identical reads."""
    method, aberrant, reads = v.code("method"), v.flag("aberrant_pc_found"), v.num("identical_reads")
    flow = finding(aberrant, "aberrant_pc_found")
    sequencing = compared(reads, lambda n: n >= 2, "identical_reads")
    if method is None:
        return Finding(None, ("method",))
    chosen, other, field = (
        (flow, sequencing, "identical_reads") if method == "NGF" else (sequencing, flow, "aberrant_pc_found")
    )
    if other.state and not chosen.state:
        message = f"检测方法填为 {method}，但另一方法的结果为阳性，请按实际方法分别计算"
        raise CalculatorInputError(FieldError(field, "inconsistent", message))
    return chosen


def _mrd_answers(assay: Finding, response: bool | None, sensitive: bool | None) -> tuple[str, ...]:
    """Answers that remain, in the order in which they exclude each other."""
    if assay.state:
        return ("positive",)
    answers = ["positive"] if assay.state is None else []
    if response is not True:
        answers.append("not_applicable")
    if response is not False and sensitive is not True:
        answers.append("not_evaluable")
    if response is not False and sensitive is not False:
        answers.append("negative")
    return tuple(answers)


def _sustained(v: Values) -> Finding:
    """Two negatives of marrow and imaging at least 12 months apart."""
    first, latest = v.day("first_negative_date"), v.day("latest_negative_date")
    if first and latest and latest < first:
        message = "最近一次阴性日期早于首次阴性日期，请核对"
        raise CalculatorInputError(FieldError("latest_negative_date", "inconsistent", message))
    both = v.flag("imaging_negative_at_both")
    if both and v.code("pet_ct") == "positive":
        message = "PET/CT 填为阳性，与“两次影像均阴性”矛盾，请核对"
        raise CalculatorInputError(FieldError("imaging_negative_at_both", "inconsistent", message))
    apart = None if first is None or latest is None else latest >= plus_months(first, 12)
    dates = v.unknown("first_negative_date", "latest_negative_date")
    return all_of(finding(apart, *dates), finding(both, "imaging_negative_at_both"))


def _mrd_categories(v: Values, sustained: Finding) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Categories of a negative marrow, and the inputs that could add one."""
    found = ["flow_mrd_negative" if v.code("method") == "NGF" else "sequencing_mrd_negative"]
    if v.code("pet_ct") != "negative":
        return tuple(found), v.unknown("pet_ct")
    found.append("imaging_plus_mrd_negative")
    if sustained.state:
        found.append("sustained_mrd_negative")
    asked_for = any(map(v.has, ("first_negative_date", "latest_negative_date", "imaging_negative_at_both")))
    return tuple(found), sustained.asked if asked_for else ()


def _mrd_notices(v: Values, answers: tuple[str, ...], sensitive: bool | None) -> tuple[Notice, ...]:
    codes = []
    if answers != ("positive",):
        if v.flag("complete_response") is False:
            codes.append("mrd_requires_cr")
        if sensitive is False:
            codes.append("sensitivity_below_1e5")
    if answers == ("negative",) and v.code("pet_ct") == "positive":
        codes.append("pet_positive_despite_marrow_negative")
    return tuple(map(notice, codes))


def _mrd_steps(v: Values, assay: Finding, sensitive: bool | None) -> tuple[str, ...]:
    word = {True: "阳性", False: "阴性", None: "未知"}[assay.state]
    reads, sensitivity = v.num("identical_reads"), v.num("sensitivity")
    shown = "" if reads is None or v.code("method") != "NGS" else f"，相同读数 {show(reads)}（<2 为阴性）"
    cr = {True: "已达", False: "未达", None: "未知"}[v.flag("complete_response")]
    limit = "未知" if sensitivity is None else f"{_power_of_ten(sensitivity)}{' ≤' if sensitive else ' >'} 1×10⁻⁵"
    return f"{v.code('method') or '方法未知'}：{word}{shown}", f"完全缓解：{cr}", f"灵敏度 {limit}"


def mrd_rule(v: Values) -> Outcome:
    """IMWG MRD category (NCCN MYEL-E 1/3); needs CR and a sensitivity of 1×10⁻⁵ or better."""
    sensitivity = v.num("sensitivity")
    sensitive = None if sensitivity is None else sensitivity <= SENSITIVITY_LIMIT
    assay, sustained = _assay(v), _sustained(v)
    answers = _mrd_answers(assay, v.flag("complete_response"), sensitive)
    notices, steps = _mrd_notices(v, answers, sensitive), _mrd_steps(v, assay, sensitive)
    if len(answers) > 1:
        missing = assay.asked + v.unknown("complete_response")
        missing += v.unknown("sensitivity") if "not_evaluable" in answers else ()
        return Outcome({"mrd": None, "categories": ()}, determined=False, possible=answers, missing=missing,
                       notices=notices, steps=steps)  # fmt: skip
    mrd = answers[0]
    categories, missing = _mrd_categories(v, sustained) if mrd == "negative" else ((), ())
    shown = "" if sensitivity is None else f"，灵敏度 {_power_of_ten(sensitivity)}"
    sentence = f"骨髓 MRD {MRD_WORDS[mrd]}（{v.code('method')}{shown}）。"
    if categories:
        sentence += f"类别：{'、'.join(MRD_WORDS[c] for c in categories)}。"
    if "sustained_mrd_negative" in categories:
        sentence += "报告持续阴性时应注明方法（NCCN MYEL-E 脚注 b）。"
    sentence += "MRD 不要求两次连续评估，仅在疑似 CR 时检测（NCCN MYEL-E 脚注 a）。"
    return Outcome({"mrd": mrd, "categories": categories}, sentence, missing=missing, notices=notices, steps=steps)


IMWG_MRD = Calculator(
    name="imwg_mrd",
    title="IMWG MRD 分类",
    field="疗效",
    purpose="完全缓解后的微小残留病分类",
    inputs=(
        boolean("complete_response", "已达完全缓解（CR）", aliases=("完全缓解", "已达CR", "达CR", "达到CR")),
        choice("method", "MRD 检测方法", (Option("NGF", "二代流式（NGF）", ("流式", "二代流式", "NGF流式")),
                                       Option("NGS", "二代测序（NGS）", ("测序", "二代测序"))), aliases=("MRD方法", "检测方法")),
        number("sensitivity", "检测灵敏度", "0.000000001", "1", aliases=("灵敏度", "敏感度"), help="1/10⁵ 填 0.00001"),
        boolean("aberrant_pc_found", "流式检出表型异常克隆浆细胞", aliases=("异常浆细胞", "克隆性异常浆细胞", "流式MRD阳性")),
        integer("identical_reads", "测序相同读数", 0, 10**9, aliases=("相同测序读数", "相同读数", "克隆读数")),
        choice("pet_ct", "PET/CT", (Option("not_done", "未做", ("没做",)), Option("negative", "阴性", ("代谢完全缓解",)),
                                    Option("positive", "阳性", ())), aliases=("PET-CT", "PET/CT", "PETCT"),
               help="阴性：每个原摄取增高区消失，或低于纵隔血池或周围正常组织"),
        date("first_negative_date", "首次 MRD 阴性日期", aliases=("首次阴性",), role="option"),
        date("latest_negative_date", "最近一次 MRD 阴性日期", aliases=("最近阴性",), role="option"),
        boolean("imaging_negative_at_both", "两次影像均阴性", aliases=("两次影像阴性",), role="option"),
    ),
    rule=mrd_rule,
    rule_zh="须已达 CR，灵敏度 1×10⁻⁵ 或更好。NGF 未见异常克隆浆细胞、NGS 相同读数 <2 为阴性；PET/CT 也阴性为影像学加 MRD 阴性；"
            "骨髓与影像两次阴性相隔 ≥12 个月为持续阴性。",
    sources=(Source("nccn-mm-2022v5", "MYEL-E 1/3"), Source("nccn-mm-2022v5", "MYEL-E 脚注 a–e"),
             Source("LIT", "Kumar 2016, doi:10.1016/S1470-2045(16)30206-6")),
    words=MRD_WORDS,
    aliases=("MRD", "微小残留病", "MRD分类", "MRD阴性", "微小残留病变"),
)  # fmt: skip
