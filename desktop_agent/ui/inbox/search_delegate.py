# SPDX-License-Identifier: Apache-2.0
"""Paints headings, tickets and found messages with their marks. Makes no words of its own."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_agent.ui.channel_marks import channel_colours, channel_letters
from desktop_agent.ui.inbox.search_model import ENTRY_ROLE, SearchEntry
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.theme import Theme

_HEADING: Final = 30
_TICKET: Final = 50
_MESSAGE: Final = 66
_LEFT: Final = 12
_TEXT_LEFT: Final = 56
_RIGHT: Final = 12
_LINES: Final = 2
_SEMIBOLD: Final = QFont.Weight.DemiBold
_LEFT_WORDS: Final = (
    Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
).value | Qt.TextFlag.TextSingleLine.value
_ELIDE: Final = Qt.TextElideMode.ElideRight
AnyIndex = QModelIndex | QPersistentModelIndex


class SearchDelegate(QStyledItemDelegate):
    """One entry of a search."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Three heights."""
        entry = index.data(ENTRY_ROLE)
        height = _HEADING if entry.is_heading else _MESSAGE if entry.message_id else _TICKET
        return QSize(option.rect.width(), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draw one entry."""
        entry: SearchEntry = index.data(ENTRY_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.is_heading:
            self._paint_heading(painter, option.rect, entry)
        else:
            self._paint_ground(painter, option.rect, option.state)
            self._paint_entry(painter, option.rect, entry)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, entry: SearchEntry) -> None:
        painter.setFont(self._theme.font(t.TYPE_SMALL))
        painter.setPen(self._theme.colour(self._theme.palette.text_faint))
        painter.drawText(rect.adjusted(_LEFT, 6, 0, 0), _LEFT_WORDS, entry.title)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        p, colour = self._theme.palette, self._theme.colour
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour(p.selection))
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour(p.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(p.field))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(p.accent_outline), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -4.5, -2.5), 6, 6)

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: SearchEntry) -> None:
        p, colour = self._theme.palette, self._theme.colour
        self._paint_mark(painter, rect, entry)
        right = rect.right() + 1 - _RIGHT
        left, middle = rect.left() + _TEXT_LEFT, rect.top() + 17
        small = self._theme.metrics(t.TYPE_LABEL)
        width = small.horizontalAdvance(entry.time)
        painter.setFont(self._theme.font(t.TYPE_LABEL))
        painter.setPen(colour(p.text_faint))
        painter.drawText(QRect(right - width, middle - 10, width + 1, 20), _LEFT_WORDS, entry.time)
        room = right - width - 8 - left
        painter.setFont(self._theme.font(t.TYPE_BODY, _SEMIBOLD))
        painter.setPen(colour(p.text))
        title = self._theme.metrics(t.TYPE_BODY, _SEMIBOLD).elidedText(entry.title, _ELIDE, room)
        painter.drawText(QRect(left, middle - 10, room, 20), _LEFT_WORDS, title)
        self._paint_text(painter, QRect(left, rect.top() + 27, right - left, 36), entry)

    def _paint_mark(self, painter: QPainter, rect: QRect, entry: SearchEntry) -> None:
        ground, ink = channel_colours(self._theme.palette, entry.kind)
        box = QRectF(rect.left() + _LEFT, rect.top() + 9, 32, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(box, 8.5, 8.5)
        painter.setPen(self._theme.colour(ink))
        painter.setFont(self._theme.font(t.TYPE_SMALL, QFont.Weight.Bold))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, channel_letters(entry.kind))

    def _paint_text(self, painter: QPainter, box: QRect, entry: SearchEntry) -> None:
        p = self._theme.palette
        layout = QTextLayout(entry.text, self._theme.font(t.TYPE_LABEL))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._marks(entry))
        layout.beginLayout()
        height = 0.0
        for _line in range(_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(box.width())
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        painter.setPen(self._theme.colour(p.text_soft))
        layout.draw(painter, QPointF(box.topLeft()))

    def _marks(self, entry: SearchEntry) -> list[QTextLayout.FormatRange]:
        p, colour = self._theme.palette, self._theme.colour
        ranges = []
        for start, length in entry.marks:
            found = QTextCharFormat()
            found.setBackground(colour(p.highlight))
            found.setForeground(colour(p.text))
            mark = QTextLayout.FormatRange()
            # Qt counts UTF-16 units, Python characters.
            mark.start = _units(entry.text[:start])
            mark.length = _units(entry.text[start : start + length])
            mark.format = found
            ranges.append(mark)
        return ranges


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
