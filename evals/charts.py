"""Charts as SVG text for reports and docs (pygal: pure Python, no scripts, no external files)."""

import hashlib
import math
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

PALETTE = ("#2f6f9f", "#c8553d", "#4f8a5b", "#8f6bb3", "#b08a2e", "#5a5a5a")
_FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
_STYLE = {
    "background": "white", "plot_background": "white", "colors": PALETTE, "font_family": _FONT,
    "foreground": "#333333", "foreground_strong": "#111111", "foreground_subtle": "#777777",
    "title_font_size": 16, "label_font_size": 13, "major_label_font_size": 13, "value_font_size": 12,
    "legend_font_size": 13, "value_colors": ("#222222",) * len(PALETTE),
}  # fmt: skip
# pygal leaves a dated comment and a script for tooltips, which a still page does not need
_NOT_DRAWN = re.compile(r"<!--.*?-->|<script.*?</script>", re.DOTALL)


def bars(title: str, rows: Sequence[str], series: Mapping[str, Sequence[float | None]]) -> str:
    """Horizontal bars of shares (0 to 1): a group of bars for every row, one bar for every series."""
    height = 90 + len(rows) * (10 + 20 * len(series))
    # pygal makes room for Latin letters; Chinese characters are about twice as wide
    wide = max(sum(not c.isascii() for c in row) for row in rows)
    chart = _pygal().HorizontalBar(
        **_common(title), height=height, width=900, range=(0, 1), print_values=True, margin_left=20 + 6 * wide,
        value_formatter=lambda v: "" if v is None else f"{v:.0%}", legend_at_bottom=True,
    )  # fmt: skip
    # pygal draws horizontal bars upwards; people read downwards
    chart.x_labels = list(reversed(rows))
    for name, values in series.items():
        chart.add(name, list(reversed(values)))
    return _svg(chart, title)


def growth(title: str, sizes: Sequence[int], series: Mapping[str, Sequence[float | None]]) -> str:
    """Lines over a logarithmic value axis; the sizes stand at equal distances, as powers of a factor do."""
    values = [v for points in series.values() for v in points if v]
    exponents = range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)
    chart = _pygal().Line(
        **_common(title), height=420, width=900, logarithmic=True, dots_size=4, legend_at_bottom=True,
        y_labels=[10.0**e for e in exponents], value_formatter=_amount,
        range=(10.0 ** exponents[0], 10.0 ** exponents[-1]),
    )  # fmt: skip
    chart.x_labels = [f"{n:,}" for n in sizes]
    for name, points in series.items():
        chart.add(name, list(points))
    return _svg(chart, title)


def _amount(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if value >= 10 else f"{value:g}"


@cache
def _pygal() -> Any:
    """The library, without the import hook for old plugins that it leaves behind: it warns at every failed import."""
    import pygal.style

    # Only pygal's own hook goes; others (such as that of package metadata) are needed by whoever imports next.
    sys.meta_path[:] = [hook for hook in sys.meta_path if not type(hook).__module__.startswith("pygal")]
    return pygal


def _common(title: str) -> dict[str, Any]:
    return {
        "title": title, "style": _pygal().style.Style(**_STYLE), "js": (), "disable_xml_declaration": True, "pretty_print": False,
        "explicit_size": False, "show_minor_x_labels": True,
    }  # fmt: skip


def _svg(chart: Any, title: str) -> str:
    """The chart alone, without its random id, so that the same run gives the same report."""
    stable = hashlib.sha256(title.encode()).hexdigest()[:8]
    return _NOT_DRAWN.sub("", str(chart.render(is_unicode=True))).replace(chart.uuid, stable)
