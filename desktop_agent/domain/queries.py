# SPDX-License-Identifier: Apache-2.0
"""Questions about what is cached and the read models that answer them. Values only.

Every query class names its answer as `Query[Answer]`; the store's reader answers on its own thread.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from desktop_agent.domain.directory import Channel, ChannelKind, Directory, ProcessingRecord
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import (
    AgentId,
    AttachmentId,
    ChannelId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import OutboxRow
from desktop_agent.domain.tickets import (
    ConsentState,
    Owner,
    Preview,
    Priority,
    Ticket,
    TicketStatus,
)

Answer = TypeVar("Answer")


class Query(Generic[Answer]):
    """Base of every question; the type parameter is its answer."""

    __slots__ = ()


class ViewKind(StrEnum):
    """The inbox views (ui §2)."""

    MINE = "mine"
    FREE = "free"
    ALL = "all"
    SNOOZED = "snoozed"
    CLOSED = "closed"


class SortKind(StrEnum):
    """The three sorts (ui §2)."""

    WAITING_LONGEST = "waiting_longest"
    NEWEST = "newest"
    WINDOW_FIRST = "window_first"


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """Chips above the list; empty = no restriction. All given ones must hold."""

    channel_id: ChannelId | None = None
    team_id: TeamId | None = None
    label: str | None = None
    is_window_soon: bool = False
    """Window open but closing within four hours of `TicketView.now_at`."""
    is_consent_open: bool = False


@dataclass(frozen=True, slots=True)
class TicketView:
    """One view of the list for one agent; `now_at` decides what closes soon."""

    me: AgentId
    kind: ViewKind
    sort: SortKind = SortKind.NEWEST
    filter: TicketFilter = TicketFilter()
    now_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketRow:
    """What the list paints for one ticket, overlay of the outbox included.

    `owner` is what the server said; `pending_owner`/`is_owner_pending` and `pending_status` are
    wishes on their way, shown dotted, never as done (ui §2).
    """

    id: TicketId
    channel_id: ChannelId
    channel_name: str
    channel_kind: ChannelKind
    status: TicketStatus
    priority: Priority
    customer_name: str
    customer_mask: str
    owner: Owner | None
    team_name: str
    labels: tuple[str, ...]
    unread: int
    last_activity_at: datetime
    waiting_since_at: datetime | None
    snoozed_until_at: datetime | None
    window_closes_at: datetime | None
    """None: no limit on this channel, or no customer message is known."""
    consent: ConsentState
    is_sensitive: bool
    preview: Preview | None
    has_draft: bool = False
    is_owner_pending: bool = False
    pending_owner: Owner | None = None
    pending_status: TicketStatus | None = None
    held_count: int = 0
    waiting_count: int = 0
    """Own commands to the customer that have not been confirmed yet."""


@dataclass(frozen=True, slots=True)
class TicketIndex:
    """A whole view as two parallel arrays of signed 64-bit integers, in display order.

    Rows are ordered by (key, id) ascending; newest-first sorts carry negated microseconds, so a
    changed row's new place is found by bisection. `first_rows` spares a second question.
    """

    ids: array[int]
    keys: array[int]
    first_rows: tuple[TicketRow, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketIndexQuery(Query[TicketIndex]):
    """The order of a view and the rows of its first page.

    `limit` asks for that many places only: at 100,000 tickets the whole order takes tens of
    milliseconds, which the first paint need not wait for.
    """

    view: TicketView
    page: int = 40
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class TicketRowsQuery(Query[dict[TicketId, TicketRow]]):
    """Rows to paint; tickets that are gone are missing from the answer."""

    ids: tuple[TicketId, ...]


@dataclass(frozen=True, slots=True)
class TicketPlacesQuery(Query[dict[TicketId, int | None]]):
    """Sort key of each ticket in a view, None where it is not (or no longer) in it."""

    view: TicketView
    ids: tuple[TicketId, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for view switcher and rail; `outbox_held` is part of `outbox_open`.

    The outbox numbers leave read marks out. `unread_mine` counts own open tickets with something
    unread, not messages: the server caps those at 10 a ticket (chatwoot trap 23).
    """

    views: Mapping[ViewKind, int] = field(default_factory=dict)
    outbox_open: int = 0
    outbox_held: int = 0
    unread_mine: int = 0


