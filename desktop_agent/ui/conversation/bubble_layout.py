# SPDX-License-Identifier: Apache-2.0
"""Measures one transcript row at a width: where bubble, text, cards and actions stand.

Must not paint. Every rectangle is relative to the row's top left corner, in logical pixels.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF

from desktop_agent.domain.messages import Attachment, AttachmentKind, Delivery, Message
from desktop_agent.ui.conversation.bubble_builder import BubbleBuilder
from desktop_agent.ui.conversation.phrases import Phrases, quote_author
from desktop_agent.ui.conversation.pictures import Pictures
from desktop_agent.ui.conversation.rich_text import Mark, RichText, Span, parse
from desktop_agent.ui.conversation.row_layout import (
    CARD_HEIGHT,
    CARD_WIDTH,
    GAP,
    MEDIUM,
    SEMIBOLD,
    SIDE_MARGIN,
    SMALL_LINE,
    WIDE_BUBBLE,
    CardSpot,
    RowLayout,
    Words,
)
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
            SEMIBOLD if is_new else MEDIUM,
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
        builder = BubbleBuilder(self._theme, row.side, _bubble_width(width))
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

    def _add_text(self, builder: BubbleBuilder, row: MessageRow) -> None:
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
        builder = BubbleBuilder(
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
