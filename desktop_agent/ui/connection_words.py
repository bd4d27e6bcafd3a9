# SPDX-License-Identifier: Apache-2.0
"""Says in words how fresh the screen is (ui §2). Must not know widgets."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QLocale

from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.ui import when
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.strings import tr


class Freshness(Enum):
    """The three things a dot can say."""

    LIVE = auto()
    COMING = auto()
    AWAY = auto()


@dataclass(frozen=True, slots=True)
class ConnectionWords:
    """`short` fits beside a dot, `long` explains; `share` is a progress from 0 to 1, if known."""

    freshness: Freshness
    short: str
    long: str
    share: float | None = None
    can_retry: bool = False


def connection_words(state: EngineState, now: datetime) -> ConnectionWords:
    """Words for the engine's state."""
    if state.phase is Phase.LIVE:
        return ConnectionWords(
            Freshness.LIVE, tr("Live"), tr("Connected: what you see is current.")
        )
    if state.phase in (Phase.BOOTSTRAP, Phase.RESYNC):
        return _fetching(state)
    if state.phase is Phase.CATCHING_UP:
        return ConnectionWords(
            Freshness.COMING,
            tr("Catching up"),
            tr("Connected: changes since the last time are being fetched."),
        )
    if state.phase is Phase.BACKOFF:
        return _offline(state, now)
    if state.phase is Phase.SIGNED_OUT:
        return ConnectionWords(
            Freshness.AWAY, tr("Signed out"), tr("Please sign in to fetch and send.")
        )
    return ConnectionWords(Freshness.COMING, tr("Starting"), tr("Stored data is being opened."))


def _fetching(state: EngineState) -> ConnectionWords:
    done, total = state.progress
    number = QLocale().toString
    if total:
        words = tr("Fetching tickets: {done} of {total}").format(
            done=number(done), total=number(total)
        )
        return ConnectionWords(Freshness.COMING, words, words, min(1.0, done / total))
    words = tr("Fetching tickets …")
    if done:
        words = tr("Fetching tickets: {done} so far").format(done=number(done))
    return ConnectionWords(Freshness.COMING, words, words)


def _offline(state: EngineState, now: datetime) -> ConnectionWords:
    short = tr("Offline")
    if state.live_at is not None:
        short = tr("Offline since {time}").format(time=when.since(state.live_at, now))
    kept = tr("You can read and write on; answers go out when the connection is back.")
    if state.problem is None:
        return ConnectionWords(Freshness.AWAY, short, kept, can_retry=True)
    why = problem_text(state.problem)
    if state.problem.code in _OF_THIS_DEVICE:
        short = why.headline
    return ConnectionWords(Freshness.AWAY, short, why.sentence, can_retry=True)


_OF_THIS_DEVICE: Final = frozenset(
    {
        ProblemCode.DATABASE_BUSY,
        ProblemCode.DATABASE_DAMAGED,
        ProblemCode.DISK_FULL,
        ProblemCode.INTERNAL,
        ProblemCode.PROFILE_NOT_WRITABLE,
        ProblemCode.PROFILE_UNREADABLE,
    }
)
"""Troubles that no network mends: "offline" would lead the agent astray."""
