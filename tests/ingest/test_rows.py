"""Which lines of a flattened table are one row."""

from corpus.types import Kind
from ingest.rows import rows
from ingest.structure import Block, Line


def of(text: str, title: str = "分数分配", heads: bool = True) -> list[str]:
    lines: list[Line] = []
    blank = False
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            lines.append(Line(number, line, heads=heads and not lines, blank=blank))
        blank = not line
    return [unit.text for unit in rows(Block(Kind.TABLE, tuple(lines), (), 1, "", title))]


def test_rows_are_parted_by_empty_lines() -> None:
    text = "因素 分数\n\n骨盆或髋部骨\n折 +4\n\n有阻滞药或\n其他药\n\n-3\n\n高龄 +1"
    assert of(text) == ["因素 分数", "骨盆或髋部骨折 +4", "有阻滞药或其他药 -3", "高龄 +1"]


def test_a_row_that_ends_in_a_score_is_whole() -> None:
    assert of("因素 分数\n\n骨折 +4\n肥胖 +1\n手术 +2\n\n高龄 +1")[1:] == ["骨折 +4", "肥胖 +1", "手术 +2", "高龄 +1"]


def test_a_cell_torn_by_a_lowered_letter_goes_on() -> None:
    text = "程度 剂量\n\n中度 CL\nCr\n\n≥30 至 <60 10 mg\n\n重度 CL\nCr\n\n<30 15 mg"
    assert of(text)[1:] == ["中度 CL Cr ≥30 至 <60 10 mg", "重度 CL Cr <30 15 mg"]


def test_criteria_stand_on_their_own_lines() -> None:
    text = "分类 标准\n\n复发\n\n符合一项：\n升高至少一倍；\n新发病灶。\n\n稳定 不变"
    assert of(text)[1:] == ["复发", "符合一项：", "升高至少一倍；", "新发病灶。", "稳定 不变"]


def test_a_further_head_of_the_same_kind_belongs_to_the_heads() -> None:
    assert of("程度 唑来膦酸\n\n地舒单抗\n\n轻度 4 mg 120 mg\n\n重度 不用 120 mg")[0] == "程度 唑来膦酸 地舒单抗"


def test_rows_that_begin_with_drugs_are_parted_by_their_names() -> None:
    text = "种类 用法\n硼替佐米 皮下\n注射\n\n每周一次\n来那度胺 口服\n沙利度胺 口服，睡前；\n硼替佐米合用时减量"
    assert of(text, "表1 用法") == [
        "种类 用法", "硼替佐米 皮下注射 每周一次", "来那度胺 口服", "沙利度胺 口服，睡前；硼替佐米合用时减量",
    ]  # fmt: skip


def test_a_table_without_empty_lines_has_a_row_on_every_line() -> None:
    assert of("甲 1\n乙 2", heads=False) == ["甲 1", "乙 2"]


def test_a_line_under_the_heads_that_names_no_column_is_a_row() -> None:
    assert of("分类 标准\nMRD 标准 （需要完全缓解）\n\n阴性 查不到\n\n阳性 查得到")[:2] == [
        "分类 标准",
        "MRD 标准 （需要完全缓解）",
    ]
