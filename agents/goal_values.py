"""What a calculator that is asked for takes from the text beyond names and numbers: choices, dates, lists, amounts."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby

from agents.conversions import conversion
from agents.courses import courses
from agents.dates_asked import dates_asked
from agents.drug_lists import drugs_exposed, drugs_named
from agents.fold import Folded, fold
from agents.goal_bone import bone_course
from agents.goal_kidney import kidney_support
from agents.goal_reading import Read, Reader, clause_at
from agents.goal_words import CHOICES
from agents.negation import denied, left_open
from agents.opioids import opioids
from agents.segments import Segment, segments
from agents.spelling import corrected
from agents.steroid_asked import steroid_asked
from agents.values import Found

_LESION = r"(?:孤立|单发|散在)?(?:性)?(?:的)?[^，。；,;\d]{0,8}?(?:病[灶变]|硬化灶|病损)"
_AMOUNTS = tuple((c, i, re.compile(p, re.I)) for c, i, p in (
    ("renal_support_targets", "hours", r"(?P<n>\d+(?:\.\d+)?)\s*(?:小时|h)[()（）]?(?:的)?(?:总|共|内)?尿"),
    ("mgrs_biopsy", "proteinuria", r"尿(?:总)?蛋白(?:定量)?[\s:=为约是]{0,3}(?P<n>\d+(?:\.\d+)?)\s*g(?=\s*/\s*(?:24\s*(?:h|小时)|d|[日天]))"),
    ("imwg_mrd", "identical_reads", r"相同(?:的)?(?:克隆)?(?:性)?(?:的)?(?:测序)?(?:序列|读数|reads?)[^，。；,;\d]{0,6}(?P<n>\d+)\s*(?:条|个)|(?P<m>\d+)\s*(?:条|个)(?:克隆)?(?:性)?相同"),
    ("slim_crab", "plasmacytoma_count", r"浆细胞瘤[\s(:为共有]{0,3}(?P<n>\d+)\s*[处个枚](?!月)|(?P<m>\d+)\s*[处个枚](?:[^，。；,;\d]{0,8})浆细胞瘤"),
    ("renal_support_targets", "urine_volume", r"(?:[全昨每][天日](?:总)?尿(?:量)?|尿[袋管壶桶盆杯]|导尿|尿液|排尿|解小便|小便)[^，。；,;\d]{0,8}(?P<n>\d+(?:\.\d+)?)\s*(?:ml|毫升)"),
    ("renal_support_targets", "flc_involved_before", r"受累[^，。；,;\d]{0,8}(?:由|从)\s*(?P<n>\d+(?:\.\d+)?)\s*(?:mg/L)?\s*(?:下)?[降减](?:低|少)?[至到为]\s*\d+(?:\.\d+)?\s*mg/L"),
    ("renal_support_targets", "flc_involved_now", r"受累[^，。；,;\d]{0,8}(?:由|从)\s*\d+(?:\.\d+)?\s*(?:mg/L)?\s*(?:下)?[降减](?:低|少)?[至到为]\s*(?P<n>\d+(?:\.\d+)?)\s*mg/L"),
    ("mgrs_biopsy", "egfr_decline_per_year", r"GFR[^，。；,;\d]{0,6}年[^，。；,;\d]{0,6}[降减掉少](?:低|少)?(?:了|约|为)?\s*(?P<n>\d+(?:\.\d+)?)"),
    ("poems_treatment_path", "bone_lesions", r"(?P<n>单)发(?:性)?(?:的)?(?:骨)?(?:质)?(?:硬化|病)(?:性)?(?:病)?[灶变]|(?:只有|仅有?)\s*(?P<m>[一1两2])\s*[个处](?:骨)?(?:硬化)?(?:性)?(?:病)?[灶变]"),
    ("imwg_mrd", "identical_reads", r"(?:相同|一致|同一)[^，,。；;\d]{0,10}(?P<n>\d+)\s*[条个次]?\s*(?:读数|reads?)|(?P<m>\d+)\s*[条个次]?\s*(?:完全)?(?:相同|一致)[^，,。；;\d]{0,8}(?:读数|reads?)"),
    ("poems_treatment_path", "bone_lesions", rf"(?P<n>\d+)\s*[处个枚]{_LESION}|(?:骨)?(?:病[灶变]|硬化灶)[^，。；,;\d]{{0,8}}(?P<m>\d+)\s*[处个]"),
    ("bone_agent_schedule", "months_on_treatment", r"(?:打|用|输|注射|治疗)(?:了|过|满|药)*[^，,。；;\d停]{0,10}?(?P<n>\d+)\s*个?月(?!前|\s*1?\s*次|\s*[打用])"),
    ("anion_gap", "sodium", r"(?<![高低])钠\s*[:=]?\s*(?P<n>1\d\d(?:\.\d)?)(?!\d)"), ("anion_gap", "chloride", r"氯\s*[:=]?\s*(?P<n>(?:1\d\d|\d\d)(?:\.\d)?)(?!\d)"),
    ("transplant_rules", "remission_months", r"(?:移植|ASCT)[^，,。；;\d]{0,12}(?P<n>\d+)\s*个?月[^，,。；;\d]{0,5}复发"),
    ("transplant_rules", "remission_months", r"(?:PFS|无进展(?:生存)?)[^，,。；;\d]{0,6}(?P<n>\d+)\s*个?月"),
    ("transplant_rules", "remission_months", r"缓解(?:期|时间)?(?:持续|维持|仅|只有?|共|了|约|为|有|:)*\s*(?P<n>\d+)\s*个?月"),
    ("relapse_regimen_eligibility", "prior_lines", r"(?:既往|已|接受过?|经过?|用过|治疗过?|做过|共)[^，。；,;\d]{0,4}(?P<n>[\d一二两三四五六七八九])\s*线|(?P<m>[\d一二两三四五六七八九])\s*线(?:治疗|方案)?(?:后|失败|复发|耐药|均|$)"),
    ("radiotherapy_dose", "total_dose", r"(?P<n>\d+(?:\.\d+)?)\s*Gy(?=\s*(?:/|分|,|共|总|\()*\s*\d+\s*(?:次|F|fx))|(?:总(?:剂量|量)|DT)\s*(?:为|是|:)?\s*(?P<m>\d+(?:\.\d+)?)\s*Gy"),
    ("radiotherapy_dose", "fractions", r"Gy\s*(?:/|分|,|共|总|\()*\s*(?P<n>\d+)\s*(?:次|F(?![a-z])|fx)|(?:分|共)\s*(?P<m>\d+)\s*(?:次|F(?![a-z]))"),
))  # fmt: skip
_UNITS = {
    "total_dose": "Gy",
    "proteinuria": "g/24h",
    "urine_volume": "mL",
    "flc_involved_before": "mg/L",
    "flc_involved_now": "mg/L",
}
_NUMERALS = {"两": "2", "单": "1"} | {c: str(i + 1) for i, c in enumerate("一二三四五六七八九")}
_WHOLE_DAY = re.compile(
    r"(?:每[天日]|1\s*[天日]|昨[天日]|全天|全日|(?<![\u4e00-\u9fff])日(?=尿)|24\s*(?:小时|h))(?:的)?(?:总)?尿|尿量[^，。；,;]{0,10}(?:/\s*(?:d|日|天|24)|每[日天])",
    re.I,
)


@lru_cache(maxsize=256)
def goal_values(calculator: str, text: str) -> Mapping[str, Found]:
    """The values of one calculator's inputs that a text states in words of its own field; never raises."""
    folded, parts = _read(text)
    found: dict[str, Found] = {}
    for reader in (_choices, _amounts, *_READERS.get(calculator, ())):
        for read in reader(calculator, folded, parts):
            a, b = folded.span(read.start, read.end)
            part = read.part
            found.setdefault(
                read.input, Found(read.input, read.raw, folded.original[a:b], a, b, part.period, part.date)
            )
    return found


