"""The title of a document by its own words."""

import pytest

from ingest.source_text import paged
from ingest.titles import own_title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 甲病诊疗指南\n\n正文。", "甲病诊疗指南"),
        ("---\ntitle: 甲病诊疗指南\n---\n\n# 第一章\n", "甲病诊疗指南"),
        ("前言一行。\n\n# **甲病**指南 #\n", "甲病指南"),
        ("## 只有小标题\n\n正文。", ""),
        ("正文。", ""),
    ],
)
def test_a_marked_text_has_its_first_main_heading_as_title(text: str, title: str) -> None:
    assert own_title(paged([text], markdown=True)) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("\n甲病诊疗指南（2024年版）\n\n正文。", "甲病诊疗指南（2024年版）"),
        ("今天读了一本指南，很有收获。\n", ""),
        ("病程记录\n", ""),
        ("", ""),
    ],
)
def test_a_plain_text_has_a_title_only_if_its_first_line_speaks_like_one(text: str, title: str) -> None:
    assert own_title(paged([text])) == title
