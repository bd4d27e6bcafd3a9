# SPDX-License-Identifier: Apache-2.0
"""What the transcript shows, row by row, built from a page of messages. Pure; knows no Qt."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum

from desktop_agent.domain.commands import Note, Reply, SendFile, SendTemplate
from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import AuthorKind, Message, MessageKind
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.queries import TranscriptItem


class Side(Enum):
    """Where a bubble stands: customers at the start, the office at the end."""

    IN = "in"
    OUT = "out"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class DayRow:
    """Separator before the first message of a day (in the reader's own time zone)."""

    day: date

    @property
    def key(self) -> Hashable:
        """Identity over refreshes."""
        return ("day", self.day)


@dataclass(frozen=True, slots=True)
class NewRow:
    """Divider before the first message the agent has not seen."""

    @property
    def key(self) -> Hashable:
        """Identity over refreshes."""
        return "new"


@dataclass(frozen=True, slots=True)
class SystemRow:
    """Something that happened to the ticket, in the server's words."""

    message: Message

    @property
    def key(self) -> Hashable:
        """Identity over refreshes."""
        return ("message", self.message.id)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message with what it quotes, as far as that is held."""

    message: Message
    side: Side
    is_mine: bool
    quoted: Message | None = None

    @property
    def key(self) -> Hashable:
        """Identity over refreshes."""
        return ("message", self.message.id)


@dataclass(frozen=True, slots=True)
class WishRow:
    """An own command that is not at the server yet, or will not get there by itself."""

    row: OutboxRow
    quoted: Message | None = None

    @property
    def key(self) -> Hashable:
        """Identity over refreshes."""
        return ("wish", self.row.command.id)

    @property
    def text(self) -> str:
        """What the agent wrote, empty for a wish without text."""
        return written_text(self.row)

    @property
    def is_note(self) -> bool:
        """True when only colleagues would read it."""
        return isinstance(self.row.command.payload, Note)

    @property
    def is_written(self) -> bool:
        """True for text and files, False for wishes about the ticket itself."""
        return isinstance(self.row.command.payload, (Reply, SendFile, SendTemplate, Note))


Row = DayRow | NewRow | SystemRow | MessageRow | WishRow

_NEEDS_A_PERSON = (OutboxState.HELD, OutboxState.FAILED)


def written_text(row: OutboxRow) -> str:
    """The words of a command; a file's caption, a template as the customer would read it."""
    match row.command.payload:
        case Reply(text=text) | Note(text=text) | SendTemplate(text=text):
            return text
        case SendFile(caption=caption):
            return caption
        case _:
            return ""


def build_rows(
    items: Sequence[TranscriptItem],
    me: AgentId,
    new_after_id: MessageId | None = None,
) -> list[Row]:
    """Rows in reading order: separators, divider, messages, then wishes in lane order.

    The divider stands before the first customer message newer than `new_after_id`; without one, or
    when nothing is newer, there is none. Wishes without text appear only once they need a person.
    """
    held = {item.message.id: item.message for item in items if item.message is not None}
    rows: list[Row] = []
    day: date | None = None
    is_divided = new_after_id is None
    for message in _messages(items):
        that_day = message.created_at.astimezone().date()
        if that_day != day:
            day = that_day
            rows.append(DayRow(day))
        if not is_divided and new_after_id is not None and _is_new(message, new_after_id):
            is_divided = True
            rows.append(NewRow())
        rows.append(_message_row(message, me, held))
    for item in items:
        wish = item.row
        if wish is None:
            continue
        row = WishRow(wish, _quoted(wish, held))
        if row.is_written or wish.state in _NEEDS_A_PERSON:
            rows.append(row)
    return rows


def _messages(items: Iterable[TranscriptItem]) -> Iterable[Message]:
    return (item.message for item in items if item.message is not None)


def _is_new(message: Message, seen_id: MessageId) -> bool:
    return message.id > seen_id and message.kind is MessageKind.INBOUND


def _message_row(message: Message, me: AgentId, held: Mapping[MessageId, Message]) -> Row:
    if message.kind is MessageKind.ACTIVITY:
        return SystemRow(message)
    side = {MessageKind.INBOUND: Side.IN, MessageKind.NOTE: Side.NOTE}.get(message.kind, Side.OUT)
    is_mine = message.author.kind is AuthorKind.AGENT and message.author.id == me
    quoted = held.get(message.quoted_id) if message.quoted_id is not None else None
    return MessageRow(message, side, is_mine, quoted)


def _quoted(wish: OutboxRow, held: Mapping[MessageId, Message]) -> Message | None:
    payload = wish.command.payload
    if isinstance(payload, Reply) and payload.quoted_id is not None:
        return held.get(payload.quoted_id)
    return None
