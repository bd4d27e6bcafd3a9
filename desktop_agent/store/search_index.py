# SPDX-License-Identifier: Apache-2.0
"""Keeps the full-text index in step with the messages, behind them. Db thread only.

Invariant: a message is in the index exactly when it is searchable and not in `index_queue`. A
message that is taken out cannot be found any more at once; its words leave the pages when the
segments that hold them are merged, which `index_some` does in short steps (domain-rules C3).
Handing the old words in instead (`secure-delete`) takes 80 ms a message at 2 million.
"""

from __future__ import annotations

from collections.abc import Iterable

from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.store.database import Connection
from desktop_agent.store.folding import INDEX_VERSION, index_text

SEARCHABLE_SQL = "kind != 'activity' AND is_deleted = 0 AND text != ''"

STEP_PAGES = 16
"""Pages of the index that an idle step merges: about 6 ms."""
ROWS_A_PAGE = 4
"""Rows indexed for each further page merged; fewer merges would pile segments up."""

_ERASURE = "erasure"
_DUE, _RUNNING = "due", "running"


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
    """Take messages out of index and queue before their text changes or goes."""
    ids = [(one.id,) for one in messages if is_searchable(one)]
    if ids:
        db.executemany("DELETE FROM index_queue WHERE message_id = ?", ids)
        db.executemany("DELETE FROM message_index WHERE rowid = ?", ids)
        _note(db, _ERASURE, _DUE)


def index_some(db: Connection, limit: int) -> int:
    """Index up to `limit` queued messages, newest first, and merge a little.

    Returns how many messages are left, at least 1 while words of erased ones are.
    """
    ids = [
        row[0]
        for row in db.execute(
            "SELECT message_id FROM index_queue ORDER BY message_id DESC LIMIT ?", (limit,)
        )
    ]
    if ids:
        _index(db, lowest=ids[-1], highest=ids[0])
    is_settled = _merge_some(db, STEP_PAGES + len(ids) // ROWS_A_PAGE)
    left = int(db.execute("SELECT count(*) FROM index_queue").fetchone()[0])
    return left if left or is_settled else 1


def _index(db: Connection, lowest: int, highest: int) -> None:
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


def _merge_some(db: Connection, pages: int) -> bool:
    """Merge about so many pages; True when there is nothing more to merge.

    While erased words are due, all segments become one: a negative count begins that, positive
    ones go on with it (FTS5, the "merge" command).
    """
    row = db.execute("SELECT value FROM meta WHERE name = ?", (_ERASURE,)).fetchone()
    is_beginning = row is not None and row[0] == _DUE
    before = db.total_changes
    db.execute(
        "INSERT INTO message_index (message_index, rank) VALUES ('merge', ?)",
        (-pages if is_beginning else pages,),
    )
    is_settled = db.total_changes - before < 2  # FTS5's own sign that no work was left
    if is_beginning and not is_settled:
        _note(db, _ERASURE, _RUNNING)
    elif row is not None and is_settled:
        db.execute("DELETE FROM meta WHERE name = ?", (_ERASURE,))
    return is_settled


def _note(db: Connection, name: str, value: str) -> None:
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


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
    _note(db, "index_version", INDEX_VERSION)
    return True
