# SPDX-License-Identifier: Apache-2.0
"""Tickets in REST and event shape: absent and null, unknown words, markers, rejects."""

from __future__ import annotations

import pytest

from desktop_agent.domain.tickets import OwnerKind, Priority, Ticket, TicketStatus
from desktop_agent.provider.chatwoot.cleaning import customer_mask
from desktop_agent.provider.chatwoot.map_tickets import read_ticket, read_tickets
from desktop_agent.provider.port import Reject
from tests.unit.provider.chatwoot.wire_samples import (
    ACCOUNT,
    CREATED,
    MAIL,
    MARKERS,
    PHONE,
    Json,
    contact,
    conversation,
    event_message,
    raw,
)


def mapped(record: Json) -> Ticket:
    result = read_ticket(raw(record), ACCOUNT)
    assert isinstance(result, Ticket)
    return result


def meta(**overrides: object) -> Json:
    return {"sender": contact(), "channel": "Channel::Whatsapp", **overrides}


def test_rest_record_is_mapped() -> None:
    ticket = mapped(conversation())
    assert (ticket.id, ticket.channel_id, ticket.team_id) == (9, 3, 2)
    assert ticket.status is TicketStatus.OPEN
    assert ticket.version == CREATED + 60.25
    assert ticket.customer.name == "Ayşe Demir"
    assert ticket.customer.mask == customer_mask(ACCOUNT, 77)
    assert ticket.owner is not None
    assert (ticket.owner.kind, ticket.owner.id, ticket.owner.name) == (OwnerKind.AGENT, 5, "Marie")
    assert ticket.unread == 2
    assert ticket.is_muted is False
    assert ticket.waiting_since_at is not None
    assert ticket.waiting_since_at.timestamp() == CREATED + 30
    assert ticket.last_inbound_at is not None
    assert ticket.last_inbound_at.timestamp() == CREATED
    assert ticket.preview is not None
    assert (ticket.preview.message_id, ticket.preview.text) == (501, "Guten Tag")
    assert ticket.preview.kind == "inbound"


def test_absent_and_null_mean_unassigned_alike() -> None:
    rest = mapped(conversation(meta=meta()))
    event = mapped(conversation(meta=meta(assignee=None, assignee_type=None, team=None)))
    assert rest.owner is event.owner is None
    assert rest.team_id is event.team_id is None


def test_event_shape_tells_less_and_says_so() -> None:
    record = conversation(messages=[])
    for key in ("muted", "last_non_activity_message", "uuid"):
        del record[key]
    ticket = mapped({**record, "channel": "Channel::Whatsapp"})
    assert ticket.is_muted is None
    assert ticket.preview is None
    assert ticket.last_inbound_at is None


def test_bot_holds_the_ticket() -> None:
    holder = {"id": 3, "name": "Lotse"}
    ticket = mapped(conversation(meta=meta(assignee=holder, assignee_type="AgentBot")))
    assert ticket.owner is not None
    assert ticket.owner.kind is OwnerKind.BOT


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("open", TicketStatus.OPEN),
        ("pending", TicketStatus.PENDING),
        ("snoozed", TicketStatus.SNOOZED),
        ("resolved", TicketStatus.CLOSED),
        ("escalated", TicketStatus.OPEN),
    ],
)
def test_status_words(word: str, status: TicketStatus) -> None:
    assert mapped(conversation(status=word)).status is status


def test_unknown_priority_is_none_and_zero_times_are_absent() -> None:
    ticket = mapped(conversation(priority="blazing", waiting_since=0))
    assert ticket.priority is Priority.NONE
    assert ticket.waiting_since_at is None
    assert mapped(conversation(priority="urgent")).priority is Priority.URGENT


def test_snooze_end_comes_as_text() -> None:
    ticket = mapped(conversation(status="snoozed", snoozed_until="2026-05-29T06:00:00.000Z"))
    assert ticket.snoozed_until_at is not None
    assert ticket.snoozed_until_at.isoformat() == "2026-05-29T06:00:00+00:00"


def test_unreadable_preview_costs_only_the_preview() -> None:
    broken = conversation(last_non_activity_message={"id": "x"}, messages=[{"id": None}])
    ticket = mapped(broken)
    assert ticket.preview is None
    assert ticket.customer.name == "Ayşe Demir"


def test_preview_is_one_short_line() -> None:
    newest = event_message(content="Zeile eins\nZeile zwei " + "x" * 900)
    preview = mapped(conversation(last_non_activity_message=newest)).preview
    assert preview is not None
    assert preview.text.startswith("Zeile eins Zeile zwei")
    assert len(preview.text) <= 200


def test_planted_markers_never_come_out() -> None:
    named_by_number = conversation(meta=meta(sender=contact(name=PHONE)))
    named_by_mail = conversation(meta=meta(sender=contact(name=MAIL)))
    shown = "".join(repr(mapped(r)) for r in (conversation(), named_by_number, named_by_mail))
    assert not [marker for marker in MARKERS if marker in shown]
    assert mapped(named_by_number).customer.name == ""


@pytest.mark.parametrize(
    ("record", "where"),
    [
        pytest.param(conversation(id=None), "$.id", id="no-id"),
        pytest.param(conversation(meta={}), "$.meta.sender", id="orphan"),
        pytest.param(conversation(meta=None), "$.meta", id="no-meta"),
        pytest.param(conversation(updated_at="x"), "$.updated_at", id="no-version"),
        pytest.param(conversation(updated_at=1e99), "$.updated_at", id="absurd-version"),
        pytest.param(conversation(created_at="never"), "$.created_at", id="no-time"),
        pytest.param(conversation(account_id=2), "$.account_id", id="other-account"),
        pytest.param(conversation(labels=[1]), "$.labels[0]", id="labels"),
        pytest.param(conversation(unread_count=-1), "$.unread_count", id="negative"),
    ],
)
def test_rejects_name_the_field(record: Json, where: str) -> None:
    reject = read_ticket(raw(record), ACCOUNT)
    assert isinstance(reject, Reject)
    assert reject.where == where


def test_one_bad_ticket_never_costs_the_page() -> None:
    tickets, rejects = read_tickets(
        [raw(conversation(id=1)), raw(conversation(id=2, meta={})), raw(conversation(id=3))],
        ACCOUNT,
    )
    assert [ticket.id for ticket in tickets] == [1, 3]
    assert [reject.record_id for reject in rejects] == [2]
