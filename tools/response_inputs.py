"""The inputs of the IMWG response: every parameter at baseline, at its lowest and now."""

from collections.abc import Callable
from typing import Any

from tools.inputs import Input, Option, boolean, choice, integer, number, quantity
from tools.shared_inputs import INVOLVED_CHAIN

MOMENTS = {
    "baseline": ("基线", ("基线", "治疗前", "初诊")),
    "nadir": ("最低确认", ("最低", "最低确认", "最好时")),
    "current": ("本次", ("本次", "目前", "现在", "复查", "")),
}
SIGNS = (Option("negative", "阴性", ("-", "(-)", "未见")), Option("positive", "阳性", ("+", "(+)", "可见")))


def _moment(
    make: Callable[..., Input], time: str, name: str, args: tuple[Any, ...], label: str, words: tuple[str, ...]
) -> Input:
    shown, prefixes = MOMENTS[time]
    aliases = tuple(prefix + word for prefix in prefixes for word in words)
    return make(f"{time}.{name}", *args, f"{shown}{label}", aliases=aliases)


_SERIES = (
    ("serum_m", "mprotein", "血清 M 蛋白", ("M蛋白", "血清M蛋白", "血M蛋白", "M峰")),
    ("urine_m", "urine", "24 h 尿 M 蛋白", ("尿M蛋白", "24h尿M蛋白", "24小时尿M蛋白", "本周蛋白")),
    ("bmpc", "percent", "骨髓浆细胞比例", ("骨髓浆细胞", "浆细胞", "BMPC")),
    ("plasmacytoma_spd", "spd", "软组织浆细胞瘤 SPD", ("SPD", "浆细胞瘤SPD")),
)
_CHAINS = (
    ("kappa", "flc", "游离 κ 轻链", ("κ", "游离κ", "kappa")),
    ("lambda", "flc", "游离 λ 轻链", ("λ", "游离λ", "lambda")),
)


def _spd_help(i: Input) -> Input:
    return quantity(i.name, "spd", i.label, aliases=i.aliases, help="基线无浆细胞瘤填 0")


def _series_inputs() -> tuple[Input, ...]:
    found: list[Input] = []
    for time in MOMENTS:
        rows = _SERIES if time == "nadir" else (*_SERIES, *_CHAINS)
        made = [_moment(quantity, time, name, (key,), label, words) for name, key, label, words in rows]
        found += [_spd_help(i) if i.name == "baseline.plasmacytoma_spd" else i for i in made]
    return tuple(found)


RESPONSE_INPUTS = (
    *_series_inputs(),
    number("nadir.dflc_mg_L", "最低 dFLC（受累 − 非受累）", "-200000", "200000", unit="mg/L", aliases=("最低dFLC",)),
    choice("current.sife", "本次血免疫固定", SIGNS, aliases=("血免疫固定", "血清免疫固定", "SIFE", "血IFE", "血清IFE")),
    choice("current.uife", "本次尿免疫固定", SIGNS, aliases=("尿免疫固定", "UIFE", "尿IFE")),
    choice("current.spep", "本次血蛋白电泳 M 峰", SIGNS, aliases=("血蛋白电泳", "血清蛋白电泳", "SPEP"), role="option",
           help="不填时由血清 M 蛋白是否为 0 推得"),
    choice("current.upep", "本次尿蛋白电泳 M 峰", SIGNS, aliases=("尿蛋白电泳", "UPEP"), role="option",
           help="不填时由尿 M 蛋白是否为 0 推得"),
    choice("current.clonal_cells_ihc", "骨髓活检免疫组化克隆细胞",
           (Option("absent", "无", ("阴性", "未见", "不存在")), Option("present", "有", ("阳性", "存在"))),
           aliases=("免疫组化克隆细胞", "骨髓免疫组化", "IHC克隆浆细胞"), help="计数 ≥100 浆细胞；κ 患者 κ/λ ≤4:1、λ 患者 ≥1:2 为无"),
    boolean("current.new_lesion", "新发骨或软组织病灶", aliases=("新发病灶", "新发骨病灶", "新发浆细胞瘤")),
    integer("current.lesion_count", "所测浆细胞瘤个数", 0, 100, aliases=("所测病灶数", "浆细胞瘤个数")),
    boolean("current.diameter_increase_ge50", "短径 >1 cm 的原病灶最大径增大 ≥50%", aliases=("最大径增大",)),
    number("nadir.circulating_pc_per_ul", "最低循环浆细胞", "0", "1000000", unit="/µL", role="option", aliases=("最低循环浆细胞",)),
    number("current.circulating_pc_per_ul", "本次循环浆细胞", "0", "1000000", unit="/µL", role="option",
           aliases=("循环浆细胞", "外周血浆细胞")),
    INVOLVED_CHAIN,
    boolean("first_assessment", "治疗后首次评估（最低值即基线）", aliases=("首次评估", "第一次评估"), role="option"),
    boolean("confirmed", "已有第二次连续评估确认", aliases=("已确认", "两次评估", "复查确认"), role="information"),
    boolean("therapeutic_mab", "正在用治疗性 IgGκ 单抗", aliases=("达雷妥尤单抗", "达雷木单抗", "艾沙妥昔单抗", "单抗治疗中"),
            role="information"),
)  # fmt: skip
