"""The assistant: one question in, one Answer out; holds an opened index and the conversations."""

import re
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from agents.answer import Answer, Caution, Citation, Status
from agents.calculations import Calculated, calculated
from agents.charts import preferring_charts
from agents.compose import (
    calculation_text,
    cautions_of,
    citations_of,
    missing_of,
    only_ethnicity,
    provisional,
    quotation_text,
    refusal,
    rejection_text,
)
from agents.doubts import Checked, checked
from agents.editions import edition_cautions, hidden_editions
from agents.footnote_lines import with_footnotes
from agents.framing import framed, leaning, patient_guide_first
from agents.introductions import without_bare_leads
from agents.library import Library
from agents.other_drugs import of_the_drug
from agents.page_breaks import whole_sentences
from agents.reference_lines import asks_for_references, with_references
from agents.relevance import Wanted, wanted_words
from agents.runs import runs
from agents.scope import Verdict, absent_scores, judge, unknown_scores
from agents.score import Scored, scored_snippets
from agents.select import chosen
from agents.sessions import Sessions, continued, remembered
from agents.source_notes import recognised_cautions, source_cautions
from agents.source_quotes import source_pieces
from agents.trials import named_trials, of_trials, tells_of
from agents.understand import Understanding, understand
from agents.values import OLD
from agents.verify import verified
from agents.versions import asked_versions, compared_versions, of_versions
from corpus.editions import without_editions
from corpus.sources import without_names
from index.model import open_model
from index.reranker import open_reranker
from index.search import Evidence, Searcher, open_searcher
from index.synonyms import other_names
from tools.registry import CALCULATORS

EVIDENCE = 12
SHOWN_EVIDENCE = 8
WIDE = 60
NEAREST = 3
_OF_PEOPLE = frozenset({"ecog", "imwg_frailty", "charlson_index"})
_SOMEBODY = re.compile(
    r"患者|病人|岁|我[妈爸]|母亲|父亲|老[人伴]|爷爷|奶奶|老爷子|老太太|(?<![其吉])他(?![汀滨啶莫克])|她"
)
RENAMED = 3
_NOTHING_FOUND = (Status.REJECTED, Status.ABSTAINED)
CARRIED = re.compile("承接上文，按“(.+?)(?:（尚未列出的内容）)?”查找。")


