"""Which immunoglobulin a note speaks of: heavy chain, light chain, and the chain that is not involved."""

import re
from collections.abc import Iterable

from agents.amounts import NUMBER, UNIT
from agents.fold import Folded
from agents.mentions import inputs_by_name
from agents.negation import denied, left_open
from agents.segments import Segment
from agents.units import written_unit
from agents.values import Found, found_at

_LIGHT = r"(?:κ|λ|kappa|lambda|kap|lam|[KL](?=型|链|轻链|[,，、。;)\s]|$))"
_IG = re.compile(
    rf"(?<![A-Za-z])Ig\s*(?P<heavy>[GADEM])\s*(?:[-:/·、,( ]{{0,2}}\s*(?P<light>{_LIGHT})(?![A-Za-z]))?\)?\s*(?:轻?链)?\s*(?P<kind>型|(?:多发性)?骨髓瘤|MM|M蛋白|M\s*蛋白|单克隆|MGUS|SMM)?",
    re.I,
)
_LIGHT_ONLY = re.compile(
    rf"(?<!游离)轻链(?P<a>{_LIGHT})?型(?!别)(?:(?:多发性)?骨髓瘤|MM)?\s*[(:]?\s*(?P<b>κ|λ|kappa|lambda)?|(?P<c>κ|λ|kappa|lambda)\s*轻链型|(?:κ|λ)?轻链型?骨髓瘤",
    re.I,
)
_GONE = re.compile(r"\s*(?:型)?\s*(?:条带)?(?:M蛋白|免疫固定(?:电泳)?)?(?:均|也|都)?(?:阴性|转阴|\(-\)|未见|消失)")
_INVOLVED = re.compile(r"(?<!非)受累[^,，。;；]{0,6}?(?P<chain>κ|λ|kappa|lambda)", re.I)
_UNINVOLVED = re.compile(
    rf"(?:非|未)受累(?:游离)?(?:轻链|链|FLC)?\s*(?:\(?(?P<chain>κ|λ|kappa|lambda)(?:链|轻链)?\)?)?\s*(?:为|是|:|=)?\s*(?P<number>{NUMBER})\s*(?P<unit>{UNIT})",
    re.I,
)
SOUGHT = (_IG, _LIGHT_ONLY, _INVOLVED, _UNINVOLVED)
_CODES = {"κ": "kappa", "λ": "lambda", "k": "kappa", "l": "lambda"}


def protein_values(folded: Folded, parts: Iterable[Segment]) -> tuple[Found, ...]:
    """Heavy and light chain of the monoclonal protein, and the value of the chain that is not involved."""
    found: list[Found] = []
    involved = ""
    for part in parts:
        if not part.patient:
            continue
        here, chain = _chains(folded, part)
        found += here
        if named := _INVOLVED.search(part.text):
            chain = _code(named["chain"])
            found.append(found_at(folded, part, "involved_chain", chain, named.start(), named.end()))
        involved = chain or involved
        found += _uninvolved(folded, part, involved)
    return tuple(found)


def _code(written: str | None) -> str:
    return _CODES[written[0].lower()] if written else ""


def _chains(folded: Folded, part: Segment) -> tuple[list[Found], str]:
    """The heavy chain in a clause, or that there is none, and the light chain."""
    for match in _IG.finditer(part.text):
        if not (match["light"] or match["kind"]) or _denied(part.text, match.start(), match.end()):
            continue
        heavy, light = f"Ig{match['heavy'].upper()}", _code(match["light"])
        return _as_found(folded, part, match, {"heavy_chain": heavy, "isotype": heavy}, light), light
    only = _LIGHT_ONLY.search(part.text)
    if only and not _denied(part.text, only.start(), only.end()):
        light = _code(only["a"] or only["b"] or only["c"])
        return _as_found(folded, part, only, {"heavy_chain": "none", "isotype": "light_chain"}, light), light
    return [], ""


def _as_found(folded: Folded, part: Segment, match: re.Match[str], values: dict[str, str], light: str) -> list[Found]:
    if light:
        values = {**values, "involved_chain": light}
    end = match.start() + len(match.group().rstrip())
    return [found_at(folded, part, name, code, match.start(), end) for name, code in values.items()]


def _denied(text: str, start: int, end: int) -> bool:
    return denied(text, start) or left_open(text, start) or bool(_GONE.match(text, end))


def _uninvolved(folded: Folded, part: Segment, involved: str) -> list[Found]:
    """非受累5mg/L is the other chain than the one that is involved."""
    match = _UNINVOLVED.search(part.text)
    if match is None:
        return []
    chain = _code(match["chain"]) or {"kappa": "lambda", "lambda": "kappa"}.get(involved, "")
    quantity = inputs_by_name()["kappa"][0].quantity
    known = written_unit(quantity, match["unit"]) if quantity else None
    if not chain or known is None:
        return []
    raw = {"value": match["number"], "unit": known[1]}
    return [found_at(folded, part, name, raw, match.start(), match.end()) for name in (chain, f"current.{chain}")]
