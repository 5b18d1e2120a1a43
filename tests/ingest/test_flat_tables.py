"""Tables whose rules were lost."""

from corpus.types import Kind, Page
from ingest.flat_tables import with_tables
from ingest.lines import LineKind, Sorted, sort_lines
from ingest.source_text import SourceText
from ingest.split import passages
from ingest.structure import structure

TABLE = "某评分的分数分配\n\n因素 分数\n\n加分项\n\n近期手术 +2\n\n高龄 +1\n\n长期卧床 +3"
LIST = "其他处理\n• 多饮水\n• 查血钙"


def sorted_page(text: str, known: frozenset[str] = frozenset()) -> dict[str, Sorted]:
    return {
        item.text: item for item in with_tables(sort_lines(Page(1, 1, tuple(text.split("\n"))), frozenset()), known)
    }


def test_a_table_is_found_by_its_column_heads_and_named_by_the_line_above() -> None:
    lines = sorted_page(TABLE)
    assert lines["因素 分数"].kind is LineKind.HEADS
    assert lines["某评分的分数分配"].kind is LineKind.TABLE_TITLE
    assert lines["加分项"].kind is LineKind.CONTINUED


def test_heads_of_a_flow_chart_are_no_table() -> None:
    assert LineKind.HEADS not in {item.kind for item in sorted_page(f"检查 结果\n\n{LIST}\n\n{LIST}").values()}


def test_heads_known_from_an_earlier_page_go_on() -> None:
    text = "因素 分数\n\n长期卧床的患者另加三分，住院期间每天评估一次。"
    assert sorted_page(text)["因素 分数"].kind is not LineKind.HEADS
    assert sorted_page(text, frozenset({"因素 分数"}))["因素 分数"].kind is LineKind.HEADS


def test_a_list_with_a_heading_of_its_own_ends_a_table() -> None:
    item = sorted_page(f"{TABLE}\n\n{LIST}")["其他处理"]
    assert (item.ends, item.kind) == (True, LineKind.HEADING)


def test_bullets_with_as_many_values_are_cells() -> None:
    assert not sorted_page(f"{TABLE}\n\n激素用量\n• 常用量\n• 大剂量\n\n+1\n+2")["激素用量"].ends


def test_rows_carry_the_title_and_the_heads_and_lists_do_not() -> None:
    source = SourceText(f"{TABLE}\n\n{LIST}", (Page(1, 1, tuple(f"{TABLE}\n\n{LIST}".split("\n"))),))
    table, rest = passages("doc", structure(source))
    assert (table.kind, table.title, table.columns) == (Kind.TABLE, "某评分的分数分配", "因素 分数")
    assert (rest.kind is Kind.TABLE, rest.columns, rest.section) == (False, "", ("其他处理",))


def test_a_numbered_title_over_a_box_of_text_is_a_heading() -> None:
    text = (
        "指南 3\n常用的组合\n\n可用的药有多种，每种组合含有两种或三种药。\n常用的组合有：\n\n甲药和乙药\n\n甲药和丙药"
    )
    assert sorted_page(text)["指南 3"].kind is LineKind.HEADING
    assert sorted_page(text.replace("可用的药有多种，", "缓解 症状"))["指南 3"].kind is LineKind.TABLE_TITLE
