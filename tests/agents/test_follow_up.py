"""Follow-up questions in words of their own: what is carried over, changed, added, and what begins anew."""

import pytest

from agents.follow_up import Asked, Resolved, names_in_order, resolved


def text(before: str, question: str, *, documents: bool = False, named: tuple[str, ...] = ()) -> str:
    found = resolved(question, Asked(before, named), documents)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("唑来膦酸的给药间隔是多少？", "那肾功能不好呢？", "唑来膦酸的给药间隔是多少 肾功能不好"), ("地舒单抗怎么用？", "它的副作用？", "地舒单抗 副作用"),
        ("冒烟型骨髓瘤要治疗吗？", "多久复查？", "冒烟型骨髓瘤 多久复查"), ("髓外病变的预后怎么样？", "怎么治疗？", "髓外病变 怎么治疗"),
        ("脊髓压迫怎么处理？", "放疗剂量呢？", "脊髓压迫 放疗剂量"), ("地舒单抗的推荐剂量是多少？", "停药后要注意什么？", "地舒单抗 停药后要注意什么"),
        ("来那度胺维持治疗的剂量？", "有什么副作用？", "来那度胺维持治疗 有什么副作用"), ("高钙血症怎么治疗？", "首选哪个双膦酸盐？", "高钙血症 首选哪个双膦酸盐"),
        ("地舒单抗禁忌证是什么？", "用之前要补钙吗？", "地舒单抗 用之前要补钙吗"), ("达雷妥尤单抗是什么药", "那伊沙妥昔单抗和它比有什么区别", "伊沙妥昔单抗和达雷妥尤单抗比有什么区别"),
    ],
)  # fmt: skip
def test_the_subject_is_carried_over(before: str, question: str, expected: str) -> None:
    assert text(before, question) == expected


@pytest.mark.parametrize(
    ("before", "question", "expected"),
    [
        ("来那度胺有什么副作用？", "那硼替佐米呢？", "硼替佐米 有什么副作用?"), ("孤立性浆细胞瘤多久随访？", "那冒烟型骨髓瘤呢？", "冒烟型骨髓瘤 多久随访?"),
        ("R-ISS III期的标准是什么？", "II期呢？", "R-ISS II期的标准是什么?"), ("双膦酸盐用多久？", "地舒单抗呢？", "地舒单抗 用多久?"),
    ],
)  # fmt: skip
def test_the_subject_is_changed(before: str, question: str, expected: str) -> None:
    assert text(before, question).replace("？", "?") == expected


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("唑来膦酸的剂量是多少？", "ISS分期的标准是什么？"), ("来那度胺有什么副作用？", "那R-ISS III期的标准是什么？"), ("唑来膦酸多久打一次？", "脊髓压迫的放疗剂量是多少？"),
        ("高钙血症怎么处理？", "高粘滞综合征怎么处理？"), ("放疗的推荐剂量是多少？", "骨髓瘤患者要打哪些种类的疫苗预防感染？"), ("唑来膦酸怎么减量？", "伊沙佐米维持的推荐级别是多少？"),
        ("来那度胺怎么用？", "那地舒单抗的剂量是多少？"),
    ],
)  # fmt: skip
def test_a_new_subject_is_not_mixed_with_the_old(before: str, question: str) -> None:
    assert resolved(question, Asked(before), documents=False) is None


@pytest.mark.parametrize(
    ("question", "expected"), [("NCCN怎么说？", True), ("那患者指南里呢", True), ("CSCO骨病指南的推荐是什么", True)]
)
def test_a_document_alone_asks_for_its_view(question: str, expected: bool) -> None:
    found = resolved(question, Asked("CSCO里唑来膦酸输注时间是多少？"), documents=True)
    assert found is not None
    assert found.only is expected
    assert "唑来膦酸输注时间" in found.text
    assert "CSCO" not in found.text


@pytest.mark.parametrize(
    "question", ["还有别的吗？", "还有吗", "其他的呢？", "那还有其他方案吗？", "继续", "除了这些还有吗？"]
)
def test_more_of_the_same(question: str) -> None:
    before = "首选诱导方案有哪些？"
    assert resolved(question, Asked(before), documents=False) == Resolved(before, more=True)


@pytest.mark.parametrize("question", ["为什么？", "为啥", "为什么要做？", "这是为什么？"])
def test_the_reason(question: str) -> None:
    assert text("肾功能不全优先用地舒单抗吗？", question) == "肾功能不全优先用地舒单抗 原因 为什么"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("第二个呢？", "地舒单抗 骨病怎么选?"), ("后者的禁忌证呢？", "地舒单抗 禁忌证"), ("前者的副作用？", "双膦酸盐 副作用"), ("第一个怎么用？", "双膦酸盐 怎么用"),
    ],
)  # fmt: skip
def test_one_of_those_named_in_the_question(question: str, expected: str) -> None:
    found = text("双膦酸盐和地舒单抗，骨病怎么选？", question).replace("？", "?")
    assert found.replace("，", "").replace(",", "").replace("  ", " ") == expected


def test_one_of_those_named_in_the_answer() -> None:
    assert text("首选方案有哪些？", "第二个的副作用？", named=("VRd", "KRd")) == "KRd 副作用"
    assert text("首选方案有哪些？", "第五个呢？", named=("VRd", "KRd")) != "KRd"


def test_names_of_an_answer_in_their_order() -> None:
    assert names_in_order(["首选卡非佐米", "其次伊沙佐米、卡非佐米"], "硼替佐米之外用什么？") == (
        "卡非佐米",
        "伊沙佐米",
    )
