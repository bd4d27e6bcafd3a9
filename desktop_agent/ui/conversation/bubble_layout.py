# SPDX-License-Identifier: Apache-2.0
"""Measures one transcript row at a width: where bubble, text, cards and actions stand.

Must not paint. Every rectangle is relative to the row's top left corner, in logical pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics

from desktop_agent.domain.messages import Attachment, AttachmentKind, Delivery, Message
from desktop_agent.ui.conversation.phrases import Action, Phrases, quote_author
from desktop_agent.ui.conversation.pictures import Pictures
from desktop_agent.ui.conversation.rich_text import Mark, RichText, Span, parse
from desktop_agent.ui.conversation.rows import (
    DayRow,
    MessageRow,
    NewRow,
    Row,
    Side,
    SystemRow,
    WishRow,
)
from desktop_agent.ui.conversation.safe_text import one_line, shown, utf16_length
from desktop_agent.ui.conversation.text_block import TextBlock
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon
from desktop_agent.ui.theme.theme import Theme

SIDE_MARGIN: Final = 22
GAP: Final = 7
PAD_X: Final = 13
PAD_Y: Final = 9
LINE: Final = 19
SMALL_LINE: Final = 16
META_LINE: Final = 15
ACTION_LINE: Final = 21
CARD_HEIGHT: Final = 56
CARD_WIDTH: Final = 237
PICTURE_BOX: Final = QSize(280, 240)
QUOTE_HEIGHT: Final = 42
MIN_BUBBLE: Final = 72
WIDE_BUBBLE: Final = 560

_MEDIUM: Final = QFont.Weight.Medium
_SEMIBOLD: Final = QFont.Weight.DemiBold


@dataclass(slots=True)
class Words:
    """A single line of text, elided to its rectangle."""

    text: str
    rect: QRectF
    size: int
    colour: str
    weight: QFont.Weight = QFont.Weight.Normal


@dataclass(slots=True)
class Glyph:
    """A small icon."""

    icon: Icon
    rect: QRectF
    colour: str


@dataclass(slots=True)
class ActionSpot:
    """A word that can be clicked."""

    action: Action
    words: Words


@dataclass(slots=True)
class CardSpot:
    """An attachment; `is_picture` paints the picture itself instead of a card."""

    attachment: Attachment
    rect: QRectF
    is_picture: bool = False
    badge: str = ""
    icon: Icon | None = None


@dataclass(slots=True)
class RowLayout:
    """Everything the delegate paints for a row."""

    height: float
    kind: type[Row]
    box: QRectF = field(default_factory=QRectF)
    side: Side = Side.IN
    quote: QRectF | None = None
    texts: list[TextBlock] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    cards: list[CardSpot] = field(default_factory=list)
    actions: list[ActionSpot] = field(default_factory=list)

    @property
    def body(self) -> TextBlock | None:
        """The message's own text."""
        return self.texts[-1] if self.texts else None


