"""Refusal metrics: what counts as a refusal, and when it is right."""

REFUSALS = ("abstained", "rejected", "error")


def refused(status: str) -> bool:
    """Whether a status means that no answer was given; a question back (needs_input) is not a refusal."""
    return status in REFUSALS


def right_refusal(status: str) -> float:
    """For a question that must be refused: 1 if it was; an error is not a refusal that helps anyone."""
    return float(status in ("abstained", "rejected"))


def wrong_refusal(status: str) -> float:
    """For a question that the documents answer: 1 if it was refused."""
    return float(refused(status))
