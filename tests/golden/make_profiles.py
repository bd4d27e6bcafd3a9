# SPDX-License-Identifier: Apache-2.0
"""Writes a profile of the current version for `tests/golden`; run it once per released version.

`python -m tests.golden.make_profiles NUMBER`. Never overwrite the files of a released version.
"""

from __future__ import annotations

import sys
from pathlib import Path

from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.store.cache_repos import CacheTables
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import CACHE, WORK, open_file
from desktop_agent.store.work_repos import WorkTables
from tests.unit.store.records import (
    KEY,
    NOW,
    make_directory,
    make_messages,
    make_row,
    make_session,
    make_ticket,
)


def write_profile(directory: Path) -> None:
    """Two tickets, three messages, a draft, two outbox rows, a session."""
    directory.mkdir(parents=True)
    cache_db, work_db = open_file(directory, CACHE, KEY), open_file(directory, WORK, KEY)
    cache, work = CacheTables(cache_db, ProcessingRules()), WorkTables(work_db)
    cache.put_directory(make_directory())
    cache.put_tickets([make_ticket(1, labels=("Abfall",)), make_ticket(2)], seen_at=NOW)
    cache.put_messages(
        TicketId(1), make_messages(1, 2, 3), covers_from_id=MessageId(1), is_first=True
    )
    cache.index_some(10)
    cache.remove_tickets([TicketId(9)], why="deleted", at=NOW)
    work.set_session(make_session())
    for number in (1, 2):
        work.add_row(make_row(number))
    work.save_draft(TicketId(1), "Guten Tag", is_note=False, at=NOW)
    cache_db.close()
    work_db.close()


if __name__ == "__main__":
    write_profile(Path(__file__).parent / f"profile-{int(sys.argv[1])}")