class BubbleLayout:
    """Measures rows with the current fonts and words. Main thread; keeps nothing between calls."""

    def __init__(self, theme: Theme, phrases: Phrases, pictures: Pictures) -> None:
        self._theme = theme
        self._phrases = phrases
        self._pictures = pictures

    def measure(self, row: Row, width: int) -> RowLayout:
        """Lay out a row for a viewport of `width`."""
        match row:
            case DayRow():
                return self._centred(row, self._phrases.day(row), width, 34)
            case NewRow():
                return self._centred(row, tr("New"), width, 28)
            case SystemRow(message=message):
                return self._system(row, message, width)
            case MessageRow():
                return self._message(row, width)
            case WishRow():
                return self._wish(row, width)

    def _centred(self, row: Row, text: str, width: int, height: int) -> RowLayout:
        p = self._theme.palette
        is_new = isinstance(row, NewRow)
        words = Words(
            text,
            QRectF(SIDE_MARGIN, 0, width - 2 * SIDE_MARGIN, height - GAP / 2),
            t.TYPE_SMALL,
            p.accent_text if is_new else p.text_faint,
            _SEMIBOLD if is_new else _MEDIUM,
        )
        return RowLayout(height, type(row), words=[words])

    def _system(self, row: SystemRow, message: Message, width: int) -> RowLayout:
        p = self._theme.palette
        text = f"{one_line(message.text, 400)} · {self._phrases.clock(message.created_at)}"
        block = TextBlock(
            RichText(text),
            self._theme.font(t.TYPE_SMALL),
            min(width - 4 * SIDE_MARGIN, WIDE_BUBBLE),
            SMALL_LINE,
            self._theme.colour(p.text_faint),
            self._theme.colour(p.accent_text),
        )
        block.place((width - block.width) / 2, 2, block.width, SMALL_LINE)
        return RowLayout(block.height + GAP + 4, SystemRow, texts=[block])

    def _message(self, row: MessageRow, width: int) -> RowLayout:
        message = row.message
        builder = _Builder(self._theme, row.side, _bubble_width(width))
        headline = self._phrases.headline(row)
        if headline:
            icon = Icon.LOCK if row.side is Side.NOTE else None
            p = self._theme.palette
            colour = p.on_note if row.side is Side.NOTE else p.text_soft
            builder.add_headline(headline, colour, icon)
        if message.quoted_id is not None:
            builder.add_quote(self._quote(row.quoted))
        if not message.is_deleted:
            for attachment in message.attachments:
                builder.add_card(self._card(attachment), self._card_width(attachment))
        self._add_text(builder, row)
        if message.delivery is Delivery.FAILED and row.side is Side.OUT:
            builder.add_line(self._phrases.failure(message), self._theme.palette.danger)
        builder.add_meta(self._phrases.clock(message.created_at), *self._delivery(row))
        return builder.finish(MessageRow, width)

    def _add_text(self, builder: _Builder, row: MessageRow) -> None:
        message = row.message
        p = self._theme.palette
        if message.is_deleted:
            builder.add_text(_styled(self._phrases.body(message), Mark.ITALIC), p.text_soft)
        elif message.text.strip():
            colour = p.on_note if row.side is Side.NOTE and not p.is_dark else p.text
            builder.add_text(parse(message.text.strip("\n")), colour)
        elif not message.attachments:
            builder.add_text(_styled(self._phrases.body(message), Mark.ITALIC), p.text_soft)

    def _wish(self, row: WishRow, width: int) -> RowLayout:
        p = self._theme.palette
        builder = _Builder(
            self._theme, Side.NOTE if row.is_note else Side.OUT, _bubble_width(width)
        )
        needs_person = bool(row.row.held) or row.row.state.value == "failed"
        colour = p.held_border if needs_person else p.text_soft
        builder.add_headline(
            self._phrases.wish_headline(row), colour, Icon.LOCK if row.is_note else None
        )
        if row.quoted is not None:
            builder.add_quote(self._quote(row.quoted))
        if row.text:
            builder.add_text(parse(row.text), p.text)
        actions = self._phrases.wish_actions(row)
        builder.add_actions([(action, self._phrases.action(action, row)) for action in actions])
        return builder.finish(WishRow, width)

    def _quote(self, quoted: Message | None) -> tuple[str, str]:
        if quoted is None:
            return "", self._phrases.quote_missing()
        text = one_line(self._phrases.body(quoted), 120)
        if not quoted.text.strip() and quoted.attachments and not quoted.is_deleted:
            text = self._phrases.attachment_title(quoted.attachments[0])
        return quote_author(quoted), text

    def _card(self, attachment: Attachment) -> tuple[CardSpot, str, str]:
        state = self._pictures.state_words(attachment)
        badge, icon = _badge(attachment)
        size = self._pictures.size(attachment.id)
        if size is not None:
            rect = QRectF(0, 0, size.width(), size.height())
            return CardSpot(attachment, rect, is_picture=True), "", ""
        spot = CardSpot(attachment, QRectF(0, 0, 0, CARD_HEIGHT), badge=badge, icon=icon)
        detail = self._phrases.attachment_detail(attachment, state)
        return spot, self._phrases.attachment_title(attachment), detail

    def _card_width(self, attachment: Attachment) -> float:
        size = self._pictures.size(attachment.id)
        return float(size.width()) if size is not None else float(CARD_WIDTH)

    def _delivery(self, row: MessageRow) -> tuple[Icon | None, str, str]:
        word = self._phrases.delivery(row)
        p = self._theme.palette
        if not word:
            return None, "", p.text_soft
        icons = {
            Delivery.TAKEN: Icon.CLOCK,
            Delivery.ACCEPTED: Icon.CHECK,
            Delivery.DELIVERED: Icon.CHECKS,
            Delivery.READ: Icon.CHECKS,
            Delivery.FAILED: Icon.ALERT,
        }
        delivery = row.message.delivery
        colours = {Delivery.READ: p.accent_text, Delivery.FAILED: p.danger}
        return icons[delivery], word, colours.get(delivery, p.text_soft)


