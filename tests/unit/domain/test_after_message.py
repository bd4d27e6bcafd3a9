# SPDX-License-Identifier: Apache-2.0
"""What a live message says about its ticket (chatwoot §2.9)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_agent.domain.after_message import UNREAD_CAP, after_message, preview_of
from desktop_agent.domain.messages import Author, AuthorKind, MessageKind
from tests.unit.domain.samples import NOW, make_message, make_ticket

EARLIER = NOW - timedelta(hours=2)


def test_customer_message_counts_starts_the_wait_and_opens_the_window() -> None:
    ticket = after_message(make_ticket(), make_message())
    assert ticket.unread == 1
    assert ticket.waiting_since_at == NOW
    assert ticket.last_inbound_at == NOW
    assert ticket.last_activity_at == NOW
    assert ticket.preview == preview_of(make_message())


def test_second_customer_message_keeps_the_start_of_the_wait_and_the_cap() -> None:
    waiting = make_ticket(waiting_since_at=EARLIER, unread=UNREAD_CAP)
    ticket = after_message(waiting, make_message())
    assert ticket.waiting_since_at == EARLIER
    assert ticket.unread == UNREAD_CAP


@pytest.mark.parametrize("author", [AuthorKind.AGENT, AuthorKind.BOT])
def test_answer_ends_the_wait(author: AuthorKind) -> None:
    answer = make_message(kind=MessageKind.OUTBOUND, author=Author(author, 2))
    ticket = after_message(make_ticket(waiting_since_at=EARLIER, unread=2), answer)
    assert ticket.waiting_since_at is None
    assert ticket.unread == 2


def test_note_moves_activity_but_not_the_wait() -> None:
    note = make_message(kind=MessageKind.NOTE, author=Author(AuthorKind.AGENT, 2))
    ticket = after_message(make_ticket(waiting_since_at=EARLIER), note)
    assert ticket.waiting_since_at == EARLIER
    assert ticket.last_activity_at == NOW
    assert ticket.preview == preview_of(note)


def test_activity_is_no_preview() -> None:
    activity = make_message(kind=MessageKind.ACTIVITY, author=Author(AuthorKind.SYSTEM))
    ticket = after_message(make_ticket(), activity)
    assert ticket.preview is None
    assert ticket.last_activity_at == NOW


def test_message_that_is_shown_already_changes_nothing() -> None:
    once = after_message(make_ticket(), make_message())
    assert after_message(once, make_message()) is once
    assert after_message(once, make_message(49)) is once


def test_old_message_never_moves_activity_back() -> None:
    fresh = make_ticket(last_activity_at=NOW + timedelta(hours=1))
    assert after_message(fresh, make_message()).last_activity_at == NOW + timedelta(hours=1)
    assert replace(fresh, unread=1).unread == after_message(fresh, make_message()).unread
