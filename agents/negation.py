"""Words that deny a finding, and how far back in its clause they reach."""

import re

# 无力 and 无痛 are findings, 无明显诱因 and 无意中 deny nothing; 有无 asks.
_WITHOUT = r"(?<!有)无(?!力|痛|(?:明显|任何)?诱因|意[中间])"
_NONE = rf"(?:{_WITHOUT}|未见|未发现|(?:(?<!有)没|未)(?:有|行|予|给|做过)?|否认|不含)"
NO = rf"{_NONE}(?:明显|明确|任何|使用|过|用)?"
"""A denial in front of what it denies."""
FREE = r"(?:(?!有|但|而)[^,，。；;])"
"""A character between the two."""
_REACHES_ON = re.compile(
    rf"(?:{_NONE}|不伴|排除|(?<!卡)非(?!常)|不(?:做|需要?|用)|脱离|除外)(?:(?!但|而|有|行|予|给|出现).)*$|"
    r"否认(?:(?!但|而|[、和及\s]有).)*$"
)
_NOT = re.compile(r"不再?$")
_BEHIND = re.compile(r"\s*:?\s*(?:\(-\)|-(?!\d)|无|阴性|未见|没有)")
_OPEN = re.compile(
    r"(?:未|没|尚未|待)(?:有)?(?:做|查|测|行检)[^,，]{0,6}$|(?:不能|未能|不|难以|待)(?:完全)?(?:排除|除外)[^,，]{0,6}$|"
    r"(?:可疑|疑似?|警惕|防止|避免|预防|筛查|排查|评估)[^,，、]{0,6}$"
)


def denied(clause: str, start: int) -> bool:
    """Whether what stands at `start` is denied by the clause before it; 不规律透析 is still 透析."""
    before = clause[:start]
    return bool(_REACHES_ON.search(before) or (_NOT.search(before) and not clause.startswith("规律", start)))


def denied_behind(after: str) -> bool:
    """Whether the text right behind a finding denies it: PICC：无, 骨折（-）."""
    return bool(_BEHIND.match(after))


def left_open(clause: str, start: int) -> bool:
    """Whether what stands at `start` is neither stated nor denied: not examined, suspected, guarded against."""
    return bool(_OPEN.search(clause[:start]))
