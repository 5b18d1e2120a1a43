"""Eligibility for the regimens of previously treated myeloma (NCCN MYEL-G 3/4 and 4/4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import boolean, integer, number
from tools.logic import all_true, any_true
from tools.messages import CalculatorInputError, FieldError, Notice, notice
from tools.numbers import show

NCCN = "nccn-mm-2022v5"
INTERVAL = number(
    "months_since_primary_regimen", "主要诱导方案至复发的间隔", "0", "600", unit="月",
    aliases=("复发间隔", "距诱导结束", "停药至复发"), help="主要诱导方案结束或起效至复发",
)  # fmt: skip
REPEAT_AFTER = Fraction(6)


@dataclass(frozen=True)
class Group:
    """A group of regimens: when it may be used, and what is in it."""

    condition: str
    regimens: str


GROUPS: Mapping[str, Group] = {
    "early_relapse_regimens": Group(
        "≥1 线既往治疗",
        "首选：VRd（硼替佐米、来那度胺、地塞米松）；KRd（卡非佐米、来那度胺、地塞米松，1 类）；达雷妥尤单抗联合硼替佐米、卡非佐米或来那度胺/地塞米松（均 1 类）；"
        "艾沙佐米/来那度胺/地塞米松（1 类）；艾沙妥昔单抗/卡非佐米/地塞米松（1 类）；其他推荐与某些情况下有用者见 MYEL-G 3/4、4/4",
    ),
    "after_2_incl_imid_pi_progressed_60d": Group(
        "≥2 线且含 IMiD 和 PI，末次治疗完成时或 60 天内进展",
        "以泊马度胺/地塞米松为基础：单用（Pd，1 类），或加硼替佐米（1 类）、艾沙佐米、卡非佐米、环磷酰胺、塞利尼索之一",
    ),
    "after_2_incl_len_pi": Group(
        "≥2 线且含来那度胺和 PI",
        "艾沙妥昔单抗/泊马度胺/地塞米松（1 类）；达雷妥尤单抗/泊马度胺/地塞米松（1 类）；埃罗妥珠单抗/泊马度胺/地塞米松",
    ),
    "daratumumab_monotherapy": Group("≥3 线且含 PI 和 IMiD，或对 PI 和 IMiD 双重耐药", "达雷妥尤单抗单药"),
    "belantamab_ide_cel_cilta_cel": Group(
        "≥4 线且含抗 CD38 单抗、PI 和 IMiD", "belantamab mafodotin；idecabtagene vicleucel；ciltacabtagene autoleucel"
    ),
    "selinexor_dex": Group("≥4 线且对 ≥2 种 PI、≥2 种 IMiD 和抗 CD38 单抗耐药", "塞利尼索/地塞米松"),
    "venetoclax_dex": Group("t(11;14)", "维奈克拉/地塞米松"),
    "repeat_primary_regimen": Group("主要诱导方案后复发间隔 >6 个月", "重复主要诱导方案（须为经治方案表所列者）"),
}
_IMPLIES = {
    "refractory_lenalidomide": ("exposed_lenalidomide",),
    "double_refractory_pi_imid": ("exposed_pi", "exposed_imid"),
    "refractory_2pi_2imid_cd38": ("double_refractory_pi_imid", "exposed_pi", "exposed_imid", "exposed_anti_cd38"),
    "exposed_lenalidomide": ("exposed_imid",),
}
FLAGS = (
    "exposed_pi", "exposed_imid", "exposed_lenalidomide", "exposed_anti_cd38", "refractory_lenalidomide",
    "double_refractory_pi_imid", "refractory_2pi_2imid_cd38", "progressed_on_or_within_60d", "t_11_14",
)  # fmt: skip
State = Mapping[str, bool | None]


def known_flags(v: Values) -> State:
    """The findings with what they imply: a drug cannot be refractory without exposure, lenalidomide is an IMiD."""
    state = {name: v.flag(name) for name in FLAGS}
    for name, implied in _IMPLIES.items():
        for other in implied if state[name] else ():
            if state[other] is False:
                labels = {i.name: i.label for i in INPUTS}
                message = f"“{labels[name]}”为是，而“{labels[other]}”为否，互相矛盾，请核对"
                raise CalculatorInputError(FieldError(other, "inconsistent", message))
            state[other] = True
    for name, implied in _IMPLIES.items():
        if state[name] is None and any(state[other] is False for other in implied):
            state[name] = False
    return state


def _at_least(lines: Fraction, needed: int) -> bool:
    return lines >= needed


def group_states(lines: Fraction, f: State, months: Fraction | None) -> dict[str, bool | None]:
    """Three-valued eligibility for each group of MYEL-G; `months` from the primary regimen to relapse."""
    pi, imid = f["exposed_pi"], f["exposed_imid"]
    return {
        "early_relapse_regimens": _at_least(lines, 1),
        "after_2_incl_imid_pi_progressed_60d": all_true(
            _at_least(lines, 2), imid, pi, f["progressed_on_or_within_60d"]
        ),
        "after_2_incl_len_pi": all_true(_at_least(lines, 2), f["exposed_lenalidomide"], pi),
        "daratumumab_monotherapy": any_true(all_true(_at_least(lines, 3), pi, imid), f["double_refractory_pi_imid"]),
        "belantamab_ide_cel_cilta_cel": all_true(_at_least(lines, 4), f["exposed_anti_cd38"], pi, imid),
        "selinexor_dex": all_true(_at_least(lines, 4), f["refractory_2pi_2imid_cd38"]),
        "venetoclax_dex": f["t_11_14"],
        "repeat_primary_regimen": None if months is None else months > REPEAT_AFTER,
    }


_NEEDS = {
    "after_2_incl_imid_pi_progressed_60d": ("exposed_imid", "exposed_pi", "progressed_on_or_within_60d"),
    "after_2_incl_len_pi": ("exposed_lenalidomide", "exposed_pi"),
    "daratumumab_monotherapy": ("exposed_pi", "exposed_imid", "double_refractory_pi_imid"),
    "belantamab_ide_cel_cilta_cel": ("exposed_anti_cd38", "exposed_pi", "exposed_imid"),
    "selinexor_dex": ("refractory_2pi_2imid_cd38",),
    "venetoclax_dex": ("t_11_14",),
}


def _missing(lines: Fraction, f: State, groups: Mapping[str, bool | None]) -> tuple[str, ...]:
    asked: list[str] = []
    for name, state in groups.items():
        if state is not None:
            continue
        if name == "repeat_primary_regimen":
            asked.append(INTERVAL.name)
            continue
        needs = _NEEDS[name]
        if name == "daratumumab_monotherapy" and lines < 3:
            needs = ("double_refractory_pi_imid",)
        asked += [need for need in needs if f[need] is None]
    return tuple(dict.fromkeys(asked))


def _notices(phase: str, f: State, months: Fraction | None) -> tuple[Notice, ...]:
    stated = {
        "early_list_also_usable_late": phase == "late",
        "len_refractory_use_len_free_triplet": f["refractory_lenalidomide"] is True,
        "repeat_exactly_6_months": months == REPEAT_AFTER,
    }
    return tuple(notice(code) for code, holds in stated.items() if holds)


def _sentence(phase: str, lines: Fraction, groups: Mapping[str, bool | None]) -> str:
    met = [f"{GROUPS[n].condition}：{GROUPS[n].regimens}" for n, state in groups.items() if state]
    open_ = [GROUPS[n].condition for n, state in groups.items() if state is None]
    text = f"既往 {show(lines)} 线，{PHASE_WORDS[phase]}。满足条件的方案组：{'。'.join(met)}。"
    text += f"尚缺信息的方案组：{'；'.join(open_)}。" if open_ else ""
    return text + (
        "新三药方案最好选未用过或至少 6 个月未用的药物（MYEL-F）；既往未移植或首次移植后缓解长者可考虑自体移植（脚注 n）；"
        "不能耐受类固醇者可用单药来那度胺或泊马度胺（脚注 q）；可参加临床试验。"
    )


def relapse_regimen_rule(v: Values) -> Outcome:
    """Phase of relapse and groups of regimens whose conditions hold (NCCN MYEL-G 3/4, 4/4)."""
    lines, months, flags = v.num("prior_lines"), v.num(INTERVAL.name), known_flags(v)
    if lines is None:
        return Outcome({"phase": None, "groups": None}, "", False, tuple(PHASE_WORDS), ("prior_lines",))
    if lines == 0:
        sentence = "既往治疗 0 线：尚未经治，经治方案表不适用，见 MYEL-G 1/4、2/4 的主要治疗。"
        return Outcome({"phase": "untreated", "groups": {}}, sentence, steps=("既往 0 线 → 未经治",))
    phase = "early" if lines <= 3 else "late"
    groups = group_states(lines, flags, months)
    words = {True: "满足", False: "不满足", None: "信息不足"}
    steps = (f"既往 {show(lines)} 线 → {PHASE_WORDS[phase]}",
             *(f"{GROUPS[n].condition} → {words[state]}" for n, state in groups.items()))  # fmt: skip
    return Outcome({"phase": phase, "groups": groups}, _sentence(phase, lines, groups),
                   missing=_missing(lines, flags, groups), notices=_notices(phase, flags, months), steps=steps)  # fmt: skip


PHASE_WORDS = {"untreated": "未经治", "early": "早期复发（1–3 线）", "late": "晚期复发（>3 线）"}
INPUTS = (
    integer("prior_lines", "既往治疗线数", 0, 30, unit="线", aliases=("既往线数", "治疗线数", "既往治疗", "线数", "几线")),
    boolean("exposed_pi", "用过蛋白酶体抑制剂（PI）",
            aliases=("用过PI", "蛋白酶体抑制剂", "用过硼替佐米", "用过卡非佐米", "用过艾沙佐米")),
    boolean("exposed_imid", "用过免疫调节剂（IMiD）", aliases=("用过IMiD", "用过免疫调节剂", "用过沙利度胺", "用过泊马度胺")),
    boolean("exposed_lenalidomide", "用过来那度胺", aliases=("用过来那度胺", "来那度胺治疗过", "曾用来那度胺")),
    boolean("exposed_anti_cd38", "用过抗 CD38 单抗", aliases=("用过CD38单抗", "用过达雷妥尤单抗", "用过抗CD38")),
    boolean("refractory_lenalidomide", "来那度胺难治", aliases=("来那度胺耐药", "来那度胺难治"), role="information"),
    boolean("double_refractory_pi_imid", "对 PI 和 IMiD 双重耐药", aliases=("双重耐药", "双耐药", "双难治")),
    boolean("refractory_2pi_2imid_cd38", "对 ≥2 种 PI、≥2 种 IMiD 和抗 CD38 单抗耐药",
            aliases=("五药难治", "五重难治", "五药耐药", "penta-refractory")),
    boolean("progressed_on_or_within_60d", "末次治疗完成时或 60 天内进展", aliases=("60天内进展", "60天内疾病进展")),
    boolean("t_11_14", "t(11;14)", aliases=("t(11;14)", "IGH/CCND1", "CCND1-IGH")),
    INTERVAL,
)  # fmt: skip

RELAPSE_REGIMENS = Calculator(
    name="relapse_regimen_eligibility",
    title="经治骨髓瘤方案的适用条件",
    field="复发治疗",
    purpose="按既往治疗线数、用过和耐药的药物列出 NCCN 经治方案组中满足条件的方案",
    inputs=INPUTS,
    rule=relapse_regimen_rule,
    rule_zh="1–3 线早期复发，>3 线晚期复发。" + "".join(f"{g.regimens}：{g.condition}。" for g in list(GROUPS.values())[1:]),
    sources=(Source(NCCN, "MYEL-G 3/4"), Source(NCCN, "MYEL-G 4/4"), Source(NCCN, "MYEL-F")),
    words=PHASE_WORDS,
    aliases=("复发方案", "经治方案", "复发治疗方案", "难治复发方案", "RRMM方案", "几线方案"),
)  # fmt: skip
