"""A run as a page for people: tables and charts, every failed case with all that is needed to judge it."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.charts import bars
from evals.compare import Comparison
from evals.metrics import FIELDS, METRICS, Metric
from evals.public_formats import ragas_row
from evals.records import Record, Run
from evals.run import grouped

PAGE, DATA, RAGAS = "report.html", "run.json", "ragas.jsonl"
LABELS: Mapping[str, str] = {
    "set": "题集", "type": "题型", "doc": "文献", "difficulty": "难度", "user": "提问者",
    "outcome": "预期结局", "calculator": "计算器",
}  # fmt: skip
GROUP_METRICS = ("recall@5", "mrr", "fact_recall", "complete", "right_refusal", "wrong_refusal", "vignette")
CHARTS = {
    "question": (("type", "doc", "difficulty", "user"), ("recall@5", "fact_recall", "complete")),
    "vignette": (("outcome", "difficulty", "calculator"), ("vignette", "outcome")),
}
WORDS: Mapping[str, str] = {
    "fact": "事实", "list": "列举", "table": "表格", "procedure": "流程", "comparison": "比较", "footnote": "脚注",
    "version": "版本", "conflict": "不一致", "multi_doc": "多文献", "unanswerable": "资料未载", "out_of_scope": "范围之外",
    "injection": "指令注入", "clinician": "临床医生", "trainee": "学员", "patient": "患者", "result": "给出结果",
    "ask": "询问", "reject": "拒算", "better": "变好", "worse": "变差", "mixed": "有好有坏", "changed": "有变化",
    "alias": "别名", "paraphrase": "换说法", "easy": "容易", "hard": "困难", "plain": "直述", "implicit": "隐含",
    "units": "单位", "missing": "缺项", "impossible": "不可能的值", "contradiction": "自相矛盾", "negation": "否定",
    "distractor": "干扰", "noisy": "杂乱", "multi_turn": "多轮", "answered": "已回答", "partial": "部分回答", "abstained": "拒答", "needs_input": "询问", "rejected": "拒绝", "error": "出错",
}  # fmt: skip


def write(run: Run, folder: Path, comparison: Comparison | None = None) -> Path:
    """Writes report.html, run.json and ragas.jsonl into a folder; gives the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATA).write_text(json.dumps(run.as_json(), ensure_ascii=False, indent=1), encoding="utf-8")
    rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in ragas_rows(run)]
    (folder / RAGAS).write_text("".join(rows), encoding="utf-8")
    page = folder / PAGE
    page.write_text(html(run, comparison), encoding="utf-8")
    return page


def html(run: Run, comparison: Comparison | None = None) -> str:
    """The self-contained page of a run: no scripts, no external files."""
    loader = FileSystemLoader(Path(__file__).parent)
    page = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    page.filters |= {
        "shown": shown,
        "word": lambda key: WORDS.get(key, key),
        "name": lambda key: _name(run, key),
        "signed": signed,
    }
    return page.get_template("report.html.j2").render(
        run=run, comparison=comparison, fields=FIELDS, metrics=METRICS, labels=LABELS,
        by_field={f: [k for k, m in METRICS.items() if m.field == f and k in run.scores] for f in FIELDS},
        groups=_groups(run.records), charts=_charts(run), failed=run.failed,
    )  # fmt: skip


def shown(value: float, key: str) -> str:
    """A metric's value as people read it."""
    metric = METRICS[key]
    if metric.percent:
        return f"{value:.1%}"
    return f"{value:.0f}" if key == "length" else f"{value:.3f}"


def signed(value: float, key: str) -> str:
    """A difference of a metric, percentages in points."""
    metric: Metric = METRICS[key]
    return f"{value * 100:+.1f} 个百分点" if metric.percent else f"{value:+.3f}"


def _groups(records: Sequence[Record]) -> dict[str, dict[str, Any]]:
    """For every label the metrics that its groups have, and the rows: group, number of cases, means."""
    result: dict[str, dict[str, Any]] = {}
    for label in LABELS:
        groups = grouped(records, label)
        columns = [k for k in GROUP_METRICS if any(k in g for g in groups.values())]
        sizes = {name: sum(name in r.labels.get(label, ()) for r in records) for name in groups}
        if columns:
            result[label] = {"columns": columns, "rows": groups, "sizes": sizes}
    return result


def _charts(run: Run) -> list[Markup]:
    made = [
        _chart(run, [r for r in run.records if r.kind == kind], label, metrics)
        for kind, (labels, metrics) in CHARTS.items()
        for label in labels
    ]
    return [Markup(chart) for chart in made if chart]


def _chart(run: Run, records: Sequence[Record], label: str, metrics: Sequence[str]) -> str:
    """Bars for every group that has one of the metrics; nothing where there is only one group."""
    groups = {name: g for name, g in grouped(records, label).items() if any(k in g for k in metrics)}
    columns = [k for k in metrics if any(k in g for g in groups.values())]
    if len(groups) < 2:
        return ""
    series = {METRICS[k].title: [g[k][0] if k in g else None for g in groups.values()] for k in columns}
    what = "病例" if records[0].kind == "vignette" else "问题"
    return bars(f"{what}：按{LABELS[label]}", [_name(run, name) for name in groups], series)


def _name(run: Run, value: str) -> str:
    """How a group is called: a document by its title, a known word in Chinese."""
    title = next((d.title for d in run.documents if d.doc_id == value), "")
    return WORDS.get(value, title.partition("：")[0].partition("（")[0] or value)


def ragas_rows(run: Run) -> list[dict[str, Any]]:
    """The answered questions of a run as RAGAS samples; the ground truth is the reference or the key facts."""
    rows: list[dict[str, Any]] = []
    for record in run.records:
        if record.kind == "question" and record.answer is not None:
            q = record.expected
            truth = q["reference"] or "；".join(wordings[0] for wordings in q["key_facts"])
            gold = [group[0]["anchor"] for group in q["evidence"]]
            contexts = [f.text for f in record.found]
            rows.append(ragas_row(record.turns[0], contexts, record.answer["text"], truth, gold))
    return rows
