# SPDX-License-Identifier: Apache-2.0
"""How long to wait before the next try (architecture §6). Pure; waits for nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from desktop_agent.domain.errors import Problem

STEPS_S = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0)

JITTER = 0.25
"""Share by which a delay varies either way, so that an office behind one address spreads out."""

Jitter = Callable[[], float]
"""Gives a number in [0, 1); injected so that tests repeat."""


def delay_s(attempt: int, jitter: Jitter, retry_after_s: float | None = None) -> float:
    """Seconds before try number `attempt` + 1; the server's own wish is never undercut."""
    step = STEPS_S[min(max(attempt, 1), len(STEPS_S)) - 1]
    varied = step * (1 - JITTER + 2 * JITTER * jitter())
    return varied if retry_after_s is None else max(retry_after_s, 0.0) + varied * JITTER


def retry_after_of(problem: Problem) -> float | None:
    """The wait that the server asked for, in seconds, if it did."""
    told = problem.facts.get("retry_after_s")
    if told is None:
        return None
    try:
        return float(told)
    except ValueError:
        return None
