import pytest

from agents.answer import Answer, Status
from agents.assistant import Assistant
from agents.llm_answer import LlmAssistant
from agents.llm_options import LlmOptions
from tests.agents.llm_behaviours import BEHAVIOURS, Behaviour
from tests.agents.llm_server import LlmServer

CASES = [pytest.param(b, s, id=f"{b.name}, {'streaming' if s else 'whole'}") for b in BEHAVIOURS for s in b.streams]


def seen(answer: Answer) -> str:
    """What a reader takes for the answer."""
    return "\n".join((answer.text, *(c.text for c in answer.claims)))


@pytest.mark.parametrize(("behaviour", "stream"), CASES)
def test_behaviour(behaviour: Behaviour, stream: bool, quoting: Assistant) -> None:
    with LlmServer(behaviour.script) as server:
        options = LlmOptions(
            server.base_url, "m", mode=behaviour.mode, timeout_s=behaviour.timeout_s, max_steps=4, stream=stream
        )
        answer = LlmAssistant(quoting, options).ask(behaviour.question)
    assert not server.failures, server.failures
    told = [w.text for w in answer.warnings]
    unverified = [w.text for w in answer.warnings if w.kind == "unverified"]
    assert (answer.mode == "llm:m") == (behaviour.outcome in ("model", "marked")), (answer.text, told)
    assert (answer.status is Status.REJECTED) == (behaviour.outcome == "refused")
    assert bool(unverified) == (behaviour.outcome in ("marked", "quotations")), told
    assert not [w for w in behaviour.never if w in seen(answer)], answer.text
    assert not [w for w in behaviour.shown if w not in answer.text], answer.text
    assert behaviour.told in "".join(told)


def test_enough_behaviours_are_played() -> None:
    assert len(BEHAVIOURS) >= 60
    assert len({b.name for b in BEHAVIOURS}) == len(BEHAVIOURS)


@pytest.mark.parametrize("behaviour", [b for b in BEHAVIOURS if b.outcome == "quotations"], ids=lambda b: b.name)
def test_quotations_are_the_answer_without_a_model(behaviour: Behaviour, quoting: Assistant) -> None:
    with LlmServer(behaviour.script) as server:
        options = LlmOptions(server.base_url, "m", mode=behaviour.mode, timeout_s=behaviour.timeout_s, max_steps=4)
        answer = LlmAssistant(quoting, options).ask(behaviour.question)
    plain = quoting.ask(behaviour.question)
    assert (answer.text, answer.claims, answer.citations) == (plain.text, plain.claims, plain.citations)
