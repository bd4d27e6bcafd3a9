# SPDX-License-Identifier: Apache-2.0
"""Paints one ticket of the list. Knows pixels and colours, makes no words of its own."""

from __future__ import annotations

from collections import OrderedDict
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
    Slot,
)
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_agent.ui.channel_marks import paint_mark
from desktop_agent.ui.inbox.row_face import Pill, RowFace, Tone
from desktop_agent.ui.inbox.ticket_list_model import FACE_ROLE
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.theme import Theme

LEFT: Final = 12
TEXT_LEFT: Final = 56
RIGHT: Final = 12
_LINE_ONE: Final = 18
_LINE_TWO: Final = 37
_LINE_THREE: Final = 57
_PILL_HEIGHT: Final = 17
_PILL_PADDING: Final = 7
_PILL_GAP: Final = 6
_PILL_ICON: Final = 11
_MEDIUM: Final = QFont.Weight.Medium
_SEMIBOLD: Final = QFont.Weight.DemiBold
_BOLD: Final = QFont.Weight.Bold
_ELIDE: Final = Qt.TextElideMode.ElideRight
_MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter
# Combined once: Python's enum arithmetic costs more than drawing a word.
_LEFT_WORDS: Final = (_MIDDLE | Qt.AlignmentFlag.AlignLeft).value | Qt.TextFlag.TextSingleLine.value
_RIGHT_WORDS: Final = (
    _MIDDLE | Qt.AlignmentFlag.AlignRight
).value | Qt.TextFlag.TextSingleLine.value
_MID_WORDS: Final = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextSingleLine.value

MAX_PICTURES: Final = 40
"""Painted rows kept: two screens full, about 100 KB each at 100 %."""


