import pytest

from ui.web.markup import answer_html, esc

CITE = '<button type="button" class="cite" data-source="2:c:1" aria-label="查看出处 1">1</button>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一\n二", "<p>一</p><p>二</p>"),
        ("- 一\n- 二\n三", "<ul><li>一</li><li>二</li></ul><p>三</p>"),
        ("**重** 点", "<p><strong>重</strong> 点</p>"),
        ("见 [1]", f"<p>见 {CITE}</p>"),
        ("见 [1] [1]", f"<p>见 {CITE} {CITE}</p>"),
        ("见 [7]", "<p>见 [7]</p>"),
        ("研究[1]显示。[1] [1]", f"<p>研究[1]显示。[1] {CITE}</p>"),
        ("- >3 处", "<ul><li>&gt;3 处</li></ul>"),
        ("> 65 岁", "<p>&gt; 65 岁</p>"),
        ("# 号 __下__ `码` [链](http://x) 5*10*2", "<p># 号 __下__ `码` [链](http://x) 5*10*2</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("**<b onclick=x>**", "<p><strong>&lt;b onclick=x&gt;</strong></p>"),
        ("", ""),
    ],
)
def test_answer_html(text: str, expected: str) -> None:
    assert answer_html(text, 2, {1}) == expected


def test_esc_is_safe_in_attributes_and_drops_control_characters() -> None:
    assert esc("\"'<&\x00") == "&quot;&#x27;&lt;&amp;�"
