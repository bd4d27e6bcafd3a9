# SPDX-License-Identifier: Apache-2.0
"""Holds the engine's state, moves it by signals and tells everybody. Decides nothing itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.engine_state import EngineState, Phase, Signal, reduce
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.events import EngineEvent, EngineStateChanged

log = logging.getLogger(__name__)


class StateKeeper:
    """The one holder of `EngineState`. Engine thread only."""

    def __init__(self, clock: Clock, emit: Callable[[EngineEvent], None]) -> None:
        self._clock = clock
        self._emit = emit
        self._state = EngineState()
        self._watchers: list[Callable[[EngineState], None]] = []

    @property
    def state(self) -> EngineState:
        """The state now."""
        return self._state

    @property
    def phase(self) -> Phase:
        """The phase now."""
        return self._state.phase

    def watch(self, watcher: Callable[[EngineState], None]) -> Callable[[], None]:
        """Call `watcher` after every change; returns how to stop."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def signal(
        self, signal: Signal, *, problem: Problem | None = None, retry_at: datetime | None = None
    ) -> None:
        """Move by a signal; `problem` and `retry_at` are facts of the phase that is entered."""
        before = self._state
        after = reduce(before, signal, self._clock.now())
        if problem is not None or retry_at is not None:
            after = replace(after, problem=problem or after.problem, retry_at=retry_at)
        if after.phase is not before.phase:
            code = None if problem is None else problem.code.value
            log.info("engine %s -> %s (%s, %s)", before.phase, after.phase, signal, code)
        self._set(after)

    def progress(self, fetched: int, expected: int) -> None:
        """How many tickets of a first run have come, of how many (0 = not known)."""
        self._set(replace(self._state, progress=(fetched, expected)))

    def _set(self, state: EngineState) -> None:
        if state == self._state:
            return
        self._state = state
        self._emit(EngineStateChanged(state))
        for watcher in list(self._watchers):
            watcher(state)
