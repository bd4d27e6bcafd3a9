# SPDX-License-Identifier: Apache-2.0
"""A program killed at any point leaves every committed step and no half one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_agent.domain.outbox import OutboxState
from desktop_agent.store.profile_files import WORK, open_file
from desktop_agent.store.work_repos import WorkTables
from tests.unit.store.records import KEY, command_id

RANK = {"added": 0, "sending": 1, "confirmed": 2}
STATES = {
    "added": OutboxState.QUEUED,
    "sending": OutboxState.SENDING,
    "confirmed": OutboxState.CONFIRMED,
}


def steps_before_the_kill(directory: Path, lines: int) -> list[tuple[str, int]]:
    """Let the writer tell some steps, kill it in the middle of the next, and read on to its end."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.store.crashing_writer", str(directory)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert writer.stdout is not None
    with writer, writer.stdout as told:
        heard = [told.readline() for _ in range(lines)]
        writer.kill()
        heard += told.readlines()
    steps = [line.split() for line in heard if line.endswith("\n")]
    return [(what, int(number)) for what, number in steps]


@pytest.mark.parametrize("lines", [1, 2, 3, 41, 122, 300])
def test_killed_writer_loses_no_committed_step(tmp_path: Path, lines: int) -> None:
    steps = steps_before_the_kill(tmp_path, lines)

    db = open_file(tmp_path, WORK, KEY)
    work = WorkTables(db)
    told = {number: what for what, number in steps}
    last = max(told)
    for number, what in told.items():
        row = work.row(command_id(number))
        assert row is not None
        if number < last:
            assert row.state is STATES[what]
        else:  # the step after the last one told may have been committed, too
            reached = [STATES[name] for name, rank in RANK.items() if rank >= RANK[what]]
            assert row.state in reached[:2]
        assert (work.blob(f"blob-{number}") is None) == (row.state is OutboxState.CONFIRMED)
    unheard = work.row(command_id(last + 1))
    assert unheard is None or unheard.state is OutboxState.QUEUED
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
