# SPDX-License-Identifier: Apache-2.0
"""`work.db` as `sync.ports.WorkRepos`: outbox, drafts, files, session, journal.

Db thread, inside a transaction. Must not delete anything that an agent wrote and nobody confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desktop_agent.domain.commands import SendFile
from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.held import Journalled
from desktop_agent.domain.ids import AgentId, CommandId, TicketId
from desktop_agent.domain.outbox import ALLOWED_MOVES, OPEN_STATES, OutboxRow, OutboxState
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.store.database import Connection
from desktop_agent.store.outbox_rows import (
    OUTBOX_COLUMNS,
    STATE_COLUMNS,
    command_values,
    outbox_row_of,
    state_values,
)
from desktop_agent.store.timestamps import to_micros

_SELECT = f"SELECT {', '.join(OUTBOX_COLUMNS)} FROM outbox "  # noqa: S608 - constants only
_INSERT = (
    f"INSERT INTO outbox ({', '.join(OUTBOX_COLUMNS)}) "  # noqa: S608 - constants only
    f"VALUES ({', '.join('?' * len(OUTBOX_COLUMNS))})"
)
_MOVE = (
    f"UPDATE outbox SET payload = ?, basis = ?, "  # noqa: S608 - constants only
    f"{', '.join(name + ' = ?' for name in STATE_COLUMNS)} WHERE command_id = ? AND state IN "
)
_OPEN = "state NOT IN ('confirmed', 'cancelled')"


class OutboxRepo:
    """The outbox within the caller's transaction; enforces the table of moves."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def add_row(self, row: OutboxRow) -> None:
        """Insert a new outbox row."""
        self._db.execute(_INSERT, command_values(row.command) + state_values(row))

    def row(self, command_id: CommandId) -> OutboxRow | None:
        """One row in any state."""
        found = self._db.execute(_SELECT + "WHERE command_id = ?", (command_id,)).fetchone()
        return None if found is None else outbox_row_of(found)

    def move_row(self, row: OutboxRow, *, was: Sequence[OutboxState]) -> bool:
        """See `sync.ports.WorkRepos`; an open row may also be rewritten within its state."""
        for state in was:
            is_rewrite = state is row.state and state in OPEN_STATES
            if not is_rewrite and row.state not in ALLOWED_MOVES[state]:
                raise Bug(f"outbox move {state} -> {row.state} is forbidden")
        values = command_values(row.command)
        marks = ", ".join("?" * len(was))
        moved = self._db.execute(
            f"{_MOVE}({marks})",
            (
                *values[3:5],
                *state_values(row),
                row.command.id,
                *(state.value for state in was),
            ),
        ).rowcount
        payload = row.command.payload
        if moved and row.state is OutboxState.CONFIRMED and isinstance(payload, SendFile):
            self._db.execute("DELETE FROM blobs WHERE id = ?", (payload.blob_id,))
        return bool(moved)

    def open_rows(self) -> list[OutboxRow]:
        """Every row that is not final, in the order in which it was written."""
        rows = self._db.execute(f"{_SELECT} WHERE {_OPEN} ORDER BY seq")
        return [outbox_row_of(row) for row in rows]

    def forget_final_rows(self, before: datetime) -> int:
        """Delete confirmed and cancelled rows, with their files, that ended before a time."""
        condition = "state IN ('confirmed', 'cancelled') AND coalesce(changed_at, created_at) < ?"
        rows = self._db.execute(
            f"{_SELECT} WHERE {condition} AND kind = 'send_file'", (to_micros(before),)
        ).fetchall()
        for found in rows:
            payload = outbox_row_of(found).command.payload
            if isinstance(payload, SendFile):
                self._db.execute("DELETE FROM blobs WHERE id = ?", (payload.blob_id,))
        return self._db.execute(
            f"DELETE FROM outbox WHERE {condition}",  # noqa: S608 - constants only
            (to_micros(before),),
        ).rowcount


class WorkTables(OutboxRepo):
    """Everything the agent did, within the caller's transaction."""

    def save_draft(self, ticket_id: TicketId, text: str, *, is_note: bool, at: datetime) -> None:
        """Keep a draft; empty text removes it."""
        if not text:
            self._db.execute("DELETE FROM drafts WHERE ticket_id = ?", (ticket_id,))
            return
        self._db.execute(
            "INSERT INTO drafts (ticket_id, text, is_note, saved_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (ticket_id) DO UPDATE SET text = excluded.text, "
            "is_note = excluded.is_note, saved_at = excluded.saved_at",
            (ticket_id, text, is_note, to_micros(at)),
        )

    def blob(self, blob_id: str) -> bytes | None:
        """The file of a `SendFile` command."""
        row = self._db.execute("SELECT content FROM blobs WHERE id = ?", (blob_id,)).fetchone()
        return None if row is None else bytes(row[0])

    def add_blob(self, blob_id: str, content: bytes) -> None:
        """Keep the file of a `SendFile` command until it is confirmed."""
        self._db.execute("INSERT INTO blobs (id, content) VALUES (?, ?)", (blob_id, content))

    def session(self) -> Session | None:
        """The stored session."""
        return read_session(self._db)

    def set_session(self, session: Session | None) -> None:
        """Store or forget the session; drafts and outbox stay."""
        self._db.execute("DELETE FROM session")
        if session is None:
            return
        self._db.execute(
            "INSERT INTO session VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                session.server,
                session.account_id,
                session.account_name,
                session.agent_id,
                session.agent_name,
                session.role.value,
                session.availability.value,
                session.token.reveal(),
                session.feed_token.reveal(),
                session.server_version,
            ),
        )

    def journal(self, entry: Journalled) -> None:
        """Append a line; lines older than the retention are dropped by `forget_journal`."""
        self._db.execute(
            "INSERT INTO journal (at, what, ticket_id, command_id, detail) VALUES (?, ?, ?, ?, ?)",
            (to_micros(entry.at), entry.what, entry.ticket_id, entry.command_id, entry.detail),
        )

    def forget_journal(self, before: datetime) -> int:
        """Delete old lines; returns how many."""
        return self._db.execute("DELETE FROM journal WHERE at < ?", (to_micros(before),)).rowcount


def read_session(db: Connection) -> Session | None:
    """The stored session."""
    row = db.execute(
        "SELECT server, account_id, account_name, agent_id, agent_name, role, availability, "
        "token, feed_token, server_version FROM session"
    ).fetchone()
    if row is None:
        return None
    return Session(
        server=row[0],
        account_id=row[1],
        account_name=row[2],
        agent_id=AgentId(row[3]),
        agent_name=row[4],
        role=Role(row[5]),
        availability=Availability(row[6]),
        token=SecretText(row[7]),
        feed_token=SecretText(row[8]),
        server_version=row[9],
    )
