"""Learns when to refuse, and shows how right and wrong refusals trade off (developers: python -m evals.learn.answerable HOME SET…).

HOME holds the five originals. evals/learn/refusals.jsonl has questions that no document answers ("silent"), questions
of other fields ("outside") and answered ones that look alike ("answerable"); the project's own questions over the
digests are added. The weights go to agents/answerable-weights.json; the curve of every SET, which is not learned
from, is printed as a Markdown table.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from agents.answerable import INTERCEPT, WEIGHTS, weights
from agents.assistant import EVIDENCE, open_assistant
from agents.relevance import wanted_words
from agents.scope import Verdict, judge, read_signs
from agents.score import Scored, scored_snippets
from agents.understand import Understanding, understand
from evals.builtin_sets import SETS
from index.search import Evidence, Searcher

REFUSALS = Path(__file__).with_name("refusals.jsonl")
REFUSED = ("silent", "outside", "unanswerable", "out_of_scope")
READ = 8
FLOORS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
STRENGTH = 0.1


@dataclass(frozen=True)
class Case:
    """The signs of one question and whether the documents answer it."""

    signs: dict[str, float]
    answered: bool


def cases(rows: Iterable[tuple[str, str]], searcher: Searcher) -> Iterator[Case]:
    """Questions with their kinds -> cases; attempts at instruction are no matter of likeness."""
    for question, kind in rows:
        if kind != "injection":
            u, evidence, scored = _read(question, searcher)
            yield Case(dict(read_signs(u, searcher.lexical, evidence, scored)), kind not in REFUSED)


def _read(question: str, searcher: Searcher) -> tuple[Understanding, tuple[Evidence, ...], tuple[Scored, ...]]:
    u = understand(question, searcher.snapshot.documents)
    evidence = searcher.search(u.text, EVIDENCE)
    return u, evidence, scored_snippets(evidence[:READ], wanted_words(u.text, searcher.lexical), u)


def fitted(found: Sequence[Case]) -> dict[str, object]:
    """Mean, spread and weight of every sign, and the intercept."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    names = list(found[0].signs)
    rows = np.array([[c.signs[n] for n in names] for c in found])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit((rows - mean) / spread, [c.answered for c in found])
    learned = zip(names, mean, spread, model.coef_[0], strict=True)
    weights: dict[str, object] = {n: [round(float(v), 4) for v in row] for n, *row in learned}
    return {**weights, INTERCEPT: round(float(model.intercept_[0]), 4)}


def read(path: Path) -> list[tuple[str, str]]:
    """Questions and kinds of a set."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row["question"], row.get("kind") or row.get("type", "")) for row in rows if "question" in row]


def main(home: Path, sets: Sequence[Path]) -> None:
    """Learns from the refusals and the own questions, then prints the curves of other sets."""
    originals = open_assistant(home)
    with TemporaryDirectory() as folder:
        digests = open_assistant(Path(folder))
        found = [*cases(read(REFUSALS), originals.searcher), *cases(read(SETS / "questions.jsonl"), digests.searcher)]
    WEIGHTS.write_text(json.dumps(fitted(found), indent=1) + "\n", encoding="utf-8")
    weights.cache_clear()
    for path in sets:
        print_curve(path, originals.searcher)


def print_curve(path: Path, searcher: Searcher) -> None:
    """Right and wrong refusals of a set for every floor of the likelihood, all other rules as they are."""
    found = [(_read(question, searcher), kind) for question, kind in read(path)]
    sys.stdout.write(f"\n{path.stem}\n\n| 门槛 | 正确拒答 | 错误拒答 |\n| --- | --- | --- |\n")
    for floor in FLOORS:
        refused = [judge(u, searcher.lexical, e, s, floor).verdict is not Verdict.ANSWER for (u, e, s), _ in found]
        wanted = [kind in REFUSED or kind == "injection" for _, kind in found]
        right = sum(r for r, w in zip(refused, wanted, strict=True) if w)
        wrong = sum(r for r, w in zip(refused, wanted, strict=True) if not w)
        sys.stdout.write(f"| {floor} | {right}/{sum(wanted)} | {wrong}/{len(wanted) - sum(wanted)} |\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(p) for p in sys.argv[2:]])
