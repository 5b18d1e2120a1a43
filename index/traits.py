"""What a passage is like, whatever is asked: its form, not its words."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.types import Kind, Passage
from index.words import sentences

Traits = NDArray[np.float32]
NAMES = ("update", "questions", "table", "share", "period")
_UPDATE = re.compile(r"更新|修订")
_SHARE = re.compile(r"[%％]")
_PERIOD = re.compile(r"\d\s*(?:个)?(?:周|月|天|日|年|小时|h|min|分钟)|每(?:周|月|日|天|年|个月)|次/|一次")


def traits(passages: Sequence[Passage]) -> Traits:
    """A row of traits for every passage, in the order of NAMES."""
    return np.array([_of(p) for p in passages], dtype=np.float32).reshape(len(passages), len(NAMES))


def _of(passage: Passage) -> tuple[float, ...]:
    text = passage.text
    return (
        float(bool(_UPDATE.search(" ".join((*passage.section, passage.page_label))))),
        sum(c in "？?" for c in text) / max(1, len(sentences(text))),
        float(passage.kind is Kind.TABLE),
        float(bool(_SHARE.search(text))),
        float(bool(_PERIOD.search(text))),
    )
