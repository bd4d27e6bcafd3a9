# SPDX-License-Identifier: Apache-2.0
"""`cache.db` as `sync.ports.CacheRepos`: the table repos in one; db thread, in a transaction."""

from __future__ import annotations

from datetime import datetime

from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import AttachmentId, Cursor, TicketId
from desktop_agent.domain.messages import Attachment
from desktop_agent.store import search_index
from desktop_agent.store.database import Connection
from desktop_agent.store.directory_repo import DirectoryRepo, read_channel
from desktop_agent.store.guard_facts import ProcessingRules, facts_of
from desktop_agent.store.message_repo import MessageRepo
from desktop_agent.store.message_rows import SELECT_ATTACHMENTS, attachment_of
from desktop_agent.store.ticket_repo import TicketRepo
from desktop_agent.store.timestamps import to_micros


class CacheTables(TicketRepo, MessageRepo, DirectoryRepo):
    """Everything that the server said, within the caller's transaction."""

    def __init__(self, db: Connection, processing: ProcessingRules) -> None:
        super().__init__(db)
        self._processing = processing

    def guard_facts(self, ticket_id: TicketId) -> GuardFacts | None:
        """What the guard looks at, None when ticket or channel is not held."""
        ticket = self.ticket(ticket_id)
        channel = None if ticket is None else read_channel(self._db, ticket.channel_id)
        if ticket is None or channel is None:
            return None
        return facts_of(self._db, ticket, channel, self._processing)

    def cursor(self) -> Cursor | None:
        """Where the change feed stands."""
        row = self._db.execute("SELECT value FROM meta WHERE name = 'cursor'").fetchone()
        return None if row is None else Cursor(row[0])

    def set_cursor(self, cursor: Cursor) -> None:
        """Move the cursor; in the same transaction as the last page it covers."""
        self._db.execute(
            "INSERT INTO meta (name, value) VALUES ('cursor', ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (cursor,),
        )

    def attachment(self, attachment_id: AttachmentId) -> Attachment | None:
        """What is known of an attachment."""
        row = self._db.execute(SELECT_ATTACHMENTS + "WHERE id = ?", (attachment_id,)).fetchone()
        return None if row is None else attachment_of(row)

    def put_attachment_bytes(
        self, attachment_id: AttachmentId, content: bytes, mime: str, at: datetime
    ) -> None:
        """Keep a file; one whose message has gone meanwhile is not kept."""
        self._db.execute(
            "INSERT INTO attachment_bytes (attachment_id, mime, size, fetched_at, content) "
            "SELECT ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM attachments WHERE id = ?) "
            "ON CONFLICT (attachment_id) DO UPDATE SET mime = excluded.mime, size = excluded.size, "
            "fetched_at = excluded.fetched_at, content = excluded.content",
            (attachment_id, mime, len(content), to_micros(at), content, attachment_id),
        )

    def index_some(self, limit: int) -> int:
        """Fill the search index behind the rows; returns how many messages are left to index."""
        return search_index.index_some(self._db, limit)

    def note_reject(self, what: str, where: str, record_id: int | None, at: datetime) -> None:
        """Count a record that was not understood."""
        self._db.execute(
            "INSERT INTO rejects (what, field, n, last_record_id, last_at) VALUES (?, ?, 1, ?, ?) "
            "ON CONFLICT (what, field) DO UPDATE SET n = n + 1, "
            "last_record_id = excluded.last_record_id, last_at = excluded.last_at",
            (what, where, record_id, to_micros(at)),
        )