@lru_cache(maxsize=16)
def _read(text: str) -> tuple[Folded, tuple[Segment, ...]]:
    folded = corrected(fold(text))
    return folded, tuple(p for p in segments(folded) if p.patient)


def _choices(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """The first choice of each input whose words stand undenied in a clause of the patient."""
    for choice in CHOICES:
        if calculator not in choice.calculators:
            continue
        for first, last in _sentences(parts):
            match = choice.pattern.search(folded.text, first.start, last.end)
            part = clause_at(parts, match.start()) if match else None
            if match and part and not _doubted(part, match.start() - part.start):
                yield Read(choice.input, choice.code, match.start(), match.end(), part)
                break


def _sentences(parts: tuple[Segment, ...]) -> Iterator[tuple[Segment, Segment]]:
    """The first and last clause of the patient's sentences, as far as they stand together."""
    for _, group in groupby(parts, key=lambda p: p.sentence):
        clauses = tuple(group)
        yield clauses[0], clauses[-1]


def _doubted(part: Segment, start: int) -> bool:
    return denied(part.text, start) or left_open(part.text, start)


def _amounts(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    for of, name, pattern in _AMOUNTS:
        if of != calculator:
            continue
        for part in parts:
            if match := pattern.search(part.text):
                number = next(g for g in match.groups() if g)
                number = _NUMERALS.get(number, number)
                raw = {"value": number, "unit": _UNITS[name]} if name in _UNITS else float(number)
                exact = raw if isinstance(raw, dict) or not raw.is_integer() else int(raw)
                yield Read(name, exact, part.start + match.start(), part.start + match.end(), part)


def _day_of_urine(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """A day's urine is that of 24 hours."""
    for part in parts:
        if match := _WHOLE_DAY.search(part.text):
            yield Read("hours", 24, part.start + match.start(), part.start + match.end(), part)


_CLONAL_SHARE = re.compile(r"克隆性?(?:骨髓)?浆细胞(?:比例|占|约|为)*\s*(\d+(?:\.\d+)?)\s*%")
_CLONAL = re.compile(
    r"(?P<no>(?:没有?|无|未见|不见|未检出|未发现|未测出)[^，,。；;]{0,4}克隆性?(?:骨髓)?(?:的)?浆细胞|克隆性?(?:骨髓)?浆细胞(?:\s*[:(]?\s*(?:阴性|无|未见|未检出|没有|-)))|(?:有|见|可见|检出|存在)(?:少量|单)?克隆性?(?:骨髓)?浆细胞|克隆性?(?:骨髓)?浆细胞(?:阳性|存在|\s*\(\+\))"
)


def _clonal(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """A share of clonal plasma cells says whether there are any."""
    for part in reversed(parts):
        if match := _CLONAL_SHARE.search(part.text):
            there = float(match.group(1)) > 0
            yield Read("clonal_marrow_plasma_cells", there, part.start + match.start(), part.start + match.end(), part)
        elif match := _CLONAL.search(part.text):
            there = match["no"] is None
            yield Read("clonal_marrow_plasma_cells", there, part.start + match.start(), part.start + match.end(), part)


_NO_INJURY = re.compile(
    r"(?:没有?|无|未发生|未见|未出现|否认|不存在|非)[^，,。；;]{0,3}(?:AKI|急性肾(?:损伤|衰竭))(?!\s*\d|病?史|的|资料|数据|信息|相关|记录|分期|评估|依据|[123一二三]\s*期)"
)


def _no_injury(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """Without acute kidney injury its stage is 0."""
    for part in parts:
        if match := _NO_INJURY.search(part.text):
            yield Read("aki_stage", 0, part.start + match.start(), part.start + match.end(), part)


_SENSITIVITY = re.compile(r"10\s*(?:的)?\s*\^?\s*-\s*(?P<n>[3-7])(?!\d)")


def _sensitivity(calculator: str, folded: Folded, parts: tuple[Segment, ...]) -> Iterator[Read]:
    """NGF 10^-5: what stands behind a method as a power of ten is its sensitivity."""
    for part in parts:
        if match := _SENSITIVITY.search(part.text):
            raw = 10.0 ** -int(match["n"])
            yield Read("sensitivity", raw, part.start + match.start(), part.start + match.end(), part)


_READERS: Mapping[str, tuple[Reader, ...]] = {
    "unit_convert": (conversion,),
    "morphine_equivalent": (opioids,),
    "poems_response": (courses,),
    "steroid_equivalence": (steroid_asked,),
    "infection_prophylaxis": (drugs_named("drugs"),),
    "transplant_rules": (drugs_named("planned_drugs"),),
    "relapse_regimen_eligibility": (drugs_exposed,),
    "pneumococcal_schedule": (dates_asked,),
    "dental_procedure_hold": (dates_asked,),
    "followup_schedule": (dates_asked,),
    "imwg_mrd": (_sensitivity,),
    "mgrs_biopsy": (_no_injury,),
    "bone_agent_schedule": (bone_course,),
    "poems_treatment_path": (_clonal,),
    "renal_support_targets": (kidney_support, _day_of_urine),
}
