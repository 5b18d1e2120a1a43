"""Identity in a text made unreadable before it leaves the machine: names, ID, phone and hospital numbers.

Values a calculator needs (ages, laboratory values, doses, dates) stay; what replaces an identity says its kind.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from agents.names import names_in

# Full-width letters and digits as people type them in Chinese input methods; lengths stay.
_NARROW = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW |= {0xFF20: 0x40, 0xFF0D: 0x2D, 0xFF0E: 0x2E, 0x3000: 0x20, 0x2010: 0x2D, 0x2011: 0x2D, 0x2013: 0x2D}
_IS = r"\s*(?:号码?|编号|号)?\s*(?:是|为|[:：#]|No\.?)*\s*"
_CODE = r"(?!NCT\d)(?P<secret>[A-Za-z]{0,5}[-_ ]?\d[\dA-Za-z-]{2,})"
_MEASURED = r"(?!\s*(?:[/×x%.,]|10\^|copies|IU|U\b|[mμnk]?[gl]\b|拷贝|个|万|亿|元|单位|毫|次|细胞|年|版|岁|天|周|月))"
_PLACE = r"[\u4e00-\u9fffA-Za-z0-9-]"
_PATTERNS = (
    ("邮箱", r"(?P<secret>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"),
    ("证件号", r"(?<![\dA-Za-z])(?P<secret>\d{6}[ -]?(?:18|19|20)\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{3}[ -]?[\dXx])(?![\dA-Za-z])"),
    ("证件号", r"(?<![\dA-Za-z.])(?P<secret>\d{8}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3})(?![\dA-Za-z.])"),
    ("证件号", rf"(?:身份证|证件|护照|通行证|军官证|驾驶证|居住证|医保(?:卡|编)?|社保(?:卡)?|银行卡){_IS}(?P<secret>[A-Za-z]{{0,3}}[-(]?\d[\dA-Za-z() -]{{3,}}[\dA-Za-z)])"),
    ("电话", r"(?<![\dA-Za-z.])(?P<secret>(?:\+?86[- ]?|0086[- ]?)?1[3-9](?:[- .]?\d){9})(?![\dA-Za-z])"),
    ("电话", r"(?<![\dA-Za-z.])(?P<secret>[(（]?0\d{2,3}[)）]?[- ]?\d{3,4}[- ]?\d{4}(?:\s*(?:转|-)\s*\d{1,5})?)(?![\dA-Za-z.])"),
    ("电话", r"(?<![\dA-Za-z.])(?P<secret>[48]00[- ]\d{3,4}[- ]\d{3,4})(?![\dA-Za-z.])"),
    ("电话", rf"(?:联系电话|电话|手机|座机|联系方式|传真|微信|微号|vx|VX|Vx|wx|WX|v信|V信|薇信|QQ|qq){_IS}(?P<secret>[A-Za-z0-9_+-][A-Za-z0-9_ -]{{4,}}[A-Za-z0-9_])"),
    ("住院号", rf"(?:住院|病案|病历|病例|门诊|急诊|就诊|就诊卡|登记|档案|检查|影像|放射|病理|标本|条码|样本|流水|随访|会诊|受试者|筛选|入组|登录|患者|诊疗卡|就医卡|申请单|处方|报告)(?:单|卡|表)?(?:号码?|编号|ID|条码)\s*(?:是|为|[:：#]|No\.?)*\s*{_CODE}"),
    ("住院号", rf"(?<![A-Za-z])(?:MRN|ID|HIS|PID|No\.)\s*(?:号|是|为|[:：#])*\s*{_CODE}"),
    ("床号", r"(?:床号|床位)\s*(?:是|为|[:：#])*\s*(?P<secret>[A-Za-z]?\d{1,3}\+?\d?(?:-\d{1,3})?)"),
    ("床号", r"(?<![\dA-Za-z])(?P<secret>\+?\d{1,3}(?:-\d{1,3})?\s?床)(?!旁|次|日|位数)"),
    ("住址", r"(?:家庭住址|现住址|住址|家住|户籍地址?|通讯地址|联系地址|地址)\s*(?:是|为|[:：])*\s*(?P<secret>[^\s，,。；;、()（）]{4,40})"),
    ("住址", rf"(?P<secret>(?>(?:(?![住在于是为病患家])[\u4e00-\u9fff]){{2,8}}?(?:省|自治区|市|县|区|旗))(?={_PLACE}{{0,24}}?(?:路|街|道|巷|弄|村|镇|乡|小区|花园|苑|里|大厦|公寓)){_PLACE}{{2,48}}\d(?:号楼|号院|号|弄|栋|幢|楼|单元|室|座|组|队))"),
    ("编号", r"(?<![A-Za-z0-9-])(?!NCT)(?P<secret>[A-Z]{1,3}(?:19|20)\d{2}-\d{3,6})(?![\dA-Za-z])"),
    ("编号", rf"(?<![\dA-Za-z.,/])(?!NCT)(?P<secret>[A-Za-z]{{0,3}}\d{{7,}})(?![\dA-Za-z]){_MEASURED}"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
_LEFT_OUT = "［{}］"


@dataclass(frozen=True)
class Masked:
    """A text without identities, and how many of each kind were taken out."""

    text: str
    found: tuple[tuple[str, int], ...] = ()

    @property
    def told(self) -> str:
        """What was taken out, in words; empty if nothing was."""
        return "、".join(f"{kind} {count} 处" for kind, count in self.found)


def mask(text: str) -> Masked:
    """Takes identities out of a text; never raises."""
    spans = _apart(sorted(_spans(text.translate(_NARROW)), key=lambda s: (s[0], -s[1])))
    pieces, at = [], 0
    for start, end, kind in spans:
        pieces += [text[at:start], _LEFT_OUT.format(kind)]
        at = end
    counted = Counter(kind for _, _, kind in spans)
    return Masked("".join((*pieces, text[at:])), tuple(counted.items()))


Span = tuple[int, int, str]


def _spans(text: str) -> Iterator[Span]:
    for kind, pattern in _COMPILED:
        yield from ((m.start("secret"), m.end("secret"), kind) for m in pattern.finditer(text))
    yield from ((start, end, "姓名") for start, end in names_in(text))


def _apart(spans: list[Span]) -> list[Span]:
    """Overlapping spans become one of the first kind."""
    apart: list[Span] = []
    for start, end, kind in spans:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]), apart[-1][2])
        else:
            apart.append((start, end, kind))
    return apart
