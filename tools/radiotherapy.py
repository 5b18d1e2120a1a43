"""Radiotherapy dose by indication, with a check of a planned dose."""

from dataclasses import dataclass
from fractions import Fraction

from tools.calculator import Calculator, Outcome, Source, Values
from tools.inputs import Option, choice, integer, quantity
from tools.logic import all_true, any_true
from tools.messages import notice
from tools.numbers import rounded, show
from tools.quantities import Range

NCCN, CSCO, MSD = "nccn-mm-2022v5", "csco-mbd-2024", "msd-mm-2024"


def _range(low: str, high: str) -> Range:
    return Fraction(low), Fraction(high)


@dataclass(frozen=True)
class Scheme:
    """A dose as one document states it; what it leaves open is None. Total and per fraction in Gy."""

    source: str
    label: str
    text: str
    total: Range | None = None
    fractions: Range | None = None
    per_fraction: Range | None = None

    def matches(self, total: Fraction | None, fractions: Fraction | None) -> bool | None:
        """Whether every number the scheme states holds for the plan (limits inclusive)."""
        each = None if total is None or fractions is None else total / fractions
        pairs = ((self.total, total), (self.fractions, fractions), (self.per_fraction, each))
        stated = [(limits, value) for limits, value in pairs if limits is not None]
        if not stated:
            return None
        return all_true(*(None if value is None else low <= value <= high for (low, high), value in stated))


_SINGLE = Scheme(
    "NCCN MYEL-D single", "NCCN MYEL-D 单次", "8 Gy × 1 次", _range("8", "8"), _range("1", "1"), _range("8", "8")
)
_FRACTIONATED = Scheme("NCCN MYEL-D fractionated", "NCCN MYEL-D 分次", "10–30 Gy，5–10 次，2.0–3.0 Gy/次",
                       _range("10", "30"), _range("5", "10"), _range("2", "3"))  # fmt: skip
_PALLIATIVE = (
    _SINGLE, _FRACTIONATED,
    Scheme("CSCO 4.3.2 local", "CSCO 4.3.2", "8–10 Gy/次（次数未写）", per_fraction=_range("8", "10")),
    Scheme("MSD", "MSD", "18–24 Gy（分次未写）", total=_range("18", "24")),
)  # fmt: skip
SCHEMES: dict[str, tuple[Scheme, ...]] = {
    "solitary_plasmacytoma": (
        Scheme("NCCN MYEL-D", "NCCN MYEL-D", "受累野 40–50 Gy，20–25 次，1.8–2.0 Gy/次",
               _range("40", "50"), _range("20", "25"), _range("1.8", "2")),
    ),
    "uncontrolled_pain": _PALLIATIVE,
    "impending_fracture": _PALLIATIVE,
    "impending_cord_compression": _PALLIATIVE,
    "severe_cord_compression": (
        Scheme("CSCO 4.3.2 cord", "CSCO 4.3.2", "20–25 Gy，8–10 次（不用 30 Gy 等更高剂量）", _range("20", "25"), _range("8", "10")),
        _SINGLE, _FRACTIONATED,
    ),
    "poems_localised": (Scheme("NCCN POEMS-2", "NCCN POEMS-2", "单独放疗，未给剂量"),),
}  # fmt: skip
_NOTICES = {
    "solitary_plasmacytoma": "sp_published_range_30_60", "severe_cord_compression": "rt_cord_csco_vs_nccn",
    "poems_localised": "poems_dose_not_stated",
}  # fmt: skip
_WORDS = {True: "符合", False: "不符合", None: "未判定"}


def _plan_text(total: Fraction | None, fractions: Fraction | None, each: Fraction | None) -> str:
    parts = ["" if total is None else f"{show(total)} Gy", "" if fractions is None else f"{show(fractions)} 次"]
    return "/".join(p for p in parts if p) + ("" if each is None else f"（{show(each, 2)} Gy/次）")


