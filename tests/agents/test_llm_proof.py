import random
from collections import Counter

import pytest

from agents.llm_proof import Proof, faults
from agents.snippets import Snippet, snippets
from corpus.types import Kind
from index.search import Searcher
from tests.agents.llm_mutations import mutations

SAMPLE = 700


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("重度肾功能不全的骨髓瘤患者未推荐使用唑来膦酸。", "唑来膦酸在重度肾功能不全的 MM 患者中未被推荐；"),
        ("每次使用双膦酸盐前和用药过程中都要监测肾功能与尿常规。", "每次用双膦酸盐前及用药中监测尿常规和肾功能；"),
        (
            "双膦酸盐可引起急性肾功能不全，发生率为 9%–15%。",
            "双膦酸盐可致急性肾功能不全，肾毒性发生率 9%～15%，与剂量和用药时间有关。",
        ),
        (
            "中度肾功能不全（CLCr ≥30 至 <60 mL/min）时，来那度胺 10 mg。",
            "来那度胺，中度肾功能不全：CLCr ≥30 mL/min 至 <60 mL/min；来那度胺剂量 10 mg",
        ),
        ("唑来膦酸四毫克静脉输注，至少十五分钟。", "唑来膦酸 4 mg 静脉输注，时间不少于 15 分钟，每 3~4 周一次。"),
        ("地舒单抗也可用于高钙血症，尤其是严重肾衰竭的患者。", "地舒单抗也可治高钙血症，尤其严重肾衰竭者；"),
    ],
)
def test_honest_rewording_is_proven(sentence: str, quote: str) -> None:
    assert faults(sentence, Proof(quote)) == ()


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("泊马度胺 25 mg。", "来那度胺 25 mg；泊马度胺 4 mg。"),
        ("剂量为 4 mg。", "来那度胺 25 mg；泊马度胺 4 mg。"),
        ("血钙 >2 mg/dL。", "血肌酐 >2 mg/dL 或血钙 >11 mg/dL。"),
        ("CrCl 30–60 mL/min 者 15 mg。", "CrCl 30–60 mL/min 者 10 mg，<30 mL/min 者 15 mg。"),
        ("R-ISS III 期：β2-微球蛋白 ≥5.5 mg/L。", "III 期：ISS β2-微球蛋白 ≥5.5 mg/L；R-ISS ISS III 期加高危异常。"),
        ("KRd（1 类）。", "VRd（1 类）、KRd（2A 类）。"),
        ("卡非佐米优于硼替佐米。", "硼替佐米优于卡非佐米。"),
        ("来那度胺维持治疗 CD38 阳性者。", "来那度胺维持治疗。"),
        ("《海东指南》推荐来那度胺。", "推荐来那度胺。"),
        ("Lenalidomide is recommended.", "推荐来那度胺。"),
        ("推荐来那度胺<img src=x>。", "推荐来那度胺。"),
        ("来那度胺与紫杉醇。", "来那度胺。"),
        ("来那度胺可致青光眼。", "来那度胺可致血栓。"),
        ("。", "推荐来那度胺。"),
        ("", "推荐来那度胺。"),
        ("推荐来那度胺。", ""),
    ],
)
def test_what_a_quotation_does_not_say_is_not_proven(sentence: str, quote: str) -> None:
    assert faults(sentence, Proof(quote))


def test_section_of_a_joined_passage_proves_no_drug() -> None:
    quote = "6 mg 口服，每日一次。"
    assert faults("来那度胺 6 mg 口服。", Proof(quote, topic="来那度胺"))
    assert faults("来那度胺 6 mg 口服。", Proof(quote, heads="来那度胺")) == ()
    assert faults("来那度胺 6 mg 口服。", Proof("泊马度胺 6 mg 口服。", heads="来那度胺"))


def pieces(searcher: Searcher, chance: random.Random) -> list[Snippet]:
    found = [s for p in searcher.rows if p.kind is not Kind.REFERENCE for s in snippets(p)]
    usable = [s for s in found if not s.heading and 8 <= len(s.shown) <= 230]
    return chance.sample(usable, min(SAMPLE, len(usable)))


def proof(snippet: Snippet) -> Proof:
    p = snippet.passage
    return Proof(snippet.shown, f"{p.columns} {p.title}", " ".join((p.page_label, *p.section)))


@pytest.fixture(params=["digest_searcher", "original_searcher"])
def searcher(request: pytest.FixtureRequest) -> Searcher:
    found: Searcher = request.getfixturevalue(request.param)
    return found


def test_statements_made_false_are_not_proven(searcher: Searcher) -> None:
    chance = random.Random(7)
    tried: Counter[str] = Counter()
    wrong: list[tuple[str, str, str]] = []
    for snippet in pieces(searcher, chance):
        for kind, changed in mutations(snippet.shown, chance):
            tried[kind] += 1
            if not faults(changed, proof(snippet)):
                wrong.append((kind, snippet.shown, changed))
    assert len(tried) >= 11
    assert min(tried.values()) >= 5, tried
    assert wrong == []


def test_literal_statements_are_proven(searcher: Searcher) -> None:
    chosen = [
        s
        for s in pieces(searcher, random.Random(7))
        if sum("\u4e00" <= c <= "\u9fff" for c in s.shown) > 0.5 * len(s.shown)
    ]
    proven = sum(not faults(s.shown, proof(s)) for s in chosen)
    assert len(chosen) > 300
    assert proven / len(chosen) > 0.99
