# SPDX-License-Identifier: Apache-2.0
"""Turns tickets into rows of `cache.db` and back, and merges two records. Must not run SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_agent.domain.ids import (
    AgentId,
    ChannelId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    Ticket,
    TicketFacts,
    TicketStatus,
)
from desktop_agent.store.database import upsert
from desktop_agent.store.timestamps import (
    from_micros,
    from_micros_or_none,
    to_micros,
    to_micros_or_none,
)

RECORD_COLUMNS = (
    "id",
    "channel_id",
    "status",
    "customer_id",
    "version",
    "created_at",
    "last_activity_at",
    "priority",
    "owner_kind",
    "owner_id",
    "owner_name",
    "team_id",
    "labels",
    "waiting_since_at",
    "snoozed_until_at",
    "unread",
    "can_reply",
    "is_muted",
    "last_inbound_at",
    "preview_message_id",
    "preview_kind",
    "preview_author",
    "preview_author_name",
    "preview_text",
    "preview_attachment_kind",
    "preview_at",
    "consent_state",
    "consent_source",
    "consent_notice",
    "consent_declared_at",
    "consent_confirmed_at",
    "consent_first_message_id",
    "consent_link",
    "legal_basis",
    "is_sensitive",
    "routing_rule",
    "routed_at",
    "customer_since_at",
    "earlier_tickets",
)
DERIVED_COLUMNS = ("shelf", "waiting_key", "window_closes_at", "lacks_messages")
UPSERT_TICKET = upsert("tickets", RECORD_COLUMNS + DERIVED_COLUMNS)
UPSERT_CUSTOMER = upsert("customers", ("id", "name", "mask", "is_blocked"))

SELECT_TICKETS = (
    f"SELECT {', '.join('t.' + name for name in RECORD_COLUMNS)}, "  # noqa: S608 - constants only
    "c.name, c.mask, c.is_blocked FROM tickets t JOIN customers c ON c.id = t.customer_id "
)

SHELVES = {
    TicketStatus.OPEN: 0,
    TicketStatus.PENDING: 0,
    TicketStatus.SNOOZED: 1,
    TicketStatus.CLOSED: 2,
}
NOT_WAITING = 1 << 62
"""Above every time, so that tickets nobody waits in stand after those where somebody does."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What a list needs beside the record: the channel's window and the held messages."""

    window_us: int | None
    held_newest_id: int | None
    is_range_held: bool


def waiting_key(waiting_since_us: int | None, last_activity_us: int) -> int:
    """Place in the sort "waits longest": a waiting time, or behind all of them by recency."""
    return NOT_WAITING - last_activity_us if waiting_since_us is None else waiting_since_us


def lacks_messages(preview_id: int | None, held_newest_id: int | None, is_held: bool) -> bool:
    """True while the newest message is not part of the gapless held range."""
    return not is_held or (preview_id is not None and preview_id > (held_newest_id or 0))


def ticket_row(ticket: Ticket, derived: Derived) -> tuple[Any, ...]:
    """Values in the order of `RECORD_COLUMNS + DERIVED_COLUMNS`."""
    owner, preview, facts, consent = (
        ticket.owner,
        ticket.preview,
        ticket.facts,
        ticket.facts.consent,
    )
    last_activity = to_micros(ticket.last_activity_at)
    waiting = to_micros_or_none(ticket.waiting_since_at)
    inbound = to_micros_or_none(ticket.last_inbound_at)
    has_window = inbound is not None and derived.window_us is not None
    return (
        ticket.id,
        ticket.channel_id,
        ticket.status.value,
        ticket.customer.id,
        ticket.version,
        to_micros(ticket.created_at),
        last_activity,
        ticket.priority.value,
        owner and owner.kind.value,
        owner and owner.id,
        owner.name if owner else "",
        ticket.team_id,
        json.dumps(ticket.labels, ensure_ascii=False),
        waiting,
        to_micros_or_none(ticket.snoozed_until_at),
        ticket.unread,
        ticket.can_reply,
        ticket.is_muted,
        inbound,
        *_preview_columns(preview),
        consent.state.value,
        consent.source,
        consent.notice,
        to_micros_or_none(consent.declared_at),
        to_micros_or_none(consent.confirmed_at),
        consent.first_message_id,
        consent.link,
        facts.legal_basis,
        facts.is_sensitive,
        facts.routing_rule,
        to_micros_or_none(facts.routed_at),
        to_micros_or_none(facts.customer_since_at),
        facts.earlier_tickets,
        SHELVES[ticket.status],
        waiting_key(waiting, last_activity),
        (inbound or 0) + (derived.window_us or 0) if has_window else None,
        lacks_messages(
            None if preview is None else preview.message_id,
            derived.held_newest_id,
            derived.is_range_held,
        ),
    )