@dataclass(frozen=True)
class Assistant:
    """Answers questions from one snapshot, without a language model."""

    searcher: Searcher
    sessions: Sessions = field(default_factory=Sessions)

    def ask(self, question: str, session: str | None = None) -> Answer:
        """Answers a question; the same session name makes it a follow-up."""
        started = time.perf_counter()
        question = question.encode(errors="replace").decode()  # half a character cannot be searched for or shown
        if not question.strip():
            return Answer(question, Status.REJECTED, "请输入问题。", session)
        before = self.sessions.last(session)
        u = continued(understand(question, self.searcher.snapshot.documents), before)
        understood = time.perf_counter()
        answer = self._answer(u)
        proven = framed(
            verified(answer, self.searcher.snapshot), question, outside=not (u.instructs or answer.tool_calls)
        )
        self.sessions.remember(session, remembered(u, proven, before))
        finished = time.perf_counter()
        elapsed = {"understand": understood - started, "answer": finished - understood, "total": finished - started}
        return replace(
            proven, session=session, snapshot=self.searcher.snapshot.manifest.snapshot,
            warnings=proven.warnings + source_cautions(proven.citations, u.text, bool(proven.tool_calls))
            + recognised_cautions(proven.citations)
            + edition_cautions(proven.citations, self.searcher.snapshot.documents),
            elapsed_ms={k: round(v * 1000, 1) for k, v in elapsed.items()},
        )  # fmt: skip

    def _answer(self, u: Understanding) -> Answer:
        other = u.instructs or unknown_scores(u, self.searcher.lexical)
        result = Calculated((), ()) if other else calculated(u.calculators, u.extraction, u.message, u.case)
        if u.unread and u.calculators:
            text = (
                f"没有读出这次更正的是哪一项（“{u.unread[:40]}”）。请写明项目、数值和单位，例如“肌酐应为 120 μmol/L”。"
            )
            return Answer(u.question, Status.NEEDS_INPUT, text, warnings=_corrections(u))
        if result.answers:
            return self._calculated(u, result)
        evidence = self._evidence(u)
        text = without_names(without_editions(u.text, self.searcher.snapshot.documents))
        wanted = wanted_words(f"{text} {compared_versions(u.text, self.searcher.rows)}", self.searcher.lexical)
        quoted = self._quoted(u, evidence, wanted)
        if quoted.status in _NOTHING_FOUND and u.calculators and not other:
            asked = calculated(u.calculators, u.extraction, u.message, u.case, asking=True)
            wanted_result = _tells_values(u) or bool(absent_scores(u, self.searcher.lexical))
            if wanted_result or not asked.open or _of_a_person(u):
                return self._calculated(u, asked)
        return quoted

    def _calculated(self, u: Understanding, result: Calculated) -> Answer:
        doubts = checked(u, result)
        result = doubts.result
        if doubts.reasons:
            text = rejection_text(doubts.reasons)
            return Answer(u.question, Status.REJECTED, text, tool_calls=result.answers, warnings=_corrections(u))
        pieces = source_pieces(result.answers, self.searcher, u.text)
        quoted_runs = without_bare_leads(runs([p.snippet for p in pieces]))
        citations = citations_of(quoted_runs, self.searcher.snapshot)
        text, claims = calculation_text(result)
        if u.changes:
            text += "\n改动：" + "；".join(u.changes) + "。"
        quotes, quoted = quotation_text(quoted_runs, citations)
        determined = not result.open
        conditional = len(result.open) < len(result.asked) or provisional(result) or only_ethnicity(result)
        status = Status.ANSWERED if determined else Status.PARTIAL if conditional else Status.NEEDS_INPUT
        return Answer(
            u.question,
            status,
            f"{text}\n\n{quotes}".strip(),
            claims=claims + quoted,
            citations=citations,
            tool_calls=result.answers + tuple(a for b in result.branches for a in b.answers),
            missing=missing_of(result.open or result.answers[-1:]),
            warnings=cautions_of(result.answers)
            + _assumptions(result)
            + _unclear(u, result)
            + _ignored(doubts)
            + _corrections(u),
            evidence=tuple(c.passage.passage_id for c in citations),
        )

    def _evidence(self, u: Understanding) -> tuple[Evidence, ...]:
        """What the search finds; for a follow-up on one document only that, for more of the same a longer list."""
        documents = self.searcher.snapshot.documents
        query = without_editions(u.text, documents)
        query = f"{query} {compared_versions(u.text, self.searcher.rows)}".strip()
        if u.only:
            found = self.searcher.search(query, WIDE)
            return tuple(e for e in found if e.passage.doc_id in u.only)[:EVIDENCE]
        return self.searcher.search(query, EVIDENCE, hidden_editions(u, documents))

    def _quoted(self, u: Understanding, evidence: tuple[Evidence, ...], wanted: Wanted) -> Answer:
        documents = self.searcher.snapshot.documents
        trials = named_trials(u)
        read = evidence if u.shown or len(u.documents) > 1 else evidence[:SHOWN_EVIDENCE]
        read += tuple(e for e in evidence[len(read) :] if trials and tells_of(e.passage, trials))
        fresh = tuple(s for s in scored_snippets(read, wanted, u) if s.snippet.quote not in u.shown)
        changes = asked_versions(u.text)
        told = of_versions(fresh, changes, self.searcher.rows)
        named = of_trials(told, u, (e.passage for e in read))
        scored = leaning(of_the_drug(preferring_charts(named, u.text, wanted), u), u, documents)
        pieces: tuple[Scored, ...] = patient_guide_first(chosen(scored, wanted, u), u, documents)
        judgement = judge(u, self.searcher.lexical, evidence, scored)
        ids = tuple(e.passage.passage_id for e in evidence)
        listed = bool(changes and changes.old) and len(told) < len(fresh) and not u.instructs
        if not (judgement.verdict is Verdict.ANSWER or listed) or not pieces:
            nearest = tuple(e.passage for e in evidence[:NEAREST])
            return replace(
                refusal(u, judgement, nearest, self.searcher.snapshot), evidence=ids, warnings=_corrections(u)
            )
        whole = whole_sentences(runs([p.snippet for p in pieces]), self.searcher.snapshot.passages)
        quoted = without_bare_leads(whole)
        citations = citations_of(quoted, self.searcher.snapshot)
        text, claims = quotation_text(quoted, citations)
        text, claims, citations = with_footnotes(text, claims, citations, self.searcher.snapshot, u.text)
        if asks_for_references(u.text):
            text, claims, citations = with_references(text, claims, citations, self.searcher.snapshot)
        return Answer(
            u.question,
            Status.ANSWERED,
            text,
            claims=claims,
            citations=citations,
            evidence=ids,
            warnings=_corrections(u) + _renamed(u, citations),
        )


