# SPDX-License-Identifier: Apache-2.0
"""The least that can be done: httpx, msgspec and executemany over a list of tickets, no program.

Arguments: server, access token, account id, folder; the tickets come as one JSON line.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import httpx
import msgspec

from benchmarks.build_cache import KEY
from benchmarks.children.reports import say
from desktop_agent.store.database import transaction
from desktop_agent.store.profile_files import CACHE, open_file

BATCH = 200
CONNECTIONS = 4
_TABLE = """
CREATE TABLE bare (id INTEGER PRIMARY KEY, ticket INTEGER, at INTEGER, kind INTEGER, text TEXT)
"""
_INSERT = "INSERT OR IGNORE INTO bare VALUES (?, ?, ?, ?, ?)"


class _Message(msgspec.Struct, gc=False):
    id: int
    conversation_id: int
    created_at: int
    message_type: int
    content: str | None = None


class _Page(msgspec.Struct):
    payload: list[_Message]


async def _fetch(server: str, token: str, account: str, folder: Path, tickets: list[int]) -> int:
    decoder = msgspec.json.Decoder(_Page)
    db = open_file(folder, CACHE, KEY)
    db.execute(_TABLE)
    left = iter(tickets)
    rows: list[tuple[int, int, int, int, str | None]] = []
    stored = 0

    def flush() -> None:
        nonlocal stored
        with transaction(db):
            db.executemany(_INSERT, rows)
        stored += len(rows)
        rows.clear()

    async def work() -> None:
        for ticket in left:
            path = f"/api/v1/accounts/{account}/conversations/{ticket}/messages"
            page = decoder.decode((await client.get(path)).content).payload
            rows.extend(
                (m.id, m.conversation_id, m.created_at, m.message_type, m.content) for m in page
            )
            if len(rows) >= BATCH:
                flush()

    headers = {"api-access-token": token}
    async with httpx.AsyncClient(base_url=server, headers=headers, trust_env=False) as client:
        await asyncio.gather(*[work() for _ in range(CONNECTIONS)])
    flush()
    db.close()
    return stored


def main() -> None:
    """Fetch once and say how long it took."""
    server, token, account, folder = sys.argv[1:5]
    tickets = json.loads(sys.stdin.readline())["tickets"]
    began = time.perf_counter()
    stored = asyncio.run(_fetch(server, token, account, Path(folder), tickets))
    say(messages=stored, seconds=time.perf_counter() - began)


if __name__ == "__main__":
    main()
