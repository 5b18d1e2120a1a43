"""A conversation as Markdown and Word: question, answer, citations with places and quotes, calculations, snapshot."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document as open_word

from agents.answer import Answer
from corpus.errors import InputError, StorageError
from tools.registry import calculate
from ui.transcript import Exchange, document, markdown, save

WRITTEN = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
PARTS = (
    "指南<b>甲</b> · 2024 版（摘要）", "A-1 · 用药 · 第 3–4 行", "剂量 5 mg", "ISS 分期", "β2-微球蛋白：3 mg/L", "索引 abc123", "供学习与查阅，不替代医师判断",
    "文献不一致：两版不同[1]", "白蛋白（g/L）", "部分回答",
)  # fmt: skip


def exchanges(answer: Answer) -> list[Exchange]:
    return [Exchange("问\n题", "2026-01-02T03:00:00.000+00:00", answer), Exchange("二", problem="磁盘已满。")]


def test_markdown_has_everything(answer: Answer) -> None:
    text = markdown(exchanges(answer), WRITTEN)
    for part in PARTS:
        assert part.replace("<b", "\\<b").replace("</b", "\\</b") in text
    assert "## 1. 问 题" in text
    assert "> \\<script>剂量 5 mg\\</script>" in text
    assert "没有回答：磁盘已满。" in text
    assert "<script" not in text.replace("\\<script", "")


def test_word_has_everything(answer: Answer) -> None:
    read = open_word(io.BytesIO(document(".docx", exchanges(answer), WRITTEN)))
    text = "\n".join(p.text for p in read.paragraphs)
    for part in PARTS:
        assert part in text
    assert [p.text for p in read.paragraphs if p.style is not None and p.style.name == "Heading 1"] == [
        "1. 问 题",
        "2. 二",
    ]
    assert (
        next(p.text for p in read.paragraphs if p.style is not None and p.style.name == "Quote")
        == "<script>剂量 5 mg</script>"
    )


def test_steps_of_a_calculation_are_numbered() -> None:
    from agents.answer import Status

    call = calculate("iss", {"b2m": 6.1, "albumin": 28})
    text = markdown([Exchange("问", "", Answer("问", Status.ANSWERED, "结果", tool_calls=(call,)))], WRITTEN)
    assert [line for line in text.splitlines() if line.startswith(("1. ", "2. "))] == [
        f"{n}. {s}" for n, s in enumerate(call.steps, 1)
    ]


def test_a_control_character_does_not_reach_the_file(answer: Answer) -> None:
    from dataclasses import replace

    hostile = replace(answer, text="甲\x1b[31m乙\x00")
    assert "\x1b" not in markdown([Exchange("问", "", hostile)], WRITTEN)
    assert document(".docx", [Exchange("问\x00", "", hostile)], WRITTEN)


def test_what_cannot_be_saved_is_said(answer: Answer, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不能保存为 .pdf"):
        save(tmp_path / "a.pdf", exchanges(answer), WRITTEN)
    with pytest.raises(StorageError, match="无法写入"):
        save(tmp_path / "none" / "a.md", exchanges(answer), WRITTEN)
    with pytest.raises(StorageError, match="无法写入"):
        save(Path("/dev/full/a.md"), exchanges(answer), WRITTEN)
