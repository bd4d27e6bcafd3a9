# SPDX-License-Identifier: Apache-2.0
"""The two clocks the product needs, as a protocol. Must not read the time on its own."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Wall time for people and the server, monotonic time for waiting. Any thread."""

    def now(self) -> datetime:
        """Aware UTC wall time."""
        ...

    def monotonic(self) -> float:
        """Seconds that never run backwards; stands still or not while the machine sleeps."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait on the engine thread."""
        ...
