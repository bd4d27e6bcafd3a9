# SPDX-License-Identifier: Apache-2.0
"""Answers the window's questions from stories in memory, as the stores' reader would.

Must not change anything; `FakeDesk` does.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from desktop_agent.domain import queries as q
from desktop_agent.domain.directory import Channel
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import MessageKind
from desktop_agent.domain.messaging_window import SOON
from desktop_agent.domain.outbox import OPEN_STATES, OutboxRow, OutboxState
from desktop_agent.domain.projection import overlay
from desktop_agent.domain.tickets import ConsentState, Ticket, TicketStatus
from tests.fakes.sample_service import ME, make_directory, make_stories, preview_of

A = TypeVar("A")


class DeskReader:
    """Implements `ReaderPort`; what it was asked stays in `asked`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.me = ME
        self.directory = make_directory(now)
        self.stories = make_stories(now)
        self.rows: list[OutboxRow] = []
        self.drafts: dict[TicketId, q.DraftText] = {}
        self.asked: list[q.Query[Any]] = []
        self.gaps: set[TicketId] = set()
        """Tickets whose older messages are at the server only."""
        self.attachments: dict[int, q.AttachmentBytes] = {}
        self._answers: dict[type[Any], Callable[[Any], object]] = {
            q.TicketIndexQuery: self._index,
            q.TicketRowsQuery: lambda query: self._rows(query.ids),
            q.TicketPlacesQuery: self._places,
            q.CountsQuery: self._counts,
            q.NextWindowQuery: self._next_window,
            q.TicketDetailQuery: self._detail,
            q.TranscriptQuery: self._transcript,
            q.OutboxQuery: self._outbox,
            q.DirectoryQuery: lambda _query: self.directory,
            q.SearchQuery: self._search,
            q.AttachmentQuery: lambda query: self.attachments.get(query.attachment_id),
            q.DeviceReportQuery: self._device_report,
            q.CustomerTicketsQuery: lambda _query: (),
        }

    def ask(self, query: q.Query[A], answer: Callable[[A], None]) -> None:
        """Answer at once; the bridge delivers it on the next turn of the event loop."""
        self.asked.append(query)
        answer(cast("A", self._answers[type(query)](query)))

    def row_of(self, ticket: Ticket) -> q.TicketRow:
        """The list's row, overlay included."""
        channel = self._channel(ticket)
        window = channel.window
        wishes = overlay(self._rows_of(ticket.id), self.me)
        messages = self.stories[ticket.id].messages
        return q.TicketRow(
            id=ticket.id,
            channel_id=channel.id,
            channel_name=channel.name,
            channel_kind=channel.kind,
            status=ticket.status,
            priority=ticket.priority,
            customer_name=ticket.customer.name,
            customer_mask=ticket.customer.mask,
            owner=ticket.owner,
            team_name=next((t.name for t in self.directory.teams if t.id == ticket.team_id), ""),
            labels=ticket.labels,
            unread=ticket.unread,
            last_activity_at=ticket.last_activity_at,
            waiting_since_at=ticket.waiting_since_at,
            snoozed_until_at=ticket.snoozed_until_at,
            window_closes_at=(
                ticket.last_inbound_at + window if window and ticket.last_inbound_at else None
            ),
            consent=ticket.facts.consent.state,
            is_sensitive=ticket.facts.is_sensitive,
            preview=preview_of(messages[-1]) if messages else None,
            has_draft=ticket.id in self.drafts,
            is_owner_pending=wishes.is_owner_pending,
            pending_owner=wishes.pending_owner,
            pending_status=wishes.pending_status,
            held_count=wishes.held_count,
            waiting_count=wishes.waiting_count,
        )

    def _index(self, query: q.TicketIndexQuery) -> q.TicketIndex:
        placed = sorted(
            (self._key(query.view, story.ticket), story.ticket.id)
            for story in self.stories.values()
            if self._is_in(query.view, story.ticket)
        )
        placed = placed[: query.limit]
        ids = array("q", (ticket_id for _key, ticket_id in placed))
        keys = array("q", (key for key, _ticket_id in placed))
        first = tuple(self._rows(TicketId(i) for i in ids[: query.page]).values())
        return q.TicketIndex(ids, keys, first)

    def _rows(self, ids: Iterable[TicketId]) -> dict[TicketId, q.TicketRow]:
        return {i: self.row_of(self.stories[i].ticket) for i in ids if i in self.stories}

    def _places(self, query: q.TicketPlacesQuery) -> dict[TicketId, int | None]:
        places: dict[TicketId, int | None] = {}
        for ticket_id in query.ids:
            story = self.stories.get(ticket_id)
            is_in = story is not None and self._is_in(query.view, story.ticket)
            places[ticket_id] = self._key(query.view, story.ticket) if story and is_in else None
        return places

    def _is_in(self, view: q.TicketView, ticket: Ticket) -> bool:
        row_filter = view.filter
        if row_filter.channel_id is not None and row_filter.channel_id != ticket.channel_id:
            return False
        if row_filter.team_id is not None and row_filter.team_id != ticket.team_id:
            return False
        if row_filter.label is not None and row_filter.label not in ticket.labels:
            return False
        if row_filter.is_window_soon and not self._is_window_soon(ticket):
            return False
        consent = ticket.facts.consent.state
        if row_filter.is_consent_open and consent is ConsentState.CONFIRMED:
            return False
        return self._is_in_kind(view.kind, ticket)

    def _is_in_kind(self, kind: q.ViewKind, ticket: Ticket) -> bool:
        if kind is q.ViewKind.SNOOZED:
            return ticket.status is TicketStatus.SNOOZED
        if kind is q.ViewKind.CLOSED:
            return ticket.status is TicketStatus.CLOSED
        is_open = ticket.status in (TicketStatus.OPEN, TicketStatus.PENDING)
        if kind is q.ViewKind.MINE:
            return is_open and ticket.owner is not None and ticket.owner.is_agent(self.me)
        if kind is q.ViewKind.FREE:
            return is_open and ticket.owner is None
        return is_open

    def _is_window_soon(self, ticket: Ticket) -> bool:
        closes_at = self.row_of(ticket).window_closes_at
        return closes_at is not None and timedelta(0) < closes_at - self.now <= SOON

    def _key(self, view: q.TicketView, ticket: Ticket) -> int:
        activity = int(ticket.last_activity_at.timestamp() * 1000)
        if view.sort is q.SortKind.NEWEST:
            return -activity
        at = ticket.waiting_since_at
        if view.sort is q.SortKind.WINDOW_FIRST:
            at = self.row_of(ticket).window_closes_at
        return int(at.timestamp() * 1000) if at else 2**62 - activity

    def _counts(self, query: q.CountsQuery) -> q.Counts:
        tickets = [story.ticket for story in self.stories.values()]
        open_rows = [row for row in self.rows if row.state in OPEN_STATES]
        return q.Counts(
            views={k: sum(self._is_in_kind(k, t) for t in tickets) for k in q.ViewKind},
            outbox_open=len(open_rows),
            outbox_held=sum(
                row.state in (OutboxState.HELD, OutboxState.FAILED) for row in open_rows
            ),
            unread_mine=sum(t.unread for t in tickets if self._is_in_kind(q.ViewKind.MINE, t)),
        )

    def _next_window(self, query: q.NextWindowQuery) -> q.NextWindow | None:
        best: q.NextWindow | None = None
        for story in self.stories.values():
            row = self.row_of(story.ticket)
            closes_at = row.window_closes_at
            if (
                row.id == query.besides
                or row.waiting_since_at is None
                or closes_at is None
                or not self._is_in_kind(q.ViewKind.MINE, story.ticket)
                or not 0 < (closes_at - query.now_at).total_seconds() <= query.within_s
            ):
                continue
            if best is None or closes_at < best.closes_at:
                best = q.NextWindow(row.id, row.customer_name, closes_at)
        return best

    def _detail(self, query: q.TicketDetailQuery) -> q.TicketDetail | None:
        story = self.stories.get(query.ticket_id)
        if story is None:
            return None
        ticket = story.ticket
        channel = self._channel(ticket)
        inbound = [m for m in story.messages if m.kind is MessageKind.INBOUND]
        return q.TicketDetail(
            ticket=ticket,
            row=self.row_of(ticket),
            channel=channel,
            guard=GuardFacts(
                channel=channel,
                owner=ticket.owner,
                consent=ticket.facts.consent,
                first_inbound_id=inbound[0].id if inbound else None,
                last_inbound_at=ticket.last_inbound_at,
            ),
            last_message_id=story.messages[-1].id if story.messages else None,
            draft=self.drafts.get(ticket.id, q.DraftText()),
            owner_history=(q.OwnerChange(ticket.owner, self.now - timedelta(minutes=41)),),
            earlier_tickets=ticket.facts.earlier_tickets or 0,
            processing=self.directory.processing.get(channel.id),
        )

    def _transcript(self, query: q.TranscriptQuery) -> q.TranscriptPage:
        story = self.stories[query.ticket_id]
        messages = story.messages
        start, end = max(0, len(messages) - query.limit), len(messages)
        ids = [m.id for m in messages]
        if query.before_id is not None:
            end = bisect_left(ids, query.before_id)
            start = max(0, end - query.limit)
        elif query.after_id is not None:
            start = bisect_right(ids, query.after_id)
            end = min(len(messages), start + query.limit)
        elif query.around_id is not None:
            start = max(0, bisect_left(ids, query.around_id) - query.limit // 2)
            end = min(len(messages), start + query.limit)
        items = [q.TranscriptItem(message=m) for m in messages[start:end]]
        if end == len(messages):
            items += [q.TranscriptItem(row=row) for row in self._rows_of(query.ticket_id)]
        unread = story.ticket.unread
        inbound = [m.id for m in messages if m.kind is MessageKind.INBOUND]
        read_up_to: MessageId | None = None
        if unread and len(messages) > unread and inbound[-unread:]:
            read_up_to = ids[ids.index(inbound[-unread:][0]) - 1]
        return q.TranscriptPage(
            ticket_id=query.ticket_id,
            items=tuple(items),
            has_older=start > 0 or query.ticket_id in self.gaps,
            has_newer=end < len(messages),
            is_gap=start == 0 and query.ticket_id in self.gaps,
            last_read_id=read_up_to,
        )

    def _outbox(self, query: q.OutboxQuery) -> tuple[tuple[OutboxRow, q.TicketRow | None], ...]:
        return tuple(
            (row, self._rows([row.command.ticket_id]).get(row.command.ticket_id))
            for row in self.rows
            if row.state in OPEN_STATES
        )

    def _search(self, query: q.SearchQuery) -> q.SearchAnswer:
        words = query.text.casefold().split()
        tickets, hits = [], []
        for story in self.stories.values():
            name = story.ticket.customer.name.casefold()
            if all(w in name or w.lstrip("#") == str(story.ticket.id) for w in words):
                tickets.append(self.row_of(story.ticket))
            for message in story.messages:
                marks = _marks(message.text, words)
                if marks:
                    row = self.row_of(story.ticket)
                    hits.append(
                        q.SearchHit(
                            story.ticket.id,
                            message.id,
                            row.customer_name,
                            row.channel_kind,
                            message.text,
                            marks,
                            message.created_at,
                        )
                    )
        hits.sort(key=lambda hit: -hit.message_id)
        return q.SearchAnswer(tuple(tickets), tuple(hits[: query.limit]), True)

    def _device_report(self, query: q.DeviceReportQuery) -> q.DeviceReport:
        return q.DeviceReport(
            tickets=len(self.stories),
            messages=sum(len(story.messages) for story in self.stories.values()),
            attachments=len(self.attachments),
            attachment_bytes=sum(len(a.content) for a in self.attachments.values()),
            drafts=len(self.drafts),
            outbox=len([row for row in self.rows if row.state in OPEN_STATES]),
            customers=len(self.stories),
        )

    def _channel(self, ticket: Ticket) -> Channel:
        return next(ch for ch in self.directory.channels if ch.id == ticket.channel_id)

    def _rows_of(self, ticket_id: TicketId) -> list[OutboxRow]:
        return [
            row
            for row in self.rows
            if row.command.ticket_id == ticket_id and row.state in OPEN_STATES
        ]


def _marks(text: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    folded = text.casefold()
    places = [(folded.find(word), len(word)) for word in words]
    return tuple(sorted(places)) if words and all(at >= 0 for at, _length in places) else ()
