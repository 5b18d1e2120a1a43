"""Which clauses concern a reader: what it finds in them is what it finds in all."""

import json
from pathlib import Path

import pytest

from agents.concerned import READERS, Reader, concerned
from agents.fold import fold
from agents.segments import segments
from agents.spelling import corrected

SETS = Path(__file__).parents[2] / "evals" / "sets"
CASES = [json.loads(line) for name in ("vignettes.jsonl", "questions.jsonl") for line in (SETS / name).open()]
TEXTS = [text for case in CASES for text in case.get("turns", [case.get("question")])]


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_reader_misses_nothing_in_the_clauses_it_is_not_given(read: Reader) -> None:
    found = 0
    for text in (*TEXTS, *("；".join(TEXTS[i : i + 9]) for i in range(0, len(TEXTS), 9))):
        folded = corrected(fold(text))
        parts = segments(folded)
        assert read(folded, concerned(parts)[read]) == read(folded, parts)
        found += len(read(folded, parts))
    assert found
