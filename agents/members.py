"""Findings that have several members: to deny one of them denies not the others (否认哮喘 says nothing of COPD)."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

# The name that has to be denied, so that the finding as a whole is.
_WHOLE: Mapping[str, re.Pattern[str]] = MappingProxyType({
    name: re.compile(words, re.I)
    for name, words in {
        "endocrinopathy": r"内分泌",
        "diabetes_end_organ_damage": r"靶器官|并发症",
        "solid_tumour": r"肿瘤|实体瘤|癌症|恶性",
        "chronic_pulmonary_disease": r"COPD|慢阻肺|慢性?阻塞|肺(?:部)?(?:疾)?病|慢支|慢性支气管",
        "connective_tissue_disease": r"结缔组织|风湿|免疫",
        "skin_changes": r"皮肤|色素",
        "other_coagulopathy": r"凝血",
    }.items()
})  # fmt: skip
# What has to be denied together, in one clause or in several of a note: 脾不大 says nothing of the liver.
_TOGETHER: Mapping[str, tuple[re.Pattern[str], ...]] = MappingProxyType({
    name: tuple(map(re.compile, words))
    for name, words in {
        "organomegaly": (r"肝|器官|脏器", r"脾|器官|脏器"),
        "volume_overload": (r"水肿|浮肿|不肿|容量|潴留", r"胸|浆膜|积液|容量|潴留", r"腹|浆膜|(?<![胸腹])[腔膜]?积液|容量|潴留"),
    }.items()
})  # fmt: skip
_CLAUSE_ENDS = re.compile(r"[,，。；;！!？?\n]")
_SITE = re.compile(r"椎|脊柱|腰|颈|肋|桡|尺骨|肱|踝|胫|腓|腕|锁骨|压缩|颅|鼻骨|颌|掌|跖|指|趾|膝|髋|盆|股|胸|四肢")
OF_SEVERAL = frozenset(_WHOLE) | {
    "invasive", "volume_overload", "organomegaly", "thrombocytosis_or_polycythaemia", "antibodies", "cerebrovascular_disease",
    "peripheral_vascular_disease", "mild_liver_disease", "recurrent_serious_infection", "pelvic_hip_femur_fracture",
}  # fmt: skip
"""One member that is there is enough, whatever is said of the others."""


def denies_whole(name: str, words: str) -> bool:
    """Whether a denial of these words denies the finding, not only a member of it."""
    return name not in _WHOLE or _WHOLE[name].search(words) is not None


def left_open_by(text: str, denials: Iterable[tuple[str, int, int]]) -> frozenset[str]:
    """The findings of which the denials of a note, each with its place, leave some member open."""
    clauses: dict[str, list[str]] = {}
    for name, start, end in denials:
        if name in _TOGETHER or name == "pelvic_hip_femur_fracture":
            clauses.setdefault(name, []).append(_clause(text, start, end))
    return frozenset(name for name, said in clauses.items() if not _all_denied(name, said))


def _all_denied(name: str, said: list[str]) -> bool:
    words = "，".join(said)
    if name in _TOGETHER:
        return all(member.search(words) for member in _TOGETHER[name])
    return "盆" in words and "股" in words or any(not _SITE.search(clause) for clause in said)


def _clause(text: str, start: int, end: int) -> str:
    ends = [m.end() for m in _CLAUSE_ENDS.finditer(text, max(0, start - 60), start)]
    after = _CLAUSE_ENDS.search(text, end)
    return text[ends[-1] if ends else max(0, start - 60) : after.start() if after else len(text)]
