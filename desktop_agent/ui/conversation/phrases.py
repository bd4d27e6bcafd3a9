# SPDX-License-Identifier: Apache-2.0
"""The words of the transcript: delivery, held wishes, attachments, one sentence per row.

Must not paint and must not ask the stores.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QLocale

from desktop_agent.domain.commands import (
    Assign,
    AssignTeam,
    ChangeLabels,
    Claim,
    Close,
    RecordConsent,
    Release,
    Reopen,
    SendTemplate,
    Snooze,
)
from desktop_agent.domain.messages import (
    Attachment,
    AttachmentKind,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.ui import when
from desktop_agent.ui.conversation.rich_text import parse
from desktop_agent.ui.conversation.rows import (
    DayRow,
    MessageRow,
    NewRow,
    Row,
    Side,
    SystemRow,
    WishRow,
)
from desktop_agent.ui.conversation.safe_text import one_line, shown
from desktop_agent.ui.send_reasons import row_text
from desktop_agent.ui.strings import tr

NOON: Final = time(12)


class Action(StrEnum):
    """What a person can do with a wish in the transcript."""

    SEND_ANYWAY = "send_anyway"
    EDIT = "edit"
    DISCARD = "discard"
    UNDO = "undo"
    AS_NOTE = "as_note"


_CLOCKS: Final = 2000
"""Times of day that are kept as words."""

_NOT_FREE_TO_SEND: Final = frozenset(
    {
        HeldReason.WINDOW_CLOSED,
        HeldReason.CONSENT,
        HeldReason.GUARD,
        HeldReason.REASSIGNED,
        HeldReason.TICKET_GONE,
    }
)
"""Reasons that a click cannot overrule: the guard would say no again (domain-rules §5.4)."""


class Phrases:
    """Words for one reader; `now` gives aware UTC time. Main thread."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._clocks: dict[datetime, str] = {}

    def forget_words(self) -> None:
        """The language changed."""
        self._clocks.clear()

    def day(self, row: DayRow) -> str:
        """Heading of a day."""
        return when.day_heading(datetime.combine(row.day, NOON).astimezone(), self._now())

    def clock(self, at: datetime) -> str:
        """Time of day of a message."""
        minute = at.replace(second=0, microsecond=0)
        text = self._clocks.get(minute)
        if text is None:
            if len(self._clocks) > _CLOCKS:
                self._clocks.clear()
            text = self._clocks[minute] = when.clock(at)
        return text

    def headline(self, row: MessageRow) -> str:
        """Who wrote, where the side does not say it already; empty otherwise."""
        author = row.message.author
        name = one_line(author.name, 60)
        if row.side is Side.NOTE:
            return tr("Note · {name}").format(name=name) if name else tr("Note")
        if author.kind is AuthorKind.BOT:
            return tr("Bot · {name}").format(name=name) if name else tr("Bot")
        if row.side is Side.IN or row.is_mine:
            return ""
        if author.kind is AuthorKind.SYSTEM or not name:
            return tr("Automatic message")
        return name

    def body(self, message: Message) -> str:
        """What the bubble says; a sentence in place of what is gone or not understood."""
        if message.is_deleted:
            return tr("This message was deleted.")
        if message.text.strip() or message.attachments:
            return message.text
        if message.content_kind not in ("text", ""):
            return tr("A message of a kind that this program cannot show ({kind}).").format(
                kind=one_line(message.content_kind, 40)
            )
        return tr("Message without text")

    def quote_missing(self) -> str:
        """In place of a quoted message that is not held."""
        return tr("An older message")

    def delivery(self, row: MessageRow) -> str:
        """How far an own-side message got, in a word; empty where nothing is promised."""
        message = row.message
        if row.side is not Side.OUT or message.is_deleted:
            return ""
        match message.delivery:
            case Delivery.TAKEN:
                return tr("not confirmed yet")
            case Delivery.ACCEPTED:
                return tr("sent")
            case Delivery.DELIVERED:
                return tr("delivered")
            case Delivery.READ:
                return tr("read")
            case Delivery.FAILED:
                return tr("not delivered")

    def delivery_hint(self, row: MessageRow) -> str:
        """The same in a sentence, for the tooltip."""
        if row.side is not Side.OUT or row.message.is_deleted:
            return ""
        match row.message.delivery:
            case Delivery.TAKEN:
                return tr("The server took the message. The messenger has not confirmed it yet.")
            case Delivery.ACCEPTED:
                return tr("The messenger took the message.")
            case Delivery.DELIVERED:
                return tr("The message is on the customer's device.")
            case Delivery.READ:
                return tr("The customer has opened the message.")
            case Delivery.FAILED:
                return self.failure(row.message)

    def failure(self, message: Message) -> str:
        """Why the messenger did not deliver, without guesses (domain-rules §2.3)."""
        code = message.failure.strip()[:6].strip(": ")
        sentences = {
            "131047": tr("The 24-hour window was closed. Use a template."),
            "131026": tr("The messenger could not deliver it. Try another way to reach them."),
            "131049": tr("The messenger limits such messages to this person. Try again tomorrow."),
            "131056": tr("Too many messages to this person at once. Try again in a few seconds."),
            "131042": tr("The channel has a payment problem. Please tell your IT."),
            "131031": tr("The messenger has locked this channel. Please tell your IT."),
            "131053": tr("The messenger could not take the file."),
        }
        if code in sentences:
            return sentences[code]
        if message.failure:
            return tr("The messenger reports: {reason}").format(
                reason=one_line(message.failure, 160)
            )
        return tr("The messenger did not deliver it and gave no reason.")

    def wish_headline(self, row: WishRow) -> str:
        """What became of an own wish, in one line."""
        wish = row.row
        match wish.state:
            case OutboxState.HELD | OutboxState.FAILED:
                text = row_text(wish, self._now()).headline
                return text if row.is_written else f"{wish_name(wish)} · {text}"
            case OutboxState.UNKNOWN:
                return tr("Not confirmed yet, being checked")
            case OutboxState.SENDING:
                return tr("Being sent …")
            case _:
                if self.seconds_left(wish):
                    return tr("Leaves in a moment")
                return tr("Waits for the connection")

    def wish_hint(self, row: WishRow) -> str:
        """What to do about it, for the tooltip."""
        return row_text(row.row, self._now()).sentence

    def seconds_left(self, wish: OutboxRow) -> int:
        """Whole seconds in which the wish can be undone; 0 when it may leave."""
        if wish.state is not OutboxState.QUEUED or wish.not_before_at is None:
            return 0
        return max(0, round((wish.not_before_at - self._now()).total_seconds() + 0.49))

    def wish_actions(self, row: WishRow) -> tuple[Action, ...]:
        """What can be done with it now."""
        wish = row.row
        if wish.state is OutboxState.QUEUED:
            if self.seconds_left(wish):
                return (Action.UNDO,)
            return (Action.EDIT, Action.DISCARD) if row.text else (Action.DISCARD,)
        if wish.state not in (OutboxState.HELD, OutboxState.FAILED):
            return ()
        actions = []
        if wish.state is OutboxState.FAILED or wish.held not in _NOT_FREE_TO_SEND:
            actions.append(Action.SEND_ANYWAY)
        if row.text and not isinstance(wish.command.payload, SendTemplate):
            actions.append(Action.EDIT)
            if wish.held is HeldReason.REASSIGNED:
                actions.append(Action.AS_NOTE)
        actions.append(Action.DISCARD)
        return tuple(actions)

    def action(self, action: Action, row: WishRow) -> str:
        """The word on an action."""
        match action:
            case Action.SEND_ANYWAY:
                if row.row.held is HeldReason.CONFLICT:
                    return tr("Take over all the same")
                if row.row.state is OutboxState.FAILED or not row.is_written:
                    return tr("Try again")
                return tr("Send all the same")
            case Action.EDIT:
                return tr("Edit")
            case Action.DISCARD:
                return tr("Discard")
            case Action.AS_NOTE:
                return tr("Hand over as note")
            case Action.UNDO:
                return tr("Undo ({seconds} s)").format(seconds=self.seconds_left(row.row))

    def attachment_title(self, attachment: Attachment) -> str:
        """First line of an attachment's card."""
        name = one_line(attachment.name or attachment.title, 80)
        match attachment.kind:
            case AttachmentKind.LOCATION:
                return one_line(attachment.title, 80) or tr("Location")
            case AttachmentKind.CONTACT:
                return one_line(attachment.title or attachment.name, 80) or tr("Contact card")
            case AttachmentKind.AUDIO:
                return tr("Voice message")
            case AttachmentKind.VIDEO:
                return name or tr("Video")
            case AttachmentKind.IMAGE:
                return name or tr("Picture")
            case AttachmentKind.STICKER:
                return tr("Sticker")
            case AttachmentKind.FILE:
                return name or tr("File")
            case AttachmentKind.UNKNOWN:
                return tr("Attachment of an unknown kind")

    def attachment_detail(self, attachment: Attachment, state: str) -> str:
        """Second line: size, place or what the card stands for, then `state`."""
        parts = []
        if attachment.kind is AttachmentKind.LOCATION:
            if attachment.latitude is not None and attachment.longitude is not None:
                locale = QLocale()
                parts.append(
                    f"{locale.toString(attachment.latitude, 'f', 5)} / "
                    f"{locale.toString(attachment.longitude, 'f', 5)}"
                )
        elif attachment.kind is AttachmentKind.CONTACT:
            parts.append(tr("not stored as a contact"))
        elif attachment.size is not None:
            parts.append(byte_size(attachment.size))
        if state:
            parts.append(state)
        return " · ".join(parts)

    def sentence(self, row: Row) -> str:
        """The row as one sentence, for screen readers and copying of wishes."""
        match row:
            case DayRow():
                return self.day(row)
            case NewRow():
                return tr("New messages from here")
            case SystemRow(message=message):
                return f"{shown(message.text)}, {self.clock(message.created_at)}"
            case WishRow():
                text = parse(row.text).text
                parts = [self.wish_headline(row), text]
                return ". ".join(part.rstrip(".") for part in parts if part)
            case MessageRow():
                return self._message_sentence(row)

    def transcript_line(self, row: Row) -> str:
        """The row as a line of a copied conversation; empty for separators."""
        match row:
            case MessageRow(message=message):
                who = self.headline(row) or self._speaker(row)
                parts = [shown(self.body(message))] if self.body(message) else []
                if not message.is_deleted:
                    parts += [f"[{self.attachment_title(a)}]" for a in message.attachments]
                return f"[{self.clock(message.created_at)}] {who}: {' '.join(parts)}"
            case SystemRow() | WishRow():
                return self.sentence(row)
            case _:
                return ""

    def _message_sentence(self, row: MessageRow) -> str:
        message = row.message
        parts = [self.headline(row) or self._speaker(row)]
        if row.quoted is not None:
            parts.append(tr("answers “{text}”").format(text=one_line(self.body(row.quoted), 60)))
        if message.text.strip() or message.is_deleted or not message.attachments:
            parts.append(parse(self.body(message)).text)
        for attachment in message.attachments:
            detail = self.attachment_detail(attachment, "")
            title = self.attachment_title(attachment)
            parts.append(f"{title} ({detail})" if detail else title)
        parts.append(self.clock(message.created_at))
        delivery = self.delivery(row)
        if delivery:
            parts.append(delivery)
        if message.delivery is Delivery.FAILED and row.side is Side.OUT:
            parts.append(self.failure(message))
        return ", ".join(part.strip() for part in parts if part.strip())

    def _speaker(self, row: MessageRow) -> str:
        if row.is_mine:
            return tr("You")
        return one_line(row.message.author.name, 60) or tr("Customer")


def quote_author(message: Message) -> str:
    """Who is quoted."""
    if message.kind is MessageKind.INBOUND:
        return one_line(message.author.name, 60) or tr("Customer")
    return one_line(message.author.name, 60) or tr("Automatic message")


def byte_size(size: int) -> str:
    """A size for people, e.g. "412 kB"."""
    return QLocale().formattedDataSize(
        size, 0 if size < 1_000_000 else 1, QLocale.DataSizeFormat.DataSizeSIFormat
    )


def wish_name(wish: OutboxRow) -> str:
    """What a wish about the ticket wanted, as a noun."""
    match wish.command.payload:
        case Claim():
            return tr("Taking the ticket")
        case Release():
            return tr("Releasing the ticket")
        case Assign() | AssignTeam():
            return tr("Handing over")
        case Close():
            return tr("Closing the ticket")
        case Reopen():
            return tr("Reopening the ticket")
        case Snooze():
            return tr("Snoozing the ticket")
        case ChangeLabels():
            return tr("Changing labels")
        case RecordConsent():
            return tr("Recording the consent")
        case _:
            return tr("Change")
