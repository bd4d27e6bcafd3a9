# SPDX-License-Identifier: Apache-2.0
"""The scrolling transcript: keeps its place, finds what is clicked, works by keyboard.

Holds focus, scroll position and hover only; what a click means is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolTip, QWidget

from desktop_agent.domain.messages import Attachment
from desktop_agent.ui.conversation.phrases import Phrases
from desktop_agent.ui.conversation.rows import MessageRow, Row, SystemRow, WishRow
from desktop_agent.ui.conversation.safe_text import shown
from desktop_agent.ui.conversation.transcript_delegate import Hit, TranscriptDelegate
from desktop_agent.ui.conversation.transcript_model import TranscriptModel, TranscriptRole

NEAR_EDGE: Final = 400
"""Pixels before an end at which the next page is asked for."""
AT_BOTTOM: Final = 8


class TranscriptView(QListView):
    """Rows of one ticket.

    Signals:
        older_wanted, newer_wanted: the reader comes near an end of the held window.
        hit: a row and the `Hit` on it (action, link or attachment).
        menu_wanted: a row and the global point for its menu.
        reader_wanted: a row whose text shall be selectable.
        bottom_changed: whether the newest row is in sight.
        seen: attachments that are in sight.
    """

    older_wanted = Signal()
    newer_wanted = Signal()
    hit = Signal(object, object)
    menu_wanted = Signal(object, QPoint)
    reader_wanted = Signal(object, QRect)
    bottom_changed = Signal(bool)
    seen = Signal(object)

    def __init__(
        self,
        model: TranscriptModel,
        delegate: TranscriptDelegate,
        phrases: Phrases,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._phrases = phrases
        self.delegate = delegate
        self._is_at_bottom = True
        self._is_held = False
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.setProperty("look", "canvas")
        self.verticalScrollBar().setSingleStep(20)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._look_round = QTimer(self)
        self._look_round.setSingleShot(True)
        self._look_round.setInterval(30)
        self._look_round.timeout.connect(self._on_look_round)

    @property
    def is_at_bottom(self) -> bool:
        """True while the newest row is in sight and new ones should push up."""
        return self._is_at_bottom

    def to_bottom(self) -> None:
        """Show the newest row."""
        self._lay_out()
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self._set_at_bottom(True)
        self._look_round.start()

    def show_row(self, position: int, *, is_top: bool = False) -> None:
        """Bring a row into sight and make it the current one."""
        index = self.model().index(position, 0)
        if not index.isValid():
            return
        self._lay_out()
        hint = QAbstractItemView.ScrollHint
        self.scrollTo(index, hint.PositionAtTop if is_top else hint.PositionAtCenter)
        if not is_top:
            self.setCurrentIndex(index)
        self._update_bottom()

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Whatever changes inside, what the reader looks at does not move.

        At the bottom the newest row stays in sight; elsewhere the first visible row keeps its
        place on the screen.
        """
        was_at_bottom = self._is_at_bottom
        anchor = None if was_at_bottom else self._anchor()
        self._is_held = True
        try:
            yield
        finally:
            self._lay_out()
            bar = self.verticalScrollBar()
            if was_at_bottom:
                bar.setValue(bar.maximum())
            elif anchor is not None:
                self._restore(*anchor)
            self._is_held = False
            self._update_bottom()
            self._look_round.start()

    def look_round(self) -> None:
        """Tell soon what is in sight."""
        self._look_round.start()

    def visible_rows(self) -> list[int]:
        """Positions of rows in sight, top to bottom."""
        first = self.indexAt(QPoint(1, 1))
        last = self.indexAt(QPoint(1, self.viewport().height() - 2))
        count = self.model().rowCount()
        if not count:
            return []
        begin = first.row() if first.isValid() else 0
        end = last.row() if last.isValid() else count - 1
        return list(range(begin, end + 1))

    def selected_text(self) -> str:
        """Selected rows as plain text; one row alone without time and name."""
        chosen = sorted(self.selectedIndexes(), key=QModelIndex.row)
        rows: list[Row] = [index.data(TranscriptRole.ROW) for index in chosen]
        if len(rows) == 1:
            return self._plain(rows[0])
        return "\n".join(filter(None, (self._line(row) for row in rows)))

    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def remeasure(self) -> None:
        """Heights changed all over: fonts, width, language."""
        with self.in_place():
            self.delegate.set_width(self.width())
            self.scheduleDelayedItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while the width changes."""
        was_wide = event.oldSize().width() != event.size().width()
        with self.in_place():
            super().resizeEvent(event)
            if was_wide:
                # the scroll bar stands in the right margin, so its coming moves nothing
                self.delegate.set_width(self.width())
                self.scheduleDelayedItemsLayout()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        self._hover(event.position().toPoint())
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Act on what was clicked."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or event.modifiers():
            return
        index, found = self._hit_at(event.position().toPoint())
        if found.is_something:
            self.hit.emit(index.data(TranscriptRole.ROW), found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the text for selecting."""
        index, found = self._hit_at(event.position().toPoint())
        if index.isValid() and not found.is_something:
            self._ask_reader(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the row's menu."""
        is_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if is_mouse else self.currentIndex()
        self._ask_menu(index, event.globalPos() if is_mouse else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of this widget; everything else as Qt does."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask_menu(self.currentIndex(), None)
        elif event.key() == Qt.Key.Key_F2:
            self._ask_reader(self.currentIndex())
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            self.setCurrentIndex(self.model().index(self.model().rowCount() - 1, 0))
            self.to_bottom()
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tooltips and leaving."""
        if event.type() is QEvent.Type.ToolTip:
            point = event.pos()  # type: ignore[attr-defined]  # a QHelpEvent by its type
            index = self.indexAt(point)
            text = (
                self.delegate.tooltip(index, self._inside(index, point)) if index.isValid() else ""
            )
            QToolTip.showText(event.globalPos(), text, self)  # type: ignore[attr-defined]  # as above
            return True
        if event.type() is QEvent.Type.Leave:
            self._hover(QPoint(-1, -1))
        return super().viewportEvent(event)

    def _ask_menu(self, index: QModelIndex, at: QPoint | None) -> None:
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        if at is None:
            box = self.delegate.layout_of(index).box.translated(self.visualRect(index).topLeft())
            at = self.viewport().mapToGlobal(box.center().toPoint())
        self.menu_wanted.emit(index.data(TranscriptRole.ROW), at)

    def _ask_reader(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        body = self.delegate.layout_of(index).body
        row: Row = index.data(TranscriptRole.ROW)
        if body is not None and isinstance(row, (MessageRow, WishRow)):
            rect = body.rect.translated(self.visualRect(index).topLeft()).toAlignedRect()
            self.reader_wanted.emit(row, rect)

    def _plain(self, row: Row) -> str:
        match row:
            case MessageRow(message=message) | SystemRow(message=message):
                return shown(message.text) or self._phrases.sentence(row)
            case WishRow():
                return shown(row.text)
            case _:
                return ""

    def _line(self, row: Row) -> str:
        return self._phrases.transcript_line(row)

    def _hover(self, point: QPoint) -> None:
        index, found = self._hit_at(point)
        hovered = (index.row(), found) if found.is_something else None
        if hovered == self.delegate.hovered:
            return
        self.delegate.hovered = hovered
        shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    def _hit_at(self, point: QPoint) -> tuple[QModelIndex, Hit]:
        index = self.indexAt(point)
        if not index.isValid():
            return index, Hit()
        return index, self.delegate.hit(index, self._inside(index, point))

    def _inside(self, index: QModelIndex, point: QPoint) -> QPointF:
        return QPointF(point - self.visualRect(index).topLeft())

    def _anchor(self) -> tuple[object, int] | None:
        """Identity of the first visible message and where its top stands."""
        for position in self.visible_rows():
            index = self.model().index(position, 0)
            row: Row = index.data(TranscriptRole.ROW)
            if isinstance(row, (MessageRow, WishRow, SystemRow)):
                return row.key, self.visualRect(index).top()
        return None

    def _restore(self, key: object, top: int) -> None:
        model = self.model()
        if not isinstance(model, TranscriptModel):
            return
        position = model.position_of_key(key)
        if position is not None:
            now = self.visualRect(model.index(position)).top()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + now - top)

    def _lay_out(self) -> None:
        self.delegate.set_width(self.width())
        self.executeDelayedItemsLayout()
        self.updateGeometries()

    def _update_bottom(self) -> None:
        bar = self.verticalScrollBar()
        self._set_at_bottom(bar.value() >= bar.maximum() - AT_BOTTOM)

    def _set_at_bottom(self, is_at_bottom: bool) -> None:
        if is_at_bottom != self._is_at_bottom:
            self._is_at_bottom = is_at_bottom
            self.bottom_changed.emit(is_at_bottom)

    @Slot(int)
    def _on_scrolled(self, value: int) -> None:
        if self._is_held:
            return
        self._update_bottom()
        self._look_round.start()
        bar = self.verticalScrollBar()
        if value < NEAR_EDGE and bar.maximum():
            self.older_wanted.emit()
        if value > bar.maximum() - NEAR_EDGE:
            self.newer_wanted.emit()

    @Slot()
    def _on_look_round(self) -> None:
        found: list[Attachment] = []
        for position in self.visible_rows():
            row: Row = self.model().index(position, 0).data(TranscriptRole.ROW)
            if isinstance(row, MessageRow) and not row.message.is_deleted:
                found += row.message.attachments
        if found:
            self.seen.emit(tuple(found))
