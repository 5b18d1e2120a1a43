"""`mmguide eval`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.opening import open_answering
from ui.output import write_json, write_text
from ui.progress import bar
from ui.settings import read_settings

if TYPE_CHECKING:
    from evals.compare import Comparison
    from evals.records import Run


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("eval", help="用题集评测检索、回答、拒答和计算；不给文件时用内置题集。")(evaluate)


def evaluate(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="题集：JSONL、CSV，或 RAGAS、SQuAD 的 JSON；可给文件夹")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写出 report.html、run.json、ragas.jsonl 的文件夹")] = None,
    against: Annotated[Path | None, typer.Option("--against", help="与以前的 run.json 成对比较")] = None,
    retrieval_only: Annotated[bool, typer.Option("--retrieval-only", help="只评检索，不作答")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON")] = False,
) -> None:
    """Runs question sets against the current index; exit 1 if a set has mistakes (its good lines are run)."""
    from evals.builtin_sets import SETS
    from evals.compare import compare, load_run
    from evals.reading import read_sets
    from evals.report import write
    from evals.run import evaluate as run_cases
    from evals.run import subject_of

    report = read_sets(files or [SETS])
    old = load_run(against) if against else None
    assistant = open_answering(read_settings(), quiet=as_json)
    with bar("评测", quiet=as_json) as advance:
        subject = subject_of(assistant, retrieval_only=retrieval_only)
        run = run_cases(subject, report.entries, report.mistakes, lambda done, total, _key: advance(done, total))
    comparison = compare(run, old) if old is not None else None
    page = write(run, out, comparison) if out else None
    if as_json:
        write_json(_as_json(run, comparison, page))
    else:
        write_text(_as_text(run, comparison, page))
    if report.mistakes:
        raise typer.Exit(1)


def _as_json(run: "Run", comparison: "Comparison | None", page: Path | None) -> dict[str, Any]:
    return {
        **run.as_json(),
        "against": comparison.as_json() if comparison else None,
        "report": str(page) if page else None,
    }


def _as_text(run: "Run", comparison: "Comparison | None", page: Path | None) -> str:
    parts = [f"{m}" for m in run.mistakes]
    if run.mistakes:
        parts.append(f"题集中有 {len(run.mistakes)} 处错误，这些行没有评测。\n")
    if run.excluded:
        parts += [f"{x.key}（第 {x.line} 行）：{x.reason}" for x in run.excluded[:10]]
        more = f"，另 {len(run.excluded) - 10} 题见报告" if len(run.excluded) > 10 else ""
        parts.append(f"标注核查：{len(run.excluded)} 题待补全或证据不在索引的文献中，未计入均值{more}。\n")
    parts += [_scores(run, comparison)]
    parts.append(f"{len(run.records)} 题，{len(run.failed)} 题有不符之处；{run.seconds:.1f} 秒，"
                 f"每题中位 {run.p50_ms:.0f} 毫秒，95% 在 {run.p95_ms:.0f} 毫秒内。")  # fmt: skip
    if comparison:
        parts.append(f"与以前相比有 {len(comparison.changes)} 题变化：")
        parts += [f"  {_VERDICTS[c.verdict]}  {c.key}  {c.question}" for c in comparison.changes]
    parts += [f"报告：{page}"] if page else []
    return "\n".join(parts)


_VERDICTS = {"better": "变好", "worse": "变差", "mixed": "有好有坏", "changed": "有变化"}


def _scores(run: "Run", comparison: "Comparison | None") -> str:
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    from evals.metrics import FIELDS, METRICS
    from evals.report import shown, signed

    table = Table(
        "", "指标", "值", "95% 区间", "题数", "未评分", *(["与以前之差"] if comparison else []), box=SIMPLE_HEAD
    )
    for key, e in run.scores.items():
        row = [FIELDS[METRICS[key].field], METRICS[key].title, shown(e.value, key),
               f"{shown(e.low, key)} – {shown(e.high, key)}", str(e.n), str(e.unscored or "")]  # fmt: skip
        if comparison:
            change = comparison.differences.get(key)
            row.append(signed(change.value, key) if change else "")
        table.add_row(*row)
    text = StringIO()
    Console(file=text, width=110, color_system=None).print(table)
    return text.getvalue()