def _tells_values(u: Understanding) -> bool:
    """Whether a patient's measured values are told, so that a result was wanted and not a passage."""
    return any(
        any(c.isdigit() for c in f.text) for f in u.extraction.values.values() if not isinstance(f.raw, bool | str)
    )


def _of_a_person(u: Understanding) -> bool:
    """Whether a score of somebody's state is asked for: no document is needed to say what it takes."""
    goal = u.calculators[0]
    told = any(i.name in u.extraction.values for i in CALCULATORS[goal].inputs)
    return goal in _OF_PEOPLE and (told or bool(_SOMEBODY.search(u.text)))


def _assumptions(result: Calculated) -> tuple[Caution, ...]:
    """What was taken for granted is said: usual units of bare numbers, a drug for its class."""
    bare = [f for f in result.used if f.assumed_unit and f.assumed_unit != "year"]
    units = tuple(Caution("assumption", f"“{f.text.strip()}”未写单位，按 {f.assumed_unit} 计算。") for f in bare)
    limits = tuple(
        Caution("assumption", f"“{f.text.strip()}”只给出界限，按界限值计算。") for f in result.used if f.bound
    )
    return units + limits + tuple(Caution("assumption", text) for text in result.assumptions)


def _unclear(u: Understanding, result: Calculated) -> tuple[Caution, ...]:
    """Why a range or an upper limit that the text gives is asked for all the same."""
    asked = {name for a in result.answers for name in a.missing}
    found = dict.fromkeys((f.text.strip(), f.bound == OLD) for f in u.extraction.unclear if f.input in asked)
    return tuple(
        Caution("assumption", f"“{text}”是{'以前的结果' if old else '范围或界限'}，未作为测定值使用，请给出具体数值。")
        for text, old in found
    )


def _ignored(doubts: Checked) -> tuple[Caution, ...]:
    """Doubtful values that the result does not depend on."""
    return tuple(Caution("note", text) for text in doubts.ignored)


def _corrections(u: Understanding) -> tuple[Caution, ...]:
    """What was read differently from how it was written."""
    carried = (Caution("assumption", f"承接上文，按“{u.carried}”查找。"),) if u.carried else ()
    return carried + tuple(Caution("assumption", f"已按“{right}”理解“{wrong}”。") for wrong, right in u.corrections)


def _renamed(u: Understanding, citations: tuple[Citation, ...]) -> tuple[Caution, ...]:
    """Under which other names the documents speak of what was asked."""
    pairs = other_names(u.mentions, (c.quote for c in citations))[:RENAMED]
    shown = "；".join(f"{asked} = {written}" for asked, written in pairs)
    return (Caution("assumption", f"已按同义名称检索：{shown}。"),) if shown else ()


def open_assistant(home: Path, model: str = "builtin", chroma_server: str = "", reranker: str = "") -> Assistant:
    """Opens the current index, building it from the digests on a fresh machine."""
    embedding = open_model(model)
    folder = Library(home, embedding, chroma_server).ensure()
    return Assistant(open_searcher(folder, embedding, chroma_server, open_reranker(reranker)))