def ticket_of(row: Sequence[Any]) -> Ticket:
    """A ticket from a row of `SELECT_TICKETS`."""
    return Ticket(
        id=TicketId(row[0]),
        channel_id=ChannelId(row[1]),
        status=TicketStatus(row[2]),
        customer=Customer(CustomerId(row[3]), row[39], row[40], _flag_or_none(row[41])),
        version=row[4],
        created_at=from_micros(row[5]),
        last_activity_at=from_micros(row[6]),
        priority=Priority(row[7]),
        owner=owner_of(row[8], row[9], row[10]),
        team_id=None if row[11] is None else TeamId(row[11]),
        labels=tuple(json.loads(row[12])),
        waiting_since_at=from_micros_or_none(row[13]),
        snoozed_until_at=from_micros_or_none(row[14]),
        unread=row[15],
        can_reply=bool(row[16]),
        is_muted=_flag_or_none(row[17]),
        last_inbound_at=from_micros_or_none(row[18]),
        preview=preview_of(row[19:26]),
        facts=TicketFacts(
            consent=Consent(
                ConsentState(row[26]),
                row[27],
                row[28],
                from_micros_or_none(row[29]),
                from_micros_or_none(row[30]),
                None if row[31] is None else MessageId(row[31]),
                row[32],
            ),
            legal_basis=row[33],
            is_sensitive=bool(row[34]),
            routing_rule=row[35],
            routed_at=from_micros_or_none(row[36]),
            customer_since_at=from_micros_or_none(row[37]),
            earlier_tickets=row[38],
        ),
    )


def owner_of(kind: str | None, owner_id: int | None, name: str) -> Owner | None:
    """An owner from its three columns."""
    if kind is None or owner_id is None:
        return None
    return Owner(OwnerKind(kind), AgentId(owner_id), name)


def preview_of(columns: Sequence[Any]) -> Preview | None:
    """A preview from its seven columns."""
    message_id, kind, author, author_name, text, attachment_kind, at = columns
    if message_id is None:
        return None
    return Preview(
        message_id=MessageId(message_id),
        kind=kind,
        author=author,
        author_name=author_name,
        text=text,
        attachment_kind=attachment_kind,
        at=from_micros_or_none(at),
    )


def merge(held: Ticket, told: Ticket) -> Ticket:
    """The newer record with what it did not tell taken from the held one (chatwoot §4.5).

    The caller has checked the version. `last_inbound_at` only grows. A preview yields only to one
    of the same or a newer message, since a message event may have been faster than its record.
    """
    last_inbound_at = max(filter(None, (held.last_inbound_at, told.last_inbound_at)), default=None)
    preview, last_activity_at = told.preview, told.last_activity_at
    if preview is None or (held.preview and held.preview.message_id > preview.message_id):
        preview = held.preview
        last_activity_at = max(held.last_activity_at, told.last_activity_at)
    customer, facts = told.customer, told.facts
    if customer.is_blocked is None and customer.id == held.customer.id:
        customer = replace(customer, is_blocked=held.customer.is_blocked)
    return replace(
        told,
        customer=customer,
        owner=_named(told.owner, held.owner),
        is_muted=held.is_muted if told.is_muted is None else told.is_muted,
        last_inbound_at=last_inbound_at,
        preview=preview,
        last_activity_at=last_activity_at,
        facts=replace(
            facts,
            customer_since_at=facts.customer_since_at or held.facts.customer_since_at,
            earlier_tickets=held.facts.earlier_tickets
            if facts.earlier_tickets is None
            else facts.earlier_tickets,
        ),
    )


def _named(told: Owner | None, held: Owner | None) -> Owner | None:
    is_same = told and held and (told.kind, told.id) == (held.kind, held.id)
    return held if is_same and told and not told.name else told


def _preview_columns(preview: Preview | None) -> tuple[Any, ...]:
    if preview is None:
        return (None,) * 7
    return (
        preview.message_id,
        preview.kind,
        preview.author,
        preview.author_name,
        preview.text,
        preview.attachment_kind,
        to_micros_or_none(preview.at),
    )


def _flag_or_none(value: int | None) -> bool | None:
    return None if value is None else bool(value)
