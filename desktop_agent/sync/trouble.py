# SPDX-License-Identifier: Apache-2.0
"""Tells of troubles that belong to no ticket, without content and without repeating itself.

The loops that must survive hand every unexpected error here. Must not raise.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import AgentError, Problem, ProblemCode
from desktop_agent.domain.events import EngineEvent, ProblemArose

log = logging.getLogger(__name__)

REPEAT_S = 60.0
"""The same trouble is told again only after so many seconds."""


class TroubleDesk:
    """One place for problems and bugs. Engine thread only."""

    def __init__(self, clock: Clock, emit: Callable[[EngineEvent], None]) -> None:
        self._clock = clock
        self._emit = emit
        self._told_s: dict[tuple[str, str], float] = {}

    def problem(self, problem: Problem) -> None:
        """Tell a person about a trouble of machine, network or server."""
        self._tell(problem, "")

    def bug(self, where: str, error: BaseException) -> Problem:
        """Log our own mistake by type and code position only, and tell that something failed.

        The error's text is left out: it may hold what a customer wrote. Returns what was told.
        """
        frames = traceback.extract_tb(error.__traceback__)
        at = ", ".join(f"{f.name}:{f.lineno}" for f in frames[-3:])
        log.error("bug in %s: %s at %s", where, type(error).__name__, at)
        problem = Problem(ProblemCode.INTERNAL, {"where": where})
        self._tell(problem, where)
        return problem

    def any(self, where: str, error: BaseException) -> Problem:
        """Tell whatever went wrong: a typed trouble as it is, everything else as a bug."""
        if isinstance(error, AgentError) and error.problem.code is not ProblemCode.INTERNAL:
            log.warning("trouble in %s: %s", where, error.problem.code)
            self._tell(error.problem, "")
            return error.problem
        return self.bug(where, error)

    def _tell(self, problem: Problem, where: str) -> None:
        key = (problem.code.value, where)
        now_s = self._clock.monotonic()
        told_s = self._told_s.get(key)
        if told_s is not None and now_s - told_s < REPEAT_S:
            return
        self._told_s[key] = now_s
        self._emit(ProblemArose(problem))
