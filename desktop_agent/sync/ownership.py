# SPDX-License-Identifier: Apache-2.0
"""Compares who holds what with the server's digest and repairs single tickets.

Finds what the feed cannot see: silent unassignments, deletions, lost scope (chatwoot §5.2, §5.4).
"""

from __future__ import annotations

import logging

from desktop_agent.domain.ids import AgentId
from desktop_agent.provider.port import Provider
from desktop_agent.sync.apply import Applier
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.repair import TicketReader

log = logging.getLogger(__name__)

MAX_REPAIRS = 100
"""Tickets verified a round; what is left shows again in the next one."""


class OwnershipCheck:
    """The slow audit of ownership. Engine thread only. Raises what provider and stores raise."""

    def __init__(
        self,
        provider: Provider,
        stores: Stores,
        applier: Applier,
        reader: TicketReader,
        me: AgentId,
    ) -> None:
        self._provider = provider
        self._stores = stores
        self._applier = applier
        self._reader = reader
        self._me = me

    async def run_once(self) -> int:
        """Fetch the digest, apply its records, verify what still differs; returns how many."""
        digest = await self._provider.ownership()
        await self._applier.tickets(digest.tickets, is_proof=True)
        mine, free = await self._stores.cache(lambda repos: repos.open_ids(self._me))
        odd = sorted((mine ^ digest.mine) | (free ^ digest.free))
        if odd:
            log.info("ownership differs for %d tickets", len(odd))
        self._reader.verify(odd[:MAX_REPAIRS])
        return len(odd)
