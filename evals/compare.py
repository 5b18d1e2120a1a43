"""Two runs on the same cases: paired differences, and the cases that changed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import InputError
from evals.metrics import METRICS
from evals.records import FORMAT, Run
from evals.statistics import Difference, difference

NOISE = 1e-9


@dataclass(frozen=True)
class Change:
    """A case whose scores, status or text differ between two runs; `scores` are (old, new)."""

    key: str
    question: str
    verdict: str
    old_status: str
    new_status: str
    old_text: str
    new_text: str
    scores: Mapping[str, tuple[float, float]]


@dataclass(frozen=True)
class Comparison:
    """A run against an older one, over the cases that both have."""

    old_snapshot: str
    new_snapshot: str
    differences: Mapping[str, Difference]
    changes: tuple[Change, ...]
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def load_run(path: Path) -> dict[str, Any]:
    """The JSON of an earlier run; InputError if the file is something else."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"无法读取以前的评测结果 {path}：{error}", "请给出 mmguide eval 写出的 run.json。") from error
    if not isinstance(run, dict) or run.get("format") != FORMAT or "records" not in run:
        raise InputError(f"{path} 不是本版本的评测结果。", "请给出 mmguide eval 写出的 run.json。")
    return run


def compare(new: Run, old: Mapping[str, Any]) -> Comparison:
    """Paired comparison of a run with the JSON of an older one."""
    before = {r["key"]: r for r in old["records"]}
    after = {r["key"]: r for r in new.as_json()["records"]}
    both = [key for key in after if key in before]
    differences: dict[str, Difference] = {}
    for metric in METRICS:
        keys = [k for k in both if metric in before[k]["scores"] and metric in after[k]["scores"]]
        if keys:
            new_scores, old_scores = ([side[k]["scores"][metric] for k in keys] for side in (after, before))
            differences[metric] = difference(new_scores, old_scores)
    changes = [_change(before[key], after[key]) for key in both]
    return Comparison(
        old["snapshot"],
        new.snapshot,
        differences,
        tuple(c for c in changes if c is not None),
        tuple(key for key in before if key not in after),
        tuple(key for key in after if key not in before),
    )


def _change(old: Mapping[str, Any], new: Mapping[str, Any]) -> Change | None:
    shared = [k for k in METRICS if k in old["scores"] and k in new["scores"]]
    scores = {
        k: (old["scores"][k], new["scores"][k])
        for k in shared
        if abs(old["scores"][k] - new["scores"][k]) > NOISE
    }  # fmt: skip
    old_answer, new_answer = old["answer"] or {}, new["answer"] or {}
    same = all(old_answer.get(name) == new_answer.get(name) for name in ("status", "text"))
    if not scores and same:
        return None
    return Change(
        new["key"], " ／ ".join(new["turns"]), _verdict(scores),
        str(old_answer.get("status", "")), str(new_answer.get("status", "")),
        str(old_answer.get("text", "")), str(new_answer.get("text", "")), scores,
    )  # fmt: skip


def _verdict(scores: Mapping[str, tuple[float, float]]) -> str:
    """Better or worse if every changed metric says so, otherwise mixed; changed if no directed metric moved."""
    moves = {_sign(new - old) * METRICS[k].better for k, (old, new) in scores.items() if METRICS[k].better}
    if not moves:
        return "changed"
    return {frozenset({1}): "better", frozenset({-1}): "worse"}.get(frozenset(moves), "mixed")


def _sign(value: float) -> int:
    return 1 if value > 0 else -1
