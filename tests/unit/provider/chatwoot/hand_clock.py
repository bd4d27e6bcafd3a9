# SPDX-License-Identifier: Apache-2.0
"""A clock that a test moves by hand. Sleeping moves it too and takes no time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class HandClock:
    """`domain.clock.Clock` for tests; `slept` lists what was waited for."""

    def __init__(self) -> None:
        self.wall = datetime(2026, 5, 28, 12, 0, tzinfo=UTC)
        self.monotonic_s = 1000.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        """Wall time."""
        return self.wall

    def monotonic(self) -> float:
        """Monotonic time."""
        return self.monotonic_s

    async def sleep(self, seconds: float) -> None:
        """Pass time at once."""
        self.slept.append(seconds)
        self.pass_s(seconds)

    def pass_s(self, seconds: float) -> None:
        """Both clocks move."""
        self.wall += timedelta(seconds=seconds)
        self.monotonic_s += seconds
