import json
import re
import time
from pathlib import Path

import pytest

from agents.masking import mask

NOTES = Path(__file__).parents[1] / "data" / "made-up-notes.txt"
_SECRET = re.compile("«([^«»]*)»")
_TOLD = re.compile("［[^［］]*］")


def notes() -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for line in NOTES.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            parts[line[2:]] = []
        elif line and not line.startswith(";"):
            parts[list(parts)[-1]].append(line)
    return parts


def missed(note: str) -> list[str]:
    """Secrets of a note of which a part that identifies is left: two characters of a name, five of a number."""
    text = mask(_SECRET.sub(r"\1", note)).text
    return [s for s in _SECRET.findall(note) if any(part in text for part in _parts(s))]


def _parts(secret: str) -> list[str]:
    size = 2 if re.search("[\u4e00-\u9fff]", secret) else min(5, len(secret))
    if len(secret) == 1:
        return [
            secret + title for title in ("某", "先生", "女士", "阿姨", "大爷", "医生", "主任", "同志", "今年", "的")
        ]
    return [secret[i : i + size] for i in range(len(secret) - size + 1)]


def lost(note: str) -> str:
    """What was masked although it identifies nobody."""
    masked = mask(_SECRET.sub(r"\1", note)).text
    rest = re.sub(r"[«»]", "", _SECRET.sub(lambda s: s[1] if s[1] in masked else "", note))
    kept = _TOLD.sub("", masked)
    return "".join(c for c in _difference(rest, kept))


def _difference(rest: str, kept: str) -> str:
    at, gone = 0, []
    for c in rest:
        if at < len(kept) and kept[at] == c:
            at += 1
        else:
            gone.append(c)
    return "".join(gone)


@pytest.mark.parametrize(
    ("part", "least"), [("tuned", 1.0), ("second", 1.0), ("held out", 0.95), ("third", 1.0), ("fourth", 0.85)]
)
def test_identities_of_made_up_notes(part: str, least: float) -> None:
    found = notes()[part]
    total = sum(len(_SECRET.findall(note)) for note in found)
    left = [secret for note in found for secret in missed(note)]
    assert total >= 30
    assert 1 - len(left) / total >= least, left


@pytest.mark.parametrize("note", [note for part in notes().values() for note in part])
def test_values_of_made_up_notes_stay(note: str) -> None:
    gone = lost(note)
    assert re.fullmatch(r"(?:大爷|阿姨|奶奶|伯伯|先生|[老小某今]|\d+床)*", gone), gone


def test_questions_lose_nothing(questions: Path) -> None:
    asked = [json.loads(line)["question"] for line in questions.read_text(encoding="utf-8").splitlines()]
    changed = [q for q in asked if mask(q).found]
    assert len(asked) > 50
    assert changed == []


@pytest.mark.parametrize(
    "text",
    [
        "白蛋白 28 g/L，高钙血症，黄疸，石膏固定，温度 38.5 ℃。",
        "Cockcroft-Gault、Durie-Salmon 与 Bence Jones 蛋白。",
        "血小板 12000000/L，HBV-DNA 2345678 IU/mL。",
        "患者严重感染，患者金属内固定术后，患者任何时候均可。",
        "NCT01863550 以外，2022-10-11 复查，0.00012345。",
        "",
    ],
)
def test_what_only_looks_like_an_identity_stays(text: str) -> None:
    assert mask(text).text == text


def test_it_is_told_what_was_taken_out() -> None:
    masked = mask("患者王建国，住院号：A0012345，电话 13812345678 或 13912345678。")
    assert masked.text == "患者［姓名］，住院号：［住院号］，电话 ［电话］ 或 ［电话］。"
    assert masked.told == "姓名 1 处、住院号 1 处、电话 2 处"


@pytest.mark.parametrize("text", ["1" * 20_000, "王" * 20_000, "患者" * 10_000, "a@" * 10_000, "138 " * 5_000])
def test_long_text_is_read_in_time(text: str) -> None:
    begun = time.perf_counter()
    mask(text)
    assert time.perf_counter() - begun < 3
