# SPDX-License-Identifier: Apache-2.0
"""Item model over the held window of one ticket's transcript. Asks nobody for anything.

A refresh changes only the rows that differ, so selection, scroll position and painted bubbles stay.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.queries import TranscriptItem
from desktop_agent.ui.conversation.phrases import Phrases
from desktop_agent.ui.conversation.rows import MessageRow, Row, SystemRow, WishRow, build_rows

MAX_HELD: Final = 300
"""Messages held at once; more cost a relayout each (measured §4)."""


class TranscriptRole(IntEnum):
    """Roles beside Qt's own."""

    ROW = Qt.ItemDataRole.UserRole + 1


class TranscriptModel(QAbstractListModel):
    """Rows of the open ticket. Main thread. Holds frozen values only."""

    def __init__(self, me: AgentId, phrases: Phrases, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._me = me
        self._phrases = phrases
        self._items: tuple[TranscriptItem, ...] = ()
        self._rows: list[Row] = []
        self._new_after_id: MessageId | None = None

    @property
    def items(self) -> tuple[TranscriptItem, ...]:
        """What is held, oldest first, wishes at the end."""
        return self._items

    @property
    def oldest_id(self) -> MessageId | None:
        """First held message."""
        return next((i.message.id for i in self._items if i.message is not None), None)

    @property
    def newest_id(self) -> MessageId | None:
        """Last held message."""
        return next((i.message.id for i in reversed(self._items) if i.message is not None), None)

    @property
    def message_count(self) -> int:
        """How many messages are held."""
        return sum(item.message is not None for item in self._items)

    def reset(self, items: Sequence[TranscriptItem], new_after_id: MessageId | None = None) -> None:
        """Show another ticket, or nothing."""
        self.beginResetModel()
        self._new_after_id = new_after_id
        self._items = tuple(items)
        self._rows = build_rows(self._items, self._me, new_after_id)
        self.endResetModel()

    def replace(self, items: Sequence[TranscriptItem]) -> bool:
        """Move to a new state of the same ticket, touching only what differs; True if any did."""
        items = tuple(items)
        if items == self._items:
            return False
        self._items = items
        self._move_to(build_rows(items, self._me, self._new_after_id))
        return True

    def forget_divider(self) -> None:
        """The agent answered: nothing above is new any more."""
        if self._new_after_id is not None:
            self._new_after_id = None
            self._move_to(build_rows(self._items, self._me))

    def retranslate(self) -> None:
        """Words or colours changed; every row reads and paints anew."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def row_at(self, position: int) -> Row | None:
        """The row, None outside."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def position_of_message(self, message_id: MessageId) -> int | None:
        """Where a held message stands."""
        return self._position(("message", message_id))

    def position_of_key(self, key: object) -> int | None:
        """Where a row with this identity stands."""
        return self._position(key)

    def rowCount(
        self,
        parent: QModelIndex | QPersistentModelIndex = QModelIndex(),  # noqa: B008 - Qt's own default
    ) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """What Qt and painters ask of a row."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == TranscriptRole.ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._phrases.sentence(row)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Messages and wishes can be selected, separators cannot."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self.row_at(index.row())
        if isinstance(row, (MessageRow, WishRow, SystemRow)):
            return (
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemNeverHasChildren
            )
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def _position(self, key: object) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.key == key), None)

    def _move_to(self, rows: list[Row]) -> None:
        """Common head and tail stay; the middle is removed and inserted; changes are announced."""
        old = self._rows
        limit = min(len(old), len(rows))
        head = next((i for i in range(limit) if old[i].key != rows[i].key), limit)
        limit -= head
        tail = next((i for i in range(limit) if old[-1 - i].key != rows[-1 - i].key), limit)
        removed, added = len(old) - head - tail, len(rows) - head - tail
        if removed:
            self.beginRemoveRows(QModelIndex(), head, head + removed - 1)
            self._rows = old[:head] + old[len(old) - tail :]
            self.endRemoveRows()
        kept = self._rows
        if added:
            self.beginInsertRows(QModelIndex(), head, head + added - 1)
            self._rows = kept[:head] + rows[head : head + added] + kept[head:]
            self.endInsertRows()
        self._announce_changes(rows)

    def _announce_changes(self, rows: list[Row]) -> None:
        changed = [
            i for i, (old, new) in enumerate(zip(self._rows, rows, strict=True)) if old != new
        ]
        self._rows = rows
        for position in changed:
            self.dataChanged.emit(self.index(position), self.index(position))
