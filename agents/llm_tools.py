"""The tools of a run: search, and the calculators that a question may need; every call is checked and kept.

LlamaIndex turns each exception of a tool into text for the model. CalculatorInputError is meant for it; any other
one is a defect of the program and is kept in the ledger to be raised when the run is over.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from llama_index.core.tools import FunctionTool, ToolMetadata
from pydantic import BaseModel, ConfigDict, Field

from agents.editions import hidden_editions
from agents.llm_inputs import grounded
from agents.llm_ledger import Ledger, result_view
from agents.understand import Understanding
from index.search import Searcher
from index.words import bigrams
from tools.calculator import Calculator
from tools.function_tools import function_tool
from tools.messages import CalculatorInputError, FieldError
from tools.registry import CALCULATORS

SEARCH = "search_documents"
FOUND_PASSAGES = 5
QUERY_CHARS = 200
MAX_TOOLS = 6
MAX_CALLS = 16
SHARED = 3
LEAST_FIT = 2  # shared pairs of characters, or inputs that the question states
# Nearly every note has these, so they do not tell which calculator is wanted.
COMMON = frozenset(["age", "sex", "weight", "height", "drug"])


class Query(BaseModel):
    """The input of the search tool."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(min_length=1, max_length=QUERY_CHARS, description="检索词，中文，例如：地舒单抗 肾功能不全 剂量")


def run_tools(ledger: Ledger, searcher: Searcher, u: Understanding) -> list[FunctionTool]:
    """Search and the calculators that fit the question."""
    return [_search_tool(ledger, searcher, u), *(_calculator_tool(ledger, CALCULATORS[n], u) for n in candidates(u))]


def candidates(u: Understanding) -> tuple[str, ...]:
    """The calculators a question may need: those routed by the program, then the ones whose names and inputs it shares."""
    asked = frozenset(bigrams(u.text))
    own = u.extraction.values.keys() - COMMON
    scored = {name: _fit(calculator, asked, own) for name, calculator in CALCULATORS.items()}
    others = sorted((n for n in scored if scored[n] >= LEAST_FIT and n not in u.calculators), key=lambda n: -scored[n])
    return (*u.calculators, *others)[:MAX_TOOLS]


def _fit(calculator: Calculator, asked: frozenset[str], own: set[str]) -> float:
    return len(_names()[calculator.name] & asked) + sum(1.0 for i in calculator.inputs if i.name in own)


@cache
def _names() -> Mapping[str, frozenset[str]]:
    """Pairs of characters in each calculator's names, without those that many have (骨髓, 评分)."""
    pairs = {n: frozenset(bigrams(" ".join((c.title, *c.aliases)))) for n, c in CALCULATORS.items()}
    shared = {pair for pair, count in Counter(p for own in pairs.values() for p in own).items() if count > SHARED}
    return {name: own - shared for name, own in pairs.items()}


def _search_tool(ledger: Ledger, searcher: Searcher, u: Understanding) -> FunctionTool:
    def search(**given: Any) -> str:
        query = given.get("query")
        if set(given) != {"query"} or not isinstance(query, str) or not 0 < len(query.strip()) <= QUERY_CHARS:
            raise CalculatorInputError(FieldError("query", "not_accepted", f"query 应为 1–{QUERY_CHARS} 个字的检索词"))
        found = searcher.search(query, FOUND_PASSAGES, hidden_editions(u, searcher.snapshot.documents))
        return ledger.listed(e.passage for e in found) or "没有找到。"

    text = "在收录的文献中检索段落；返回带编号（S…）的原文片段。只有这里返回过或开头列出的编号可以引用。"
    return FunctionTool(
        fn=_kept(ledger, search), metadata=ToolMetadata(name=SEARCH, description=text, fn_schema=Query)
    )  # fmt: skip


def _calculator_tool(ledger: Ledger, calculator: Calculator, u: Understanding) -> FunctionTool:
    inner = _built(calculator.name)

    def calculate(**given: Any) -> str:
        try:
            assumed = grounded(calculator, given, u, tuple(ledger.results.values()))
        except CalculatorInputError as error:
            ledger.contradicted += [e.message_zh for e in error.errors if e.code == "contradiction"]
            raise
        number = ledger.note(inner(**given).raw_output, assumed)
        return json.dumps(result_view(number, ledger.results[number]), ensure_ascii=False)

    return FunctionTool(fn=_kept(ledger, calculate), metadata=inner.metadata)


@cache
def _built(name: str) -> FunctionTool:
    return function_tool(CALCULATORS[name])


def _kept(ledger: Ledger, call: Callable[..., str]) -> Callable[..., str]:
    """The call with a limit on how often, and with defects of the program kept for after the run."""

    def counted(**given: Any) -> str:
        ledger.calls += 1
        if ledger.calls > MAX_CALLS:
            raise CalculatorInputError(FieldError("tool", "too_many_calls", "工具调用次数已到上限，请直接给出答案"))
        try:
            return call(**given)
        except CalculatorInputError:
            raise
        except Exception as error:
            ledger.defect = error
            raise

    return counted
