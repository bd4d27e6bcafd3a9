# SPDX-License-Identifier: Apache-2.0
"""What a list row says, worked out once per ticket and minute. Words only: no colours, no pixels.

`RowFace` feeds the delegate, `FaceMaker.sentence` the screen reader.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import datetime
from enum import Enum, auto
from typing import Final

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import AuthorKind, MessageKind
from desktop_agent.domain.messaging_window import SOON, URGENT
from desktop_agent.domain.queries import TicketRow
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import ConsentState, OwnerKind, Priority, TicketStatus
from desktop_agent.ui import when
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.people import customer_title, initials
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon

MAX_FACES: Final = 2000


class Tone(Enum):
    """The meaning of a pill; the delegate knows its colours."""

    PLAIN = auto()
    WARN = auto()
    FAULT = auto()
    PENDING = auto()
    BARE = auto()


@dataclass(frozen=True, slots=True)
class Pill:
    """A few words in the third line; `hint` is what a screen reader says instead."""

    words: str
    tone: Tone = Tone.PLAIN
    icon: Icon | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RowFace:
    """Everything that is painted for one ticket, in words."""

    kind: ChannelKind
    name: str
    is_name_rtl: bool
    time: str
    unread: str
    preview: str
    is_preview_rtl: bool
    preview_icon: Icon | None
    pills: tuple[Pill, ...]
    is_urgent: bool
    is_high: bool


class FaceMaker:
    """Words for the rows of one agent. Main thread; `now` gives aware UTC time."""

    def __init__(self, session: Session, now: Callable[[], datetime]) -> None:
        self._me = session.agent_id
        self._my_name = session.agent_name
        self._now = now
        self._faces: dict[int, tuple[TicketRow, int, RowFace]] = {}

    def face(self, row: TicketRow) -> RowFace:
        """The face of a row, from memory while row and minute are the same."""
        now = self._now()
        minute = int(now.timestamp() // 60)
        known = self._faces.get(row.id)
        if known is not None and known[1] == minute and known[0] == row:
            return known[2]
        if len(self._faces) > MAX_FACES:
            self._faces.clear()
        face = self._make(row, now)
        self._faces[row.id] = (row, minute, face)
        return face

    def forget(self) -> None:
        """Drop what was worked out, after a change of language."""
        self._faces.clear()

    def sentence(self, row: TicketRow) -> str:
        """The whole row as one sentence (ui §4)."""
        face = self.face(row)
        parts = [channel_kind_name(row.channel_kind), face.name]
        if row.unread:
            parts.append(tr("%n unread message(s)", row.unread))
        if face.is_urgent:
            parts.append(tr("urgent"))
        elif face.is_high:
            parts.append(tr("high priority"))
        parts += [pill.hint or pill.words for pill in face.pills]
        parts.append(when.moment(row.last_activity_at, self._now()))
        if face.preview:
            parts.append(face.preview)
        return ", ".join(parts) + "."

    def _make(self, row: TicketRow, now: datetime) -> RowFace:
        name = customer_title(row.customer_name, row.customer_mask)
        preview, icon = self._preview(row)
        return RowFace(
            kind=row.channel_kind,
            name=name,
            is_name_rtl=_is_rtl(name),
            time=when.list_time(row.last_activity_at, now),
            # The server counts no further than this (chatwoot trap 23).
            unread="" if not row.unread else str(row.unread) if row.unread < 10 else "9+",
            preview=preview,
            is_preview_rtl=icon is None and _is_rtl(preview),
            preview_icon=icon,
            pills=tuple(self._pills(row, now)),
            is_urgent=row.priority is Priority.URGENT,
            is_high=row.priority is Priority.HIGH,
        )

    def _preview(self, row: TicketRow) -> tuple[str, Icon | None]:
        preview = row.preview
        if preview is None:
            return "", None
        text = one_line(preview.text)
        icon = None
        if not text and preview.attachment_kind:
            text, icon = _attachment_words(preview.attachment_kind)
        if preview.kind == MessageKind.NOTE:
            return tr("Note: {text}").format(text=text), Icon.LOCK
        if preview.kind == MessageKind.ACTIVITY or not text:
            return text, icon
        if preview.author == AuthorKind.BOT:
            return tr("Bot: {text}").format(text=text), icon
        if preview.author == AuthorKind.AGENT:
            if preview.author_name in ("", self._my_name):
                return tr("You: {text}").format(text=text), icon
            first_name = one_line(preview.author_name, 40).split(" ")[0]
            return f"{first_name}: {text}", icon
        return text, icon

    def _pills(self, row: TicketRow, now: datetime) -> list[Pill]:
        pills: list[Pill] = []
        if row.held_count:
            words = tr("%n not sent", row.held_count)
            pills.append(Pill(words, Tone.FAULT, Icon.ALERT))
        pending = _pending(row, self._me)
        if pending:
            pills.append(Pill(pending, Tone.PENDING, hint=pending))
        pills += _window_pills(row, now)
        pills += _consent_pills(row)
        if row.status is TicketStatus.SNOOZED and row.snoozed_until_at is not None:
            words = tr("until {time}").format(time=when.moment(row.snoozed_until_at, now))
            pills.append(Pill(words, Tone.PLAIN, Icon.SNOOZE))
        if not row.is_owner_pending:
            pills.append(_owner_pill(row))
        if row.has_draft:
            pills.append(Pill(tr("Draft"), Tone.PLAIN, Icon.EDIT))
        if row.team_name:
            team = one_line(row.team_name, 60)
            pills.append(Pill(team, Tone.BARE, hint=tr("team {name}").format(name=team)))
        return pills


def _pending(row: TicketRow, me: int) -> str:
    if row.is_owner_pending:
        if row.pending_owner is None:
            return tr("Releasing …")
        if row.pending_owner.id == me:
            return tr("Taking …")
        return tr("Handing over …")
    if row.pending_status is TicketStatus.CLOSED:
        return tr("Closing …")
    if row.pending_status is TicketStatus.SNOOZED:
        return tr("Snoozing …")
    if row.pending_status is TicketStatus.OPEN:
        return tr("Reopening …")
    return ""


def _window_pills(row: TicketRow, now: datetime) -> list[Pill]:
    if row.window_closes_at is None or row.status is TicketStatus.CLOSED:
        return []
    left = row.window_closes_at - now
    if left.total_seconds() <= 0:
        return [Pill(tr("Window closed"), Tone.FAULT, Icon.WINDOW_CLOSED)]
    if left > SOON:
        return []
    words = when.left_until(row.window_closes_at, now)
    hint = tr("window: {left}").format(left=words)
    if left <= URGENT:
        return [Pill(words, Tone.FAULT, Icon.WINDOW_URGENT, hint)]
    return [Pill(words, Tone.WARN, Icon.WINDOW_SOON, hint)]


def _consent_pills(row: TicketRow) -> list[Pill]:
    """Exceptions only, so that the eye finds them (domain-rules §5.3)."""
    if row.consent is ConsentState.CONFIRMED or row.status is TicketStatus.CLOSED:
        return []
    if row.consent is ConsentState.REVOKED:
        return [Pill(tr("Consent withdrawn"), Tone.FAULT, Icon.ALERT)]
    if row.consent is ConsentState.REFUSED:
        return [Pill(tr("Consent refused"), Tone.FAULT, Icon.ALERT)]
    if row.consent is ConsentState.EXPIRED:
        return [Pill(tr("Consent out of date"), Tone.WARN, Icon.ALERT)]
    return [Pill(tr("Consent open"), Tone.WARN, Icon.ALERT)]


def _owner_pill(row: TicketRow) -> Pill:
    if row.owner is None:
        return Pill(tr("free"))
    if row.owner.kind is OwnerKind.BOT:
        return Pill(tr("Bot"), hint=tr("a bot holds it"))
    name = one_line(row.owner.name, 60)
    return Pill(initials(name), hint=tr("owner {name}").format(name=name))


def _attachment_words(kind: str) -> tuple[str, Icon]:
    if kind == "image":
        return tr("Picture"), Icon.IMAGE
    if kind == "audio":
        return tr("Voice message"), Icon.MICROPHONE
    if kind == "video":
        return tr("Video"), Icon.VIDEO
    if kind == "location":
        return tr("Location"), Icon.PIN
    if kind == "contact":
        return tr("Contact card"), Icon.USER
    if kind == "sticker":
        return tr("Sticker"), Icon.EMOJI
    return tr("File"), Icon.FILE


def _is_rtl(text: str) -> bool:
    """Direction of the first letter that has one, as the Unicode rules say."""
    for character in text[:80]:
        direction = unicodedata.bidirectional(character)
        if direction == "L":
            return False
        if direction in ("R", "AL"):
            return True
    return False
