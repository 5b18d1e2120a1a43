"""Suspicion of IgM monoclonal gammopathy of neurological significance (MGNS)."""

from collections.abc import Mapping

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Option, boolean, choice
from tools.messages import Notice, notice

WM_LPL, OBSERVE = "wm_lpl_guideline", "observe"
DEGREES = ("high", "moderate", "low")
_COLUMN_CODES = {
    "pattern": "sensory", "progression": "slow_years", "symmetry": "bilateral_symmetric",
}  # fmt: skip
_FEATURES = {
    "pattern": ("感觉占主导", "运动/疼痛占主导"),
    "length_dependent": ("长度依赖", "非长度依赖"),
    "progression": ("缓慢进展（数年）", "快速进展（数周至数月）"),
    "symmetry": ("双侧对称", "单侧或不对称"),
    "antibodies": ("有抗体", "无抗体"),
    "demyelination": ("有脱髓鞘", "无脱髓鞘"),
}


def _columns(v: Values) -> Mapping[str, bool | None]:
    """For each feature: true in the high column of MGNS-1, false in the low one."""
    found: dict[str, bool | None] = {}
    for name in _FEATURES:
        code = v.code(name)
        found[name] = (
            v.flag(name) if name not in _COLUMN_CODES else None if code is None else code == _COLUMN_CODES[name]
        )
    return found


def degrees(columns: Mapping[str, bool | None]) -> tuple[str, ...]:
    """Degrees of suspicion that remain: all six high, all six low, or mixed = moderate."""
    states = set(columns.values())
    if {True, False} <= states:
        return ("moderate",)
    if None not in states:
        return ("high",) if True in states else ("low",)
    excluded = {True: "low", False: "high"}
    return tuple(d for d in DEGREES if d not in {excluded[s] for s in states if s is not None})


def _management(degree: str, adl: bool | None) -> str | None:
    if degree == "moderate":
        return None if adl is None else (WM_LPL if adl else OBSERVE)
    return WM_LPL if degree == "high" else OBSERVE


def _notices(v: Values, suspicion: str | None) -> tuple[Notice, ...]:
    codes = []
    if v.has("isotype") and v.code("isotype") != "IgM":
        codes.append("page_is_igm_only")
    if suspicion == "high" and v.flag("adl_interference") is False:
        codes.append("high_without_adl_ambiguous")
    return tuple(notice(code) for code in codes)


def _steps(columns: Mapping[str, bool | None], adl: bool | None) -> tuple[str, ...]:
    lines = []
    for name, (high, low) in _FEATURES.items():
        state = columns[name]
        side = (
            f"{high} / {low}：未知" if state is None else f"{high}（高度怀疑栏）" if state else f"{low}（低度怀疑栏）"
        )
        lines.append(side)
    shown = "未知" if adl is None else "是" if adl else "否"
    return (*lines, f"妨碍日常生活活动：{shown}（只用于中度怀疑）")


def mgns_rule(v: Values) -> Outcome:
    """Degree of suspicion and management of IgM MGNS (NCCN MGNS-1; six features in two columns)."""
    columns, adl = _columns(v), v.flag("adl_interference")
    left = degrees(columns)
    suspicion = left[0] if len(left) == 1 else None
    actions = {_management(degree, adl) for degree in left}
    management = actions.pop() if len(actions) == 1 else None
    result = {
        "suspicion": suspicion,
        "high_features": tuple(n for n, s in columns.items() if s is True),
        "low_features": tuple(n for n, s in columns.items() if s is False),
        "management": management,
    }
    missing = () if suspicion else v.unknown(*_FEATURES)
    missing += v.unknown("adl_interference") if "moderate" in left else ()
    missing += v.unknown("isotype")
    notices, steps = _notices(v, suspicion), _steps(columns, adl)
    if suspicion is None:
        sentence = f"各种可能的怀疑度处理相同：{MGNS_WORDS[management]}。" if management else ""
        return Outcome(result, sentence, False, left, missing, notices, steps)
    if management is None:
        sentence = "怀疑度为中度，处理取决于是否妨碍日常生活活动。"
        return Outcome(result, sentence, False, (WM_LPL, OBSERVE), missing, notices, steps)
    sentence = (
        f"IgM MGNS {MGNS_WORDS[suspicion]}：{MGNS_WORDS[management]}，依据 NCCN MGNS-1。"
        "须先排除自身免疫病、糖尿病、甲状腺疾病、维生素 B12 缺乏、梅毒、HIV 感染、莱姆病、冷球蛋白血症、"
        "轻链淀粉样变性、WM 和 POEMS 综合征。"
    )
    steps += (f"→ {MGNS_WORDS[suspicion]}，{MGNS_WORDS[management]}",)
    return Outcome(result, sentence, missing=missing, notices=notices, steps=steps)


