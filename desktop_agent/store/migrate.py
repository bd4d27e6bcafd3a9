# SPDX-License-Identifier: Apache-2.0
"""Brings a file's tables to the newest version by numbered SQL files. Must not touch rows itself.

Each `migrations/<file>/NNNN_*.sql` runs in one transaction together with its `user_version`. A file
is never edited after a release; `tests/golden` holds databases of every released version.
"""

from __future__ import annotations

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.store.database import Connection

NEWEST = {"cache": 1, "work": 1}
"""Number of each file's last migration; known here, so that a start without one reads none."""


def migrate(db: Connection, file: str) -> int:
    """Run what is missing and return the version.

    Raises `EnvironmentProblem(DATABASE_NEWER)` when a newer program wrote the file, with nothing
    changed.
    """
    newest = NEWEST[file]
    held = int(db.execute("PRAGMA user_version").fetchone()[0])
    if held > newest:
        raise EnvironmentProblem(ProblemCode.DATABASE_NEWER, file=file, held=held, known=newest)
    if held < newest:
        for version, script in migrations(file):
            if version > held:
                _run(db, version, script)
    return newest


def migrations(file: str) -> list[tuple[int, str]]:
    """Version and text of every migration of `cache` or `work`, oldest first."""
    from importlib.resources import files  # 5 ms that only a first start needs

    folder = files("desktop_agent.store") / "migrations" / file
    return sorted(
        (int(entry.name[:4]), entry.read_text("utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".sql")
    )


def _run(db: Connection, version: int, script: str) -> None:
    try:
        db.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {version};\nCOMMIT;")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
