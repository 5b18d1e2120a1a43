"""Results of a benchmark as tables and charts for people and JSON for machines."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.bench.systems import SYSTEMS
from evals.charts import bars, growth

OURS = "mmguide"
PAGE, DATA = "benchmarks.md", "benchmarks.json"
Measured = Mapping[str, Any] | None
_RATIOS = (("recall_5", "quality"), ("mrr", "quality"), ("ingest_s", "cost"), ("p50_ms", "cost"), ("memory_mb", "cost"))
_GROWTH = {
    "ingest_s": "入库（秒）",
    "index_mb": "索引（MB）",
    "memory_mb": "峰值内存（MB）",
    "p50_ms": "查询 p50（毫秒）",
}


def write(folder: Path, results: Mapping[str, Any]) -> Path:
    """Writes the page with its charts and the JSON beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DATA).write_text(json.dumps(results, ensure_ascii=False, indent=1), encoding="utf-8")
    for name, chart in charts(results).items():
        (folder / name).write_text(chart, encoding="utf-8")
    (folder / PAGE).write_text(page(results), encoding="utf-8")
    return folder / PAGE


def charts(results: Mapping[str, Any]) -> dict[str, str]:
    """File names and SVG text of the charts."""
    made = {f"benchmarks-{key}.svg": _quality_chart(c) for key, c in results["compared"].items()}
    sizes = [int(n) for n in results["growth"][OURS]]
    ours = results["growth"][OURS].values()
    series = {title: [row[key] if row else None for row in ours] for key, title in _GROWTH.items()}
    return {**made, "benchmarks-growth.svg": growth("mmguide 随段落数的增长", sizes, series)}


def _quality_chart(compared: Mapping[str, Any]) -> str:
    names = list(compared["systems"])
    found = [compared["systems"][name]["quality"] for name in names]
    series = {
        "召回率@5": [q["recall_5"] for q in found],
        "前 2000 字召回率": [q["recall_2000"] for q in found],
        "MRR": [q["mrr"] for q in found],
    }
    return bars(f"{compared['title']}：检索质量", [SYSTEMS[name][0] for name in names], series)


def page(results: Mapping[str, Any]) -> str:
    """The page in Markdown."""
    parts = ["# 基准测试", "", _INTRODUCTION, "", f"机器：{results['machine']}。", ""]
    for key, compared in results["compared"].items():
        count = compared["systems"][OURS]["quality"]["questions"]
        parts += [f"## {compared['title']}（{count} 题）", "", *_compared(compared["systems"]), ""]
        parts += ["本项目与各方案之比（质量大于 1 为本项目较好，时间与内存小于 1 为本项目较省）：", ""]
        parts += [*_ratios(compared["systems"]), "", f"![检索质量](benchmarks-{key}.svg)", ""]
    parts += ["## 规模", "", _SCALING, "", *_growth(results["growth"], results["limit_minutes"]), ""]
    parts += ["![增长](benchmarks-growth.svg)", ""]
    return "\n".join(parts)


_INTRODUCTION = (
    "由 `python -m evals.bench` 生成，请勿手改。同样的文献、同样的题目，每个方案在独立进程中建库并回答全部题目："
    "证据锚文逐字出现在返回的段落中才算找到。召回率按证据组计；“前 2000 字”把各方案长短不一的段落放在同样的阅读量下比较。"
    "入库时间含读取、切分、向量化、建索引和落盘，不含导入程序库；查询时间取每题三次中最快的一次；内存为进程峰值。机器上有别的程序时，处理器时间比钟表时间可靠。"
)
_SCALING = (
    "合成段落由固定种子的规则生成：随机抽取摘要中的行，四行一段，数字换成同样长度的别的数字。"
    "本项目直接以段落建索引，其他方案读入同样文字的文本文件、按自己的规则切分。"
)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    return lines + ["| " + " | ".join(row) + " |" for row in rows]


def _compared(systems: Mapping[str, Any]) -> list[str]:
    shares = {"召回率@1": "recall_1", "召回率@5": "recall_5", "召回率@10": "recall_10", "前 2000 字": "recall_2000"}
    rows = [
        [
            SYSTEMS[name][0],
            *(f"{measured['quality'][key]:.1%}" for key in shares.values()),
            f"{measured['quality']['mrr']:.3f}",
            *_costs(measured["cost"]),
        ]
        for name, measured in systems.items()
    ]
    return _table(["方案", *shares, "MRR", *_COSTS], rows)


_COSTS = ("入库（秒）", "其中处理器（秒）", "查询 p50（毫秒）", "p95（毫秒）", "内存（MB）", "索引（MB）")


def _costs(cost: Mapping[str, float]) -> list[str]:
    seconds = [f"{cost[key]:.1f}" for key in ("ingest_s", "ingest_cpu_s", "p50_ms", "p95_ms")]
    return [*seconds, *(f"{cost[key]:.0f}" for key in ("memory_mb", "index_mb"))]


def _ratios(systems: Mapping[str, Any]) -> list[str]:
    ours = systems[OURS]
    rows = [
        [SYSTEMS[name][0], *(f"{ours[part][key] / other[part][key]:.2f}" for key, part in _RATIOS)]
        for name, other in systems.items()
        if name != OURS
    ]
    return _table(["方案", "召回率@5", "MRR", "入库时间", "查询 p50", "内存"], rows)


def _growth(grown: Mapping[str, Mapping[str, Measured]], limit_minutes: float) -> list[str]:
    unfinished = [f"未完成（{limit_minutes:.0f} 分钟内或内存不足）", *[""] * (len(_COSTS) - 1)]
    rows = [
        [SYSTEMS[name][0], f"{int(count):,}", *(_costs(cost) if cost else unfinished)]
        for name, sizes in grown.items()
        for count, cost in sizes.items()
    ]
    return _table(["方案", "段落数", *_COSTS], rows)