def radiotherapy_rule(v: Values) -> Outcome:
    """Doses of the documents side by side (NCCN MYEL-D, CSCO 4.3.2, MSD); a plan in Gy and fractions is checked."""
    indication, total, fractions = v.code("indication"), v.num("total_dose"), v.num("fractions")
    each = None if total is None or fractions is None else total / fractions
    shown = None if each is None else rounded(each, 2)
    if indication is None:
        result: dict[str, object] = {"options": (), "dose_per_fraction": shown, "any_match": None}
        return Outcome(result, determined=False, missing=("indication",))
    planned = total is not None or fractions is not None
    matches = [(s, s.matches(total, fractions) if planned else None) for s in SCHEMES[indication]]
    judged = [state for s, state in matches if s.total or s.per_fraction]
    any_match = any_true(*judged) if planned and judged else None
    result = {
        "options": tuple({"source": s.source, "matches": state} for s, state in matches),
        "dose_per_fraction": shown, "any_match": any_match,
    }  # fmt: skip
    steps = [f"{s.label}：{s.text}" + (f" → {_WORDS[state]}" if planned else "") for s, state in matches]
    if each is not None:
        steps.insert(0, f"每次剂量 = {show(total or each)} Gy ÷ {show(fractions or each)} 次 = {show(each, 2)} Gy")
    listed = "；".join(f"{s.label}：{s.text}" for s, _ in matches)
    plan = f"所录计划 {_plan_text(total, fractions, each)}：{_WORDS[any_match]}；" if planned else ""
    sentence = (
        f"{RT_WORDS[indication]}的可选方案：{listed}。{plan}只照受累野，避免影响干细胞采集；全身治疗不因放疗而延迟（NCCN），"
        "放疗也不推迟到全身治疗之后，可同步进行（CSCO）；注意监测毒性。"
    )
    missing = v.unknown("total_dose", "fractions") if planned else ()
    code = _NOTICES.get(indication, "rt_palliative_sources_differ")
    return Outcome(result, sentence, missing=missing, notices=(notice(code),), steps=tuple(steps))


RT_WORDS = {
    "solitary_plasmacytoma": "孤立性浆细胞瘤", "uncontrolled_pain": "无法控制的疼痛", "impending_fracture": "即将发生的病理性骨折",
    "impending_cord_compression": "即将发生的脊髓压迫", "severe_cord_compression": "严重症状性脊髓压迫", "poems_localised": "局限性 POEMS",
}  # fmt: skip
_ALIASES = {
    "solitary_plasmacytoma": ("孤立性骨浆细胞瘤", "骨孤立性浆细胞瘤", "髓外浆细胞瘤", "孤立性骨外浆细胞瘤", "浆细胞瘤"),
    "uncontrolled_pain": ("骨痛", "疼痛", "顽固性疼痛", "止痛", "姑息放疗"),
    "impending_fracture": ("病理性骨折", "即将骨折", "骨折风险", "濒临骨折"),
    "impending_cord_compression": ("即将脊髓压迫", "早期脊髓压迫", "濒临脊髓压迫"),
    "severe_cord_compression": ("脊髓压迫", "脊髓压迫症", "截瘫"),
    "poems_localised": ("POEMS", "局限性POEMS", "POEMS综合征"),
}

RADIOTHERAPY = Calculator(
    name="radiotherapy_dose",
    title="放疗剂量",
    field="放疗",
    purpose="按适应证并列各文献的放疗剂量，并核对所录计划",
    inputs=(
        choice("indication", "放疗适应证", tuple(Option(c, RT_WORDS[c], _ALIASES[c]) for c in SCHEMES),
               aliases=("适应证", "放疗指征")),
        quantity("total_dose", "gy", label="计划总剂量", aliases=("总剂量", "DT", "放疗总量", "放疗剂量"), role="option"),
        integer("fractions", "计划分割次数", 1, 60, unit="次", aliases=("分割次数", "放疗次数", "分次", "F"), role="option"),
    ),
    rule=radiotherapy_rule,
    rule_zh="孤立性浆细胞瘤：受累野 40–50 Gy，20–25 次。疼痛、即将骨折或脊髓压迫：NCCN 8 Gy × 1 次或 10–30 Gy/5–10 次，CSCO 8–10 Gy/次，"
            "MSD 18–24 Gy。严重症状性脊髓压迫：CSCO 20–25 Gy/8–10 次。POEMS：原文未给剂量。",
    sources=(Source(NCCN, "MYEL-D"), Source(NCCN, "MS-5"), Source(NCCN, "POEMS-2"), Source(CSCO, "4.3.2"),
             Source(MSD, "并发症的治疗：骨骼病变")),
    words=RT_WORDS,
    aliases=("放疗剂量", "放射治疗剂量", "放疗", "照射剂量"),
)  # fmt: skip
