import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from llama_index.core.tools import FunctionTool

from agents.assistant import Assistant
from agents.llm_ledger import Ledger
from agents.llm_tools import MAX_CALLS, MAX_TOOLS, SEARCH, candidates, run_tools
from agents.understand import Understanding, understand
from index.search import Evidence, Searcher
from tools.messages import CalculatorInputError
from tools.registry import CALCULATORS

STAGE = "β2-微球蛋白 6.1 mg/L，白蛋白 28 g/L，ISS 几期？"


class Broken(Searcher):
    """An index with a defect."""

    def search(self, query: str, k: int = 10, without: frozenset[str] = frozenset()) -> tuple[Evidence, ...]:
        raise KeyError("missing")


@pytest.fixture
def u() -> Understanding:
    return understand(STAGE, ())


@pytest.fixture
def ledger(quoting: Assistant) -> Ledger:
    return Ledger(quoting.searcher.snapshot)


def by_name(tools: list[FunctionTool]) -> dict[str, FunctionTool]:
    return {str(t.metadata.get_name()): t for t in tools}


@pytest.fixture
def tools(ledger: Ledger, quoting: Assistant, u: Understanding) -> Iterator[dict[str, FunctionTool]]:
    return by_name(run_tools(ledger, quoting.searcher, u))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        (STAGE, "iss"),
        ("男，72 岁，58 kg，血肌酐 180 µmol/L，来那度胺怎么调整剂量？", "lenalidomide_renal_dose"),
        ("冒烟型骨髓瘤 20/2/20 危险分层怎么评？M 蛋白 3 g/dL", "smm_20_2_20"),
    ],
)
def test_calculators_that_fit_are_offered(question: str, name: str) -> None:
    found = candidates(understand(question, ()))
    assert name in found
    assert len(found) <= MAX_TOOLS


def test_a_question_without_values_is_offered_few() -> None:
    assert len(candidates(understand("骨髓瘤患者能不能吃辣？", ()))) <= 2


def test_search_gives_numbered_pieces(ledger: Ledger, tools: dict[str, FunctionTool]) -> None:
    shown = str(tools[SEARCH](query="北岭 来那度胺 剂量").content)
    assert "[S1] " in shown
    assert ledger.pieces["S1"].snippet.shown in shown


@pytest.mark.parametrize(
    "given", [{}, {"query": ""}, {"query": 5}, {"query": "a" * 500}, {"query": "a", "k": 3}, {"q": "a"}]
)
def test_search_refuses(given: dict[str, object], tools: dict[str, FunctionTool]) -> None:
    with pytest.raises(CalculatorInputError):
        tools[SEARCH](**given)


def test_calculation_is_kept_under_its_number(ledger: Ledger, tools: dict[str, FunctionTool]) -> None:
    told = json.loads(str(tools["iss"](b2m=6.1, albumin=28.0).content))
    assert (told["id"], told["result"]) == ("T1", {"stage": "III"})
    assert ledger.results["T1"].result == {"stage": "III"}


@pytest.mark.parametrize(
    "inputs",
    [
        {"b2m": {"value": 6.1, "unit": "g/L"}},
        {"b2m": 3.1},
        {"b2m": "six"},
        {"beta": 6.1},
        {"b2m": 6.1, "albumin": {"value": 28, "unit": "mg/L"}},
    ],
    ids=["unit", "number", "word", "name", "second unit"],
)
def test_wrong_input_is_told_and_not_kept(
    inputs: dict[str, object], ledger: Ledger, tools: dict[str, FunctionTool]
) -> None:
    with pytest.raises(CalculatorInputError):
        tools["iss"](**inputs)
    assert not ledger.results
    assert ledger.defect is None


def test_contradiction_is_kept_for_the_answer(ledger: Ledger, quoting: Assistant) -> None:
    u = understand("白蛋白 28 g/L，白蛋白 40 g/L，ISS 几期？", ())
    found = by_name(run_tools(ledger, quoting.searcher, u))
    with pytest.raises(CalculatorInputError):
        found["iss"](albumin=28.0)
    assert len(ledger.contradicted) == 1


def test_defect_of_the_program_is_kept(ledger: Ledger, quoting: Assistant, u: Understanding) -> None:
    fields = {name: getattr(quoting.searcher, name) for name in Searcher.__dataclass_fields__}
    found = by_name(run_tools(ledger, Broken(**fields), u))
    with pytest.raises(KeyError):
        found[SEARCH](query="a")
    assert isinstance(ledger.defect, KeyError)


def test_calls_are_limited(tools: dict[str, FunctionTool]) -> None:
    for _ in range(MAX_CALLS):
        tools[SEARCH](query="来那度胺")
    with pytest.raises(CalculatorInputError, match="上限"):
        tools[SEARCH](query="来那度胺")


def test_every_calculator_can_become_a_tool_of_a_run(ledger: Ledger, quoting: Assistant, u: Understanding) -> None:
    name = "bmi"
    only = replace(u, calculators=(name,), extraction=replace(u.extraction, values=MappingProxyType({})))
    assert name in by_name(run_tools(ledger, quoting.searcher, only))
    assert set(candidates(only)) <= set(CALCULATORS)
