# SPDX-License-Identifier: Apache-2.0
"""Frames of the live feed become events, rejects or nothing (chatwoot §4.4-4.6)."""

from __future__ import annotations

import pytest

from desktop_agent.domain.directory import Availability
from desktop_agent.provider.chatwoot.frames import read_event
from desktop_agent.provider.chatwoot.map_tickets import read_ticket
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    EventRejected,
    LiveEvent,
    MessageSeen,
    PresenceSeen,
    TicketSeen,
    TypingSeen,
)
from tests.unit.provider.chatwoot.wire_samples import (
    ACCOUNT,
    MARKERS,
    PHONE,
    contact,
    conversation,
    event_message,
    raw,
)


def events(name: object, data: object) -> list[LiveEvent]:
    body = raw({"event": name, "data": data})
    return list(read_event(body, ACCOUNT, lambda record: read_ticket(record, ACCOUNT)))


@pytest.mark.parametrize("name", ["message.created", "message.updated", "first.reply.created"])
def test_message_events(name: str) -> None:
    (event,) = events(name, event_message())
    assert isinstance(event, MessageSeen)
    assert event.message.version is not None


@pytest.mark.parametrize(
    "name",
    [
        "conversation.created",
        "conversation.updated",
        "conversation.status_changed",
        "conversation.read",
        "conversation.contact_changed",
        "conversation.mentioned",
        "assignee.changed",
        "team.changed",
    ],
)
def test_ticket_events(name: str) -> None:
    (event,) = events(name, conversation())
    assert isinstance(event, TicketSeen)


def test_typing_of_customer_and_colleague() -> None:
    ticket = {"id": 9}
    typing = {"conversation": ticket, "user": contact(), "account_id": ACCOUNT}
    assert events("conversation.typing_on", typing) == [TypingSeen(9, "Ayşe Demir", True, True)]  # type: ignore[arg-type]  # a NewType of int
    user = {"id": 5, "name": "Marie", "type": "user"}
    colleague = {"conversation": ticket, "user": user, "is_private": False}
    assert events("conversation.typing_off", colleague) == [TypingSeen(9, "Marie", False, False)]  # type: ignore[arg-type]  # a NewType of int
    assert events("conversation.typing_on", {**colleague, "is_private": True}) == []


def test_typing_customer_without_a_name_shows_no_number() -> None:
    typing = {"conversation": {"id": 9}, "user": contact(name=PHONE)}
    (event,) = events("conversation.typing_on", typing)
    assert not [marker for marker in MARKERS if marker in repr(event)]


def test_customer_gone_and_stale_directory() -> None:
    assert events("contact.deleted", contact()) == [CustomerGone(77)]  # type: ignore[arg-type]  # a NewType of int
    keys = {"account_id": ACCOUNT, "cache_keys": {"inbox": "1"}}
    assert events("account.cache_invalidated", keys) == [DirectoryStale()]


def test_presence_ignores_what_is_no_agent() -> None:
    users = {"5": "online", "6": "busy", "x": "online", "7": "asleep", "9" * 40: "online"}
    (event,) = events("presence.update", {"account_id": ACCOUNT, "users": users})
    assert isinstance(event, PresenceSeen)
    assert event.availability == {
        5: Availability.ONLINE,
        6: Availability.BUSY,
        7: Availability.OFFLINE,
    }


@pytest.mark.parametrize("name", ["notification.created", "copilot.message.created", "new.kind"])
def test_kinds_that_nobody_needs_are_passed_over(name: str) -> None:
    assert events(name, {"anything": [1, 2]}) == []


def test_other_accounts_are_passed_over() -> None:
    assert events("message.created", event_message() | {"account_id": 2}) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("message.created", {"id": "x"}, id="bad-message"),
        pytest.param("message.created", None, id="null"),
        pytest.param("conversation.updated", {"id": 4}, id="bad-ticket"),
        pytest.param("conversation.typing_on", {"conversation": 4}, id="bad-typing"),
        pytest.param("presence.update", {"users": []}, id="bad-presence"),
        pytest.param("contact.deleted", {"id": "x"}, id="bad-contact"),
        pytest.param(5, {}, id="bad-name"),
    ],
)
def test_bad_frames_are_rejected_without_content(name: object, data: object) -> None:
    (event,) = events(name, data)
    assert isinstance(event, EventRejected)
    assert event.reject.where.startswith("$")
