# SPDX-License-Identifier: Apache-2.0
"""The engine's phases as a pure reducer (architecture §6). Effects live in `sync`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.errors import Problem
from desktop_agent.domain.light_dataclass import dataclass


class Phase(StrEnum):
    """Where the engine stands. The outbox flushes only in `live`."""

    LOCKED = "locked"
    OPENING = "opening"
    SIGNED_OUT = "signed_out"
    BOOTSTRAP = "bootstrap"
    CATCHING_UP = "catching_up"
    LIVE = "live"
    BACKOFF = "backoff"
    RESYNC = "resync"
    WIPED = "wiped"


class Signal(StrEnum):
    """What may move the engine from one phase to another."""

    UNLOCK = "unlock"
    OPENED_WITHOUT_SESSION = "opened_without_session"
    OPENED_FIRST_RUN = "opened_first_run"
    OPENED_WITH_CACHE = "opened_with_cache"
    SIGNED_IN_FIRST_RUN = "signed_in_first_run"
    SIGNED_IN_WITH_CACHE = "signed_in_with_cache"
    BOOTSTRAPPED = "bootstrapped"
    CAUGHT_UP = "caught_up"
    GAP = "gap"
    """Reconnect, wake from sleep, network change, dropped or silent cable."""
    TROUBLE = "trouble"
    RETRY = "retry"
    CACHE_LOST = "cache_lost"
    SESSION_ENDED = "session_ended"
    LOCK = "lock"
    WIPE = "wipe"


_MOVES: dict[tuple[Phase, Signal], Phase] = {
    (Phase.LOCKED, Signal.UNLOCK): Phase.OPENING,
    (Phase.OPENING, Signal.OPENED_WITHOUT_SESSION): Phase.SIGNED_OUT,
    (Phase.OPENING, Signal.OPENED_FIRST_RUN): Phase.BOOTSTRAP,
    (Phase.OPENING, Signal.OPENED_WITH_CACHE): Phase.CATCHING_UP,
    (Phase.SIGNED_OUT, Signal.SIGNED_IN_FIRST_RUN): Phase.BOOTSTRAP,
    (Phase.SIGNED_OUT, Signal.SIGNED_IN_WITH_CACHE): Phase.CATCHING_UP,
    (Phase.BOOTSTRAP, Signal.BOOTSTRAPPED): Phase.CATCHING_UP,
    (Phase.BOOTSTRAP, Signal.TROUBLE): Phase.BACKOFF,
    (Phase.CATCHING_UP, Signal.CAUGHT_UP): Phase.LIVE,
    (Phase.CATCHING_UP, Signal.TROUBLE): Phase.BACKOFF,
    (Phase.LIVE, Signal.GAP): Phase.CATCHING_UP,
    (Phase.LIVE, Signal.TROUBLE): Phase.BACKOFF,
    (Phase.RESYNC, Signal.BOOTSTRAPPED): Phase.CATCHING_UP,
    (Phase.RESYNC, Signal.TROUBLE): Phase.BACKOFF,
}

_ANYWHERE: dict[Signal, Phase] = {
    Signal.SESSION_ENDED: Phase.SIGNED_OUT,
    Signal.CACHE_LOST: Phase.RESYNC,
    Signal.LOCK: Phase.LOCKED,
    Signal.WIPE: Phase.WIPED,
}


@dataclass(frozen=True, slots=True)
class EngineState:
    """What every screen may say about freshness.

    `live_at` is the last moment at which the screen showed what the server had; `progress` counts
    tickets fetched and expected in a bootstrap (0 = not known); `retry_at` is set in back-off.
    `is_complete` tells that a first full run has ended, so `retry` catches up and does not start
    over.
    """

    phase: Phase = Phase.LOCKED
    live_at: datetime | None = None
    problem: Problem | None = None
    retry_at: datetime | None = None
    progress: tuple[int, int] = (0, 0)
    is_complete: bool = False

    @property
    def may_flush(self) -> bool:
        """True when queued commands may leave (architecture §6)."""
        return self.phase is Phase.LIVE

    @property
    def is_online(self) -> bool:
        """True while the server answers."""
        return self.phase in (Phase.BOOTSTRAP, Phase.CATCHING_UP, Phase.LIVE, Phase.RESYNC)


def reduce(state: EngineState, signal: Signal, now: datetime) -> EngineState:
    """The next state; a signal that has no meaning in a phase changes nothing."""
    if state.phase is Phase.WIPED:
        return state
    if signal in _ANYWHERE:
        return _enter(state, _ANYWHERE[signal], now)
    if (state.phase, signal) == (Phase.BACKOFF, Signal.RETRY):
        target = Phase.CATCHING_UP if state.is_complete else Phase.BOOTSTRAP
        return _enter(state, target, now)
    target_phase = _MOVES.get((state.phase, signal))
    if target_phase is None:
        return state
    entered = _enter(state, target_phase, now)
    if signal in (Signal.BOOTSTRAPPED, Signal.OPENED_WITH_CACHE, Signal.SIGNED_IN_WITH_CACHE):
        return replace(entered, is_complete=True)
    return entered


def _enter(state: EngineState, phase: Phase, now: datetime) -> EngineState:
    live_at = now if Phase.LIVE in (phase, state.phase) else state.live_at
    is_complete = state.is_complete and phase is not Phase.RESYNC
    keeps_problem = phase in (Phase.BACKOFF, Phase.SIGNED_OUT)
    return EngineState(
        phase=phase,
        live_at=live_at,
        problem=state.problem if keeps_problem else None,
        is_complete=is_complete,
    )
