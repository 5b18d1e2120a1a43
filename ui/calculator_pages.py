"""docs/calculators/: one Markdown page for each calculator, written from its definition (`make docs`)."""

import json
import re
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from corpus.sources import known_sources
from tools.calculator import DISCLAIMER, Calculator, CalculatorAnswer, Example, Source, label_of
from tools.inputs import Input, Kind
from tools.messages import messages
from tools.numbers import show
from tools.quantities import Range, normal_unit
from tools.registry import CALCULATORS, calculate
from ui.words import CALCULATED, unit_word

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "calculators"
EXAMPLES = ROOT / "tests" / "data" / "calculator-examples.jsonl"
INDEX = "README.md"
KINDS: Mapping[Kind, str] = {
    Kind.QUANTITY: "数值加单位",
    Kind.NUMBER: "数值",
    Kind.INTEGER: "整数",
    Kind.BOOLEAN: "true / false",
    Kind.CHOICE: "单选",
    Kind.CHOICES: "多选（列表）",
    Kind.DATE: "日期",
    Kind.RECORDS: "对象的列表",
    Kind.TEXT: "文字",
}
ROLES = {"item": "判断依据", "option": "选项", "information": "仅作提示"}
GENERATED = "<!-- 由 make docs 从 tools/ 的定义生成，请勿手改。 -->"
_DOI = re.compile(r"doi:(\S+)")


