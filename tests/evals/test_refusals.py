"""Which statuses are refusals, and which of them are right."""

import pytest

from evals.refusals import refused, right_refusal, wrong_refusal


@pytest.mark.parametrize(
    ("status", "is_refusal", "right", "wrong"),
    [
        ("answered", False, 0.0, 0.0),
        ("partial", False, 0.0, 0.0),
        ("needs_input", False, 0.0, 0.0),
        ("abstained", True, 1.0, 1.0),
        ("rejected", True, 1.0, 1.0),
        ("error", True, 0.0, 1.0),
    ],
)
def test_refusals(status: str, is_refusal: bool, right: float, wrong: float) -> None:
    assert (refused(status), right_refusal(status), wrong_refusal(status)) == (is_refusal, right, wrong)
