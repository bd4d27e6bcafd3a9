# SPDX-License-Identifier: Apache-2.0
"""Names of the looks that the style sheet knows. Must not hold colours or sizes."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtWidgets import QWidget


class Look(StrEnum):
    """The part a widget plays; the style sheet selects by it."""

    # buttons
    PRIMARY = "primary"
    SECONDARY = "secondary"
    QUIET = "quiet"
    LINK = "link"
    DANGER = "danger"
    CHIP = "chip"
    TAB = "tab"
    RAIL = "rail"
    # words
    PAGE_TITLE = "page-title"
    TITLE = "title"
    STRONG = "strong"
    LABEL = "label"
    SOFT = "soft"
    SMALL = "small"
    KEY = "key"
    SUCCESS = "success"
    WARNING = "warning"
    FAULT = "fault"
    # grounds
    CARD = "card"
    CANVAS = "canvas"
    SURFACE = "surface"
    BANNER = "banner"
    BANNER_FAULT = "banner-fault"
    NOTE = "note"
    STRIP = "strip"
    LINE = "line"
    SEARCH = "search"


def set_look(widget: QWidget, look: Look) -> None:
    """Give a widget its part; also after it was shown."""
    if widget.property("look") == look.value:
        return
    widget.setProperty("look", look.value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
