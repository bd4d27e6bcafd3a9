# SPDX-License-Identifier: Apache-2.0
"""Messages into the encrypted cache through the repository, against bare `executemany`.

Both write the same rows into the same tables with the same settings, 200 rows a transaction.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.build_cache import KEY
from benchmarks.corpus import NOW, Corpus, Size
from benchmarks.figures import Figure, Sense, median
from benchmarks.settings import Settings
from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.tickets import Ticket
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.database import Connection, transaction
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.message_rows import MESSAGE_COLUMNS, message_row
from desktop_agent.store.profile_files import CACHE, open_file

LIMIT = 0.5
BATCH = 200
MESSAGES = 40_000
_INSERT = (
    f"INSERT INTO messages ({', '.join(MESSAGE_COLUMNS)}) "  # noqa: S608 - constants only
    f"VALUES ({', '.join('?' * len(MESSAGE_COLUMNS))})"
)

Told = Sequence[tuple[Ticket, list[Message]]]


def measure(settings: Settings) -> list[Figure]:
    """Pages of 200 as the store's unit, and pages of 20 as the server sends them."""
    return [_figure(settings, page) for page in (BATCH, 20)]


def _figure(settings: Settings, page: int) -> Figure:
    told = _tickets(page)
    batches = [told[start : start + BATCH // page] for start in range(0, len(told), BATCH // page)]
    rows = [[message_row(one) for _, messages in batch for one in messages] for batch in batches]
    bare, store = [], []
    for _ in range(settings.rounds):
        bare.append(_timed(settings, told, lambda db, n: _write_bare(db, rows[n]), len(rows)))
        store.append(_timed(settings, told, lambda db, n: _write_store(db, batches[n]), len(rows)))
    count = sum(map(len, rows))
    return Figure(
        f"messages into the cache, pages of {page}",
        median(bare) / median(store),
        "x executemany",
        LIMIT,
        Sense.AT_LEAST,
        parts={
            "store messages/s": count / median(store),
            "executemany messages/s": count / median(bare),
        },
        note=f"{BATCH} rows a transaction",
    )


def _tickets(page: int) -> Told:
    """Tickets with exactly one page of messages each, ids growing with time."""
    stories = list(Corpus(Size(MESSAGES // 10, 2 * MESSAGES)).tickets())
    flat = [one for _, messages in stories for one in messages][:MESSAGES]
    return [
        (
            ticket,
            [
                replace(one, id=MessageId(start + place + 1), ticket_id=ticket.id)
                for place, one in enumerate(flat[start : start + page])
            ],
        )
        for start, (ticket, _) in zip(range(0, len(flat), page), stories, strict=False)
    ]


def _timed(
    settings: Settings, told: Told, write: Callable[[Connection, int], None], batches: int
) -> float:
    """Seconds for all batches into a fresh file that holds the tickets already."""
    folder = settings.scratch("store-ingest")
    db = _fresh(folder, told)
    try:
        began = time.perf_counter()
        for number in range(batches):
            with transaction(db):
                write(db, number)
        return time.perf_counter() - began
    finally:
        db.close()
        shutil.rmtree(folder)


def _fresh(folder: Path, told: Told) -> Connection:
    db = open_file(folder, CACHE, KEY)
    tickets = list({ticket.id: ticket for ticket, _ in told}.values())
    with transaction(db):
        CacheTables(db, ProcessingRules()).put_tickets(tickets, seen_at=NOW)
    return db


def _write_bare(db: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    db.executemany(_INSERT, rows)


def _write_store(db: Connection, batch: Told) -> None:
    cache = CacheTables(db, ProcessingRules())
    for ticket, messages in batch:
        cache.put_messages(ticket.id, messages, covers_from_id=messages[0].id)
