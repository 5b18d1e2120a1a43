"""Chinese words for the codes of answers, shared by terminal and web."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tools.calculator import DISCLAIMER as CALCULATOR_DISCLAIMER
from tools.calculator import CalculatorAnswer, plain
from tools.inputs import Input
from tools.quantities import normal_unit
from tools.registry import CALCULATORS

if TYPE_CHECKING:
    from agents.answer import Answer, Citation
    from corpus.types import Document, Passage

DISCLAIMER = "供学习与查阅，不替代医师判断"
DIGEST_MARK = "（摘要）"
NEAREST_CHARS = 160

STATUS = {
    "answered": "已回答",
    "partial": "部分回答",
    "abstained": "未找到依据",
    "needs_input": "需要补充资料",
    "rejected": "不在服务范围",
    "error": "出错",
}
CAUTION = {
    "conflict": "文献不一致",
    "edition": "版本",
    "note": "注记",
    "assumption": "假设",
    "near_cutoff": "接近界值",
    "unverified": "未能核实",
}
UNITS = {"year": "岁", "bpm": "次/分"}
CALCULATED = {"ok": "已得出", "undetermined": "尚不能确定", "error": "无法计算"}


def document_line(document: "Document") -> str:
    """Title and edition, with the mark of a digest."""
    return f"{document.title} · {document.edition}{DIGEST_MARK if document.digest else ''}"


def place_line(citation: "Citation") -> str:
    """Page or code, section and lines of a quotation; a table row is the quotation itself."""
    return passage_place(citation.passage) + (" · 表格行" if citation.table_row else "")


def passage_place(passage: "Passage") -> str:
    """Page or code, innermost section and lines of a passage."""
    first, last = passage.lines
    page = passage.page_label or f"第 {passage.page} 页"
    section = passage.section[-1] if passage.section else ""
    lines = f"第 {first}–{last} 行" if last > first else f"第 {first} 行"
    return " · ".join(p for p in (page, section if section != page else "", lines) if p)


def source_lines(answer: CalculatorAnswer) -> tuple[str, ...]:
    """Where the rule of a calculator comes from."""
    return tuple(f"{s.doc} {s.place}" for s in answer.sources)


def used_values(answer: CalculatorAnswer) -> tuple[tuple[str, str], ...]:
    """Label and value of every input that a calculation used, with what was typed where that differs."""
    calculator = CALCULATORS[answer.calculator]
    definitions = (calculator.input(name) for name in answer.inputs)
    return tuple((d.label, _value(d, answer.inputs[d.name])) for d in definitions)


def _value(definition: Input, value: Any) -> str:
    if isinstance(value, Mapping) and "value" in value:
        return _measured(value)
    if isinstance(value, Mapping):
        return "，".join(f"{f.label} {_value(f, value[f.name])}" for f in definition.fields if f.name in value)
    if isinstance(value, tuple | list):
        separator = "；" if definition.fields else "、"
        return separator.join(_value(definition, item) for item in value) or "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    return definition.label_of(value) if isinstance(value, str) else str(plain(value))


def _measured(value: Mapping[str, Any]) -> str:
    amount, given = number(plain(value["value"])), value["given"]
    text = f"{amount} {unit_word(value['unit'])}".strip()
    same = normal_unit(given) == normal_unit(f"{amount} {value['unit']}")
    return text if same else f"{text}（录入 {given}）"


def unit_word(unit: str) -> str:
    """A unit as people write it."""
    return UNITS.get(unit, unit)


def number(value: float) -> str:
    """A number as people write it."""
    return str(value) if isinstance(value, int) else f"{value:.6g}"


def sentence(answer: CalculatorAnswer) -> str:
    """The interpretation without the notices and the disclaimer, where these are shown apart."""
    notices = f"注意：{'；'.join(w.message_zh for w in answer.warnings)}。"
    return answer.interpretation_zh.removesuffix(CALCULATOR_DISCLAIMER).removesuffix(notices)


def missing_lines(answer: "Answer") -> tuple[str, ...]:
    """What is asked for, with units."""
    return tuple(f"{m.label}（{unit_word(m.unit)}）" if m.unit else m.label for m in answer.missing)


def excerpt(text: str, limit: int = NEAREST_CHARS) -> str:
    """The beginning of a passage on one line."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit] + "…"
