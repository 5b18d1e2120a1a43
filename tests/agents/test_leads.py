"""Which line introduces a piece."""

from agents.snippets import snippets
from corpus.types import Kind, Passage

CRITERIA = "分类 标准\n缓慢进展\n符合以下一项：\n较最低值增加四分之一：\n血中增加；\n尿中增加。\n复发\n符合以下一项：\n新发病灶；"


def leads(text: str, kind: Kind = Kind.TEXT, columns: str = "") -> dict[str, str]:
    """The line that introduces each piece, by its text."""
    pieces = snippets(Passage("p", "d", kind, text, "", columns, (), 1, "", (1, 1)))
    return {p.shown: pieces[p.lead].shown if p.lead >= 0 else "" for p in pieces}


def test_criteria_stand_under_their_group_and_the_lines_with_a_colon_as_one() -> None:
    found = leads(CRITERIA, Kind.TABLE, "分类 标准")
    assert found["血中增加；"] == found["尿中增加。"] == "缓慢进展：符合以下一项：较最低值增加四分之一："
    assert found["新发病灶；"] == "复发：符合以下一项："


def test_names_under_a_colon_are_its_items_up_to_a_sentence() -> None:
    found = leads("用法\n常用的有：\n甲药和乙药\n甲药和丙药\n其他组合见别处。", Kind.TABLE)
    assert found["甲药和丙药"] == found["甲药和乙药"] == "用法：常用的有："
    assert found["其他组合见别处。"] == ""


def test_a_row_with_a_label_of_its_own_ends_a_group_of_bare_criteria() -> None:
    found = leads("分类 标准\n部分缓解\n降低一半以上。\n最小缓解 降低四分之一以上。", Kind.TABLE, "分类 标准")
    assert (found["降低一半以上。"], found["最小缓解 降低四分之一以上。"]) == ("部分缓解", "")


def test_labelled_rows_stay_in_their_group() -> None:
    found = leads("因素 分数\n加分项\n手术 +2\n高龄 +1\n减分项\n已用药 -3", Kind.TABLE, "因素 分数")
    assert (found["高龄 +1"], found["已用药 -3"]) == ("加分项", "减分项")


def test_long_criteria_under_a_colon_are_its_items() -> None:
    first = "完全缓解之后血清或尿中再次出现单克隆蛋白，经免疫固定电泳重复两次证实者为阳性，每次间隔至少两周的时间；"
    found = leads(
        f"复发的标准\n符合以下一项：\n{first}\n新发病灶。\n另起一段的文字与上面的标准没有关系，说的是随访的安排和次数。"
    )
    assert found[first] == found["新发病灶。"] == "符合以下一项："
    assert found["符合以下一项："] == "复发的标准"
    assert list(found.values())[-1] == ""


def test_a_sentence_that_points_back_is_introduced_by_the_one_before() -> None:
    found = leads(
        "• 甲药可能会引起血中的钙明显降低和手足抽搐。这种情况多见于肾功能不全的老年患者。\n• 乙药每天服用一次。"
    )
    assert found["这种情况多见于肾功能不全的老年患者。"] == "甲药可能会引起血中的钙明显降低和手足抽搐。"


def test_boxes_under_one_line_do_not_name_the_next() -> None:
    found = leads("移植之后：\n疾病进展\n继续观察\n没有移植：\n换用方案")
    assert (found["没有移植："], found["换用方案"]) == ("", "没有移植：")
