# SPDX-License-Identifier: Apache-2.0
"""Stacks the parts of a bubble from top to bottom and fits the bubble around them.

Knows no messages; it is handed words and rectangles.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetrics

from desktop_agent.ui.conversation.phrases import Action
from desktop_agent.ui.conversation.rich_text import RichText
from desktop_agent.ui.conversation.row_layout import (
    ACTION_LINE,
    GAP,
    LINE,
    META_LINE,
    MIN_BUBBLE,
    PAD_X,
    PAD_Y,
    QUOTE_HEIGHT,
    SEMIBOLD,
    SIDE_MARGIN,
    SMALL_LINE,
    ActionSpot,
    CardSpot,
    Glyph,
    RowLayout,
    Words,
)
from desktop_agent.ui.conversation.rows import MessageRow, Row, Side
from desktop_agent.ui.conversation.text_block import TextBlock
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon
from desktop_agent.ui.theme.theme import Theme

_CARD_LEFT: Final = 51.0
_CARD_RIGHT: Final = 12.0


class BubbleBuilder:
    """Stacks parts from top to bottom, then fits the bubble around them."""

    def __init__(self, theme: Theme, side: Side, max_width: float) -> None:
        self._theme = theme
        self._inner = max_width - 2 * PAD_X
        self._layout = RowLayout(0, MessageRow, side=side)
        self._y = float(PAD_Y)
        self._used = MIN_BUBBLE - 2.0 * PAD_X
        self._meta_words: list[Words] = []
        self._meta_glyphs: list[Glyph] = []
        self._meta_width = 0.0

    def add_headline(self, text: str, colour: str, icon: Icon | None) -> None:
        font = self._theme.font(t.TYPE_SMALL, SEMIBOLD)
        indent = 15 if icon is not None else 0
        block = TextBlock(
            RichText(text),
            font,
            self._inner - indent,
            SMALL_LINE,
            self._theme.colour(colour),
            self._theme.colour(colour),
        )
        if icon is not None:
            self._layout.glyphs.append(Glyph(icon, QRectF(0, self._y + 1.5, 12, 12), colour))
        block.place(indent, self._y, block.width, SMALL_LINE)
        self._layout.texts.append(block)
        self._take(indent + block.width, block.height)

    def add_quote(self, quote: tuple[str, str]) -> None:
        author, text = quote
        p = self._theme.palette
        bold, plain = self._metrics(t.TYPE_SMALL, SEMIBOLD), self._metrics(t.TYPE_LABEL)
        wide = max(bold.horizontalAdvance(author), plain.horizontalAdvance(text)) + 22.0
        wide = min(wide, self._inner)
        height = QUOTE_HEIGHT if author else QUOTE_HEIGHT - SMALL_LINE
        self._layout.quote = QRectF(0, self._y, wide, height)
        y = self._y + 4
        if author:
            rect = QRectF(11, y, wide - 16, SMALL_LINE)
            self._layout.words.append(Words(author, rect, t.TYPE_SMALL, p.accent_text, SEMIBOLD))
            y += SMALL_LINE
        rect = QRectF(11, y, wide - 16, 18)
        self._layout.words.append(Words(text, rect, t.TYPE_LABEL, p.text_soft))
        self._take(wide, height + 5)

    def add_card(self, card: tuple[CardSpot, str, str], width: float) -> None:
        spot, title, detail = card
        if not spot.is_picture:
            words = self._metrics(t.TYPE_SMALL).horizontalAdvance(detail)
            width = max(width, _CARD_LEFT + words + _CARD_RIGHT)
        width = min(width, self._inner)
        height = spot.rect.height()
        if spot.is_picture and spot.rect.width() > width:
            height *= width / spot.rect.width()
        spot.rect = QRectF(0, self._y, width, height)
        self._layout.cards.append(spot)
        if not spot.is_picture:
            p = self._theme.palette
            left = _CARD_LEFT
            room = width - left - _CARD_RIGHT
            title_rect = QRectF(left, self._y + 9, room, LINE)
            detail_rect = QRectF(left, self._y + 30, room, SMALL_LINE)
            self._layout.words += [
                Words(title, title_rect, t.TYPE_BODY, p.text, SEMIBOLD),
                Words(detail, detail_rect, t.TYPE_SMALL, p.text_soft),
            ]
        self._take(width, height + 4)

    def add_text(self, rich: RichText, colour: str) -> None:
        p = self._theme.palette
        block = TextBlock(
            rich,
            self._theme.font(t.TYPE_BODY),
            self._inner,
            LINE,
            self._theme.colour(colour),
            self._theme.colour(p.accent_text),
        )
        block.place(0, self._y, block.width, LINE)
        self._layout.texts.append(block)
        self._take(block.width, block.height)

    def add_line(self, text: str, colour: str) -> None:
        block = TextBlock(
            RichText(text),
            self._theme.font(t.TYPE_SMALL),
            self._inner,
            SMALL_LINE,
            self._theme.colour(colour),
            self._theme.colour(colour),
        )
        block.place(0, self._y, block.width, SMALL_LINE)
        # before the message's own text, which stays the last one
        self._layout.texts.insert(0, block)
        self._take(block.width, block.height)

    def add_meta(self, clock: str, icon: Icon | None, word: str, colour: str) -> None:
        p = self._theme.palette
        metrics = self._metrics(t.TYPE_SMALL)
        x = 0.0
        for text, tint, glyph in ((clock, p.text_soft, None), (word, colour, icon)):
            if not text:
                continue
            if glyph is not None:
                x += 7
                self._meta_glyphs.append(Glyph(glyph, QRectF(x, self._y + 0.5, 14, 14), tint))
                x += 17
            advance = float(metrics.horizontalAdvance(text)) + 1
            rect = QRectF(x, self._y, advance, META_LINE)
            self._meta_words.append(Words(text, rect, t.TYPE_SMALL, tint))
            x += advance
        self._meta_width = x
        self._take(x, META_LINE)

    def add_actions(self, actions: list[tuple[Action, str]]) -> None:
        if not actions:
            return
        p = self._theme.palette
        metrics = self._metrics(t.TYPE_LABEL, SEMIBOLD)
        x, top = 0.0, self._y + 3
        for action, text in actions:
            advance = float(metrics.horizontalAdvance(text)) + 1
            if x and x + advance > self._inner:
                x, top = 0.0, top + ACTION_LINE
            rect = QRectF(x, top, advance, ACTION_LINE - 3)
            words = Words(text, rect, t.TYPE_LABEL, p.accent_text, SEMIBOLD)
            self._layout.actions.append(ActionSpot(action, words))
            x += advance + 12
            self._used = max(self._used, x - 12)
        self._y = top + ACTION_LINE - 3

    def finish(self, kind: type[Row], width: int) -> RowLayout:
        """Fit the bubble and move everything to its side."""
        layout = self._layout
        layout.kind = kind
        wide = self._used + 2 * PAD_X
        tall = self._y + PAD_Y - 2
        x = SIDE_MARGIN if layout.side is Side.IN else width - SIDE_MARGIN - wide
        layout.box = QRectF(x, 0, wide, tall)
        layout.height = tall + GAP
        left = x + PAD_X
        for block in layout.texts:
            room = self._used - block.x if block.has_rtl else block.width
            block.place(block.x + left, block.y, room, LINE)
        shift = self._used - self._meta_width
        meta = [w.rect for w in self._meta_words] + [g.rect for g in self._meta_glyphs]
        for rect in meta:
            rect.translate(shift, 0)
        layout.words += self._meta_words
        layout.glyphs += self._meta_glyphs
        rects = [words.rect for words in layout.words]
        rects += [glyph.rect for glyph in layout.glyphs]
        rects += [card.rect for card in layout.cards]
        rects += [spot.words.rect for spot in layout.actions]
        for rect in rects:
            rect.translate(left, 0)
        if layout.quote is not None:
            layout.quote.setWidth(self._used)
            layout.quote.translate(left, 0)
        return layout

    def _take(self, width: float, height: float) -> None:
        self._used = max(self._used, width)
        self._y += height

    def _metrics(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
        return self._theme.metrics(size, weight)
