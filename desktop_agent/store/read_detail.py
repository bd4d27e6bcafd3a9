# SPDX-License-Identifier: Apache-2.0
"""Everything that header, composer and context panel need for one ticket."""

from __future__ import annotations

from dataclasses import replace

from desktop_agent.domain.directory import Channel, ChannelKind
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.queries import DraftText, OwnerChange, TicketDetail, TicketDetailQuery
from desktop_agent.domain.tickets import Ticket
from desktop_agent.store.database import Connection
from desktop_agent.store.directory_repo import UNKNOWN_CHANNEL_WINDOW, read_channel
from desktop_agent.store.guard_facts import facts_of
from desktop_agent.store.read_rows import rows_of
from desktop_agent.store.sources import Sources
from desktop_agent.store.ticket_rows import SELECT_TICKETS, owner_of, ticket_of
from desktop_agent.store.timestamps import from_micros, to_micros


def detail(sources: Sources, query: TicketDetailQuery) -> TicketDetail | None:
    """One ticket in full; None when it is gone."""
    db = sources.db
    found = db.execute(SELECT_TICKETS + "WHERE t.id = ?", (query.ticket_id,)).fetchone()
    if found is None:
        return None
    ticket = ticket_of(found)
    channel, guard = _channel_and_guard(sources, ticket)
    newest = db.execute(
        "SELECT max(id) FROM messages WHERE ticket_id = ?", (ticket.id,)
    ).fetchone()[0]
    return TicketDetail(
        ticket=ticket,
        row=rows_of(sources, (ticket.id,))[ticket.id],
        channel=channel,
        guard=guard,
        last_message_id=None if newest is None else MessageId(newest),
        draft=_draft(db, ticket.id),
        owner_history=_owner_history(db, ticket.id),
        earlier_tickets=_earlier_tickets(db, ticket),
        processing=sources.processing.records.get(ticket.channel_id),
    )


def _channel_and_guard(sources: Sources, ticket: Ticket) -> tuple[Channel, GuardFacts]:
    """A ticket may be known before its channel is: then nothing may be sent."""
    channel = read_channel(sources.db, ticket.channel_id)
    if channel is not None:
        return channel, facts_of(sources.db, ticket, channel, sources.processing)
    unknown = Channel(ticket.channel_id, "", ChannelKind.OTHER, UNKNOWN_CHANNEL_WINDOW)
    facts = facts_of(sources.db, ticket, unknown, sources.processing)
    return unknown, replace(facts, is_channel_locked=True)


def _draft(db: Connection, ticket_id: TicketId) -> DraftText:
    row = db.execute(
        "SELECT text, is_note FROM work.drafts WHERE ticket_id = ?", (ticket_id,)
    ).fetchone()
    return DraftText() if row is None else DraftText(row[0], bool(row[1]))


def _owner_history(db: Connection, ticket_id: TicketId) -> tuple[OwnerChange, ...]:
    rows = db.execute(
        "SELECT o.owner_kind, o.owner_id, o.owner_name, a.name, o.seen_at FROM owner_changes o "
        "LEFT JOIN agents a ON a.id = o.owner_id AND o.owner_kind = 'agent' "
        "WHERE o.ticket_id = ? ORDER BY o.rowid",
        (ticket_id,),
    )
    return tuple(
        OwnerChange(owner_of(row[0], row[1], row[2] or row[3] or ""), from_micros(row[4]))
        for row in rows
    )


def _earlier_tickets(db: Connection, ticket: Ticket) -> int:
    """The server's number, else what is held."""
    if ticket.facts.earlier_tickets is not None:
        return ticket.facts.earlier_tickets
    row = db.execute(
        "SELECT count(*) FROM tickets WHERE customer_id = ? AND id != ? AND created_at < ?",
        (ticket.customer.id, ticket.id, to_micros(ticket.created_at)),
    ).fetchone()
    return int(row[0])