@dataclass(frozen=True, slots=True)
class CountsQuery(Query[Counts]):
    """Counts for one agent."""

    me: AgentId


@dataclass(frozen=True, slots=True)
class NextWindow:
    """The waiting ticket of mine whose window closes first."""

    ticket_id: TicketId
    customer_name: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class NextWindowQuery(Query[NextWindow | None]):
    """Which of my waiting tickets needs an answer before its window closes."""

    me: AgentId
    now_at: datetime
    within_s: float
    besides: TicketId | None = None


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """One step of a ticket's ownership as this device saw it; `by` is empty when unknown."""

    owner: Owner | None
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class DraftText:
    """What stood in the composer; `is_note` is its mode."""

    text: str = ""
    is_note: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDetail:
    """Everything header, composer and context panel need for one ticket."""

    ticket: Ticket
    row: TicketRow
    channel: Channel
    guard: GuardFacts
    last_message_id: MessageId | None
    draft: DraftText
    owner_history: tuple[OwnerChange, ...] = ()
    earlier_tickets: int = 0
    processing: ProcessingRecord | None = None


@dataclass(frozen=True, slots=True)
class TicketDetailQuery(Query[TicketDetail | None]):
    """One ticket in full; None when it is gone."""

    ticket_id: TicketId


@dataclass(frozen=True, slots=True)
class TranscriptItem:
    """A message of the server, or an own command that is not one yet.

    Exactly one of the two is set; `row` items stand after all messages, in lane order.
    """

    message: Message | None = None
    row: OutboxRow | None = None


@dataclass(frozen=True, slots=True)
class TranscriptPage:
    """A range of a ticket's messages, oldest first, plus open outbox rows when it is the newest.

    `has_older` is False only when the cache holds the ticket's first message; `is_gap` tells that
    older ones exist at the server but not here, so the engine must fetch them.
    """

    ticket_id: TicketId
    items: tuple[TranscriptItem, ...]
    has_older: bool
    has_newer: bool
    is_gap: bool
    last_read_id: MessageId | None = None
    """Newest message seen before the ticket was opened: the "new" divider follows it."""


@dataclass(frozen=True, slots=True)
class TranscriptQuery(Query[TranscriptPage]):
    """Newest `limit` messages, or those before or after a message, or around one."""

    ticket_id: TicketId
    limit: int = 60
    before_id: MessageId | None = None
    after_id: MessageId | None = None
    around_id: MessageId | None = None


@dataclass(frozen=True, slots=True)
class OutboxQuery(Query[tuple[tuple[OutboxRow, TicketRow | None], ...]]):
    """Every row that is not confirmed or cancelled, oldest first, with its ticket."""


@dataclass(frozen=True, slots=True)
class DirectoryQuery(Query[Directory]):
    """The whole directory."""


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found message; `marks` are (start, length) pairs into `excerpt`, in characters."""

    ticket_id: TicketId
    message_id: MessageId
    customer_name: str
    channel_kind: ChannelKind
    excerpt: str
    marks: tuple[tuple[int, int], ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Tickets whose number or customer matches, and messages, both newest first."""

    tickets: tuple[TicketRow, ...]
    hits: tuple[SearchHit, ...]
    is_index_complete: bool


@dataclass(frozen=True, slots=True)
class SearchQuery(Query[SearchAnswer]):
    """Words an agent typed; the last one matches as a prefix."""

    text: str
    limit: int = 50


@dataclass(frozen=True, slots=True)
class AttachmentBytes:
    """A decrypted attachment, for display only."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class AttachmentQuery(Query[AttachmentBytes | None]):
    """The stored bytes of an attachment, None when they have not been fetched."""

    attachment_id: AttachmentId


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What this device holds (domain-rules C19): counts and bytes, no content."""

    tickets: int
    messages: int
    attachments: int
    attachment_bytes: int
    drafts: int
    outbox: int
    customers: int


@dataclass(frozen=True, slots=True)
class DeviceReportQuery(Query[DeviceReport]):
    """Counts for the data-protection page."""


@dataclass(frozen=True, slots=True)
class CustomerTicketsQuery(Query[tuple[TicketRow, ...]]):
    """Other tickets of the same customer, newest first."""

    customer_id: CustomerId
    limit: int = 20
