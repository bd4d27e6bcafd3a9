# SPDX-License-Identifier: Apache-2.0
"""Paints transcript rows from cached layouts and says what is under a point. Holds no data."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_agent.domain.messages import Attachment
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.ui.conversation.bubble_layout import BubbleLayout
from desktop_agent.ui.conversation.links import Link
from desktop_agent.ui.conversation.phrases import Action, Phrases
from desktop_agent.ui.conversation.pictures import Pictures
from desktop_agent.ui.conversation.row_layout import SIDE_MARGIN, CardSpot, RowLayout, Words
from desktop_agent.ui.conversation.rows import MessageRow, NewRow, Row, Side, WishRow
from desktop_agent.ui.conversation.transcript_model import TranscriptRole
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import icon_pixmap
from desktop_agent.ui.theme.theme import Theme

_CACHED: Final = 1500
"""Rows whose layout is kept, several tickets' worth, so that going back costs no text layout."""
_SHARP: Final = 3.0

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Hit:
    """What is under a point of a row; at most one is set."""

    action: Action | None = None
    link: Link | None = None
    attachment: Attachment | None = None

    @property
    def is_something(self) -> bool:
        """True when a click does something."""
        return bool(self.action or self.link or self.attachment)


@dataclass(slots=True)
class _Cached:
    row: Row
    width: int
    mark: object
    layout: RowLayout


