"""Findings: three-valued logic that remembers what to ask for."""

import pytest

from tools.findings import FALSE, TRUE, Finding, all_of, any_of, depending, finding, not_

A, B = Finding(None, ("a",)), Finding(None, ("b", "a"))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (all_of(TRUE, A), A),
        (all_of(FALSE, A), FALSE),
        (all_of(), TRUE),
        (any_of(TRUE, A), TRUE),
        (any_of(FALSE, A), A),
        (any_of(), FALSE),
        (all_of(A, B), Finding(None, ("a", "b"))),
        (not_(A), A),
        (not_(TRUE), FALSE),
        (finding(True, "a"), TRUE),
        (finding(None, "a"), A),
        (depending(TRUE, A, FALSE), A),
        (depending(FALSE, A, FALSE), FALSE),
        (depending(A, TRUE, TRUE), TRUE),
        (depending(A, TRUE, FALSE), A),
        (depending(A, B, TRUE), Finding(None, ("a", "b"))),
    ],
)
def test_combinations(found: Finding, expected: Finding) -> None:
    assert found == expected
