# SPDX-License-Identifier: Apache-2.0
"""What is shown dotted while wishes are on their way (architecture §1)."""

from __future__ import annotations

import pytest

from desktop_agent.domain.commands import (
    Assign,
    Claim,
    Close,
    Mute,
    Note,
    Payload,
    Release,
    Reopen,
    Reply,
    Snooze,
)
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.domain.projection import Overlay, overlay
from desktop_agent.domain.tickets import TicketStatus
from tests.unit.domain.samples import ANNA, ME, agent, make_row

S, T = OutboxState, TicketStatus


@pytest.mark.parametrize(
    ("payload", "wanted"),
    [
        (Claim(), Overlay(is_owner_pending=True, pending_owner=agent(ME))),
        (Assign(ANNA), Overlay(is_owner_pending=True, pending_owner=agent(ANNA))),
        (Release(), Overlay(is_owner_pending=True, pending_owner=None)),
        (Close(), Overlay(pending_status=T.CLOSED)),
        (Mute(is_on=True), Overlay(pending_status=T.CLOSED)),
        (Mute(is_on=False), Overlay()),
        (Reopen(), Overlay(pending_status=T.OPEN)),
        (Snooze(None), Overlay(pending_status=T.SNOOZED)),
        (Reply("x"), Overlay(waiting_count=1)),
        (Note("x"), Overlay()),
    ],
)
@pytest.mark.parametrize("state", [S.QUEUED, S.SENDING, S.UNKNOWN])
def test_wish_on_its_way(payload: Payload, wanted: Overlay, state: OutboxState) -> None:
    assert overlay([make_row(payload, state)], ME) == wanted


@pytest.mark.parametrize("state", [S.HELD, S.FAILED])
def test_stopped_wish_only_counts(state: OutboxState) -> None:
    assert overlay([make_row(Claim(), state)], ME) == Overlay(held_count=1)


@pytest.mark.parametrize("state", [S.CONFIRMED, S.CANCELLED])
def test_ended_wish_is_not_shown(state: OutboxState) -> None:
    assert overlay([make_row(Close(), state)], ME) == Overlay()


def test_later_wish_wins() -> None:
    rows = [make_row(Claim()), make_row(Close()), make_row(Release()), make_row(Reopen())]
    assert overlay(rows, ME) == Overlay(
        is_owner_pending=True, pending_owner=None, pending_status=T.OPEN
    )
