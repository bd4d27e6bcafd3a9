# SPDX-License-Identifier: Apache-2.0
"""Delays before the next try."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.sync.backoff import JITTER, STEPS_S, delay_s, retry_after_of


@pytest.mark.parametrize(
    ("attempt", "wanted"), [(0, 1), (1, 1), (2, 2), (3, 5), (4, 10), (5, 20), (6, 40), (7, 60)]
)
def test_delays_without_jitter_follow_the_steps(attempt: int, wanted: float) -> None:
    assert delay_s(attempt, lambda: 0.5) == wanted


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_jitter_stays_within_its_share(attempt: int, random: float) -> None:
    delay = delay_s(attempt, lambda: random)
    step = STEPS_S[min(max(attempt, 1), len(STEPS_S)) - 1]
    assert step * (1 - JITTER) <= delay <= step * (1 + JITTER)


@given(st.integers(1, 9), st.floats(0, 1, exclude_max=True), st.floats(0, 600))
def test_servers_own_wish_is_never_undercut(attempt: int, random: float, wish: float) -> None:
    assert delay_s(attempt, lambda: random, wish) >= wish


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [({}, None), ({"retry_after_s": 7}, 7.0), ({"retry_after_s": "2.5"}, 2.5)],
)
def test_wish_is_read_from_the_problem(facts: dict[str, str | int], wanted: float | None) -> None:
    assert retry_after_of(Problem(ProblemCode.RATE_LIMITED, facts)) == wanted


def test_wish_that_is_no_number_is_no_wish() -> None:
    problem = Problem(ProblemCode.RATE_LIMITED, {"retry_after_s": "later"})
    assert retry_after_of(problem) is None
