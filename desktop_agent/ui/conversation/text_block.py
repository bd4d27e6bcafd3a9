# SPDX-License-Identifier: Apache-2.0
"""A laid-out piece of text inside a bubble: wraps, aligns by script, knows its links.

Must not know messages or colours other than those it is given.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from desktop_agent.ui.conversation.links import Link
from desktop_agent.ui.conversation.rich_text import Mark, RichText, Span
from desktop_agent.ui.conversation.safe_text import utf16_length

_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_LINE_SEPARATOR: Final = "\u2028"


class TextBlock:
    """Text at a width; `rect` is relative to the row once `place` was called."""

    __slots__ = ("_colour", "_parts", "height", "width", "x", "y")

    def __init__(
        self,
        rich: RichText,
        font: QFont,
        max_width: float,
        line_height: float,
        colour: QColor,
        link_colour: QColor,
    ) -> None:
        self._colour = colour
        self.x = self.y = 0.0
        self._parts: list[_Paragraph] = []
        for text, spans in _paragraphs(rich):
            self._parts.append(_Paragraph(text, spans, font, link_colour))
        self.width = max(part.lay_out(max_width, line_height) for part in self._parts)
        self.height = sum(part.height for part in self._parts)

    @property
    def rect(self) -> QRectF:
        """Where it stands."""
        return QRectF(self.x, self.y, self.width, self.height)

    @property
    def has_rtl(self) -> bool:
        """True when some of it reads from right to left and so needs the bubble's whole width."""
        return any(part.is_rtl for part in self._parts)

    def place(self, x: float, y: float, width: float, line_height: float) -> None:
        """Set the position; right-to-left paragraphs move to the end of `width`."""
        self.x, self.y = x, y
        for part in self._parts:
            if part.is_rtl:
                part.lay_out(width, line_height)
        self.width = width

    def draw(self, painter: QPainter, offset: QPointF) -> None:
        """Paint at the row's position."""
        painter.setPen(self._colour)
        y = self.y
        for part in self._parts:
            part.layout.draw(painter, QPointF(offset.x() + self.x, offset.y() + y))
            y += part.height

    def link_at(self, point: QPointF) -> Link | None:
        """The link under a point of the row."""
        y = self.y
        for part in self._parts:
            if y <= point.y() < y + part.height:
                return part.link_at(point.x() - self.x, point.y() - y)
            y += part.height
        return None

    def links(self) -> list[Link]:
        """All links in reading order."""
        return [span.link for part in self._parts for span in part.spans if span.link is not None]


class _Paragraph:
    """One direction of text; several lines when it holds no right-to-left script."""

    __slots__ = ("height", "is_rtl", "layout", "spans")

    def __init__(
        self, text: str, spans: tuple[Span, ...], font: QFont, link_colour: QColor
    ) -> None:
        self.spans = spans
        self.is_rtl = _reads_from_right(text)
        self.layout = QTextLayout(text.replace("\n", _LINE_SEPARATOR), font)
        self.layout.setCacheEnabled(True)
        self.layout.setTextOption(_OPTION_RTL if self.is_rtl else _OPTION)
        self.height = 0.0
        if spans:
            self.layout.setFormats([_format(span, font, link_colour) for span in spans])

    def lay_out(self, width: float, line_height: float) -> float:
        layout = self.layout
        used = y = 0.0
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (line_height - line.height()) / 2))
            used = max(used, line.naturalTextWidth())
            y += max(line_height, line.height() - 4)
        layout.endLayout()
        self.height = y
        return used

    def link_at(self, x: float, y: float) -> Link | None:
        if not self.spans:
            return None
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            if line.y() <= y < line.y() + line.height() and x <= line.naturalTextRect().right():
                position = line.xToCursor(x)
                return next(
                    (
                        span.link
                        for span in self.spans
                        if span.link and span.start <= position <= span.start + span.length
                    ),
                    None,
                )
        return None


def _option(direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(direction)
    # a layout does not turn its alignment round by itself
    is_rtl = direction is Qt.LayoutDirection.RightToLeft
    option.setAlignment(Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft)
    return option


_OPTION: Final = _option(Qt.LayoutDirection.LeftToRight)
_OPTION_RTL: Final = _option(Qt.LayoutDirection.RightToLeft)


def _reads_from_right(text: str) -> bool:
    if _RTL.search(text) is None:
        return False
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def _paragraphs(rich: RichText) -> list[tuple[str, tuple[Span, ...]]]:
    """Each line decides its own direction, but only where a right-to-left script is used."""
    if "\n" not in rich.text or _RTL.search(rich.text) is None:
        return [(rich.text, rich.spans)]
    parts = []
    start = 0
    for line in rich.text.split("\n"):
        length = utf16_length(line)
        parts.append((line, tuple(_inside(rich.spans, start, start + length))))
        start += length + 1
    return parts


def _inside(spans: tuple[Span, ...], start: int, end: int) -> list[Span]:
    cut = []
    for span in spans:
        left, right = max(span.start, start), min(span.start + span.length, end)
        if left < right:
            cut.append(Span(left - start, right - left, span.mark, span.link))
    return cut


def _format(span: Span, font: QFont, link_colour: QColor) -> QTextLayout.FormatRange:
    char_format = QTextCharFormat()
    if Mark.BOLD in span.mark:
        char_format.setFontWeight(QFont.Weight.DemiBold)
    if Mark.ITALIC in span.mark:
        char_format.setFontItalic(True)
    if Mark.STRIKE in span.mark:
        char_format.setFontStrikeOut(True)
    if Mark.MONO in span.mark:
        char_format.setFontFamilies(["JetBrains Mono", "Consolas", "Menlo", "DejaVu Sans Mono"])
        char_format.setFontFixedPitch(True)
    if Mark.LINK in span.mark:
        char_format.setForeground(link_colour)
        char_format.setFontUnderline(True)
    piece = QTextLayout.FormatRange()
    piece.start, piece.length, piece.format = span.start, span.length, char_format
    return piece