class _Builder:
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
        font = self._theme.font(t.TYPE_SMALL, _SEMIBOLD)
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
        bold, plain = self._metrics(t.TYPE_SMALL, _SEMIBOLD), self._metrics(t.TYPE_LABEL)
        wide = max(bold.horizontalAdvance(author), plain.horizontalAdvance(text)) + 22.0
        wide = min(wide, self._inner)
        height = QUOTE_HEIGHT if author else QUOTE_HEIGHT - SMALL_LINE
        self._layout.quote = QRectF(0, self._y, wide, height)
        y = self._y + 4
        if author:
            rect = QRectF(11, y, wide - 16, SMALL_LINE)
            self._layout.words.append(Words(author, rect, t.TYPE_SMALL, p.accent_text, _SEMIBOLD))
            y += SMALL_LINE
        rect = QRectF(11, y, wide - 16, 18)
        self._layout.words.append(Words(text, rect, t.TYPE_LABEL, p.text_soft))
        self._take(wide, height + 5)

    def add_card(self, card: tuple[CardSpot, str, str], width: float) -> None:
        spot, title, detail = card
        width = min(width, self._inner)
        height = spot.rect.height()
        if spot.is_picture and spot.rect.width() > width:
            height *= width / spot.rect.width()
        spot.rect = QRectF(0, self._y, width, height)
        self._layout.cards.append(spot)
        if not spot.is_picture:
            p = self._theme.palette
            left = 51.0
            room = width - left - 11
            title_rect = QRectF(left, self._y + 9, room, LINE)
            detail_rect = QRectF(left, self._y + 30, room, SMALL_LINE)
            self._layout.words += [
                Words(title, title_rect, t.TYPE_BODY, p.text, _SEMIBOLD),
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
                self._meta_glyphs.append(Glyph(glyph, QRectF(x, self._y + 1.5, 12, 12), tint))
                x += 15
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
        metrics = self._metrics(t.TYPE_LABEL, _SEMIBOLD)
        x, top = 0.0, self._y + 3
        for action, text in actions:
            advance = float(metrics.horizontalAdvance(text)) + 1
            if x and x + advance > self._inner:
                x, top = 0.0, top + ACTION_LINE
            rect = QRectF(x, top, advance, ACTION_LINE - 3)
            words = Words(text, rect, t.TYPE_LABEL, p.accent_text, _SEMIBOLD)
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


def _bubble_width(width: int) -> float:
    room = width - 2 * SIDE_MARGIN
    return float(min(room, max(t.MAX_BUBBLE, min(0.68 * room, WIDE_BUBBLE))))


def _styled(text: str, mark: Mark) -> RichText:
    text = shown(text)
    return RichText(text, (Span(0, utf16_length(text), mark),))


def _badge(attachment: Attachment) -> tuple[str, Icon | None]:
    icons = {
        AttachmentKind.IMAGE: Icon.IMAGE,
        AttachmentKind.STICKER: Icon.IMAGE,
        AttachmentKind.AUDIO: Icon.MICROPHONE,
        AttachmentKind.VIDEO: Icon.VIDEO,
        AttachmentKind.LOCATION: Icon.PIN,
        AttachmentKind.CONTACT: Icon.USER,
        AttachmentKind.UNKNOWN: Icon.ALERT,
    }
    if attachment.kind in icons:
        return "", icons[attachment.kind]
    ending = attachment.name.rpartition(".")[2] if "." in attachment.name else ""
    if 1 < len(ending) <= 4 and ending.isascii() and ending.isalnum():
        return ending.upper(), None
    return "", Icon.FILE
