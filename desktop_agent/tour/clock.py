# SPDX-License-Identifier: Apache-2.0
"""A clock that the tour can put forward together with the sandbox's. Never runs backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_agent.sync.system_clock import SystemClock


class TourClock(SystemClock):
    """The machine's clock plus what was skipped. Any thread."""

    def __init__(self) -> None:
        self._skipped = timedelta()

    def skip(self, seconds: float) -> None:
        """Let time pass at once; waiting is not affected."""
        self._skipped += timedelta(seconds=seconds)

    def now(self) -> datetime:
        """Aware UTC wall time."""
        return super().now() + self._skipped
