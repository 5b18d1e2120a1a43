"""The quotations behind a calculation: the passages of the rule's own page that speak of it."""

import re

from agents.forms import idle, subjects, under_another_drug
from agents.relevance import text_tokens, wanted_words
from agents.score import Scored
from agents.snippets import snippets
from corpus.types import Passage, squeeze
from index.search import Searcher
from index.words import concepts
from tools.calculator import CalculatorAnswer, Source
from tools.registry import CALCULATORS

PIECES = 3
CHARS = 320
FLOOR, RELATIVE = 0.12, 0.75
RULE_WEIGHT = 0.6
# What is asked counts besides what was found: a rule has more to say than its outcome.
ASKED_WEIGHT, HEAD_WEIGHT = 1.0, 0.5
LABEL = 4  # shorter names of outcomes are words like any other


def source_pieces(answers: tuple[CalculatorAnswer, ...], searcher: Searcher, question: str = "") -> tuple[Scored, ...]:
    """Up to PIECES literal pieces from the pages that the calculators name as their sources."""
    found: list[Scored] = []
    asked = wanted_words(question, searcher.lexical)
    for answer in reversed(answers):
        calculator = CALCULATORS[answer.calculator]
        named = frozenset(t for t in concepts(answer.interpretation_zh.split("。")[0]) if t in subjects())
        outcome = wanted_words(
            f"{answer.interpretation_zh.split('。')[0]} {' '.join(answer.steps[-3:])}", searcher.lexical
        )
        rule = wanted_words(f"{calculator.title} {calculator.rule_zh}", searcher.lexical)
        for source in calculator.sources:
            rows = [p for p in searcher.rows if p.doc_id == source.doc and stands_at(p, source)]
            for passage in rows:
                heading = text_tokens(" ".join((*passage.section, passage.title)))
                pieces = snippets(passage)
                for snippet in pieces:
                    if snippet.heading or idle(snippet):
                        continue
                    if under_another_drug(pieces, snippet.position, named):
                        continue
                    if _of_another_outcome(answer, snippet.shown):
                        continue
                    tokens = text_tokens(snippet.shown)
                    if named and not named & tokens and tokens & subjects():
                        continue
                    score = outcome.covered(tokens) + RULE_WEIGHT * rule.covered(tokens) + 0.2 * rule.covered(heading)
                    score += ASKED_WEIGHT * asked.covered(tokens) + HEAD_WEIGHT * asked.covered(heading)
                    found.append(Scored(snippet, score, tokens))
    return _best(found)


def _of_another_outcome(answer: CalculatorAnswer, shown: str) -> bool:
    """Whether a piece names another outcome of the rule and not the one that was found."""
    if answer.status != "ok":
        return False
    words = {code: squeeze(label) for code, label in CALCULATORS[answer.calculator].words.items()}
    found = {v for v in answer.result.values() if isinstance(v, str)}
    text = squeeze(shown)
    named = {code for code, label in words.items() if len(label) >= LABEL and label in text}
    return bool(named) and not named & found


def stands_at(passage: Passage, source: Source) -> bool:
    """Whether a passage stands on the page or in the section that a source names."""
    code = source.place.split(" ")[0]
    labels = (passage.page_label.split(" ")[0], *passage.section, passage.title)
    whole = re.compile(rf"(?<![A-Za-z0-9.]){re.escape(code)}(?![A-Za-z0-9])")
    return any(label == code or (len(code) >= 2 and whole.search(label)) for label in labels if label)


def _best(found: list[Scored]) -> tuple[Scored, ...]:
    ordered = sorted(found, key=lambda s: (-s.score, s.snippet.passage.passage_id, s.snippet.position))
    picked: list[Scored] = []
    for scored in ordered:
        size = sum(len(p.snippet.shown) for p in picked)
        new = all(scored.snippet.quote != p.snippet.quote for p in picked)
        if (
            scored.score >= max(FLOOR, RELATIVE * ordered[0].score)
            and new
            and (not picked or size + len(scored.snippet.shown) <= CHARS)
        ):
            picked.append(scored)
        if len(picked) == PIECES:
            break
    return tuple(sorted(picked, key=lambda s: (s.snippet.passage.doc_id, s.snippet.passage.lines, s.snippet.position)))