class RowDelegate(QStyledItemDelegate):
    """Three lines: name and time, preview, pills."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tones = _tones(theme)
        self._pictures: OrderedDict[tuple[int, int, float], tuple[RowFace, QPixmap]] = OrderedDict()
        theme.changed.connect(self._on_theme_changed)

    def sizeHint(
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Every row has the same height."""
        return QSize(option.rect.width(), t.ROW_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row; a ticket that is still being fetched shows grey bars."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        self._paint_ground(painter, rect, option.state)
        face = index.data(FACE_ROLE)
        if face is None:
            self._paint_waiting(painter, rect)
        else:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(rect.topLeft(), self._picture(face, rect.width(), ratio))
        painter.restore()

    def _picture(self, face: RowFace, width: int, ratio: float) -> QPixmap:
        """The words of a row on nothing; painted once, for hovering and moving repaint a lot."""
        key = (id(face), width, ratio)
        kept = self._pictures.get(key)
        if kept is not None:
            self._pictures.move_to_end(key)
            return kept[1]
        pixmap = QPixmap(round(width * ratio), round(t.ROW_HEIGHT * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_face(painter, QRect(0, 0, width, t.ROW_HEIGHT), face, ratio)
        painter.end()
        # The face is kept too, so that its id stays its own.
        self._pictures[key] = (face, pixmap)
        if len(self._pictures) > MAX_PICTURES:
            self._pictures.popitem(last=False)
        return pixmap

    @Slot()
    def _on_theme_changed(self) -> None:
        self._pictures.clear()
        self._tones = _tones(self._theme)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        p, colour = self._theme.palette, self._theme.colour
        is_open = bool(state & QStyle.StateFlag.State_Selected)
        if is_open:
            painter.fillRect(rect, colour(p.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour(p.field))
        bottom = rect.bottom()
        painter.fillRect(QRect(rect.left(), bottom, rect.width(), 1), colour(p.border))
        if is_open:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour(p.accent))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(p.accent_outline if is_open else p.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame = QRectF(rect).adjusted(4.5, 3.5, -4.5, -4.5)
            painter.drawRoundedRect(frame, t.RADIUS_SMALL, t.RADIUS_SMALL)

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(self._theme.palette.border))
        top = rect.top()
        painter.drawRoundedRect(QRectF(rect.left() + LEFT, top + 9, t.AVATAR, t.AVATAR), 8, 8)
        left = rect.left() + TEXT_LEFT
        painter.drawRoundedRect(QRectF(left, top + 14, 120, 9), 4, 4)
        painter.drawRoundedRect(QRectF(left, top + 34, 200, 8), 4, 4)

    def _paint_face(self, painter: QPainter, rect: QRect, face: RowFace, ratio: float) -> None:
        mark = QRectF(rect.left() + LEFT, rect.top() + 9, t.AVATAR, t.AVATAR)
        paint_mark(painter, mark, face.kind, self._theme)
        left, right = rect.left() + TEXT_LEFT, rect.right() + 1 - RIGHT
        self._paint_name_line(painter, QRect(left, rect.top(), right - left, 0), face, ratio)
        self._paint_preview(painter, QRect(left, rect.top(), right - left, 0), face, ratio)
        self._paint_pills(painter, left, right, rect.top() + _LINE_THREE, face, ratio)

    def _paint_name_line(self, painter: QPainter, line: QRect, face: RowFace, ratio: float) -> None:
        p, colour = self._theme.palette, self._theme.colour
        middle, right = line.top() + _LINE_ONE, line.left() + line.width()
        if face.unread:
            right = self._paint_unread(painter, right, middle, face.unread)
        small = self._theme.metrics(t.TYPE_LABEL)
        time_width = small.horizontalAdvance(face.time)
        painter.setFont(self._theme.font(t.TYPE_LABEL))
        painter.setPen(colour(p.text_faint))
        time_box = QRect(right - time_width, middle - 10, time_width + 1, 20)
        painter.drawText(time_box, _LEFT_WORDS, face.time)
        right -= time_width + 8
        if face.is_urgent or face.is_high:
            right -= 14
            tint = p.danger if face.is_urgent else p.warning
            flag = icon_pixmap(Icon.FLAG, tint, 13, ratio)
            painter.drawPixmap(QPointF(right, middle - 7), flag)
            right -= 4
        room = right - line.left()
        metrics = self._theme.metrics(t.TYPE_BODY, _SEMIBOLD)
        painter.setFont(self._theme.font(t.TYPE_BODY, _SEMIBOLD))
        painter.setPen(colour(p.text))
        name = metrics.elidedText(face.name, _ELIDE, room)
        align = _RIGHT_WORDS if face.is_name_rtl else _LEFT_WORDS
        painter.drawText(QRect(line.left(), middle - 10, room, 20), align, name)

    def _paint_unread(self, painter: QPainter, right: int, middle: int, words: str) -> int:
        p, colour = self._theme.palette, self._theme.colour
        font = self._theme.font(t.TYPE_SMALL, _BOLD)
        width = max(19, self._theme.metrics(t.TYPE_SMALL, _BOLD).horizontalAdvance(words) + 12)
        box = QRectF(right - width, middle - 7, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(p.accent))
        painter.drawRoundedRect(box, 7.5, 7.5)
        painter.setFont(font)
        painter.setPen(colour(p.on_accent))
        painter.drawText(box, _MID_WORDS, words)
        return right - width - 6

    def _paint_preview(self, painter: QPainter, line: QRect, face: RowFace, ratio: float) -> None:
        if not face.preview:
            return
        p = self._theme.palette
        middle, left, room = line.top() + _LINE_TWO, line.left(), line.width()
        if face.preview_icon is not None:
            icon = icon_pixmap(face.preview_icon, p.text_soft, 14, ratio)
            painter.drawPixmap(QPointF(left - 1, middle - 7), icon)
            left, room = left + 17, room - 17
        metrics = self._theme.metrics(t.TYPE_BODY)
        painter.setFont(self._theme.font(t.TYPE_BODY))
        painter.setPen(self._theme.colour(p.text_soft))
        words = metrics.elidedText(face.preview, _ELIDE, room)
        align = _RIGHT_WORDS if face.is_preview_rtl else _LEFT_WORDS
        painter.drawText(QRect(left, middle - 10, room, 20), align, words)

    def _paint_pills(
        self, painter: QPainter, left: int, right: int, middle: int, face: RowFace, ratio: float
    ) -> None:
        for pill in face.pills:
            if right - left < 24:
                return
            left = self._paint_pill(painter, left, right, middle, pill, ratio)

    def _paint_pill(
        self, painter: QPainter, left: int, right: int, middle: int, pill: Pill, ratio: float
    ) -> int:
        metrics = self._theme.metrics(t.TYPE_SMALL, _MEDIUM)
        is_bare = pill.tone is Tone.BARE
        padding = 2 if is_bare else _PILL_PADDING
        icon_room = _PILL_ICON + 4 if pill.icon is not None else 0
        room = right - left - 2 * padding - icon_room
        words = metrics.elidedText(pill.words, _ELIDE, room)
        width = metrics.horizontalAdvance(words) + 2 * padding + icon_room
        box = QRectF(left, middle - _PILL_HEIGHT / 2, width, _PILL_HEIGHT)
        ground, ink = self._tones[pill.tone]
        colour = self._theme.colour
        if pill.tone is Tone.PENDING:
            painter.setPen(QPen(colour(ink), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        elif not is_bare:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ground))
            painter.drawRoundedRect(box, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
        if pill.icon is not None:
            at = QPointF(left + padding, middle - _PILL_ICON / 2)
            painter.drawPixmap(at, icon_pixmap(pill.icon, ink, _PILL_ICON, ratio))
        painter.setFont(self._theme.font(t.TYPE_SMALL, QFont.Weight.Normal if is_bare else _MEDIUM))
        painter.setPen(colour(ink))
        text_box = box.adjusted(padding + icon_room, 0, 0, 0)
        painter.drawText(text_box, _LEFT_WORDS, words)
        return left + int(width) + _PILL_GAP


def _tones(theme: Theme) -> dict[Tone, tuple[str, str]]:
    """Ground and ink of each tone."""
    p = theme.palette
    return {
        Tone.PLAIN: (p.field, p.text_soft),
        Tone.WARN: (p.warning_soft, p.warning),
        Tone.FAULT: (p.danger_soft, p.danger),
        Tone.PENDING: (p.surface, p.text_soft),
        Tone.BARE: (p.surface, p.text_faint),
    }
