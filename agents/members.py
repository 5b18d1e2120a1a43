"""Findings that have several members: to deny one of them denies not the others (否认哮喘 says nothing of COPD)."""

import re
from collections.abc import Mapping
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
OF_SEVERAL = frozenset(_WHOLE) | {
    "invasive", "volume_overload", "organomegaly", "thrombocytosis_or_polycythaemia", "antibodies", "cerebrovascular_disease",
    "peripheral_vascular_disease", "mild_liver_disease", "recurrent_serious_infection", "pelvic_hip_femur_fracture",
}  # fmt: skip
"""One member that is there is enough, whatever is said of the others."""


def denies_whole(name: str, words: str) -> bool:
    """Whether a denial of these words denies the finding, not only a member of it."""
    return name not in _WHOLE or _WHOLE[name].search(words) is not None
