"""Names of measured values in a clause: those of the inputs, and a few that are names only beside their number."""

import re
from dataclasses import replace

from agents.amounts import DIGIT, NUMBER, UNIT, Reading
from agents.mentions import Named, inputs_by_name, named_inputs
from tools.inputs import Kind

# 尿肌酐, 前白蛋白 and 糖化血红蛋白 are other tests.
_OTHER_TEST = re.compile(
    r"(?:尿|(?<![目之以术疗此药院日病先周月年天化])前|糖化|微量|脑脊液|胸水|腹水|胸腔积液|高铁|游离(?=血红)|胎儿|免疫|丙种|巨|[αβγ]\d?-?|网织|理想|标准|出生|目标|中位(?:值|数)?|均值|(?:蛋白|尿素|轻链)\s*/)\s*$"
)
# 钙 alone is a name only beside its unit: 钙2.4mmol/L; N only beside a percentage.
_BESIDE = re.compile(
    rf"(?:^|(?<=[\s、:(/]))(?:(?P<ion>CA|钙|钠|钾|氯)(?=[\s:=]*{NUMBER}\s*(?:mmol|mg/dl|meq|毫摩尔|毫克/分升))|(?P<own>钙)(?=[\s:=]*[1-4]\.\d\d\s*(?:$|[,、;(↑↓]))|(?P<cl>(?:肌酐)?清除率)(?=[\s:=为约是有只仅]*\d+(?:\.\d+)?\s*(?:ml|毫升))|(?P<co2>CO2-?CP|TCO2|二氧化碳(?:结合力)?)(?=[\s:=]*\d)|(?P<segs>分叶)(?=[\s:=]*\d+(?:\.\d+)?\s*%)|(?P<bands>杆状)(?=[\s:=]*\d+(?:\.\d+)?\s*%)|(?P<n>N|NE|中性|中性粒|粒细胞)(?=[\s:=]*\d{{1,2}}(?:\.\d+)?\s*%))",
    re.I,
)
# 受累/非受累轻链比30; a bare ratio below 1 may be that of κ to λ.
_RATIO = re.compile(
    r"(?:(?P<sure>受累(?:游离)?(?:轻链|FLC)?\s*/\s*(?:非|未|不)受累)(?:游离)?(?:轻链|FLC)?(?:的)?(?:比(?:值|例)?)?|(?:血清)?(?:游离)?(?:轻链|FLC)?(?:受累/(?:非|未)受累)?(?:轻链|FLC)?比(?:值|例)?)(?=[\s:=为是约]*(?P<number>\d+(?:\.\d+)?))",
    re.I,
)
_GROUPS = {
    "own": "calcium",
    "cl": "crcl",
    "co2": "bicarbonate",
    "n": "neutrophil_percent",
    "segs": "segs_percent",
    "bands": "bands_percent",
}
_MEANS = {"CA": "calcium", "钙": "calcium", "钠": "sodium", "钾": "potassium", "氯": "chloride"}
_TYPE = re.compile(
    r"\s*[(:]?\s*Ig\s*[GADEM]\s*[-:/]?\s*(?:κ|λ|kappa|lambda|[KL](?![A-Za-z]))?\s*(?:型|链)?\s*\)?", re.I
)
_OF_TYPE = re.compile(r"Ig\s*[GADEM]\s*[-:/]?$", re.I)
_SLASH = re.compile(r"\s*/\s*")
_BOTH = re.compile(rf"[\s:=为是]*(?P<a>{NUMBER})\s*(?P<ua>{UNIT})?\s*[/,、]\s*(?P<b>{NUMBER})(?!\d)\s*(?P<ub>{UNIT})?")
_QT_QTC = re.compile(r"QT\s*/\s*QTc[\s:=为]*(?P<qt>\d{3})\s*/\s*\d{3}\s*(?P<unit>ms|毫秒)?")
_URINE = re.compile(
    r"尿(?:液)?(?:游离)?(?:轻链|FLC|本周蛋白)?(?:[\s:(、,]|κ|λ|kappa|lambda|链|[\d.]+\s*[A-Za-z]*(?:/[A-Za-z0-9]+)?)*$",
    re.I,
)
_BLOOD = frozenset({"hb", "platelets", "albumin"})
_INFUSED = re.compile(r"(?:输注?|静滴|滴注|补充?|予|平均)(?:人血?|悬浮|机采)?\s*$")  # 输白蛋白后, 平均血红蛋白浓度
_SUBCLASS = re.compile(r"[1-4](?![\d.]|\s*g)")  # IgG4
_CHAINS = frozenset({"kappa", "lambda"})
_MEASURED = (Kind.QUANTITY, Kind.NUMBER, Kind.INTEGER)


