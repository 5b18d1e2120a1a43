"""Names that the evidence has only under another name."""

import pytest

from index.synonyms import other_names
from index.words import mentions


@pytest.mark.parametrize(
    ("query", "text", "pairs"),
    [
        ("地舒单抗多久打一次", "地诺单抗 120 mg，4 周一次", (("地舒单抗", "地诺单抗"),)),
        ("velcade怎么打", "硼替佐米皮下注射", (("Velcade", "硼替佐米"),)),
        ("地舒单抗多久打一次", "地舒单抗（原文作地诺单抗）", ()),
        ("自体移植的时机", "自体造血干细胞移植在诱导之后", ()),
        ("骨髓瘤的分期", "多发性骨髓瘤的分期", ()),
        ("地舒单抗多久打一次", "唑来膦酸每月一次", ()),
        ("", "", ()),
    ],
)
def test_a_name_that_the_text_has_otherwise(query: str, text: str, pairs: tuple[tuple[str, str], ...]) -> None:
    assert other_names(mentions(query), [text]) == pairs


def test_every_concept_is_told_once() -> None:
    asked = mentions("万珂和万珂，达雷木单抗")
    assert len(other_names(asked, ["硼替佐米", "daratumumab"])) == 2
