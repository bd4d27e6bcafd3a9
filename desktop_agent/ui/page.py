# SPDX-License-Identifier: Apache-2.0
"""The frame of a full page: title, subtitle and scrolling content. Knows no content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_agent.ui.theme.looks import Look, set_look

_MAX_WIDTH = 1240


class Page(QScrollArea):
    """Fill `column`; the content keeps a readable width on wide screens."""

    def __init__(self, title: str, subtitle: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(title)
        ground = QWidget(self)
        set_look(ground, Look.CANVAS)
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QWidget(ground)
        inner.setMaximumWidth(_MAX_WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(34, 28, 34, 28)
        self.column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(plain_label(title, Look.PAGE_TITLE, inner))
        head.addWidget(plain_label(subtitle, Look.SOFT, inner))
        self.column.addLayout(head)
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 100)
        row.addStretch(1)
        self.setWidget(ground)


class Card(QFrame):
    """A white box with a title; fill `column`."""

    def __init__(self, title: str, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, Look.CARD)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 16)
        self.column.setSpacing(10)
        head = QHBoxLayout()
        self.title = plain_label(title, Look.TITLE, self)
        self.remark = plain_label(remark, Look.LABEL, self)
        self.remark.setWordWrap(False)
        head.addWidget(self.title, 1)
        head.addWidget(self.remark)
        self.column.addLayout(head)


def plain_label(text: str, look: Look | None, parent: QWidget) -> QLabel:
    """A wrapping label of plain text."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if look is not None:
        set_look(label, look)
    return label
