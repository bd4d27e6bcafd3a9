# SPDX-License-Identifier: Apache-2.0
"""Building blocks of the context column: a titled section, fact rows, a timeline. No facts here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_agent.ui.context.context_words import Fact, Step, Tone
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

_LABEL_WIDTH: Final = 92
_TONES: Final = {
    Tone.PLAIN: Look.LABEL,
    Tone.GOOD: Look.SUCCESS,
    Tone.WARNING: Look.WARNING,
    Tone.FAULT: Look.FAULT,
}


def plain_label(text: str, look: Look | None, parent: QWidget) -> QLabel:
    """A wrapping label that never reads markup."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look is not None:
        set_look(label, look)
    return label


class Section(QFrame):
    """Title on the left, state on the right, anything below, a line at the end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("context-section")
        self._title = plain_label("", Look.LABEL, self)
        self._state = plain_label("", Look.LABEL, self)
        self._state.setAlignment(Qt.AlignmentFlag.AlignRight)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 11, 16, 14)
        self._column.setSpacing(5)
        self._column.addLayout(head)
        self._body: QWidget | None = None
        self._content: object = None
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_title(self, title: str, state: str = "", tone: Tone = Tone.PLAIN) -> None:
        """Name of the section and its state in a word."""
        self._title.setText(title)
        self._state.setText(state)
        set_look(self._state, _TONES[tone])
        self.setAccessibleName(f"{title}: {state}" if state else title)

    def is_new(self, content: object) -> bool:
        """True when this is not what the section shows already."""
        if content == self._content:
            return False
        self._content = content
        return True

    def forget(self) -> None:
        """Whatever comes next is new: colours or words changed."""
        self._content = None

    def new_body(self) -> QVBoxLayout:
        """An empty body in place of the former one."""
        if self._body is not None:
            self._column.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        self._column.addWidget(self._body)
        return column

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        restyle(
            self,
            f"#context-section {{ background: {p.surface}; border: none;"
            f" border-bottom: 1px solid {p.border}; }}",
        )


class FactGrid(QWidget):
    """Labels in one column, values in the other."""

    def __init__(self, facts: Sequence[Fact], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        for place, fact in enumerate(facts):
            label = plain_label(fact.label, Look.SOFT, self)
            look = None if fact.tone is Tone.PLAIN else _TONES[fact.tone]
            value = plain_label(fact.value, look, self)
            value.setAccessibleName(f"{fact.label}: {fact.value}")
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label, place, 0, top)
            grid.addWidget(value, place, 1, top)


class Timeline(QWidget):
    """Steps one under the other, numbered or dotted."""

    def __init__(
        self,
        theme: Theme,
        steps: Sequence[Step],
        parent: QWidget | None = None,
        *,
        is_numbered: bool = False,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for number, step in enumerate(steps, 1):
            row = QHBoxLayout()
            row.setSpacing(10)
            mark = _Mark(theme, str(number) if is_numbered else "", step.is_done, self)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(1)
            text = plain_label(step.text, None, self)
            text.setAccessibleName(f"{step.text}. {step.detail}".strip(". "))
            words.addWidget(text)
            if step.detail:
                words.addWidget(plain_label(step.detail, Look.SMALL, self))
            row.addLayout(words, 1)
            column.addLayout(row)


class _Mark(QWidget):
    """The small circle before a step."""

    def __init__(self, theme: Theme, text: str, is_done: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = text
        self._is_done = is_done
        self.setFixedSize(QSize(14, 18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A circle with a number, or a dot."""
        p = self._theme.palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, words = p.field, p.text_soft
        if self._text:
            ground = p.success_soft if self._is_done else p.warning_soft
            words = p.success if self._is_done else p.warning
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        circle = QRectF(0, 2, 14, 14)
        painter.drawEllipse(circle)
        painter.setPen(self._theme.colour(words))
        painter.setFont(self._theme.font(9, QFont.Weight.Bold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, self._text or "•")


def label_chip_style(theme: Theme, *, is_pending: bool) -> str:
    """How a label looks; dashed while the server has not confirmed it."""
    p = theme.palette
    line = "dashed" if is_pending else "solid"
    colour = p.text_soft if is_pending else p.text
    return (
        f"QPushButton {{ background: {p.field}; color: {colour}; border: 1px {line} {p.border};"
        f" border-radius: {t.RADIUS_SMALL}px; padding: 1px 7px; font-size: {t.TYPE_LABEL}px;"
        f" font-weight: 400; min-height: 17px; }}"
        f"QPushButton:hover {{ border-color: {p.border_strong}; }}"
        f"QPushButton:focus {{ border-color: {p.accent}; }}"
    )
