"""What a model wrote, taken apart: the numbers it picks, or sentences with the numbers they cite."""

import json
import re
from dataclasses import dataclass

MOST_PICKS = 12
MOST_SEGMENTS = 30
_NUMBER = r"[ST]\s*\d{1,4}"
_MARKS = re.compile(
    rf"\s*[\[［【(（]\s*{_NUMBER}(?:\s*[,，、;；和\s]\s*(?:{_NUMBER}|\d{{1,4}}))*\s*[\]］】)）]", re.I
)  # fmt: skip
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.S | re.I)
_ORNAMENT = re.compile(r"^\s*(?:[-*•>#]+\s*|\d{1,2}[.、)）](?!\d)\s*)+")
_NOTHING = re.compile(r"[\s无。.（）()]*")


@dataclass(frozen=True)
class Segment:
    """A piece of text with the numbers that stand behind it."""

    text: str
    numbers: tuple[str, ...]


def spoken(text: str) -> str:
    """The reply without the thoughts of a reasoning model."""
    return _THOUGHT.sub("", text).strip()


def picks(text: str) -> tuple[str, ...] | None:
    """The numbers of a selecting reply, each once; None if it is not in the form that was asked for."""
    reply = spoken(text)
    listed = _json_picks(reply)
    if listed is None and re.fullmatch(rf"(?:[\[［【\s,，、;；]*{_NUMBER}[\]］】\s,，、;；]*)+", reply, re.I):
        listed = re.findall(_NUMBER, reply, re.I)
    return None if listed is None else tuple(dict.fromkeys(map(_number, listed)))[:MOST_PICKS]


def _json_picks(reply: str) -> list[str] | None:
    for match in re.finditer(r"\{[^{}]{0,2000}\}", reply):
        try:
            found = json.loads(match.group()).get("picks")
        except ValueError:
            continue
        if isinstance(found, list) and all(
            isinstance(item, str | int) and not isinstance(item, bool) for item in found
        ):
            return [f"S{item}" if isinstance(item, int) else item for item in found]
    return None


def segments(text: str) -> tuple[Segment, ...]:
    """The sentences of a composing reply; a sentence without numbers has none."""
    found: list[Segment] = []
    for line in spoken(text).splitlines():
        at, run = 0, list(_MARKS.finditer(line))
        for i, match in enumerate(run):
            body = _bare(line[at : match.start()])
            numbers = _numbers(match.group())
            if body:
                found.append(Segment(body, numbers))
            elif i and found:  # marks that follow marks belong to the same sentence
                found[-1] = Segment(found[-1].text, tuple(dict.fromkeys((*found[-1].numbers, *numbers))))
            at = match.end()
        rest = _bare(line[at:])
        if rest and not _NOTHING.fullmatch(rest):
            found.append(Segment(rest, ()))
    return tuple(found[:MOST_SEGMENTS])


def _bare(text: str) -> str:
    """A sentence without list marks and emphasis; what follows its mark is no part of the next one."""
    plain = _ORNAMENT.sub("", text.replace("**", "").replace("__", ""))
    return plain.strip().lstrip("。；，、,;.! ").strip()


def _numbers(marks: str) -> tuple[str, ...]:
    kind, numbers = "S", []
    for letter, digits in re.findall(r"([STst]?)\s*(\d{1,4})", marks):
        kind = letter.upper() or kind
        numbers.append(f"{kind}{int(digits)}")
    return tuple(dict.fromkeys(numbers))


def _number(written: str) -> str:
    match = re.fullmatch(rf"\s*[\[［【]?\s*({_NUMBER})\s*[\]］】]?\s*", written, re.I)
    return re.sub(r"\s", "", match.group(1)).upper() if match else written[:12]
