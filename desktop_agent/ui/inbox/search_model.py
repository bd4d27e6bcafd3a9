# SPDX-License-Identifier: Apache-2.0
"""What a search found, as a list with headings. Must not know colours or ask anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.queries import SearchAnswer, SearchHit, TicketRow
from desktop_agent.ui import when
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.people import customer_title
from desktop_agent.ui.strings import tr

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_NO_PARENT: Final = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One line: a heading (no ticket), a ticket (no message) or a found message.

    `marks` are (start, length) pairs into `text`.
    """

    title: str
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    time: str = ""
    kind: ChannelKind = ChannelKind.OTHER
    ticket_id: TicketId | None = None
    message_id: MessageId | None = None

    @property
    def is_heading(self) -> bool:
        """Headings cannot be chosen."""
        return self.ticket_id is None


class SearchModel(QAbstractListModel):
    """Tickets first, then messages, each newest first as the answer gives them."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._entries: list[SearchEntry] = []

    def show_answer(self, answer: SearchAnswer) -> None:
        """Replace what is listed."""
        self.beginResetModel()
        self._entries = []
        if answer.tickets:
            self._entries.append(SearchEntry(tr("Tickets")))
            self._entries += [self._ticket(row) for row in answer.tickets]
        if answer.hits:
            self._entries.append(SearchEntry(tr("Messages")))
            self._entries += [self._hit(hit) for hit in answer.hits]
        self.endResetModel()

    def clear(self) -> None:
        """List nothing."""
        self.show_answer(SearchAnswer((), (), True))

    def entry(self, row: int) -> SearchEntry | None:
        """What stands in a row."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def next_row(self, row: int, by: int) -> int:
        """The nearest row in a direction that can be chosen; the same one at the end."""
        at = row + by
        while 0 <= at < len(self._entries):
            if not self._entries[at].is_heading:
                return at
            at += by
        return row

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """Lines, headings included."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """`ENTRY_ROLE` a `SearchEntry`."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if entry.is_heading:
                return entry.title
            words = (channel_kind_name(entry.kind), entry.title, entry.text, entry.time)
            return ", ".join(word for word in words if word)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Headings are there to be read only."""
        entry = self.entry(index.row())
        if entry is None:
            return Qt.ItemFlag.NoItemFlags
        if entry.is_heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _ticket(self, row: TicketRow) -> SearchEntry:
        number = tr("Ticket {number}").format(number=int(row.id))
        team = one_line(row.team_name, 60)
        return SearchEntry(
            title=customer_title(row.customer_name, row.customer_mask),
            text=f"{number} · {team}" if team else number,
            time=when.list_time(row.last_activity_at, self._now()),
            kind=row.channel_kind,
            ticket_id=row.id,
        )

    def _hit(self, hit: SearchHit) -> SearchEntry:
        text, marks = _safe_excerpt(hit)
        return SearchEntry(
            title=customer_title(hit.customer_name, ""),
            text=text,
            marks=marks,
            time=when.list_time(hit.at, self._now()),
            kind=hit.channel_kind,
            ticket_id=hit.ticket_id,
            message_id=hit.message_id,
        )


def _safe_excerpt(hit: SearchHit) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The excerpt without harmful characters; marks move with the text before them."""
    parts: list[str] = []
    marks: list[tuple[int, int]] = []
    at = length = 0
    for start, size in hit.marks:
        before, found = (
            _one_piece(hit.excerpt[at:start]),
            _one_piece(hit.excerpt[start : start + size]),
        )
        marks.append((length + len(before), len(found)))
        parts += [before, found]
        length += len(before) + len(found)
        at = start + size
    parts.append(_one_piece(hit.excerpt[at:]))
    return "".join(parts), tuple(marks)


def _one_piece(text: str) -> str:
    """A stretch of an excerpt on one line, its outer spaces kept."""
    inner = one_line(text, len(text) + 1)
    head = " " if text[:1].isspace() and inner else ""
    tail = " " if text[-1:].isspace() else ""
    return f"{head}{inner}{tail}"
