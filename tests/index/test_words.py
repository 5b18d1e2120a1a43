"""Tokens: one way to write a text, concepts by any of their names, bigrams."""

import pytest

from corpus.terms import terminology
from index.words import bigrams, concepts, mentions, plain, sentences, speciality, unnamed, words

DRUGS = [t for t in terminology().terms if t.kind == "drug"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＬＤＨ　≥２", "ldh ≥2"),
        ("骨 髓 瘤", "骨髓瘤"),
        ("4 ～ 6 h", "4-6 h"),
        ("4至6", "4-6"),
        ("1–2", "1-2"),
        ("µg", "μg"),
        ("VRd 方案", "vrd 方案"),
    ],
)
def test_a_text_is_written_one_way(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_words_leave_function_words_out() -> None:
    assert "的" not in words("硼替佐米的剂量是多少")
    assert "硼替佐米" in words("硼替佐米的剂量是多少")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [("骨髓瘤", ["骨髓", "髓瘤"]), ("骨", []), ("VRd 方案", ["方案", "vrd"]), ("3.5 mg/L", ["3.5", "mg/l"]), ("", [])],
)
def test_bigrams(text: str, pairs: list[str]) -> None:
    assert bigrams(text) == pairs


@pytest.mark.parametrize(
    ("text", "found"),
    [("用硼替佐米治疗", True), ("用 Bortezomib 治疗", True), ("用万珂治疗", True), ("用Bortezomibx治疗", False)],
)
def test_a_drug_is_known_by_any_name_but_not_within_a_word(text: str, found: bool) -> None:
    assert (concepts(text) == concepts("硼替佐米")) is found


@pytest.mark.parametrize("form", ["CD38 单抗", "cd-38单抗", "CD 38单抗"])
def test_hyphens_spaces_and_case_in_a_name_do_not_matter(form: str) -> None:
    assert concepts(form) == concepts("CD38单抗")


def test_a_mention_says_where_and_by_what_name() -> None:
    (mention,) = mentions("给予硼替佐米")
    assert (mention.form, mention.start) == ("硼替佐米", 2)


def test_every_unambiguous_name_of_a_drug_leads_to_it() -> None:
    by_form = terminology().by_form
    names = [(form, term) for form, term in by_form.items() if term.kind == "drug"]
    assert len(names) > len(DRUGS)
    assert [(form, term.term_id) for form, term in names if f"§{term.term_id}" not in concepts(form)] == []


def test_texts_without_words_have_no_tokens() -> None:
    assert (words("。，！ \n"), bigrams("。，！"), concepts("")) == ([], [], [])


@pytest.mark.parametrize(("everyday", "special"), [("现在", "硼替佐米"), ("我们", "溶骨"), ("时候", "颌骨坏死")])
def test_everyday_words_are_worth_less(everyday: str, special: str) -> None:
    assert 0.05 <= speciality(everyday) < speciality(special) <= 1


def test_names_are_taken_out_of_the_question() -> None:
    assert "来那度胺" not in unnamed("来那度胺怎么用")
    assert "怎么用" in unnamed("来那度胺怎么用")


def test_sentences_are_those_of_the_text_and_never_none() -> None:
    assert sentences("硼替佐米皮下注射可以减少神经病变。每周一次也可以接受！\n停药") == [
        "硼替佐米皮下注射可以减少神经病变。",
        "每周一次也可以接受！\n停药",
    ]
    assert sentences("") == [""]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("疗效评价CR的标准", True),
        ("移植后达到CR或更好", True),
        ("CR 48%，疗效好", True),
        ("男，CR 178 μmol/L，治疗后", False),
        ("CR怎么了", False),
    ],
)
def test_an_ambiguous_name_is_decided_by_what_stands_around_it(text: str, meant: bool) -> None:
    assert ("§cr" in concepts(text)) is meant
