# SPDX-License-Identifier: Apache-2.0
"""Scans whole lists page by page and sees to it that nothing is lost (chatwoot §5.2).

Lists are paged by last activity, newest first, so that the inbox is useful at once. Rows that jump
ahead of the scan have changed and are in the delta that follows it. Rows that leave the list pull
later rows onto pages already read: when the count falls, the scan steps back; and in the end the
server's count must equal what was collected, else the list is read once more in order of
creation, where nothing moves. What remains is a deletion and an arrival between the same two pages;
the ownership digest or the next change of the ticket repairs that. Must not know cursors.
"""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Iterable
from datetime import datetime

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.tickets import Ticket, TicketStatus
from desktop_agent.provider.chatwoot.conversations import Conversations, TicketList
from desktop_agent.provider.port import ChangePage, Stage

NEWEST_FIRST = "last_activity_at_desc"
OLDEST_FIRST = "created_at_asc"

STATUS_WORDS = {
    TicketStatus.OPEN: "open",
    TicketStatus.PENDING: "pending",
    TicketStatus.SNOOZED: "snoozed",
    TicketStatus.CLOSED: "resolved",
}
_COUNTED = {
    TicketStatus.OPEN: Stage.OPEN,
    TicketStatus.PENDING: Stage.PENDING,
    TicketStatus.SNOOZED: Stage.SNOOZED,
}
_MAX_PAGES = 20_000


class FirstScan:
    """One scan of everything that is not closed, and of closed tickets down to a time.

    Attribute `closed_since`: last activity before it ends the list of closed tickets.
    """

    def __init__(self, conversations: Conversations, closed_since: datetime) -> None:
        self._conversations = conversations
        self._closed_since = closed_since
        self._status_of: dict[TicketId, TicketStatus] = {}
        self._unreadable: dict[TicketStatus, set[int | None]] = {}

    async def pages(self) -> AsyncGenerator[ChangePage, None]:
        """Open tickets, then pending, snoozed and closed ones."""
        for status in _COUNTED:
            async for page in self._list(status, NEWEST_FIRST):
                yield page
        async for page in self._closed():
            yield page

    def note(self, tickets: Iterable[Ticket]) -> None:
        """Take into account what changed meanwhile."""
        for ticket in tickets:
            self._status_of[ticket.id] = ticket.status

    async def drifted(self) -> list[TicketStatus]:
        """Lists in which the server counts another number than was collected."""
        drifted = []
        for status in _COUNTED:
            counted = (await self._conversations.counts(STATUS_WORDS[status])).all_count
            if counted is not None and counted != self._collected(status):
                drifted.append(status)
        return drifted

    async def again(self, status: TicketStatus) -> AsyncGenerator[ChangePage, None]:
        """Read one list once more in the order in which nothing moves."""
        self._status_of = {
            ticket_id: held for ticket_id, held in self._status_of.items() if held is not status
        }
        self._unreadable.pop(status, None)
        async for page in self._list(status, OLDEST_FIRST):
            yield page

    async def _list(self, status: TicketStatus, sort_by: str) -> AsyncGenerator[ChangePage, None]:
        number, page_size, last_count = 1, 1, 0
        for _ in range(_MAX_PAGES):
            found = await self._page(status, sort_by, number)
            count = found.counts.all_count or 0
            if found.size:
                yield ChangePage(found.tickets, _COUNTED[status], None, count, found.rejects)
            page_size = max(page_size, found.size)
            gone = max(0, last_count - count)
            last_count = count
            if gone and number > 1:
                number = max(1, number - math.ceil(gone / page_size))
            elif not found.size or (
                sort_by == NEWEST_FIRST and 0 < count <= self._collected(status)
            ):
                return
            else:
                number += 1

    async def _closed(self) -> AsyncGenerator[ChangePage, None]:
        for number in range(1, _MAX_PAGES):
            found = await self._page(TicketStatus.CLOSED, NEWEST_FIRST, number)
            recent = tuple(
                ticket for ticket in found.tickets if ticket.last_activity_at >= self._closed_since
            )
            if recent or found.rejects:
                yield ChangePage(recent, Stage.CLOSED, rejects=found.rejects)
            if not found.size or len(recent) < len(found.tickets):
                return

    async def _page(self, status: TicketStatus, sort_by: str, number: int) -> TicketList:
        found = await self._conversations.list(
            [("status", STATUS_WORDS[status]), ("sort_by", sort_by), ("page", number)]
        )
        self.note(found.tickets)
        unreadable = self._unreadable.setdefault(status, set())
        unreadable.update(reject.record_id for reject in found.rejects)
        return found

    def _collected(self, status: TicketStatus) -> int:
        held = sum(held is status for held in self._status_of.values())
        return held + len(self._unreadable.get(status, ()))
