# SPDX-License-Identifier: Apache-2.0
"""Every phase against every signal, as a table (architecture §6)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_agent.domain.engine_state import EngineState, Phase, Signal, reduce
from desktop_agent.domain.errors import Problem, ProblemCode

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
P, S = Phase, Signal

MOVES = {
    (P.LOCKED, S.UNLOCK): P.OPENING,
    (P.OPENING, S.OPENED_WITHOUT_SESSION): P.SIGNED_OUT,
    (P.OPENING, S.OPENED_FIRST_RUN): P.BOOTSTRAP,
    (P.OPENING, S.OPENED_WITH_CACHE): P.CATCHING_UP,
    (P.SIGNED_OUT, S.SIGNED_IN_FIRST_RUN): P.BOOTSTRAP,
    (P.SIGNED_OUT, S.SIGNED_IN_WITH_CACHE): P.CATCHING_UP,
    (P.BOOTSTRAP, S.BOOTSTRAPPED): P.CATCHING_UP,
    (P.BOOTSTRAP, S.TROUBLE): P.BACKOFF,
    (P.CATCHING_UP, S.CAUGHT_UP): P.LIVE,
    (P.CATCHING_UP, S.TROUBLE): P.BACKOFF,
    (P.LIVE, S.GAP): P.CATCHING_UP,
    (P.LIVE, S.TROUBLE): P.BACKOFF,
    (P.RESYNC, S.BOOTSTRAPPED): P.CATCHING_UP,
    (P.RESYNC, S.TROUBLE): P.BACKOFF,
    (P.BACKOFF, S.RETRY): P.BOOTSTRAP,
}
ANYWHERE = {
    S.SESSION_ENDED: P.SIGNED_OUT,
    S.CACHE_LOST: P.RESYNC,
    S.LOCK: P.LOCKED,
    S.WIPE: P.WIPED,
}


@pytest.mark.parametrize("phase", list(Phase))
@pytest.mark.parametrize("signal", list(Signal))
def test_reduce_follows_the_table(phase: Phase, signal: Signal) -> None:
    if phase is P.WIPED:
        wanted = P.WIPED
    else:
        wanted = ANYWHERE.get(signal, MOVES.get((phase, signal), phase))
    assert reduce(EngineState(phase), signal, NOW).phase is wanted


def test_retry_catches_up_once_a_full_run_has_ended() -> None:
    state = EngineState(P.BACKOFF, is_complete=True)
    assert reduce(state, S.RETRY, NOW).phase is P.CATCHING_UP


@pytest.mark.parametrize(
    ("phase", "signal"),
    [
        (P.BOOTSTRAP, S.BOOTSTRAPPED),
        (P.OPENING, S.OPENED_WITH_CACHE),
        (P.SIGNED_OUT, S.SIGNED_IN_WITH_CACHE),
    ],
)
def test_full_cache_makes_the_state_complete(phase: Phase, signal: Signal) -> None:
    assert reduce(EngineState(phase), signal, NOW).is_complete


def test_lost_cache_is_not_complete_any_more() -> None:
    lost = reduce(EngineState(P.LIVE, is_complete=True), S.CACHE_LOST, NOW)
    assert not lost.is_complete


def test_live_at_is_the_last_moment_of_freshness() -> None:
    entered = reduce(EngineState(P.CATCHING_UP), S.CAUGHT_UP, NOW)
    assert entered.live_at == NOW
    later = NOW.replace(hour=10)
    left = reduce(entered, S.TROUBLE, later)
    assert left.live_at == later
    waited = reduce(left, S.RETRY, later.replace(hour=11))
    assert waited.live_at == later


def test_problem_stays_in_back_off_and_goes_on_retry() -> None:
    problem = Problem(ProblemCode.TIMED_OUT)
    state = EngineState(P.BACKOFF, problem=problem)
    assert reduce(state, S.SESSION_ENDED, NOW).problem is problem
    assert reduce(state, S.RETRY, NOW).problem is None


def test_unknown_signal_changes_nothing_at_all() -> None:
    state = EngineState(P.BACKOFF, retry_at=NOW, progress=(3, 9))
    assert reduce(state, S.CAUGHT_UP, NOW) is state


@pytest.mark.parametrize("phase", list(Phase))
def test_only_live_may_flush(phase: Phase) -> None:
    state = EngineState(phase)
    assert state.may_flush == (phase is P.LIVE)
    assert state.is_online == (phase in (P.BOOTSTRAP, P.CATCHING_UP, P.LIVE, P.RESYNC))
