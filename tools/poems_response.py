"""Response of POEMS syndrome, organ domain by organ domain (NCCN POEMS-4 table 2)."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values, near
from tools.inputs import Input, Option, boolean, choice, integer, number, quantity
from tools.logic import all_true, any_true, negate
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show
from tools.poems import DISPENZIERI, FIELD
from tools.poems_levels import Level, at_least, equals

HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
Row = tuple[str, bool | None]


def _level(v: Values, domain: str, suffix: str = "") -> Level:
    names = [f"{domain}.{part}{suffix}" for part in ("baseline", "lowest", "current")]
    baseline, lowest, current = (v.num(name) for name in names)
    if baseline is not None and lowest is not None and lowest > baseline:
        message = f"{DOMAIN_WORDS[_KEYS[domain]]}的最低值 {show(lowest)} 高于基线 {show(baseline)}，请核对"
        raise CalculatorInputError(FieldError(names[1], "inconsistent", message))
    return Level(baseline, baseline if lowest is None else lowest, current)


def _first(rows: tuple[Row, ...], otherwise: str = "stable") -> str:
    """The first row that holds; an unknown row before it leaves the domain undetermined."""
    for code, state in rows:
        if state is None:
            return "undetermined"
        if state:
            return code
    return otherwise


def _vegf(v: Values) -> str:
    level, limit = _level(v, "vegf"), v.num("vegf.uln")
    evaluable = at_least(level.baseline, None if limit is None else 2 * limit)
    return _first((
        ("not_evaluable", negate(evaluable)),
        ("progression", level.risen_by(HALF)),
        ("complete_response", at_least(limit, level.current)),
        ("improvement", level.fallen_by(HALF)),
    ))  # fmt: skip


def _ife_negative(v: Values, name: str, current: Fraction | None) -> bool | None:
    """A measurable M spike leaves no negative serum fixation, so it need not be asked for."""
    code = v.code(name)
    if code is not None:
        return code == "negative"
    return False if name == "m_spike.sife" and current is not None and current > 0 else None


def _m_spike(v: Values) -> str:
    level = _level(v, "m_spike")
    serum, urine = (_ife_negative(v, f"m_spike.{name}", level.current) for name in ("sife", "uife"))
    pr_evaluable = at_least(level.baseline, 10)
    rise = level.rise
    return _first((
        ("not_evaluable", negate(at_least(level.baseline, 5))),
        ("progression", all_true(level.risen_by(QUARTER), None if rise is None else rise > 5)),
        ("complete_response", all_true(serum, urine, v.flag("m_spike.marrow_negative"))),
        ("VGPR", all_true(equals(level.current, 0), any_true(negate(serum), negate(urine)))),
        ("PR", all_true(pr_evaluable, level.fallen_by(HALF))),
    ), "stable" if pr_evaluable else "vgpr_not_reached_pr_not_evaluable")  # fmt: skip


def _pet(v: Values) -> str:
    level, avid = _level(v, "pet", "_sum"), v.flag("pet.avid_lesion_baseline")
    if avid is False and level.baseline:
        message = f"基线无 FDG 浓聚病灶与基线 SUVmax 总和 {show(level.baseline)} 矛盾，请核对"
        raise CalculatorInputError(FieldError("pet.avid_lesion_baseline", "inconsistent", message))
    by_sum = all_true(level.risen_by(Fraction(3, 10)), at_least(level.current, 4))
    return _first((
        ("not_evaluable", negate(avid)),
        ("progression", True if v.flag("pet.new_lesion") else by_sum),
        ("complete_response", equals(level.current, 0)),
        ("improvement", level.fallen_by(HALF)),
    ))  # fmt: skip


def _mnis7(v: Values) -> str:
    level, share = _level(v, "mnis7"), Fraction(15, 100)
    return _first((("progression", level.risen_by(share, 10)), ("improvement", level.fallen_by(share, 10))))


def _effusion(v: Values) -> str:
    level = _level(v, "effusion_grade")
    return _first((
        ("not_evaluable", equals(level.baseline, 0)),
        ("progression", at_least(level.rise, 1)),
        ("complete_response", equals(level.current, 0)),
        ("improvement", at_least(level.fall, 1)),
    ))  # fmt: skip


def _papilloedema(v: Values) -> str:
    level = _level(v, "papilloedema_grade")
    return _first((
        ("not_evaluable", equals(level.baseline, 0)),
        ("progression", at_least(level.rise, 1)),
        ("complete_response", equals(level.current, 0)),
    ))  # fmt: skip


def _rvsp(v: Values) -> str:
    evaluable, still_high = at_least(v.num("rvsp.baseline"), 40), at_least(v.num("rvsp.current"), 40)
    return _first((("not_evaluable", negate(evaluable)), ("improvement", negate(still_high))))


def _dlco(v: Values) -> str:
    baseline, current = v.num("dlco_percent.baseline"), v.num("dlco_percent.current")
    worse = v.flag("dlco_percent.ctcae_worse_1")
    if worse is None and at_least(current, baseline):
        worse = False
    return _first((
        ("not_evaluable", at_least(baseline, 70)),
        ("progression", worse),
        ("complete_response", at_least(current, 70)),
    ))  # fmt: skip


_RULES: Mapping[str, Callable[[Values], str]] = {
    "vegf": _vegf, "m_spike": _m_spike, "pet": _pet, "mnis7": _mnis7, "effusion_grade": _effusion, "rvsp": _rvsp,
    "papilloedema_grade": _papilloedema, "dlco_percent": _dlco,
}  # fmt: skip
_KEYS = {domain: {"m_spike": "haematologic", "effusion_grade": "effusion", "papilloedema_grade": "papilloedema",
                  "dlco_percent": "dlco"}.get(domain, domain) for domain in _RULES}  # fmt: skip
DOMAIN_WORDS = {
    "vegf": "血浆 VEGF", "haematologic": "血液学（M 峰）", "pet": "PET/CT", "mnis7": "mNIS+7 POEMS", "effusion": "腹水/积液/浮肿",
    "rvsp": "RVSP", "papilloedema": "视乳头水肿", "dlco": "DLCO",
}  # fmt: skip
VALUE_WORDS = {
    "complete_response": "完全缓解", "improvement": "改善", "progression": "进展", "stable": "稳定", "VGPR": "VGPR", "PR": "PR",
    "not_evaluable": "不可评估（基线未达界值）", "undetermined": "尚不能确定",
    "vgpr_not_reached_pr_not_evaluable": "未达 VGPR，PR 不可评估（基线 5–<10 g/L）",
}  # fmt: skip
_GOOD = ("complete_response", "improvement", "VGPR", "PR")


def _assessed(v: Values) -> tuple[str, ...]:
    return tuple(domain for domain in _RULES if any(name.startswith(f"{domain}.") for name in v.known))


def _missing(v: Values, values: Mapping[str, str]) -> tuple[str, ...]:
    asked: tuple[str, ...] = ()
    for domain, value in values.items():
        if value == "undetermined":
            needed = (i.name for i in INPUTS if i.name.startswith(f"{domain}.") and ".lowest" not in i.name)
            asked += v.unknown(*needed)
    if values.get("pet") not in (None, "not_evaluable"):
        asked += v.unknown("pet.new_lesion")
    return tuple(dict.fromkeys(asked))


def _lowest_assumed(v: Values, values: Mapping[str, str]) -> bool:
    judged = [(d, "_sum" if d == "pet" else "") for d, value in values.items() if value != "not_evaluable"]
    pairs = [(f"{d}.baseline{suffix}", f"{d}.lowest{suffix}") for d, suffix in judged]
    names = {i.name for i in INPUTS}
    return any(low in names and v.has(base) and not v.has(low) for base, low in pairs)


def _notices(v: Values, values: Mapping[str, str]) -> tuple[Notice, ...]:
    current, limit = v.num("vegf.current"), v.num("vegf.uln")
    stated = {
        "confirm_progression": "progression" in values.values(),
        "repeat_needed_vegf_m_ife": any(values.get(domain) in _GOOD for domain in ("vegf", "m_spike")),
        "vegf_rise_within_normal": values.get("vegf") == "progression" and bool(at_least(limit, current)),
        "rvsp_progression_not_defined": values.get("rvsp") == "stable",
        "papilloedema_column_garbled": "papilloedema_grade" in values,
        "lowest_assumed_baseline": _lowest_assumed(v, values),
    }
    return tuple(notice(code) for code, holds in stated.items() if holds) + _near(v)


def _near(v: Values) -> tuple[Notice, ...]:
    level, limit = _level(v, "vegf"), v.num("vegf.uln")
    limits = (limit, level.lowest and level.lowest * 3 / 2, level.baseline and level.baseline / 2)
    by_name = {i.name: i for i in INPUTS}
    found = near(by_name["vegf.current"], level.current, *(item for item in limits if item is not None))
    found += near(by_name["m_spike.baseline"], v.num("m_spike.baseline"), "5", "10")
    return found + near(by_name["rvsp.current"], v.num("rvsp.current"), "40")


def _steps(v: Values, values: Mapping[str, str]) -> tuple[str, ...]:
    lines = []
    for domain, value in values.items():
        known = (i for i in INPUTS if i.name.startswith(f"{domain}.") and v.given(i.name))
        shown = "，".join(f"{i.label} {show(v.num(i.name) or Fraction(0))} {i.canonical_unit}".strip() for i in known)
        lines.append(f"{DOMAIN_WORDS[_KEYS[domain]]}：{shown or '见所填'} → {VALUE_WORDS[value]}")
    return tuple(lines)


def poems_response_rule(v: Values) -> Outcome:
    """Response of each assessed domain (NCCN POEMS-4; Dispenzieri 2019); M spike in g/L, VEGF in pg/mL."""
    values = {domain: _RULES[domain](v) for domain in _assessed(v)}
    if not values:
        result: dict[str, object] = {"domains": {}, "any_progression": None}
        return Outcome(result, determined=False, missing=("vegf.baseline", "vegf.current", "vegf.uln",
                                                          "m_spike.baseline", "m_spike.current"))  # fmt: skip
    progression = any_true(*({"progression": True, "undetermined": None}.get(v_, False) for v_ in values.values()))
    result = {"domains": {_KEYS[d]: value for d, value in values.items()}, "any_progression": progression}
    listed = "；".join(f"{DOMAIN_WORDS[_KEYS[d]]} {VALUE_WORDS[value]}" for d, value in values.items())
    word = {True: "存在进展", False: "已评估各项均无进展", None: "是否进展尚不能确定"}[progression]
    sentence = f"各项：{listed}；{word}。原文未定义总体疗效，不作合并（NCCN POEMS-4 表 2）。"
    if "not_evaluable" in values.values():
        sentence += "基线不可评估的项目不按本表判定，如有恶化须临床判断。"
    return Outcome(result, sentence, missing=_missing(v, values), notices=_notices(v, values), steps=_steps(v, values))


def _trio(domain: str, label: str, make: Callable[[str, str, tuple[str, ...]], Input], suffix: str = "",
          lowest: bool = True) -> tuple[Input, ...]:  # fmt: skip
    parts = {"baseline": ("基线", "治疗前"), "lowest": ("最低", "最低值"), "current": ("目前", "复查")}
    return tuple(
        make(f"{domain}.{part}{suffix}", f"{words[0]} {label}", tuple(f"{word}{label}" for word in words))
        for part, words in parts.items() if lowest or part != "lowest"
    )  # fmt: skip


def _numbers(low: str, high: str, unit: str = "") -> Callable[[str, str, tuple[str, ...]], Input]:
    return lambda name, label, aliases: number(name, label, low, high, unit=unit, aliases=aliases)


def _grade(name: str, label: str, aliases: tuple[str, ...]) -> Input:
    return integer(name, label, 0, 5, aliases=aliases, help="CTCAE 分级，0 为无")


_IFE = (Option("negative", "阴性", ("-", "(-)", "转阴")), Option("positive", "阳性", ("+", "(+)")))
INPUTS = (
    *_trio("vegf", "VEGF", _numbers("0", "100000", "pg/mL")),
    number("vegf.uln", "VEGF 正常上限", "0", "100000", unit="pg/mL", aliases=("VEGF正常上限", "VEGF上限")),
    *_trio("m_spike", "M 峰", lambda name, label, aliases: quantity(name, "mprotein", label, aliases=aliases)),
    choice("m_spike.sife", "血清免疫固定电泳", _IFE, aliases=("血免疫固定", "血清IFE", "SIFE")),
    choice("m_spike.uife", "尿免疫固定电泳", _IFE, aliases=("尿免疫固定", "尿IFE", "UIFE")),
    boolean("m_spike.marrow_negative", "骨髓阴性", aliases=("骨髓阴性", "骨髓转阴")),
    boolean("pet.avid_lesion_baseline", "基线至少一处 FDG 浓聚病灶", aliases=("FDG浓聚病灶", "FDG高代谢病灶")),
    *_trio("pet", "SUVmax 总和", _numbers("0", "2000"), "_sum"),
    boolean("pet.new_lesion", "新的 FDG 浓聚病灶", aliases=("新发FDG病灶", "新发高代谢病灶")),
    *_trio("mnis7", "mNIS+7", _numbers("0", "400", "分")),
    *_trio("effusion_grade", "积液/浮肿分级", _grade),
    *_trio("rvsp", "RVSP", _numbers("5", "200", "mmHg"), lowest=False),
    *_trio("papilloedema_grade", "视乳头水肿分级", _grade),
    *_trio("dlco_percent", "DLCO 占预计值", _numbers("1", "200", "%"), lowest=False),
    boolean("dlco_percent.ctcae_worse_1", "DLCO 的 CTCAE 分级恶化 1 级", aliases=("DLCO恶化1级",)),
)

POEMS_RESPONSE = Calculator(
    name="poems_response",
    title="POEMS 疗效评估",
    field=FIELD,
    purpose="按 VEGF、血液学、影像、神经、积液、肺动脉压、视乳头和弥散功能逐项评估 POEMS 的疗效",
    inputs=INPUTS,
    rule=poems_response_rule,
    rule_zh="逐项先看进展，再看完全缓解、改善，否则稳定。VEGF（基线 ≥2 倍上限）：正常为完全缓解，降 ≥50% 改善，较最低升 ≥50% 进展；"
            "M 峰：免疫固定与骨髓均阴性为完全缓解，电泳阴性而免疫固定阳性为 VGPR，降 ≥50% 为 PR，升 ≥25% 且 >5 g/L 进展；"
            "PET：无摄取、总和降 ≥50%、升 ≥30% 且总和 ≥4 或新病灶；mNIS+7 变化 ≥15% 且 ≥10 分；积液按 CTCAE 1 级。不合并为总体疗效。",
    sources=(Source("nccn-mm-2022v5", "POEMS-4 表2"), DISPENZIERI),
    words=VALUE_WORDS,
    aliases=("POEMS疗效", "POEMS疗效评估", "POEMS缓解", "POEMS进展"),
)  # fmt: skip
