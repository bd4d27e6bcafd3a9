# SPDX-License-Identifier: Apache-2.0
"""What the engine needs of the stores, the key ring and its listener, as protocols it declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from desktop_agent.domain.directory import Directory
from desktop_agent.domain.events import EngineEvent
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.held import HeldRange, Journalled
from desktop_agent.domain.ids import (
    AgentId,
    AttachmentId,
    CommandId,
    Cursor,
    CustomerId,
    MessageId,
    TicketId,
)
from desktop_agent.domain.messages import Attachment, Message
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import Ticket

__all__ = ["CacheRepos", "HeldRange", "Journalled", "Listener", "Stores", "WorkRepos"]

T = TypeVar("T")


class CacheRepos(Protocol):
    """`cache.db` inside one transaction on the db thread; holds only what the server said."""

    def put_tickets(self, tickets: Sequence[Ticket], *, seen_at: datetime) -> set[TicketId]:
        """Upsert records that are not older than the held ones; returns those that changed.

        A record of equal version is applied: silent changes keep the version (chatwoot trap 18).
        """
        ...

    def put_messages(
        self,
        ticket_id: TicketId,
        messages: Sequence[Message],
        *,
        covers_from_id: MessageId | None = None,
        is_first: bool = False,
        upper_id: MessageId | None = None,
    ) -> set[MessageId]:
        """Upsert messages and return those that changed.

        With `covers_from_id` the page is known to be complete for ids in
        `covers_from_id <= id < upper_id` (None = up to the newest): held messages of that span that
        are missing from it are removed, and the held range grows when the span touches it
        (`covers_from_id <= newest_id + 1`, or `upper_id >= oldest_id`); a newer span that does not
        touch it becomes the held range. Without `covers_from_id` (live messages) the held range
        stays as it is: it only ever spans what was proven to be gapless.
        """
        ...

    def remove_tickets(self, ids: Iterable[TicketId], *, why: str, at: datetime) -> set[TicketId]:
        """Drop tickets with all they hold and leave tombstones, so late answers revive nothing."""
        ...

    def forget_tombstones(self, ids: Iterable[TicketId]) -> None:
        """The server proved by a direct answer that these tickets exist."""
        ...

    def put_directory(self, directory: Directory) -> bool:
        """Replace the directory; True when anything changed."""
        ...

    def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The held record."""
        ...

    def guard_facts(self, ticket_id: TicketId) -> GuardFacts | None:
        """What the guard looks at, None when ticket or channel is not held."""
        ...

    def held_range(self, ticket_id: TicketId) -> HeldRange:
        """What is held of a ticket's messages."""
        ...

    def newest_message(self, ticket_id: TicketId) -> Message | None:
        """Newest held message of any kind."""
        ...

    def colleague_answer_after(
        self, ticket_id: TicketId, after_id: MessageId | None, me: AgentId
    ) -> Message | None:
        """First message to the customer by somebody else that is newer than `after_id`."""
        ...

    def message_with_ref(self, ref: CommandId) -> Message | None:
        """The message that carries a command's reference."""
        ...

    def open_ids(self, me: AgentId) -> tuple[frozenset[TicketId], frozenset[TicketId]]:
        """Open tickets that the cache shows as mine, and as free."""
        ...

    def ids_of_customer(self, customer_id: CustomerId) -> frozenset[TicketId]:
        """Held tickets of a customer."""
        ...

    def ids_without_messages(self, limit: int) -> tuple[TicketId, ...]:
        """Open tickets whose newest messages have not been fetched, most recent first."""
        ...

    def cursor(self) -> Cursor | None:
        """Where the change feed stands."""
        ...

    def set_cursor(self, cursor: Cursor) -> None:
        """Move the cursor; in the same transaction as the last page it covers."""
        ...

    def attachment(self, attachment_id: AttachmentId) -> Attachment | None:
        """What is known of an attachment."""
        ...

    def put_attachment_bytes(
        self, attachment_id: AttachmentId, content: bytes, mime: str, at: datetime
    ) -> None:
        """Keep an attachment's bytes, encrypted at rest like everything here."""
        ...

    def index_some(self, limit: int) -> int:
        """Fill the search index behind the rows; returns how many messages are left to index."""
        ...

    def note_reject(self, what: str, where: str, record_id: int | None, at: datetime) -> None:
        """Count a record that was not understood."""
        ...


class WorkRepos(Protocol):
    """`work.db` inside one transaction on the db thread. Holds what the agent did."""

    def add_row(self, row: OutboxRow) -> None:
        """Insert a new outbox row."""
        ...

    def row(self, command_id: CommandId) -> OutboxRow | None:
        """One row in any state."""
        ...

    def move_row(self, row: OutboxRow, *, was: Sequence[OutboxState]) -> bool:
        """Write `row` if its stored state is one of `was`; False when somebody was faster.

        Raises `Bug` when the table of allowed moves forbids it.
        """
        ...

    def open_rows(self) -> list[OutboxRow]:
        """Every row that is not final, in the order in which it was written."""
        ...

    def forget_final_rows(self, before: datetime) -> int:
        """Delete confirmed and cancelled rows that ended before a time; returns how many."""
        ...

    def save_draft(self, ticket_id: TicketId, text: str, *, is_note: bool, at: datetime) -> None:
        """Keep a draft; empty text removes it."""
        ...

    def blob(self, blob_id: str) -> bytes | None:
        """The file of a `SendFile` command."""
        ...

    def add_blob(self, blob_id: str, content: bytes) -> None:
        """Keep the file of a `SendFile` command until it is confirmed."""
        ...

    def session(self) -> Session | None:
        """The stored session."""
        ...

    def set_session(self, session: Session | None) -> None:
        """Store or forget the session."""
        ...

    def journal(self, entry: Journalled) -> None:
        """Append a line; lines older than the retention are dropped by `forget_journal`."""
        ...

    def forget_journal(self, before: datetime) -> int:
        """Delete old lines; returns how many."""
        ...


class Stores(Protocol):
    """Runs jobs on the db thread, one transaction each. Callable from the engine thread.

    Raises `EnvironmentProblem` (disk full, busy, damaged) with nothing of the job kept.
    """

    async def cache(self, job: Callable[[CacheRepos], T]) -> T:
        """Run a job on `cache.db`."""
        ...

    async def work(self, job: Callable[[WorkRepos], T]) -> T:
        """Run a job on `work.db`."""
        ...

    async def drop_cache(self) -> None:
        """Empty `cache.db`; `work.db` is untouched."""
        ...


class Listener(Protocol):
    """Where engine events go; called on the engine thread, must return at once."""

    def __call__(self, event: EngineEvent, /) -> None:
        """Take one event."""
        ...
