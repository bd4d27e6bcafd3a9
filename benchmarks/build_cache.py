# SPDX-License-Identifier: Apache-2.0
"""Builds a profile's databases of any size from the invented corpus, through the real repos.

`python -m benchmarks.build_cache FOLDER [--tickets N] [--messages M]`; a folder that already holds
that size is used as it is. The key is no secret: nothing in these files is real.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.corpus import ME, NOW, Corpus, Size
from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.messages import Message
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import Ticket
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.store.search_index import is_searchable

KEY = SecretText("5c" * 48)
TICKETS_A_TRANSACTION = 10
INDEXED_A_TRANSACTION = 20_000
_STAMP = "built.json"
_VERSION = 1


def built_cache(folder: Path, size: Size | None = None) -> Path:
    """The folder with both files, built now unless it holds that size already."""
    size = size or Size()
    stamp = {"version": _VERSION, "tickets": size.tickets, "messages": size.messages}
    marker = folder / _STAMP
    if marker.exists() and json.loads(marker.read_text("utf-8"))["stamp"] == stamp:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    figures = asyncio.run(_build(folder, size))
    marker.write_text(json.dumps({"stamp": stamp, "figures": figures}, indent=2), "utf-8")
    return folder


async def _build(folder: Path, size: Size) -> dict[str, float]:
    def fail(problem: object) -> None:
        raise RuntimeError(problem)

    corpus = Corpus(size)
    stores = ProfileStores(folder, KEY, report=fail)
    try:
        await stores.cache(lambda cache: cache.put_directory(corpus.directory()))
        await stores.work(lambda work: work.set_session(_session()))
        rows_s, count = await _put_rows(stores, corpus)
        began = time.perf_counter()
        while await stores.cache(lambda cache: cache.index_some(INDEXED_A_TRANSACTION)):
            pass
        index_s = time.perf_counter() - began
    finally:
        stores.close(60)
    return {
        "messages": count,
        "rows_s": rows_s,
        "messages_per_s": count / rows_s,
        "index_s": index_s,
        "indexed_per_s": count / index_s,
        "bytes": float((folder / "cache.db").stat().st_size),
    }


async def _put_rows(stores: ProfileStores, corpus: Corpus) -> tuple[float, int]:
    """Seconds spent in the stores alone, and messages stored."""
    spent, count = 0.0, 0
    batches: Iterator[tuple[Ticket, list[Message]]] = corpus.tickets()
    while batch := list(islice(batches, TICKETS_A_TRANSACTION)):

        def put(cache: CacheTables, batch: list[tuple[Ticket, list[Message]]] = batch) -> None:
            cache.put_tickets([ticket for ticket, _ in batch], seen_at=NOW)
            for ticket, messages in batch:
                cache.put_messages(
                    ticket.id, messages, covers_from_id=messages[0].id, is_first=True
                )

        began = time.perf_counter()
        await stores.cache(put)
        spent += time.perf_counter() - began
        count += sum(is_searchable(one) for _, messages in batch for one in messages)
    return spent, count


def _session() -> Session:
    return Session(
        server="https://chat.example",
        account_id=1,
        account_name="Musterstadt",
        agent_id=ME,
        agent_name="Marie Krüger",
        role=Role.AGENT,
        availability=Availability.ONLINE,
        token=SecretText("invented"),
        feed_token=SecretText("invented"),
    )


def main() -> None:
    """Build and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tickets", type=int, default=Size().tickets)
    parser.add_argument("--messages", type=int, default=Size().messages)
    arguments = parser.parse_args()
    folder = built_cache(arguments.folder, Size(arguments.tickets, arguments.messages))
    print((folder / _STAMP).read_text("utf-8"))


if __name__ == "__main__":
    main()
