# SPDX-License-Identifier: Apache-2.0
"""Keeps the full-text index in step with the messages, behind them. Db thread only.

Invariant: a message is in the index exactly when it is searchable and not in `index_queue`.
Taking one out hands its old text back, so its words leave the index at once (domain-rules C3).
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.store.database import Connection
from desktop_agent.store.folding import INDEX_VERSION, index_text

SEARCHABLE_SQL = "kind != 'activity' AND is_deleted = 0 AND text != ''"

_UNINDEX = "INSERT INTO message_index (message_index, rowid, body) VALUES ('delete', ?, ?)"


def is_searchable(message: Message) -> bool:
    """System lines, deleted and empty messages are not searched."""
    return bool(message.text) and not message.is_deleted and message.kind != MessageKind.ACTIVITY


def enqueue(db: Connection, ids: Iterable[MessageId]) -> None:
    """Have messages indexed later."""
    db.executemany(
        "INSERT INTO index_queue (message_id) VALUES (?) ON CONFLICT DO NOTHING",
        [(one,) for one in ids],
    )


def withdraw(db: Connection, messages: Iterable[Message]) -> None:
    """Take messages out of index and queue; they must still have the text that is stored."""
    for message in messages:
        waiting = db.execute("DELETE FROM index_queue WHERE message_id = ?", (message.id,)).rowcount
        if not waiting and is_searchable(message):
            db.execute(_UNINDEX, (message.id, index_text(message.text)))


def index_some(db: Connection, limit: int) -> int:
    """Index up to `limit` queued messages, newest first; returns how many are left."""
    ids = [
        row[0]
        for row in db.execute(
            "SELECT message_id FROM index_queue ORDER BY message_id DESC LIMIT ?", (limit,)
        )
    ]
    if ids:
        lowest, highest = ids[-1], ids[0]
        rows = db.execute(
            "SELECT id, text FROM messages WHERE id IN "  # noqa: S608 - constants only
            "(SELECT message_id FROM index_queue WHERE message_id BETWEEN ? AND ?) "
            f"AND {SEARCHABLE_SQL}",
            (lowest, highest),
        ).fetchall()
        db.executemany(
            "INSERT INTO message_index (rowid, body) VALUES (?, ?)",
            [(message_id, index_text(text)) for message_id, text in rows],
        )
        db.execute("DELETE FROM index_queue WHERE message_id BETWEEN ? AND ?", (lowest, highest))
    return int(db.execute("SELECT count(*) FROM index_queue").fetchone()[0])


def rebuild_if_outdated(db: Connection) -> bool:
    """Empty the index and queue every message when `index_text` has changed since."""
    row = db.execute("SELECT value FROM meta WHERE name = 'index_version'").fetchone()
    if row is not None and row[0] == INDEX_VERSION:
        return False
    db.execute("INSERT INTO message_index (message_index) VALUES ('delete-all')")
    db.execute(
        "INSERT INTO index_queue (message_id) "  # noqa: S608 - constants only
        f"SELECT id FROM messages WHERE {SEARCHABLE_SQL} ON CONFLICT DO NOTHING"
    )
    db.execute(
        "INSERT INTO meta (name, value) VALUES ('index_version', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (INDEX_VERSION,),
    )
    return True