def main() -> None:
    """Writes the pages and removes those of calculators that no longer exist."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    current = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in current:
            path.unlink()
    for name, text in current.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


def pages() -> Mapping[str, str]:
    """Text of every page by file name, the index included."""
    examples = worked_examples(EXAMPLES)
    texts = {f"{c.name}.md": page(c, examples[c.name]) for c in CALCULATORS.values()}
    return {INDEX: index_page(CALCULATORS.values())} | texts


def worked_examples(path: Path) -> Mapping[str, tuple[Example, ...]]:
    """The examples of every calculator, in the order of the file."""
    found: dict[str, list[Example]] = {name: [] for name in CALCULATORS}
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        found[entry["calculator"]].append(Example(entry["inputs"], entry["expect"]))
    return {name: tuple(examples) for name, examples in found.items()}


def index_page(calculators: Iterable[Calculator]) -> str:
    """All calculators by field."""
    fields: dict[str, list[Calculator]] = {}
    for calculator in calculators:
        fields.setdefault(calculator.field, []).append(calculator)
    count = sum(len(members) for members in fields.values())
    lines = [
        "# 计算器", "", GENERATED, "", f"共 {count} 个，按领域排列。", "",
        "- 未给出、`null`、空文字或“不详”的输入都是未知；未知不当作阴性，也不当作 0。",
        "- 数值可写成 `6.1`（按基准单位）、`\"6.1 mg/L\"` 或 `{\"value\": 6.1, \"unit\": \"mg/L\"}`。",
        "- 带点的名称是嵌套的字段：`baseline.kappa` 写成 `{\"baseline\": {\"kappa\": …}}`。",
        "- 超出可能范围的数值会被拒绝，超出通常范围的会提示核对。", "",
    ]  # fmt: skip
    for field, members in fields.items():
        rows = [(f"[{c.title}]({c.name}.md)", f"`{c.name}`", c.purpose) for c in members]
        lines += [f"## {field}", "", *_table(("计算器", "名称", "用途"), rows), ""]
    return "\n".join(lines)


def page(calculator: Calculator, examples: Iterable[Example]) -> str:
    """One calculator: purpose, inputs, rule, sources, worked examples."""
    lines = [
        f"# {calculator.title}", "", GENERATED, "",
        f"- 名称：`{calculator.name}`", f"- 领域：{calculator.field}", f"- 用途：{calculator.purpose}",
        f"- 又称：{'、'.join(calculator.aliases)}", "",
        "## 输入", "", *_inputs(calculator.inputs),
        "## 规则", "", calculator.rule_zh, "", *_bullets(f"总是提示：{messages()[c]}" for c in calculator.always),
        "## 依据", "", *_bullets(source_text(s) for s in calculator.sources),
        "## 示例", "", *_worked(calculator, chosen(examples)), DISCLAIMER, "",
    ]  # fmt: skip
    return "\n".join(lines)


def _inputs(inputs: tuple[Input, ...]) -> list[str]:
    heads = ("名称", "含义", "类型", "单位", "可能范围", "通常范围", "作用", "其他写法")
    rows = [
        (
            f"`{i.name}`", i.label, KINDS[i.kind], units_text(i), _range(i.plausible),
            _range(_usual(i)), ROLES[i.role], "、".join(i.aliases),
        )
        for i in inputs
    ]  # fmt: skip
    return [*_table(heads, rows), "", *_bullets(text for i in inputs for text in _details(i))]


def units_text(definition: Input) -> str:
    """Canonical unit first, then the others with the factor that leads to it."""
    q = definition.quantity
    if q is None:
        return unit_word(definition.unit)
    others = (n for n in q.units if unit_word(n) != unit_word(q.unit))
    text = "；".join([unit_word(q.unit), *(f"{n} {_factor(q.factors[normal_unit(n)])}" for n in others)])
    return f"{text}（必须写明）" if q.unit_required else text


def _factor(factor: Fraction) -> str:
    """The factor without loss: as a multiplication where it is a finite decimal, else as a division."""
    by, value = ("×", factor) if _finite(factor) else ("÷", 1 / factor)
    return by + f"{float(value):.12f}".rstrip("0").rstrip(".")


def _finite(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _usual(definition: Input) -> Range | None:
    return definition.quantity.usual if definition.quantity and definition.bounds is None else None


def _range(limits: Range | None) -> str:
    return f"{show(limits[0])} – {show(limits[1])}" if limits else ""


def _details(definition: Input) -> list[str]:
    """Help, options and fields of an input, which have no room in the table."""
    lines = [f"`{definition.name}`：{definition.help}"] if definition.help else []
    if definition.options:
        words = (f"`{o.code}` {o.label}" + (f"（{'、'.join(o.words)}）" if o.words else "") for o in definition.options)
        lines.append(f"`{definition.name}` 可选：{'；'.join(words)}")
    for inner in definition.fields:
        parts = (inner.label, KINDS[inner.kind], units_text(inner), _range(inner.plausible))
        lines.append(f"`{definition.name}` 每项的 `{inner.name}`：{'，'.join(p for p in parts if p)}")
        lines += _details(inner)
    return lines


def source_text(source: Source) -> str:
    """Title, edition and place of a document, or the literature with its DOI as a link."""
    known = next((s for s in known_sources() if s.doc_id == source.doc), None)
    if known:
        return f"{known.title}，{known.edition}：{source.place}"
    return "文献：" + _DOI.sub(r"[doi:\1](https://doi.org/\1)", source.place)


def chosen(examples: Iterable[Example]) -> tuple[Example, ...]:
    """Two to four, in the order of the file: two with different results, one that stays open, one that is refused."""
    pool = list(examples)
    settled = [e for e in pool if e.expect["status"] == "ok"]
    other = [e for e in settled if e.expect.get("result") != settled[0].expect.get("result")]
    unsettled = (next((e for e in pool if e.expect["status"] == s), None) for s in ("undetermined", "error"))
    picked = [*settled[:1], *other[:1], *(e for e in unsettled if e)]
    return tuple(e for e in pool if e in picked)


def _worked(calculator: Calculator, examples: Iterable[Example]) -> list[str]:
    lines: list[str] = []
    for position, example in enumerate(examples, 1):
        answer = calculate(calculator.name, example.inputs)
        lines += [f"### 示例 {position}：{CALCULATED[answer.status]}", "", *_code("json", example.inputs)]
        lines += [answer.interpretation_zh.removesuffix(DISCLAIMER), "", *_outcome(calculator, answer)]
    return lines


def _outcome(calculator: Calculator, answer: CalculatorAnswer) -> list[str]:
    lines: list[str] = []
    if answer.result:
        lines += ["结果：", "", *_code("json", answer.as_json()["result"])]
    if answer.possible:
        lines += [f"仍可能：{'、'.join(calculator.word(p) for p in answer.possible)}", ""]
    if answer.missing:
        lines += [f"缺少：{'、'.join(f'{label_of(calculator, n)}（`{n}`）' for n in answer.missing)}", ""]
    if answer.steps:
        lines += ["步骤：", "", *(f"{n}. {_plain(step)}" for n, step in enumerate(answer.steps, 1)), ""]
    marked = [f"`{e.field}`：`{e.code}`" for e in answer.errors] + [f"`{w.code}`" for w in answer.warnings]
    return lines + ([f"代码：{'、'.join(marked)}", ""] if marked else [])


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """A Markdown table; columns without any content are left out."""
    filled = list(rows)
    kept = [n for n in range(len(heads)) if any(row[n] for row in filled)]
    lines = [tuple(heads[n] for n in kept), tuple("---" for _ in kept)]
    lines += [tuple(_cell(row[n]) for n in kept) for row in filled]
    return [f"| {' | '.join(line)} |" for line in lines]


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")


def _plain(text: str) -> str:
    """Text in which nothing is taken for emphasis."""
    return text.replace("*", "\\*")


def _bullets(items: Iterable[str]) -> list[str]:
    lines = [f"- {_plain(item)}" for item in items]
    return [*lines, ""] if lines else []


def _code(language: str, value: Any) -> list[str]:
    return [f"```{language}", json.dumps(value, ensure_ascii=False), "```", ""]


if __name__ == "__main__":
    main()