class TranscriptDelegate(QStyledItemDelegate):
    """Bubbles, separators and cards. Main thread."""

    def __init__(
        self, theme: Theme, phrases: Phrases, pictures: Pictures, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._phrases = phrases
        self._pictures = pictures
        self._measure = BubbleLayout(theme, phrases, pictures)
        self._cache: OrderedDict[Hashable, _Cached] = OrderedDict()
        self._width = 600
        self.hovered: tuple[int, Hit] | None = None

    def set_width(self, width: int) -> None:
        """Width of the viewport that rows are measured for."""
        self._width = max(width, 240)

    def forget_layouts(self) -> None:
        """Fonts, colours or words changed."""
        self._cache.clear()

    def layout_of(self, index: Index) -> RowLayout:
        """The row's measures, from the cache while nothing that shapes them changed."""
        row: Row = index.data(TranscriptRole.ROW)
        mark = self._mark(row)
        cached = self._cache.get(row.key)
        if (
            cached is not None
            and cached.width == self._width
            and cached.mark == mark
            and cached.row == row
        ):
            return cached.layout
        layout = self._measure.measure(row, self._width)
        self._cache[row.key] = _Cached(row, self._width, mark, layout)
        self._cache.move_to_end(row.key)
        while len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return layout

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Height of the row; the width is the viewport's."""
        return QSize(1, round(self.layout_of(index).height))

    def hit(self, index: Index, point: QPointF) -> Hit:
        """What is under `point`, relative to the row's top left corner."""
        layout = self.layout_of(index)
        for spot in layout.actions:
            if spot.words.rect.adjusted(-4, -2, 4, 2).contains(point):
                return Hit(action=spot.action)
        for card in layout.cards:
            if card.rect.contains(point):
                return Hit(attachment=card.attachment)
        body = layout.body
        if body is not None and body.rect.contains(point):
            return Hit(link=body.link_at(point))
        return Hit()

    def tooltip(self, index: Index, point: QPointF) -> str:
        """More words about what is under the point."""
        row: Row = index.data(TranscriptRole.ROW)
        hit = self.hit(index, point)
        if hit.link is not None:
            return hit.link.host
        layout = self.layout_of(index)
        if isinstance(row, MessageRow) and point.y() > layout.box.bottom() - 24:
            return self._phrases.delivery_hint(row)
        if isinstance(row, WishRow) and layout.box.contains(point) and hit.action is None:
            return self._phrases.wish_hint(row)
        return ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        layout = self.layout_of(index)
        row: Row = index.data(TranscriptRole.ROW)
        rect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.left(), rect.top())
        if isinstance(row, NewRow):
            self._paint_rule(painter, layout)
        if not layout.box.isEmpty():
            self._paint_box(painter, layout, row)
        if layout.quote is not None:
            self._paint_quote(painter, layout.quote)
        for card in layout.cards:
            self._paint_card(painter, card)
        for block in layout.texts:
            block.draw(painter, QPointF())
        for words in layout.words:
            self._paint_words(painter, words, centred=layout.box.isEmpty())
        for glyph in layout.glyphs:
            ratio = painter.device().devicePixelRatioF()
            size = round(glyph.rect.width())
            pixmap = icon_pixmap(glyph.icon, glyph.colour, size, ratio)
            painter.drawPixmap(glyph.rect.topLeft(), pixmap)
        hovered = self.hovered[1].action if self._is_hovered(index) and self.hovered else None
        for spot in layout.actions:
            self._paint_words(painter, spot.words, underlined=spot.action is hovered)
        self._paint_state(painter, option, layout)
        painter.restore()

    def _is_hovered(self, index: Index) -> bool:
        return self.hovered is not None and self.hovered[0] == index.row()

    def _mark(self, row: Row) -> object:
        """What shapes a row beside its data: the countdown, and which attachments are here."""
        if isinstance(row, WishRow):
            return self._phrases.seconds_left(row.row)
        if isinstance(row, MessageRow) and row.message.attachments:
            return tuple(
                (self._pictures.holding(a.id), self._pictures.size(a.id))
                for a in row.message.attachments
            )
        return None

    def _paint_rule(self, painter: QPainter, layout: RowLayout) -> None:
        words = layout.words[0]
        half = self._theme.metrics(words.size, words.weight).horizontalAdvance(words.text) / 2 + 10
        middle = words.rect.center()
        painter.setPen(QPen(self._theme.colour(words.colour), 1))
        y = round(middle.y()) + 0.5
        painter.drawLine(QPointF(SIDE_MARGIN, y), QPointF(middle.x() - half, y))
        painter.drawLine(QPointF(middle.x() + half, y), QPointF(words.rect.right(), y))

    def _paint_box(self, painter: QPainter, layout: RowLayout, row: Row) -> None:
        p = self._theme.palette
        ground, border, is_dashed = p.bubble_out, p.bubble_out, False
        if layout.side is Side.IN:
            ground, border = p.bubble_in, p.bubble_in_border
        elif layout.side is Side.NOTE:
            ground, border, is_dashed = p.note, p.note_border, True
        if isinstance(row, WishRow):
            is_dashed = True
            if row.row.state in (OutboxState.HELD, OutboxState.FAILED):
                border = p.held_border
                ground = ground if layout.side is Side.NOTE else p.surface
            elif layout.side is Side.OUT:
                border = p.accent_outline
        pen = QPen(self._theme.colour(border), 1)
        if is_dashed:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawPath(_bubble(layout.box.adjusted(0.5, 0.5, -0.5, -0.5), layout.side))

    def _paint_quote(self, painter: QPainter, rect: QRectF) -> None:
        p = self._theme.palette
        painter.setPen(Qt.PenStyle.NoPen)
        veil = QColor(self._theme.colour(p.text))
        veil.setAlphaF(0.05)
        painter.setBrush(veil)
        painter.drawRoundedRect(rect, t.RADIUS_SMALL, t.RADIUS_SMALL)
        painter.setBrush(self._theme.colour(p.accent))
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), 3, rect.height()), 1.5, 1.5)

    def _paint_card(self, painter: QPainter, card: CardSpot) -> None:
        p = self._theme.palette
        pixmap = self._pictures.pixmap(card.attachment.id) if card.is_picture else None
        if pixmap is not None:
            path = QPainterPath()
            path.addRoundedRect(card.rect, t.RADIUS, t.RADIUS)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(path)
            painter.drawPixmap(card.rect, pixmap, QRectF(pixmap.rect()))
            painter.restore()
            return
        painter.setPen(QPen(self._theme.colour(p.border), 1))
        painter.setBrush(self._theme.colour(p.field))
        painter.drawRoundedRect(card.rect.adjusted(0.5, 0.5, -0.5, -0.5), t.RADIUS, t.RADIUS)
        badge = QRectF(card.rect.left() + 11, card.rect.top() + 10, 30, 36)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(p.accent_soft))
        painter.drawRoundedRect(badge, 4, 4)
        if card.badge:
            painter.setFont(self._theme.font(9, QFont.Weight.Bold))
            painter.setPen(self._theme.colour(p.accent_text))
            painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, card.badge)
        elif card.icon is not None:
            ratio = painter.device().devicePixelRatioF()
            pixmap = icon_pixmap(card.icon, p.accent_text, 18, ratio)
            painter.drawPixmap(badge.center() - QPointF(9, 9), pixmap)

    def _paint_words(
        self, painter: QPainter, words: Words, *, centred: bool = False, underlined: bool = False
    ) -> None:
        font = self._theme.font(words.size, words.weight)
        if underlined:
            font = QFont(font)
            font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(self._theme.colour(words.colour))
        metrics = self._theme.metrics(words.size, words.weight)
        text = metrics.elidedText(
            words.text, Qt.TextElideMode.ElideRight, int(words.rect.width() + 1)
        )
        side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            words.rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text
        )

    def _paint_state(
        self, painter: QPainter, option: QStyleOptionViewItem, layout: RowLayout
    ) -> None:
        """Selection as a ring, keyboard focus as a stronger one: never colour alone."""
        state = option.state
        if layout.box.isEmpty():
            return
        is_current = bool(state & QStyle.StateFlag.State_HasFocus)
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        if not (is_current or is_selected):
            return
        p = self._theme.palette
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.colour(p.accent), 2 if is_current else 1))
        painter.drawPath(_bubble(layout.box.adjusted(0, 0, 0, 0), layout.side))


def _bubble(rect: QRectF, side: Side) -> QPainterPath:
    """A rounded box whose upper corner on the speaker's side is sharp; notes are round all over."""
    radius = float(t.RADIUS_BUBBLE)
    path = QPainterPath()
    if side is Side.NOTE:
        path.addRoundedRect(rect, radius, radius)
        return path
    left = _SHARP if side is Side.IN else radius
    right = _SHARP if side is Side.OUT else radius
    path.moveTo(rect.left() + left, rect.top())
    path.lineTo(rect.right() - right, rect.top())
    path.arcTo(rect.right() - 2 * right, rect.top(), 2 * right, 2 * right, 90, -90)
    path.lineTo(rect.right(), rect.bottom() - radius)
    path.arcTo(
        rect.right() - 2 * radius, rect.bottom() - 2 * radius, 2 * radius, 2 * radius, 0, -90
    )
    path.lineTo(rect.left() + radius, rect.bottom())
    path.arcTo(rect.left(), rect.bottom() - 2 * radius, 2 * radius, 2 * radius, 270, -90)
    path.lineTo(rect.left(), rect.top() + left)
    path.arcTo(rect.left(), rect.top(), 2 * left, 2 * left, 180, -90)
    path.closeSubpath()
    return path
