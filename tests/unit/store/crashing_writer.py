# SPDX-License-Identifier: Apache-2.0
"""Writes outbox rows until it is killed, telling each committed step on its standard output.

`python -m tests.unit.store.crashing_writer FOLDER`
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from desktop_agent.domain.commands import SendFile
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.store.database import transaction
from desktop_agent.store.profile_files import WORK, open_file
from desktop_agent.store.work_repos import WorkTables
from tests.unit.store.records import KEY, NOW, make_row

TICKETS = 7


def run(directory: Path) -> None:
    """Each row is added with its file, then sent, then confirmed, a transaction each."""
    db = open_file(directory, WORK, KEY)
    work = WorkTables(db)
    number = 0
    while True:
        number += 1
        file = SendFile(f"blob-{number}", "a.pdf", "application/pdf", 5000)
        row = make_row(number, file, ticket=number % TICKETS + 1)
        with transaction(db):
            work.add_blob(file.blob_id, bytes(file.size))
            work.add_row(row)
        _tell("added", number)
        row = replace(row, state=OutboxState.SENDING, first_sent_at=NOW, attempts=1)
        with transaction(db):
            assert work.move_row(row, was=(OutboxState.QUEUED,))
        _tell("sending", number)
        row = replace(row, state=OutboxState.CONFIRMED)
        with transaction(db):
            assert work.move_row(row, was=(OutboxState.SENDING,))
        _tell("confirmed", number)


def _tell(what: str, number: int) -> None:
    sys.stdout.write(f"{what} {number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
