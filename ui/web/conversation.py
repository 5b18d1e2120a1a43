"""A conversation as HTML: question, answer, citations, calculations, warnings, what is missing."""

from collections.abc import Sequence

from agents.answer import Answer, Citation
from agents.journal import COMMENT_CHARS
from corpus.types import Passage
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS
from ui.web.markup import answer_html, digest_chip, esc, listing, source_button
from ui.web.talk import Talk, Turn
from ui.words import (
    CALCULATED,
    CAUTION,
    DISCLAIMER,
    STATUS,
    document_line,
    excerpt,
    missing_lines,
    passage_place,
    place_line,
    sentence,
    source_lines,
    used_values,
)

LOCAL_ONLY = "评价和意见只保存在本机，不会发送。"
EXAMPLES = (
    "R-ISS III 期的标准是什么？",
    "β2-微球蛋白 6.1 mg/L，白蛋白 28 g/L，LDH 320 U/L（上限 250），del(17p) 阳性，R-ISS 几期？",
    "男，72 岁，58 kg，血肌酐 180 µmol/L，来那度胺怎么调整剂量？",
    "唑来膦酸输注时间各文献怎么说？",
    "用来那度胺的患者怎样预防静脉血栓？",
)


def conversation_html(talk: Talk, pending: str = "") -> str:
    """All turns; `pending` is a question that is being answered."""
    turns = "".join(_turn(number, turn) for number, turn in enumerate(talk.turns))
    waiting = f'<article class="turn">{_question(pending)}<p class="waiting" role="status">正在查阅文献…</p></article>'
    body = turns + (waiting if pending else "")
    return f'<div class="talk" role="log" aria-live="polite" aria-label="对话">{body or _welcome()}</div>'


def _welcome() -> str:
    examples = "".join(
        f'<button type="button" class="example" data-example="{n}">{esc(text)}</button>'
        for n, text in enumerate(EXAMPLES)
    )
    return (
        '<div class="welcome"><h2>想查什么？</h2>'
        "<p>回答逐句引自收录的文献，或来自确定性计算器；点编号可看出处。</p>"
        f'<div class="examples" role="group" aria-label="示例问题">{examples}</div></div>'
    )


def _question(text: str) -> str:
    return f'<div class="question"><span class="who">提问</span><p>{esc(text)}</p></div>'


def _turn(number: int, turn: Turn) -> str:
    return f'<article class="turn">{_question(turn.question)}{_reply(number, turn)}</article>'


def _reply(number: int, turn: Turn) -> str:
    if turn.answer is None:
        hint = f"<p>{esc(turn.hint)}</p>" if turn.hint else ""
        return f'<div class="answer"><span class="status error">出错</span><p>{esc(turn.problem)}</p>{hint}</div>'
    answer = turn.answer
    status = answer.status.value
    parts = [
        f'<span class="status {esc(status)}">{esc(STATUS[status])}</span>',
        f'<div class="text">{answer_html(answer.text, number, [c.n for c in answer.citations])}</div>',
        _cautions(answer),
        _missing(answer),
        "".join(calculation_html(call, opened=call is answer.tool_calls[-1]) for call in answer.tool_calls),
        _citations(number, answer.citations),
        _nearest(number, answer.nearest),
        f'<p class="foot">{_foot(answer)}</p>',
        _rating(number, turn),
        f'<p class="unkept">{esc(turn.unkept)}</p>' if turn.unkept else "",
    ]
    return f'<div class="answer">{"".join(parts)}</div>'


def _citations(turn: int, citations: Sequence[Citation]) -> str:
    items = [
        source_button(turn, "c", c.n, f"出处 {c.n}：{document_line(c.document)}", _citation(c), "source")
        for c in citations
    ]
    return f'<div class="block"><h3>出处</h3>{listing(items, "sources")}</div>' if items else ""


def _citation(c: Citation) -> str:
    return (
        f'<span class="n">{c.n}</span><span class="where"><span class="doc">{esc(c.document.title)} · '
        f'{esc(c.document.edition)}{digest_chip(c.document)}</span><span class="place">{esc(place_line(c))}</span></span>'
    )


def _nearest(turn: int, passages: Sequence[Passage]) -> str:
    items = [
        source_button(
            turn, "n", number, f"相近段落 {number + 1}",
            f'<span class="where"><span class="doc">{esc(p.doc_id)} · {esc(passage_place(p))}</span>'
            f'<span class="place">{esc(excerpt(p.text))}</span></span>',
            "source",
        )
        for number, p in enumerate(passages)
    ]  # fmt: skip
    return f'<div class="block"><h3>最接近的段落</h3>{listing(items, "sources")}</div>' if items else ""


def _cautions(answer: Answer) -> str:
    items = [
        f"<b>{esc(CAUTION.get(w.kind, w.kind))}</b> {esc(w.text)}{''.join(f'[{n}]' for n in w.citations)}"
        for w in answer.warnings
    ]
    return listing(items, "cautions")


def _missing(answer: Answer) -> str:
    lines = missing_lines(answer)
    return (
        f'<div class="block"><h3>还需要</h3>{listing([esc(line) for line in lines], "missing")}</div>' if lines else ""
    )


def calculation_html(call: CalculatorAnswer, *, opened: bool = True) -> str:
    """One calculation: result, steps, values used, warnings, sources; those that only lead to another start closed."""
    calculator = CALCULATORS[call.calculator]
    values = "".join(f"<dt>{esc(label)}</dt><dd>{esc(value)}</dd>" for label, value in used_values(call))
    parts = [
        f'<p class="sentence">{esc(sentence(call))}</p>',
        f"<h4>步骤</h4><ol>{''.join(f'<li>{esc(step)}</li>' for step in call.steps)}</ol>" if call.steps else "",
        f"<h4>所用数值</h4><dl>{values}</dl>" if values else "",
        f"<h4>注意</h4>{listing([esc(w.message_zh) for w in call.warnings], 'cautions')}" if call.warnings else "",
        f'<p class="rule">依据：{esc("；".join(source_lines(call)))}</p>',
    ]
    state = esc(CALCULATED[call.status])
    return (
        f'<details class="calc {esc(call.status)}"{" open" if opened else ""}><summary>计算器：{esc(calculator.title)}<span>{state}</span></summary>'
        f"{''.join(parts)}</details>"
    )


def _rating(number: int, turn: Turn) -> str:
    """Thumbs and a comment; they work without the server drawing the conversation anew."""
    thumbs = "".join(
        f'<button type="button" data-rate="{verdict}" aria-pressed="{str(turn.verdict == verdict).lower()}">{word}</button>'
        for verdict, word in (("up", "有帮助"), ("down", "有问题"))
    )
    return (
        f'<div class="rating" data-turn="{number}" role="group" aria-label="评价这个回答">{thumbs}'
        f'<form class="comment"{"" if turn.verdict else " hidden"}><textarea rows="2" maxlength="{COMMENT_CHARS}" aria-label="意见" '
        f'placeholder="意见（可不填）：缺什么、错在哪里">{esc(turn.comment)}</textarea>'
        f"<button>保存意见</button><small>{LOCAL_ONLY}</small></form></div>"
    )


def _foot(answer: Answer) -> str:
    total = answer.elapsed_ms.get("total")
    parts = [f"索引 {answer.snapshot}" if answer.snapshot else "", f"{total:.0f} ms" if total is not None else ""]
    parts += [answer.mode if answer.mode != "extractive" else "", DISCLAIMER]
    return " · ".join(esc(p) for p in parts if p)
