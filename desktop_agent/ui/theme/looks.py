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
    # words on the rail's colour
    LEAD = "lead"
    LEAD_NAME = "lead-name"
    LEAD_TEXT = "lead-text"
    LEAD_FOOT = "lead-foot"
    # grounds
    CARD = "card"
    CANVAS = "canvas"
    RAIL_GROUND = "rail-ground"
    TROUBLE = "trouble"
    STATION = "station"
    CELL = "cell"
    CELL_HEAD = "cell-head"
    TRAINING = "training"
    SURFACE = "surface"
    BANNER = "banner"
    BANNER_FAULT = "banner-fault"
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