MGNS_WORDS = {
    "high": "高度怀疑",
    "moderate": "中度怀疑",
    "low": "低度怀疑",
    WM_LPL: "按 WM/LPL 指南处理",
    OBSERVE: "观察",
}

MGNS_SUSPICION = Calculator(
    name="mgns_suspicion",
    title="IgM MGNS 怀疑度",
    field="相关丙种球蛋白病",
    purpose="IgM 单克隆丙种球蛋白病伴周围神经病变时，判断具有神经病学意义（MGNS）的可能性及处理",
    inputs=(
        choice("isotype", "M 蛋白类型", (
            Option("IgM", "IgM 型", ("IgM型", "IgM-κ", "IgM-λ", "IgMκ", "IgMλ")),
            Option("IgG", "IgG 型", ("IgG型", "IgG-κ", "IgG-λ", "IgGκ", "IgGλ")),
            Option("IgA", "IgA 型", ("IgA型", "IgA-κ", "IgA-λ", "IgAκ", "IgAλ")),
            Option("other", "其他", ("其它",)),
        ), aliases=("M蛋白类型", "单克隆蛋白类型", "分型")),
        choice("pattern", "神经病变类型", (
            Option("sensory", "感觉占主导", ("感觉为主", "感觉性", "麻木为主")),
            Option("motor_or_pain", "运动或疼痛占主导", ("运动为主", "疼痛为主", "运动性")),
        ), aliases=("神经病变类型", "周围神经病变")),
        boolean("length_dependent", "长度依赖型", aliases=("长度依赖", "手套袜套样", "手套袜子样", "远端为主")),
        choice("progression", "进展速度", (
            Option("slow_years", "缓慢（数年）", ("缓慢进展", "慢性进展", "数年", "缓慢")),
            Option("rapid_weeks_months", "快速（数周至数月）", ("快速进展", "数周", "数月", "迅速", "快速")),
        ), aliases=("病程进展", "进展速度")),
        choice("symmetry", "对称性", (
            Option("bilateral_symmetric", "双侧对称", ("对称", "对称性", "双侧")),
            Option("unilateral_or_asymmetric", "单侧或不对称", ("单侧", "不对称", "非对称", "不对称性")),
        ), aliases=("对称性",)),
        boolean("antibodies", "抗 MAG 或神经节苷脂抗体阳性",
                aliases=("抗MAG抗体", "MAG抗体", "抗MAG", "神经节苷脂抗体", "抗神经节苷脂抗体", "GM1抗体")),
        boolean("demyelination", "EMG/NCS 脱髓鞘", aliases=("脱髓鞘", "肌电图脱髓鞘", "神经传导脱髓鞘")),
        boolean("adl_interference", "妨碍日常生活活动（ADL）", aliases=("影响日常生活", "妨碍日常生活", "影响ADL")),
    ),
    rule=mgns_rule,
    rule_zh="六项特征（感觉为主、长度依赖、缓慢进展、双侧对称、有抗体、脱髓鞘）全部具备为高度怀疑，全部相反为低度怀疑，两栏都有为中度。"
            "高度怀疑，或中度且妨碍日常生活：按 WM/LPL 指南；中度不妨碍或低度：观察。",
    sources=(Source("nccn-mm-2022v5", "MGNS-1"),),
    words=MGNS_WORDS,
    aliases=("MGNS", "IgM神经病", "IgM周围神经病", "抗MAG神经病"),
)  # fmt: skip
