"""Thromboprophylaxis and anticoagulation in a note."""

import re
from collections.abc import Iterable

from agents.fold import Folded
from agents.segments import Segment
from agents.values import Found

_ANY = r"(?:抗凝|阿司匹林|抗血小板|血栓预防|预防(?:血栓|用药|药(?:物)?(?=$|[,，。；;、])|性抗凝|抗凝)|低分子(?:量)?肝素|(?:依诺|达|那屈)?肝素)(?!(?:的)?禁忌|诱导|后|期间)"
_NONE = re.compile(
    rf"(?:未|没)(?:有)?(?:做|予|给)?(?:任何)?预防(?:$|(?=[,，。；;、]))|(?:没有?|未|无|不)(?:在)?(?:服用|使用|应用|口服|接受|给予|进行|采取|用|吃|服|打|行|做|予)?(?:过)?(?:任何|其他)?(?:预防性)?{_ANY}|"
    rf"{_ANY}[^,，。；]{{0,6}}(?:均未|都没|未用|没用)|(?:已|自行)?停(?:用|服|药)?(?:了)?{_ANY}"
)
_NO_CONTRAINDICATION = re.compile(
    r"(?:没有?|无|否认|未见|也没有?)[^,，。；;]{0,12}(?:禁忌|出血(?:倾向|风险)|活动性出血)|(?:禁忌|活动性出血)[^,，。；;]{0,4}(?:均|都)?(?:无|没有)"
)
_CONTRAINDICATION = re.compile(
    r"(?:禁止|禁用|禁忌|不能用|不可用|不宜用|不得(?:使)?用|严禁|不允许)(?:使用|应用)?(?:一切|任何|所有)?(?:的)?(?:抗凝|抗血小板)|(?:抗凝|抗血小板)[^,，。；;]{0,12}禁忌|活动性(?:[上下]?消化道|胃肠道|颅内|泌尿道)?(?:大)?出血|正在(?:大量)?(?:呕血|便血|咯血|出血)|有(?:明确)?禁忌"
)
_PREVENTS = re.compile(r"预防(?!性?注射)")
_LMWH = re.compile(r"依诺肝素\s*(?P<dose>\d+)?|低分子(?:量)?肝素|LMWH|达肝素|那屈肝素", re.I)
_DOAC = re.compile(r"利伐沙班|阿哌沙班|达比加群|艾多沙班")
_WARFARIN = re.compile(r"华法林")
_ASPIRIN = re.compile(r"阿司匹林|拜阿司匹灵")
SOUGHT = (_NONE, _NO_CONTRAINDICATION, _CONTRAINDICATION, _LMWH, _WARFARIN, _DOAC, _ASPIRIN)
_TREATING = re.compile(r"治疗(?:剂)?量|治疗性|足量|1\s*mg/kg|100\s*(?:IU|U)/kg", re.I)
# Doses of treatment: rivaroxaban from 15 mg, apixaban 5 mg, dabigatran and edoxaban as they are given for it.
_DOAC_DOSE = re.compile(
    r"(?P<drug>利伐沙班|阿哌沙班|达比加群|艾多沙班)[^,，。；;\d]{0,8}(?P<dose>\d+(?:\.\d+)?)\s*mg", re.I
)
_DOAC_TREATS = {"利伐沙班": 15.0, "阿哌沙班": 5.0, "达比加群": 150.0, "艾多沙班": 30.0}
_DISEASE = re.compile(r"房颤|心房颤动|机械瓣|瓣膜置换|(?:治疗|因)[^,，。；;]{0,8}(?:血栓|栓塞|DVT|VTE)")
_ASKED = re.compile(r"是否|有没有|有无|吗[?？]?$|[?？]$")
_STOPPED = re.compile(r"已停|停用|停药|停了|停止")
_FUTURE = re.compile(r"选|还是|换|怎么|什么|多少|要不要|拟|建议|推荐")


def prophylaxis_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """The thromboprophylaxis in use and contraindications, as the text states them."""
    found: list[Found] = []
    used: Found | None = None
    for part in parts:
        if not part.patient:
            continue
        if none := _NONE.search(part.text):
            used = used or _found(folded, part, "thromboprophylaxis", "none", none)
        elif drug := _drug_in_use(part.text):
            used = _found(folded, part, "thromboprophylaxis", *drug)
            if (drug[0].endswith("therapeutic") or drug[0] == "warfarin") and _DISEASE.search(
                folded.text[max(0, part.start - 30) : part.end]
            ):
                found.append(_found(folded, part, "on_therapeutic_anticoagulation", True, drug[1]))
        if _ASKED.search(part.text + folded.text[part.end : part.end + 1]):
            continue
        for value, pattern in ((False, _NO_CONTRAINDICATION), (True, _CONTRAINDICATION)):
            match = pattern.search(part.text)
            if match:
                found.append(_found(folded, part, "contraindication", value, match))
                break
    return (*found, used) if used else tuple(found)


def _drug_in_use(text: str) -> tuple[str, re.Match[str]] | None:
    if _FUTURE.search(text) or _STOPPED.search(text):
        return None
    lmwh = _LMWH.search(text)
    if lmwh:
        twice = re.search(r"q12h|bid|每12小时", text, re.I) and not _PREVENTS.search(text)
        treating = _TREATING.search(text) or int(lmwh.group("dose") or 0) >= 60 or twice
        return ("lmwh_therapeutic" if treating else "lmwh_prophylactic"), lmwh
    warfarin = _WARFARIN.search(text)
    if warfarin:
        return "warfarin", warfarin
    doac = _DOAC.search(text)
    if doac:
        return ("doac_therapeutic" if _doac_treats(text) else "doac_prophylactic"), doac
    aspirin = _ASPIRIN.search(text)
    if aspirin and re.search(r"在(?:用|吃|服)|口服|服用|现用|长期|每[天日]|吃着|服着|qd|mg", text):
        return "aspirin", aspirin
    return None


def _doac_treats(text: str) -> bool:
    """Whether a direct anticoagulant is given in doses of treatment."""
    dose = _DOAC_DOSE.search(text)
    if _TREATING.search(text):
        return True
    return dose is not None and float(dose["dose"]) >= _DOAC_TREATS[dose["drug"]]


def _found(folded: Folded, part: Segment, name: str, raw: object, match: re.Match[str]) -> Found:
    a, b = folded.span(part.start + match.start(), part.start + match.end())
    return Found(name, raw, folded.original[a:b], a, b, part.period, part.date)
