# SPDX-License-Identifier: Apache-2.0
"""Reads messages together with their attachments. Must not write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from desktop_agent.domain.messages import Attachment, Message
from desktop_agent.store.database import Connection, Row
from desktop_agent.store.message_rows import (
    SELECT_ATTACHMENTS,
    SELECT_MESSAGES,
    attachment_of,
    message_of,
)


def read_messages(db: Connection, sql: str, parameters: Sequence[object]) -> list[Message]:
    """Messages with their attachments; `sql` continues `SELECT_MESSAGES`."""
    rows = db.execute(SELECT_MESSAGES + sql, tuple(parameters)).fetchall()
    attachments = _attachments_of(db, [row[0] for row in rows])
    return [message_of(row, tuple(attachments.get(row[0], ()))) for row in rows]


def _attachments_of(db: Connection, ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    if not ids:
        return found
    rows: Iterable[Row] = db.execute(
        SELECT_ATTACHMENTS  # noqa: S608 - constants only
        + "WHERE message_id IN (SELECT value FROM json_each(?)) ORDER BY message_id, place",
        (json.dumps(ids),),
    )
    for row in rows:
        found.setdefault(row[1], []).append(attachment_of(row))
    return found