def names_in(text: str) -> tuple[Named, ...]:
    """The names of inputs in a clause, with those that are names only beside their number."""
    names = _typed(text, [n for n in named_inputs(text) if n.inputs and not n.inputs <= {"today"}])
    if not DIGIT.search(text):
        return tuple(names)
    spans = [(n.start, n.end) for n in names]
    for match in _BESIDE.finditer(text):
        if not any(a < match.end() and match.start() < b for a, b in spans):
            key = _GROUPS.get(match.lastgroup or "") or _MEANS[match["ion"].upper()]
            names.append(Named(match.start(), match.end(), frozenset({key})))
    for match in _RATIO.finditer(text):
        involved = match["sure"] or (re.search(r"轻链|FLC", match.group(), re.I) and float(match["number"]) >= 1)
        if involved:
            names = [n for n in names if n.end <= match.start() or n.start >= match.end()]
            names.append(Named(match.start(), match.end(), frozenset({"flc_ratio_involved"})))
    return tuple(sorted((_meant(text, n) for n in names), key=lambda n: n.start))


_CORRECTED_BEHIND = re.compile(
    r"[\s:=为是]*\d+(?:\.\d+)?\s*(?:mmol/l|mg/dl)?\s*\(\s*(?:已|经|白蛋白|为)*(?:校正|矫正)", re.I
)
_OF_SMEAR = re.compile(r"骨穿|涂片|骨髓象|骨髓(?:穿刺|细胞学)")
_OF_FLOW = re.compile(r"流式|NGF|MRD|微小残留", re.I)


def _meant(text: str, name: Named) -> Named:
    """A name with what its clause makes of it: calcium that is corrected, abnormal plasma cells of a smear."""
    if "calcium" in name.inputs and _CORRECTED_BEHIND.match(text, name.end):
        return replace(name, inputs=name.inputs | {"corrected_calcium"})
    if "aberrant_pc_found" in name.inputs and _OF_SMEAR.search(text) and not _OF_FLOW.search(text):
        return replace(name, inputs=name.inputs | named_inputs("浆细胞")[0].inputs)
    return name


def _typed(text: str, names: list[Named]) -> list[Named]:
    """Names without those inside the type of an M protein: the value behind M蛋白IgG-λ is that of the M protein."""
    found: list[Named] = []
    for name in names:
        if found and name.start < found[-1].end:
            continue
        typed = _TYPE.match(text, name.end) if any(i.endswith("serum_m") for i in name.inputs) else None
        if typed:
            found.append(replace(name, end=typed.end()))
        elif not (name.inputs & _CHAINS and _OF_TYPE.search(text[max(0, name.start - 6) : name.start])):
            found.append(name)
    return found


def is_other_test(text: str, name: Named, urine: bool) -> bool:
    """Whether a name belongs to another test: 尿肌酐, 前白蛋白, 尿κ; `urine`: the clause before was of a chain in urine."""
    if _OTHER_TEST.search(text[max(0, name.start - 6) : name.start]):
        return True
    if name.inputs & _BLOOD and _INFUSED.search(text[max(0, name.start - 6) : name.start]):
        return True
    if "igg" in name.inputs and _SUBCLASS.match(text, name.end):
        return True
    urine = urine and name.start < 2 and "血" not in text[: name.end]
    return bool(name.inputs & _CHAINS) and (urine or bool(_URINE.search(text[: name.start])))


def in_urine(text: str, names: tuple[Named, ...], urine: bool) -> bool:
    """Whether a clause is of light chains in urine, so that a following 、λ 3 is one as well."""
    chains = [n for n in names if n.inputs & _CHAINS]
    return any(is_other_test(text, n, urine) for n in chains)


def pairs(text: str, names: tuple[Named, ...]) -> dict[int, tuple[Reading, ...]]:
    """By index the values of names written as A/B 120/10; a ratio κ/λ 117.6 is a value of neither."""
    found: dict[int, tuple[Reading, ...]] = {}
    for i, name in enumerate(names):
        if both := _QT_QTC.match(text, name.start):
            found[i] = (Reading(both["qt"], both["unit"], "", both.start("qt"), both.end("qt"), ""),)
    for i, (one, other) in enumerate(zip(names, names[1:], strict=False)):
        if not _SLASH.fullmatch(text[one.end : other.start]) or not (is_measured(one) and is_measured(other)):
            continue
        match = _BOTH.match(text, other.end)
        found[i] = found[i + 1] = ()
        if match:
            ua, ub = match["ua"] or match["ub"], match["ub"] or match["ua"]
            found[i] = (Reading(match["a"], ua, "", match.start("a"), match.end("ua" if match["ua"] else "a"), ""),)
            found[i + 1] = (Reading(match["b"], ub, "", match.start("b"), match.end("ub" if match["ub"] else "b"), ""),)
    return found


def is_measured(name: Named) -> bool:
    """Whether a name is that of something measured or counted."""
    return any(d.kind in _MEASURED for key in name.inputs for d in inputs_by_name()[key])
