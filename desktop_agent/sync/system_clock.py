# SPDX-License-Identifier: Apache-2.0
"""The machine's own clocks. Must not be used where a test needs to repeat."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """`domain.clock.Clock` of the running machine. Any thread; `sleep` on the engine thread."""

    def now(self) -> datetime:
        """Aware UTC wall time."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait on the engine thread."""
        import asyncio

        await asyncio.sleep(max(seconds, 0.0))
