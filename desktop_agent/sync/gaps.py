# SPDX-License-Identifier: Apache-2.0
"""Notices that the machine slept or stood still (architecture §6). Must not touch the network."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.light_dataclass import dataclass

TICK_S = 10.0
JUMP_S = 30.0
"""Difference between the clocks that counts as a sleep, in seconds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Both clocks at one moment; `steady_s` is monotonic seconds."""

    wall: datetime
    steady_s: float


def is_gap(before: Reading, after: Reading, tick_s: float = TICK_S) -> bool:
    """True when the machine slept, stood still, or its wall clock was moved.

    Sleep shows as wall time running ahead where the monotonic clock stands still, and as a tick
    that took far too long where it does not.
    """
    wall_s = (after.wall - before.wall).total_seconds()
    steady_s = after.steady_s - before.steady_s
    return abs(wall_s - steady_s) > JUMP_S or steady_s > tick_s + JUMP_S


async def watch_for_gaps(clock: Clock, on_gap: Callable[[], None]) -> None:
    """Call `on_gap` after every gap, until cancelled. Engine thread."""
    before = Reading(clock.now(), clock.monotonic())
    while True:
        await clock.sleep(TICK_S)
        after = Reading(clock.now(), clock.monotonic())
        if is_gap(before, after):
            on_gap()
        before = after
