import re

from agents.answer import Answer
from tools.registry import CALCULATORS, calculate
from ui.web.conversation import EXAMPLES, calculation_html, conversation_html
from ui.web.talk import Turn, new_talk

TAGS = re.compile(r"<\s*(\w+)")
ALLOWED = {
    "div", "article", "p", "span", "ul", "ol", "li", "button", "strong", "b", "h2", "h3", "h4", "details", "summary",
    "dl", "dt", "dd", "form", "textarea", "small",
}  # fmt: skip


def test_empty_conversation_offers_examples() -> None:
    page = conversation_html(new_talk())
    assert page.count("data-example=") == len(EXAMPLES)


def test_pending_question_is_shown_escaped() -> None:
    page = conversation_html(new_talk(), "<img src=x onerror=alert(1)>")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "正在查阅" in page
    assert "data-example" not in page


def test_answer_with_everything(answer: Answer) -> None:
    page = conversation_html(new_talk().then(Turn(answer.question, answer)))
    for words in (
        "问&lt;i&gt;题&lt;/i&gt;", "部分回答", 'data-source="0:c:1"', 'data-source="0:n:0"', "文献不一致", "白蛋白（g/L）",
        "计算器：ISS 分期", "<dt>β2-微球蛋白</dt><dd>3 mg/L</dd>", "步骤", "索引 abc123", "供学习与查阅，不替代医师判断",
        '<span class="digest">摘要</span>',
    ):  # fmt: skip
        assert words in page


def test_only_known_tags_whatever_the_answer_holds(answer: Answer) -> None:
    page = conversation_html(new_talk().then(Turn(answer.question, answer)))
    assert set(TAGS.findall(page)) <= ALLOWED


def test_problem_becomes_part_of_the_conversation() -> None:
    page = conversation_html(new_talk().then(Turn("问", problem="磁盘已满", hint="请清理")))
    assert "出错" in page
    assert "磁盘已满" in page
    assert "请清理" in page


def test_calculation_of_every_calculator() -> None:
    for name, calculator in CALCULATORS.items():
        page = calculation_html(calculate(name, {}))
        assert calculator.title in page
        assert set(TAGS.findall(page)) <= ALLOWED
