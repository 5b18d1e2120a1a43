"""`python -m evals.bench.ablation [SET …]`: what every part of the ranking is worth, as the table of docs/evaluation.md.

Every part is left out in turn and the weights of the others are learned anew; all figures are cross-validated.
Sets as for evals.bench.ranking.
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from evals.bench.learning import METRICS, Array, cross_validated, judged
from evals.bench.ranking import EVERY, even, everything
from evals.statistics import difference, estimate
from index.features import MEANINGS, NAMES
from index.query import Query, read_query

FULL = "全部"
SHOWN = ("recall@1", "recall@5", "mrr", "ndcg@10")


def main(arguments: Sequence[str]) -> None:
    """Prints the table."""
    further = [Path(a) for a in arguments]
    questions = everything(further, read_query)
    rows = {FULL: cross_validated(questions, EVERY)}
    for number, name in enumerate(NAMES):
        rows[f"− {MEANINGS[name]}"] = cross_validated(questions, [i for i in EVERY if i != number])
    rows["− 术语（概念）"] = cross_validated(everything(further, without_concepts), EVERY)
    rows["− 常用词减权"] = cross_validated(everything(further, all_alike), EVERY)
    alike = even(questions)
    rows["− 学习（各特征等权）"] = judged(questions, lambda _: alike)
    sys.stdout.write("\n".join(table(rows)) + "\n")


def without_concepts(text: str) -> Query:
    """A query without the terminology: only the words that stand there."""
    query = read_query(text)
    words = [t for t in query.words if not t.startswith("§")]
    return replace(query, words=dict.fromkeys(words, 1.0), content={t: query.content[t] for t in words})


def all_alike(text: str) -> Query:
    """A query all of whose words count alike, everyday words and parts of names too."""
    query = read_query(text)
    return replace(
        query,
        words=dict.fromkeys(query.words, 1.0),
        content=dict.fromkeys(query.content, 1.0),
        pairs=dict.fromkeys(query.pairs, 1.0),
    )


def table(rows: Mapping[str, Mapping[str, Array]]) -> list[str]:
    """For every set: means with 95 % intervals in the first row, below it differences from them with theirs."""
    lines: list[str] = []
    for name, full in rows[FULL].items():
        lines += ["", f"**{name}**（{len(full)} 题）", "", "| | " + " | ".join(SHOWN) + " |", "|---" * 5 + "|"]
        lines.append(f"| {FULL} | " + " | ".join(_mean(full, m) for m in SHOWN) + " |")
        for title, scores in rows.items():
            if title != FULL:
                lines.append(f"| {title} | " + " | ".join(_change(scores[name], full, m) for m in SHOWN) + " |")
    return lines


def _mean(scores: Array, metric: str) -> str:
    found = estimate(_of(scores, metric))
    return f"{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]"


def _change(scores: Array, full: Array, metric: str) -> str:
    found = difference(_of(scores, metric), _of(full, metric))
    return f"{found.value:+.3f} [{found.low:+.3f}, {found.high:+.3f}]"


def _of(scores: Array, metric: str) -> list[float]:
    return [float(s) for s in scores[:, METRICS.index(metric)]]


if __name__ == "__main__":
    main(sys.argv[1:])
