"""Charts are plain SVG with the values in them."""

import re
import sys
from xml.etree import ElementTree

import pytest

from evals.charts import bars, growth

BARS = bars("按题型", ["事实", "表格"], {"召回率@5": [0.9, 0.25], "完整回答率": [None, 1.0]})
GROWTH = growth("增长", [500, 5000], {"入库（秒）": [1.2, 13.0], "查询（毫秒）": [2.0, None]})


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]


@pytest.mark.parametrize("piece", ["按题型", "事实", "表格", "召回率@5", "90%", "25%", "100%"])
def test_bars_show(piece: str) -> None:
    assert piece in texts(BARS)


@pytest.mark.parametrize("piece", ["增长", "500", "5,000", "入库（秒）", "查询（毫秒）"])
def test_growth_shows(piece: str) -> None:
    assert piece in texts(GROWTH)


def test_rows_stand_in_reading_order() -> None:
    labels = [node for node in ElementTree.fromstring(BARS).iter() if node.tag.endswith("text")]
    tops = {node.text: float(node.get("y", "0")) for node in labels}
    assert tops["事实"] < tops["表格"]


def test_the_library_leaves_no_import_hook() -> None:
    assert not [hook for hook in sys.meta_path if type(hook).__module__.startswith("pygal")]


@pytest.mark.parametrize("svg", [BARS, GROWTH], ids=["bars", "growth"])
def test_a_chart_refers_to_nothing_outside(svg: str) -> None:
    assert "<script" not in svg
    assert set(re.findall(r"https?://[^\"'\s)]+", svg)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_a_chart_is_repeatable() -> None:
    assert bars("按题型", ["事实", "表格"], {"召回率@5": [0.9, 0.25], "完整回答率": [None, 1.0]}) == BARS
