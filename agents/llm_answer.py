"""The assistant with a language model: the model chooses or words, the program proves; else the quotation answer."""

import json
import time
from dataclasses import dataclass, replace

from agents.answer import Answer, Caution, Claim, Status
from agents.assistant import Assistant
from agents.calculations import Calculated, calculated
from agents.compose import calculation_text, cautions_of, missing_of, rejection_text
from agents.editions import edition_cautions, hidden_editions
from agents.framing import framed
from agents.instructions import speaks_to_models
from agents.llm_draft import Draft, composed, named, selected
from agents.llm_ledger import Ledger, result_view
from agents.llm_options import LlmOptions
from agents.llm_prompt import PROMPTS, asked, task
from agents.masking import Masked
from agents.sessions import Sessions, continued
from agents.source_notes import recognised_cautions, source_cautions
from agents.understand import Understanding, understand
from agents.verify import verified
from index.search import Searcher
from tools.calculator import CalculatorAnswer
from tools.registry import CALCULATORS

RETRIEVED = 12
_WORTH_ASKING = (Status.ANSWERED, Status.PARTIAL, Status.NEEDS_INPUT)


@dataclass(frozen=True)
class LlmAssistant:
    """Answers like the assistant it is built on; what that one refuses is not sent to the model."""

    assistant: Assistant
    options: LlmOptions

    @property
    def searcher(self) -> Searcher:
        """The opened index."""
        return self.assistant.searcher

    @property
    def sessions(self) -> Sessions:
        """The conversations."""
        return self.assistant.sessions

    def ask(self, question: str, session: str | None = None) -> Answer:
        """Answers a question; the same session name makes it a follow-up."""
        started = time.perf_counter()
        before = self.sessions.last(session)
        base = self.assistant.ask(question, session)
        if base.status not in _WORTH_ASKING:
            return base
        own = understand(question, self.searcher.snapshot.documents)
        u = continued(own, before)
        topic = "" if u.text == own.text else u.text.removesuffix(own.text).strip()
        answer = self._answer(base, u, asked(question, topic))
        total = round((time.perf_counter() - started) * 1000, 1)
        return replace(answer, elapsed_ms={**base.elapsed_ms, "total": total})

    def _answer(self, base: Answer, u: Understanding, sent: Masked) -> Answer:
        from agents.llm_run import converse
        from agents.llm_tools import run_tools

        ledger = Ledger(self.searcher.snapshot)
        for call in base.tool_calls:
            ledger.note(call)
        results = "\n".join(json.dumps(result_view(n, a), ensure_ascii=False) for n, a in ledger.results.items())
        cited = [c.passage for c in base.citations]
        found = [
            e.passage
            for e in self.searcher.search(u.text, RETRIEVED, hidden_editions(u, self.searcher.snapshot.documents))
        ]
        pieces = ledger.listed({p.passage_id: p for p in (*cited, *found)}.values())
        tools = run_tools(ledger, self.searcher, u)
        reply = converse(self.options, PROMPTS[self.options.mode], task(sent.text, pieces, results), tools)
        if ledger.defect is not None:
            raise ledger.defect
        notes = self._notes(sent, ledger, reply.without_tools)
        if ledger.contradicted:
            text = rejection_text(ledger.contradicted)
            rejected = framed(Answer(u.question, Status.REJECTED, text), u.question)
            return replace(rejected, session=base.session, snapshot=base.snapshot, warnings=notes)
        make = selected if self.options.mode == "select" else composed
        draft = Draft(problem=reply.problem) if reply.problem else make(reply.text, ledger, u)
        return self._finished(draft, ledger, base, u, notes)

    def _finished(
        self, draft: Draft, ledger: Ledger, base: Answer, u: Understanding, notes: tuple[Caution, ...]
    ) -> Answer:
        dropped = (Caution("unverified", named(draft.dropped)),) if draft.dropped else ()
        if draft.problem:
            return _quoted(base, draft.problem, (*dropped, *notes))
        answer = verified(_assembled(draft, ledger, base, u), self.searcher.snapshot)
        if not answer.claims:
            return _quoted(base, "语言模型的输出无法核实", (*dropped, *notes))
        answer = framed(answer, u.question)
        sources = source_cautions(answer.citations, u.text, bool(answer.tool_calls))
        sources += recognised_cautions(answer.citations)
        sources += edition_cautions(answer.citations, self.searcher.snapshot.documents)
        return replace(
            answer, mode=f"llm:{self.options.model}", warnings=(*answer.warnings, *sources, *dropped, *notes)
        )  # fmt: skip

    def _notes(self, sent: Masked, ledger: Ledger, without_tools: bool) -> tuple[Caution, ...]:
        notes: list[str] = []
        if sent.told:
            notes.append(f"发送到 {self.options.host} 之前已隐去：{sent.told}。")
        if ledger.masked:
            notes.append(f"自己导入的文献的片段在发送前隐去了 {ledger.masked} 处身份信息；显示的引文仍是原文。")
        if ledger.ignored:
            named_documents = "、".join(dict.fromkeys(ledger.ignored))
            notes.append(f"{named_documents}中有写给语言模型的指令，没有发送给模型，也不执行。")
        if without_tools:
            notes.append("这个模型不支持工具调用：没有追加检索，也没有由它调用计算器。")
        return tuple(Caution("note", text) for text in notes)


