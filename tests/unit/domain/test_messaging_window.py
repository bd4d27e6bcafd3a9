# SPDX-License-Identifier: Apache-2.0
"""The messaging window at its edges (domain-rules §2.1)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_agent.domain.messaging_window import WindowState, window_at
from tests.unit.domain.samples import NOW

DAY = timedelta(hours=24)
W = WindowState


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (timedelta(0), W.OPEN),
        (timedelta(hours=19, minutes=59, seconds=59), W.OPEN),
        (timedelta(hours=20), W.SOON),
        (timedelta(hours=22, minutes=59, seconds=59), W.SOON),
        (timedelta(hours=23), W.URGENT),
        (timedelta(hours=23, minutes=59, seconds=59), W.URGENT),
        (timedelta(hours=24), W.CLOSED),
        (timedelta(days=9), W.CLOSED),
    ],
)
def test_state_by_age_of_the_last_customer_message(age: timedelta, state: WindowState) -> None:
    window = window_at(NOW, NOW - age, DAY)
    assert window.state is state
    assert window.closes_at == NOW - age + DAY
    assert window.is_open == (state is not W.CLOSED)


def test_channel_without_limit_is_always_open() -> None:
    assert window_at(NOW, None, None).state is W.UNLIMITED
    assert window_at(NOW, None, None).is_open


def test_nobody_wrote_means_never_opened() -> None:
    window = window_at(NOW, None, DAY)
    assert (window.state, window.is_open, window.closes_at) == (W.NEVER_OPENED, False, None)
