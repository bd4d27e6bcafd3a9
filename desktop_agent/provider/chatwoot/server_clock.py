# SPDX-License-Identifier: Apache-2.0
"""Knows what time the server has, from its answers. Must not ask it."""

from __future__ import annotations

from datetime import datetime

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.light_dataclass import dataclass

_FRESH_S = 300.0


@dataclass(frozen=True, slots=True)
class _Sighting:
    server_s: float
    wall_s: float
    monotonic_s: float


class ServerClock:
    """The server's time, extrapolated from its last answer. Engine thread.

    Invariant: never runs behind when this machine slept or its clock was set back; at worst it
    runs ahead, which only makes a sweep reach further back.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last: _Sighting | None = None

    def observe(self, server_at: datetime) -> None:
        """Take the time that an answer carried, at the moment it arrived."""
        self._last = _Sighting(
            server_at.timestamp(), self._clock.now().timestamp(), self._clock.monotonic()
        )

    def now_s(self) -> float | None:
        """Unix seconds by the server, None when it has not been heard for minutes."""
        last = self._last
        if last is None:
            return None
        elapsed_s = self._elapsed_s(last)
        return last.server_s + elapsed_s if elapsed_s <= _FRESH_S else None

    def skew_s(self) -> float:
        """Server minus this machine, 0 when unknown."""
        return 0.0 if self._last is None else self._last.server_s - self._last.wall_s

    def _elapsed_s(self, last: _Sighting) -> float:
        # The monotonic clock stands still during sleep on some systems, the wall clock jumps.
        by_wall_s = self._clock.now().timestamp() - last.wall_s
        return max(by_wall_s, self._clock.monotonic() - last.monotonic_s, 0.0)
