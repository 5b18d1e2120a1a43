"""Statements made false in the ways a language model makes them false."""

import random
import re
from collections.abc import Iterator

from corpus.terms import terminology
from index.words import mentions

_NUMBER = re.compile(r"(?<![A-Za-z\d.βα(;\-])\d+(?:\.\d+)?(?![\dpqA-Za-z)\]])")
_UNITS = (
    ("mg", "g"),
    ("mg", "μg"),
    ("周", "月"),
    ("天", "周"),
    ("mL/min", "mL/h"),
    ("mmol", "μmol"),
    ("g/L", "g/dL"),
    ("年", "月"),
    ("%", " mg"),
)
_UNSAID = (
    (r"不应|不宜|不能|不可|不得", "可以"), (r"不推荐|不建议", "推荐"), (r"不需要?|无需|不必", "需"), (r"未被", ""), (r"没有", "有"), (r"禁用", "可用"),
    (r"避免", "使用"), (r"(?<!不)未(?=[\u4e00-\u9fff])", ""), (r"(?<![不除会])不(?=[\u4e00-\u9fff]{2})(?!良|同|仅|全|但)", ""), (r"无(?=[\u4e00-\u9fff]{2})", "有"),
)  # fmt: skip
_DENIED = (
    (r"(?<!不)推荐(?!等级)", "不推荐"),
    (r"(?<!不)建议", "不建议"),
    (r"(?<![不反适效])应(?=[\u4e00-\u9fff])", "不应"),
    (r"可(?=[用以])", "不可"),
    (r"需要?(?=[\u4e00-\u9fff])", "不需"),
)
_ALREADY = re.compile("不推荐|不建议|不应|不可|不需")
_SIGNS = (
    ("≥", "<"),
    ("≤", ">"),
    (">", "<"),
    ("<", ">"),
    ("≥", ">"),
    ("高于", "低于"),
    ("大于", "小于"),
    ("超过", "不超过"),
    ("低于", "高于"),
)
_RANKS = (
    ("2A 类", "1 类"),
    ("1 类", "2B 类"),
    ("2B 类", "1 类"),
    ("2B", "2A"),
    ("Ⅲ 期", "Ⅱ 期"),
    ("III 期", "II 期"),
    ("3 级", "1 级"),
)
_POLES = (
    ("升高", "降低"), ("降低", "升高"), ("增加", "减少"), ("减少", "增加"), ("高危", "低危"), ("首选", "其他推荐"), ("静脉", "口服"), ("皮下", "静脉"),
    ("每周", "每月"), ("每 4 周", "每 3 周"), ("阳性", "阴性"), ("术前", "术后"), ("初治", "复发"), ("轻度", "重度"), ("延长", "缩短"), ("前", "后"),
)  # fmt: skip


def mutations(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Kind and text of statements that the given one does not prove."""
    found = [*_numbers(text, chance), *_drugs(text, chance), *_words(text)]
    found.append(("appended dose", text.rstrip("。；") + "，剂量为 40 mg 每日一次"))
    found.append(("appended duty", text.rstrip("。；") + "，必须终身使用"))
    yield from ((kind, changed) for kind, changed in found if changed != text)


def _numbers(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    numbers = list(_NUMBER.finditer(text))
    if numbers:
        m = chance.choice(numbers)
        yield "number", f"{text[: m.start()]}{float(m.group()) * 2 + 1:g}{text[m.end() :]}"
    pairs = [(a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :] if a.group() != b.group()]
    if pairs:
        a, b = chance.choice(pairs)
        yield "numbers swapped", text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]
    for unit, other in _UNITS:
        match = re.search(r"\d\s*" + re.escape(unit) + r"(?![A-Za-z/])", text)
        if match:
            yield "unit", text[: match.end() - len(unit)] + other + text[match.end() :]
            break


def _drugs(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    named = {m.term.term_id: m for m in mentions(text) if m.term.kind == "drug" and m.form in text}
    if named:
        old, other = (
            chance.choice(list(named.values())),
            chance.choice([t for t in terminology().terms if t.kind == "drug"]),
        )
        if other.term_id not in {m.term.term_id for m in mentions(text)}:
            yield "drug", text.replace(old.form, other.name)
    if len(named) > 1 and _NUMBER.search(text):
        a, b = chance.sample(list(named.values()), 2)
        yield "drugs swapped", text.replace(a.form, "\x01").replace(b.form, a.form).replace("\x01", b.form)


def _words(text: str) -> Iterator[tuple[str, str]]:
    for kind, rules in (("negation dropped", _UNSAID), ("negation added", _DENIED)):
        rule = next((r for r in rules if re.search(r[0], text)), None)
        if rule and not (kind == "negation added" and _ALREADY.search(text)):
            yield kind, re.sub(rule[0], rule[1], text, count=1)
    for sign, other in _SIGNS:
        if re.search(re.escape(sign) + r"\s*\d", text):
            yield "sign", text.replace(sign, other, 1)
            break
    for rank, other in _RANKS:
        if rank in text:
            yield "rank", text.replace(rank, other, 1)
            break
    for word, other in _POLES:
        if word in text and other not in text:
            yield "opposite", text.replace(word, other)
            break