def _quoted(base: Answer, problem: str, cautions: tuple[Caution, ...]) -> Answer:
    """The answer without a model, why it is given, and which of its quotations are no knowledge."""
    told = Caution("unverified", f"{problem}；以下是不经语言模型的原文摘录。")
    aimed = tuple(c.n for c in base.citations if speaks_to_models(c.quote))
    if aimed:
        told_too = Caution("unverified", "这是文献中写给语言模型的指令，不是医学内容，请勿采用。", aimed)
        cautions = (told_too, *cautions)
    return replace(base, warnings=(*base.warnings, told, *cautions))


def _assembled(draft: Draft, ledger: Ledger, base: Answer, u: Understanding) -> Answer:
    """Calculator results in the program's own words, then quotations or proven sentences."""
    order = list(ledger.results)
    own = len(base.tool_calls)
    used = [n for n in order if order.index(n) < own or n in draft.results]
    better = _determined(base, [ledger.results[n] for n in used[own:]])
    shown = [n for n in used if not better or order.index(n) >= own]
    calls = tuple(ledger.results[n] for n in shown)
    text, claims = _calculations(base, u, calls, own if not better else 0)
    moved = {order.index(n): i for i, n in enumerate(shown)}
    kept = tuple(
        replace(c, tool_calls=tuple(moved[i] for i in c.tool_calls))
        for c in draft.claims
        if all(i in moved for i in c.tool_calls)
    )
    status = Status.ANSWERED if better or not base.tool_calls else base.status
    return replace(
        base,
        status=status,
        text="\n\n".join(part for part in (text, draft.text) if part),
        claims=claims + kept,
        citations=draft.citations,
        tool_calls=calls,
        missing=missing_of(calls[-1:]) if better else base.missing,
        warnings=_warnings(base, ledger, shown[own if not better else 0 :], u),
        evidence=ledger.evidence,
        nearest=(),
    )


def _determined(base: Answer, added: list[CalculatorAnswer]) -> bool:
    """Whether the model's call determines what the program's own left open for want of a value it had not read."""
    goal = base.tool_calls[-1] if base.tool_calls else None
    return (
        goal is not None
        and goal.status != "ok"
        and any(a.calculator == goal.calculator and a.status == "ok" for a in added)
    )


def _calculations(
    base: Answer, u: Understanding, calls: tuple[CalculatorAnswer, ...], own: int
) -> tuple[str, tuple[Claim, ...]]:
    texts: list[str] = []
    claims: tuple[Claim, ...] = ()
    if own:
        text, claims = calculation_text(calculated(u.calculators, u.extraction, u.text))
        texts.append(text)
    if calls[own:]:
        text, added = calculation_text(Calculated(calls[own:], ()))
        texts.append(text)
        claims += tuple(replace(c, tool_calls=tuple(i + own for i in c.tool_calls)) for c in added)
    return "\n\n".join(texts), claims


def _warnings(base: Answer, ledger: Ledger, added: list[str], u: Understanding) -> tuple[Caution, ...]:
    """The program's own warnings that are not about its quotations, and what the model's calls took for granted."""
    kept = tuple(w for w in base.warnings if not w.citations)
    own = [*cautions_of(ledger.results[n] for n in added)]
    for number in added:
        title = CALCULATORS[ledger.results[number].calculator].title
        if ledger.results[number].calculator not in u.calculators:
            own.append(Caution("assumption", f"计算器“{title}”由语言模型选用，请确认是所需要的。"))
        if ledger.assumed.get(number):
            labels = "、".join(ledger.assumed[number])
            own.append(Caution("assumption", f"由语言模型从问题中读出，请核对：{labels}。"))
    return tuple(dict.fromkeys((*kept, *own)))
