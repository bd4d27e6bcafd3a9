# SPDX-License-Identifier: Apache-2.0
"""Low-priority work of the stores: the search index behind the rows, and retention.

Must not hold the db thread for long: small steps with pauses in which others get their turn.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from desktop_agent.domain.clock import Clock
from desktop_agent.sync.ports import Stores
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

INDEX_STEP = 400
INDEX_PAUSE_S = 0.03
FAILED_PAUSE_S = 30.0

RETENTION_EVERY_S = 3600.0
FINAL_ROWS_FOR = timedelta(days=7)
"""Confirmed and cancelled rows stay so long, to recognise late copies of a command."""

JOURNAL_FOR = timedelta(days=90)


class Housekeeping:
    """Index filling and retention. Engine thread only; survives every failure."""

    def __init__(self, stores: Stores, clock: Clock, trouble: TroubleDesk) -> None:
        self._stores = stores
        self._clock = clock
        self._trouble = trouble
        self._rows_came = asyncio.Event()
        self._rows_came.set()

    def rows_came(self) -> None:
        """Messages were written: the index has work."""
        self._rows_came.set()

    async def fill_index(self) -> None:
        """Index whatever is not indexed yet, until cancelled."""
        while True:
            await self._rows_came.wait()
            self._rows_came.clear()
            try:
                while await self._stores.cache(lambda repos: repos.index_some(INDEX_STEP)):
                    await self._clock.sleep(INDEX_PAUSE_S)
            except Exception as error:
                # A search that lags is no reason to stop; it is told and tried again.
                self._trouble.any("search index", error)
                self._rows_came.set()
                await self._clock.sleep(FAILED_PAUSE_S)

    async def keep_retention(self) -> None:
        """Forget what need not be kept, now and every hour, until cancelled."""
        while True:
            try:
                await self._forget_old()
            except Exception as error:
                # Retention is tried again in an hour; nothing depends on it now.
                self._trouble.any("retention", error)
            await self._clock.sleep(RETENTION_EVERY_S)

    async def _forget_old(self) -> None:
        now = self._clock.now()
        rows = await self._stores.work(lambda repos: repos.forget_final_rows(now - FINAL_ROWS_FOR))
        lines = await self._stores.work(lambda repos: repos.forget_journal(now - JOURNAL_FOR))
        log.info("retention: %d rows, %d journal lines", rows, lines)
