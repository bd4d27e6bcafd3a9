# SPDX-License-Identifier: Apache-2.0
"""Reads single tickets afresh and removes those that are gone. Must not decide who holds them.

The one cure for silent changes, unknown tickets and suspected deletions (chatwoot §5.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.port import Provider, TicketGone
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.background import BackgroundReads, Urgency


class TicketReader:
    """Single reads of tickets. Engine thread only."""

    def __init__(self, provider: Provider, applier: Applier, background: BackgroundReads) -> None:
        self._provider = provider
        self._applier = applier
        self._background = background

    async def read(self, ticket_id: TicketId) -> Ticket | None:
        """The server's record of now, stored; None when the ticket is gone (and removed here).

        Raises what the provider raises for trouble.
        """
        try:
            ticket = await self._provider.ticket(ticket_id)
        except TicketGone as gone:
            await self._applier.gone([ticket_id], is_deleted=gone.is_deleted)
            return None
        await self._applier.tickets([ticket], is_proof=True)
        return ticket

    def verify(self, ids: Iterable[TicketId]) -> None:
        """Read tickets again when there is time."""
        for ticket_id in ids:
            self._background.add(Urgency.VERIFY, ticket_id, partial(self._verify, ticket_id))

    async def _verify(self, ticket_id: TicketId) -> None:
        await self.read(ticket_id)
