import pytest

from agents.llm_reply import Segment, picks, segments


@pytest.mark.parametrize(
    ("reply", "numbers"),
    [
        ('{"picks": ["S3", "T1"]}', ("S3", "T1")),
        ('好的：\n```json\n{"picks": ["s3", 4]}\n```', ("S3", "S4")),
        ('<think>{"picks": ["S9"]}</think>{"picks": ["S3"]}', ("S3",)),
        ("S3, S4", ("S3", "S4")),
        ("[S3] [T 1]", ("S3", "T1")),
        ('{"picks": ["S3", "S3"]}', ("S3",)),
        ('{"picks": []}', ()),
        ('{"picks": ["<b>危险的长文字长文字长文字"]}', ("<b>危险的长文字长文字",)),
    ],
)
def test_picks(reply: str, numbers: tuple[str, ...]) -> None:
    found = picks(reply)
    assert found is not None
    assert [f[:11] for f in found] == [n[:11] for n in numbers]


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "没有",
        "剂量见 S3",
        '{"picks": "S3"}',
        '{"picks": [true]}',
        '{"picks": [[1]]}',
        '{"pick',
        "{}",
        "[]",
        "<think>S3",
    ],
)
def test_what_is_no_selection(reply: str) -> None:
    assert picks(reply) is None


def test_number_of_picks_is_limited() -> None:
    found = picks('{"picks": [' + ",".join(f'"S{i}"' for i in range(1, 100)) + "]}")
    assert found is not None
    assert len(found) == 12


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("甲。[S1]\n乙。[S2]", [("甲。", ("S1",)), ("乙。", ("S2",))]),
        ("甲[S1]。乙[S2]。", [("甲", ("S1",)), ("乙", ("S2",))]),
        ("甲 [S1][T2]", [("甲", ("S1", "T2"))]),
        ("甲［Ｓ1］", [("甲［Ｓ1］", ())]),
        ("甲【S1，S2】", [("甲", ("S1", "S2"))]),
        ("甲 [S1, 2]", [("甲", ("S1", "S2"))]),
        ("- **甲** (S1)", [("甲", ("S1",))]),
        ("1. 甲 [S1]", [("甲", ("S1",))]),
        ("1.3 mg 甲 [S1]", [("1.3 mg 甲", ("S1",))]),
        ("甲", [("甲", ())]),
        ("甲 [3]", [("甲 [3]", ())]),
        ("<think>乙 [S9]</think>甲 [S1]", [("甲", ("S1",))]),
        ("无。", []),
        ("[S1]", []),
        ("", []),
    ],
)
def test_segments(reply: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert segments(reply) == tuple(Segment(text, numbers) for text, numbers in found)


def test_number_of_segments_is_limited() -> None:
    assert len(segments("甲 [S1]\n" * 1_000)) == 30
