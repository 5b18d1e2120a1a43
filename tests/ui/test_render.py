from agents.answer import Answer
from ui.render import Line, answer_lines, plain_text, search_text


def test_answer_shows_everything_that_is_needed_to_check_it(answer: Answer) -> None:
    text = plain_text(answer_lines(answer))
    for words in (
        "部分回答",
        "**结论**\n- 剂量 5 mg [1] [9]",
        "  [1] 指南<b>甲</b> · 2024 版（摘要）\n      A-1 · 用药 · 第 3–4 行\n      “<script>剂量 5 mg</script>”",
        "计算依据\n  ISS 分期：",
        "  文献不一致：两版不同[1]",
        "还需要\n  白蛋白（g/L）",
        "最接近的段落\n  doc · A-1 · 用药 · 第 3–4 行",
        "索引 abc123 · 12 ms · 供学习与查阅，不替代医师判断",
    ):
        assert words in text


def test_plain_text_indents_every_row_and_cuts_nothing() -> None:
    assert plain_text([Line("长" * 300 + "\n二", 4), Line("")]) == f"    {'长' * 300}\n    二\n"


def test_search_without_results() -> None:
    assert search_text({"results": []}) == "没有找到。"
