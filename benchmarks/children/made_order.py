# SPDX-License-Identifier: Apache-2.0
"""Answers the ticket list's questions from an invented order of any length, without a database."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from desktop_agent.domain import queries as q
from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.ids import AgentId, ChannelId, MessageId, TicketId
from desktop_agent.domain.tickets import ConsentState, Owner, OwnerKind, Preview, Priority
from desktop_agent.domain.tickets import TicketStatus as Status

A = TypeVar("A")
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ME = AgentId(1)


class MadeOrder:
    """Implements `bridge.ReaderPort`; `keys` holds every listed ticket's place, changed freely."""

    def __init__(self, count: int) -> None:
        self.keys = {TicketId(number): number * 10 for number in range(1, count + 1)}
        self.texts: dict[TicketId, str] = {}
        self._rows: dict[TicketId, q.TicketRow] = {}
        self._index = q.TicketIndex(array("q", self.keys), array("q", self.keys.values()))

    def ask(self, query: q.Query[A], answer: Callable[[A], None]) -> None:
        """Answer at once; the bridge delivers it in a later turn of the event loop."""
        answer(cast("A", self._answer(query)))

    def row(self, ticket_id: TicketId) -> q.TicketRow:
        """What is painted for a ticket; the program's reader makes it on another thread."""
        text = self.texts.get(ticket_id, "Guten Tag, wann kommt die Technikerin zu uns?")
        known = self._rows.get(ticket_id)
        if known is None or known.preview is None or known.preview.text != text:
            known = self._rows[ticket_id] = self._made(ticket_id, text)
        return known

    def _made(self, ticket_id: TicketId, text: str) -> q.TicketRow:
        at = NOW - timedelta(seconds=ticket_id)
        return q.TicketRow(
            id=ticket_id,
            channel_id=ChannelId(1),
            channel_name="Bürgerbüro",
            channel_kind=ChannelKind.WHATSAPP,
            status=Status.OPEN,
            priority=Priority.NONE,
            customer_name=f"Kundin {ticket_id}",
            customer_mask="7f3a91",
            owner=Owner(OwnerKind.AGENT, ME, "Marie Krüger"),
            team_name="Team 1",
            labels=("Wohngeld",),
            unread=ticket_id % 3,
            last_activity_at=at,
            waiting_since_at=at,
            snoozed_until_at=None,
            window_closes_at=at + timedelta(hours=24),
            consent=ConsentState.CONFIRMED,
            is_sensitive=False,
            preview=Preview(
                message_id=MessageId(ticket_id),
                kind="inbound",
                author="customer",
                author_name=f"Kundin {ticket_id}",
                text=text,
                at=at,
            ),
        )

    def _answer(self, query: q.Query[Any]) -> object:
        match query:
            case q.TicketIndexQuery(limit=limit, page=page):
                ids, keys = self._index.ids, self._index.keys
                rows = tuple(self.row(TicketId(one)) for one in ids[:page])
                return q.TicketIndex(array("q", ids[:limit]), array("q", keys[:limit]), rows)
            case q.TicketRowsQuery(ids):
                return {one: self.row(one) for one in ids if one in self.keys}
            case q.TicketPlacesQuery(_, ids):
                return {one: self.keys.get(one) for one in ids}
            case _:
                raise NotImplementedError(type(query).__name__)
