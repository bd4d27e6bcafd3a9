# SPDX-License-Identifier: Apache-2.0
"""The server's time: extrapolated, never behind, forgotten when old."""

from __future__ import annotations

from datetime import timedelta

from desktop_agent.provider.chatwoot.server_clock import ServerClock
from tests.unit.provider.chatwoot.hand_clock import HandClock


def seen() -> tuple[ServerClock, HandClock, float]:
    clock = HandClock()
    server_clock = ServerClock(clock)
    server_at = clock.wall + timedelta(seconds=90)
    server_clock.observe(server_at)
    return server_clock, clock, server_at.timestamp()


def test_nothing_is_known_before_an_answer() -> None:
    server_clock = ServerClock(HandClock())
    assert server_clock.now_s() is None
    assert server_clock.skew_s() == 0.0


def test_time_runs_on_between_answers() -> None:
    server_clock, clock, server_s = seen()
    clock.pass_s(30)
    assert server_clock.now_s() == server_s + 30
    assert server_clock.skew_s() == 90


def test_sleep_that_stops_the_monotonic_clock_is_not_missed() -> None:
    server_clock, clock, server_s = seen()
    clock.wall += timedelta(seconds=120)
    assert server_clock.now_s() == server_s + 120


def test_a_clock_set_back_does_not_shorten_a_sweep() -> None:
    server_clock, clock, server_s = seen()
    clock.pass_s(60)
    clock.wall -= timedelta(hours=1)
    assert server_clock.now_s() == server_s + 60


def test_an_old_sighting_is_not_trusted() -> None:
    server_clock, clock, _ = seen()
    clock.pass_s(301)
    assert server_clock.now_s() is None
