# SPDX-License-Identifier: Apache-2.0
"""Lists open tickets that are mine and that are free, as the server has them now.

Finds what no event and no change time tells: silent unassignments (chatwoot trap 18).
"""

from __future__ import annotations

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.conversations import ALL_TIME_S, Conversations, TicketList
from desktop_agent.provider.chatwoot.first_scan import NEWEST_FIRST
from desktop_agent.provider.chatwoot.line import Params
from desktop_agent.provider.port import OwnershipDigest

_MAX_UNPAGED = 200
"""Hundreds of rows fit into one answer (chatwoot §5.1)."""
_MAX_PAGES = 2000


async def ownership_digest(conversations: Conversations) -> OwnershipDigest:
    """Two requests as a rule; a longer list of free tickets is paged."""
    own = await conversations.list(_open("me", ("updated_within", ALL_TIME_S)))
    free_count = own.counts.unassigned_count
    if free_count is not None and free_count <= _MAX_UNPAGED:
        free = [await conversations.list(_open("unassigned", ("updated_within", ALL_TIME_S)))]
    else:
        free = await _paged(conversations)
    tickets: dict[TicketId, Ticket] = {}
    for part in (own, *free):
        tickets |= {ticket.id: ticket for ticket in part.tickets}
    return OwnershipDigest(
        mine=_ids([own]),
        free=_ids(free),
        tickets=tuple(tickets.values()),
    )


async def _paged(conversations: Conversations) -> list[TicketList]:
    found: list[TicketList] = []
    for number in range(1, _MAX_PAGES):
        part = await conversations.list(
            _open("unassigned", ("sort_by", NEWEST_FIRST), ("page", number))
        )
        if not part.size:
            break
        found.append(part)
    return found


def _open(assignee_type: str, *more: tuple[str, str | int]) -> Params:
    return [("status", "open"), ("assignee_type", assignee_type), *more]


def _ids(parts: list[TicketList]) -> frozenset[TicketId]:
    """Ids of readable records, and of unreadable ones that at least told theirs."""
    readable = {ticket.id for part in parts for ticket in part.tickets}
    unreadable = {
        TicketId(reject.record_id)
        for part in parts
        for reject in part.rejects
        if reject.record_id is not None
    }
    return frozenset(readable | unreadable)
