"""Heart-rate corrected QT interval: Bazett and Fridericia."""

from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Option, choice, quantity
from tools.messages import CalculatorInputError, FieldError, notice
from tools.numbers import exact, rounded, show
from tools.shared_inputs import SEX

MS_PER_MINUTE, MS_PER_SECOND = Fraction(60000), Fraction(1000)
ROOTS = {"bazett": 2, "fridericia": 3}
LIMITS = {"male": Fraction(450), "female": Fraction(470)}
VERY_LONG = Fraction(500)
FLAG_WORDS = {"normal": "正常", "prolonged": "延长", "very_prolonged": "≥500 ms，高危"}
FORMULA_WORDS = {"bazett": "Bazett", "fridericia": "Fridericia"}
QTC_VALUE = quantity("qtc", "qt", label="QTc")


def corrected_qt(qt_ms: Fraction, rr_ms: Fraction, formula: str) -> Fraction:
    """QT [ms] ÷ RR[s]^(1/2) (Bazett 1920) or ^(1/3) (Fridericia 1920), for display."""
    value = exact(float(qt_ms) / float(rr_ms / MS_PER_SECOND) ** (1 / ROOTS[formula]))
    assert value is not None
    return value


def exceeds(qt_ms: Fraction, rr_ms: Fraction, formula: str, limit_ms: Fraction, *, or_equals: bool = False) -> bool:
    """Whether the corrected QT passes a limit, decided exactly by comparing powers instead of roots."""
    root = ROOTS[formula]
    left, right = qt_ms**root, limit_ms**root * rr_ms / MS_PER_SECOND
    return left >= right if or_equals else left > right


def qt_flags(qt_ms: Fraction, rr_ms: Fraction, formula: str, sex: str | None) -> tuple[str, ...]:
    """Flags that remain: over 450 ms in men, 470 in women is prolonged, from 500 very prolonged."""
    if exceeds(qt_ms, rr_ms, formula, VERY_LONG, or_equals=True):
        return ("very_prolonged",)
    limits = (LIMITS[sex],) if sex else tuple(LIMITS.values())
    found = {"prolonged" if exceeds(qt_ms, rr_ms, formula, limit) else "normal" for limit in limits}
    return tuple(flag for flag in FLAG_WORDS if flag in found)


def _interval(v: Values) -> Fraction | None:
    """RR interval [ms] as given or from the heart rate; both have to agree within 2 bpm."""
    rate, rr = v.num("heart_rate"), v.num("rr")
    if rr is None:
        return None if rate is None else MS_PER_MINUTE / rate
    if rate is not None and abs(MS_PER_MINUTE / rr - rate) > 2:
        message = f"RR {show(rr)} ms 相当于心率 {show(MS_PER_MINUTE / rr, 1)}，与所填心率 {show(rate)} 不符，请核对心率与 RR 间期"
        raise CalculatorInputError(FieldError("rr", "inconsistent", message))
    return rr


def qtc_rule(v: Values) -> Outcome:
    """QTc [ms] by Bazett or Fridericia from QT [ms] and heart rate [bpm] or RR [ms]."""
    formula, qt, rr, sex = v.code("formula") or "bazett", v.num("qt"), _interval(v), v.code("sex")
    if qt is None or rr is None:
        missing = v.unknown("qt") + (("heart_rate",) if rr is None else ())
        return Outcome({"qtc": None, "flag": None}, determined=False, missing=missing)
    both = {name: corrected_qt(qt, rr, name) for name in ROOTS}
    flags = qt_flags(qt, rr, formula, sex)
    flag = flags[0] if len(flags) == 1 else None
    result = {"qtc": rounded(both[formula]), "flag": flag, **{name: rounded(value) for name, value in both.items()}}
    rate = MS_PER_MINUTE / rr
    extreme = (notice("bazett_rate_extremes"),) if rate < 60 or rate > 100 else ()
    limits = (VERY_LONG, *((LIMITS[sex],) if sex else LIMITS.values()))
    notices = extreme + near(QTC_VALUE, rounded(both[formula], 1), *limits)
    steps = (
        f"RR = {show(rr / MS_PER_SECOND, 3)} s（心率 {show(rate, 1)}）",
        f"Bazett：{show(qt)} ÷ √{show(rr / MS_PER_SECOND, 3)} = {show(both['bazett'], 0)} ms",
        f"Fridericia：{show(qt)} ÷ ∛{show(rr / MS_PER_SECOND, 3)} = {show(both['fridericia'], 0)} ms",
        "男 >450、女 >470 ms 为延长，≥500 ms 为高危",
    )
    shown = f"QTc {show(both[formula], 0)} ms（{FORMULA_WORDS[formula]}）"
    if flag is None:
        return Outcome(result, f"{shown}，男女界值不同，须知性别。", False, flags, ("sex",), notices, steps)
    sentence = f"{shown}：{FLAG_WORDS[flag]}（男 >450、女 >470 ms 为延长）。"
    return Outcome(result, sentence, notices=notices, steps=(*steps, f"→ {FLAG_WORDS[flag]}"))


QTC = Calculator(
    name="qtc_bazett",
    title="校正 QT 间期（QTc）",
    field="通用",
    purpose="按心率校正的 QT 间期，用于延长 QT 药物的监测",
    inputs=(
        quantity("qt", "qt", aliases=("QT", "QT间期")),
        quantity("heart_rate", "hr", aliases=("心率", "HR", "心室率")),
        quantity("rr", "rr", aliases=("RR", "RR间期", "R-R间期"), role="option"),
        SEX,
        choice("formula", "公式", (Option("bazett", "Bazett", ("巴泽特",)), Option("fridericia", "Fridericia", ("弗里德里恰",))),
               aliases=("公式",), role="option"),
    ),
    rule=qtc_rule,
    rule_zh="RR（秒）= 60 ÷ 心率；Bazett：QT ÷ √RR；Fridericia：QT ÷ ∛RR。男 >450、女 >470 ms 为延长，≥500 ms 为高危。",
    sources=(Source("LIT", "Bazett 1920, Heart"), Source("LIT", "Fridericia 1920, Acta Med Scand")),
    words=FLAG_WORDS,
    always=("not_in_documents",),
    aliases=("QTc", "QT校正", "Bazett", "Fridericia", "QTcB", "QTcF"),
)  # fmt: skip
