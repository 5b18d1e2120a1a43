"""Findings that notes state in other words than the inputs' names: imaging, fractures, catheters, surgery."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from agents.fold import Folded
from agents.negation import FREE, NO, UNSETTLED, denied, denied_behind, left_open, planned
from agents.pieces import Table
from agents.segments import Segment
from agents.values import Found

_NEGATIVE = r"(?:均|都|全部|也)?(?:阴性|正常|未见(?:明显)?(?:异常|病灶|骨质?破坏|溶骨)|无异常|没问题|没(?:有)?(?:见)?(?:病灶|异常)|\(-\))"


@dataclass(frozen=True)
class Wording:
    """If the pattern occurs in a clause, the inputs have these values."""

    pattern: re.Pattern[str]
    values: Mapping[str, Any]


def _wording(pattern: str, **values: Any) -> Wording:
    return Wording(re.compile(pattern, re.I), MappingProxyType(values))


WORDINGS = (
    _wording(rf"{NO}{FREE}{{0,24}}骨折", pelvic_hip_femur_fracture=False),
    _wording(r"(?:骨盆|髋(?:部)?|股骨)(?:颈|粗隆间?|干|上段|下段)?[^,，。；、无]{0,6}骨折", pelvic_hip_femur_fracture=True),
    _wording(rf"{NO}(?:置)?{FREE}{{0,6}}(?:导管|置管)", cvc=False),
    _wording(r"(?:锁骨下|颈内|股)?静脉(?:置管|导管|插管)|隧道(?:式)?导管|输液港|PICC|(?<![A-Za-z])PORT", cvc=True),
    _wording(rf"{NO}{FREE}{{0,10}}(?:蒽环|多柔比星|阿霉素|多药化疗|其他化疗|化疗药)", doxorubicin_or_multiagent=False),
    _wording(r"(?<![A-Za-z])PAD(?=\s*(?:方案|化疗|\(|\d|联合|诱导))|脂质体多柔比星|VTD-?PACE|DT-?PACE|DCEP", doxorubicin_or_multiagent=True),
    _wording(rf"{NO}{FREE}{{0,10}}(?:EPO|促红|ESA)", esa=False),
    _wording(rf"{NO}{FREE}{{0,12}}(?:血栓|DVT|肺栓塞|VTE|PE(?![A-Z]))", vte_history=False),
    _wording(rf"(?:90\s*天|3\s*个月|近期|最近)[^,，。；;]{{0,8}}{NO}{FREE}{{0,4}}手术|{NO}{FREE}{{0,8}}(?:近期|90\s*天(?:内)?(?:的)?)手术", surgery_90d=False),
    _wording(rf"(?:骨CT|全身(?:低剂量)?CT|WBLD\s*CT|骨骼?(?:检查|影像|X线)|X线|骨片|PET[/-]?CT)[^,，。；;]{{0,12}}{_NEGATIVE}", lytic_lesions=0),
    _wording(rf"(?<!头颅)(?<!颅脑)(?<!头部)(?<!脑)(?<!心脏)(?<!垂体)(?<!腹部)(?<!肝脏)(?<!关节)(?<!乳腺)MRI[^,，。；;]{{0,10}}{_NEGATIVE}", mri_focal_ge5mm=0),
    _wording(rf"影像(?:学)?(?:检查)?(?:全部|均|都|也)?{_NEGATIVE}", lytic_lesions=0, mri_focal_ge5mm=0),
    _wording(rf"{NO}(?:软组织)?浆细胞瘤", plasmacytoma_biopsy="none", **{"current.plasmacytoma_spd": 0, "baseline.plasmacytoma_spd": 0}),
    _wording(rf"{NO}淀粉样变|刚果红(?:染色)?阴性", amyloidosis=False),
    _wording(r"(?:首次|第1次|第一次)(?:疗效)?(?:复查|评估|评效|评价|评疗效)", first_assessment=True),
    _wording(r"血[、和及与,/]?\s*尿\s*M\s*蛋白(?:均|都)?(?:为|是|:)?\s*(?:0(?![.\d])|阴性|未检出|未测出)", **{"current.serum_m": {"value": "0", "unit": "g/L"}, "current.urine_m": {"value": "0", "unit": "mg/24h"}}),
    _wording(r"血尿?(?:、尿)?(?:IFE|免固|免疫固定(?:电泳)?)[^,，。；;]{0,6}阴性|血尿(?:免疫固定(?:电泳)?|免固)(?:均|都)?阴性", **{"current.sife": "negative", "current.uife": "negative"}),
    _wording(r"病灶(?:均|都|也)?(?:无|未见|没有)(?:明显)?增大", diameter_increase_cm=0),
    _wording(r"免疫组化[^,，。；;]{0,8}(?:无|未见)[^,，。；;]{0,4}克隆", **{"current.clonal_cells_ihc": "absent"}),
)  # fmt: skip
_TABLE = Table(WORDINGS, lambda wording: wording.pattern)
_UNKNOWN_CLAUSE = re.compile(
    rf"{UNSETTLED}|有没有|有无|是否|没写|未写|未记录|没记录|没有记录|说不清|不清楚|不详|不知道|未提供|没提|待查|待回报|未回报"
)
_NOT_YET = re.compile(r"\s*(?:的)?(?:待|拟|预约|择期|计划|风险|危险|可能)")
_PER_AREA = re.compile(r"(\d+(?:\.\d+)?)\s*(?:mg|毫克)\s*/\s*(?:m2|m²|㎡|平方米)", re.I)


def event_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Findings in free wording, each with its place; the first wording that fits an input counts."""
    found: list[Found] = []
    parts = [p for p in parts if p.patient]
    for part, wordings in zip(parts, _TABLE.by_clause(folded.text, [p.text for p in parts]), strict=True):
        area = _PER_AREA.search(part.text)
        if not (wordings or area) or _UNKNOWN_CLAUSE.search(part.text):
            continue
        stated: set[str] = set()
        for wording in wordings:
            match = wording.pattern.search(part.text)
            if match is None or _says_nothing(wording, part.text, match):
                continue
            new = {name: value for name, value in wording.values.items() if name not in stated}
            found += [_found(folded, part, name, value, match) for name, value in new.items()]
            stated |= new.keys()
        if area:
            found.append(_found(folded, part, "dose_mg_per_m2", float(area.group(1)), area))
    return tuple(found)


def _says_nothing(wording: Wording, clause: str, match: re.Match[str]) -> bool:
    """Whether a wording for something present stands beside a word that denies it or leaves it open."""
    beside = denied(clause, match.start()) or left_open(clause, match.start()) or denied_behind(clause[match.end() :])
    # What the regimen is to contain counts as soon as it is planned; a catheter or a dialysis does not.
    beside = beside or (planned(clause, match.start()) and "doxorubicin_or_multiagent" not in wording.values)
    # PICC待置, 股骨骨折风险高
    beside = beside or _NOT_YET.match(clause, match.end()) is not None
    # 曾置 PICC: whether it is still there is not said.
    beside = beside or ("cvc" in wording.values and re.search(r"曾|一度", clause[: match.start()]) is not None)
    return any(wording.values.values()) and beside


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
