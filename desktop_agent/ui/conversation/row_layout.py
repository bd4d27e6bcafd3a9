# SPDX-License-Identifier: Apache-2.0
"""Where everything of one transcript row stands; values between measuring and painting.

Every rectangle is relative to the row's top left corner, in logical pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from desktop_agent.domain.messages import Attachment
from desktop_agent.ui.conversation.phrases import Action
from desktop_agent.ui.conversation.rows import Row, Side
from desktop_agent.ui.conversation.text_block import TextBlock
from desktop_agent.ui.theme.icons import Icon

SIDE_MARGIN: Final = 22
GAP: Final = 7
PAD_X: Final = 13
PAD_Y: Final = 9
LINE: Final = 19
SMALL_LINE: Final = 16
META_LINE: Final = 15
ACTION_LINE: Final = 21
CARD_HEIGHT: Final = 56
CARD_WIDTH: Final = 252
QUOTE_HEIGHT: Final = 42
MIN_BUBBLE: Final = 72
WIDE_BUBBLE: Final = 560

MEDIUM: Final = QFont.Weight.Medium
SEMIBOLD: Final = QFont.Weight.DemiBold


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
