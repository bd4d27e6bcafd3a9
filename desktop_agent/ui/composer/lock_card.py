# SPDX-License-Identifier: Apache-2.0
"""Says why no reply may be written and offers the legal next steps. Decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_agent.domain.guard import GuardReason
from desktop_agent.ui.composer.composer_state import NextStep
from desktop_agent.ui.send_reasons import guard_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

_COMMAND_KEYS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def step_word(step: NextStep) -> str:
    """The word on a step's button."""
    match step:
        case NextStep.TAKE:
            return tr("Take")
        case NextStep.TAKE_OVER:
            return tr("Take over …")
        case NextStep.AS_NOTE:
            return tr("Hand over as note")
        case NextStep.TEMPLATE:
            return tr("Choose a template")
        case NextStep.ASK_CONSENT:
            return tr("Send the consent question")
        case NextStep.NOTE:
            return tr("Write a note")
        case NextStep.DONE:
            return tr("Done")


class LockCard(QFrame):
    """Takes letters for itself, so that what is typed at a lock never becomes a shortcut.

    Signals:
        step_wanted: the `NextStep` that was chosen.
    """

    step_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._reason: GuardReason | None = None
        self._icon = QLabel(self)
        self._headline = QLabel(self)
        self._detail = QLabel(self)
        self._buttons = QHBoxLayout()
        self.setObjectName("lock-card")
        set_look(self._headline, Look.STRONG)
        set_look(self._detail, Look.SOFT)
        for label in (self._headline, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._headline)
        words.addWidget(self._detail)
        words.addLayout(self._buttons)
        self._buttons.setContentsMargins(0, 6, 0, 0)
        self._buttons.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(10)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        theme.changed.connect(self._on_theme_changed)

    def buttons(self) -> list[QPushButton]:
        """The steps that are offered, in order."""
        widgets = [self._buttons.itemAt(place) for place in range(self._buttons.count())]
        found = [item.widget() for item in widgets if item is not None]
        return [widget for widget in found if isinstance(widget, QPushButton)]

    def show_reason(
        self, reason: GuardReason, steps: Sequence[NextStep], *, has_draft: bool
    ) -> None:
        """Say it in words; a draft is mentioned only where there is one."""
        self._reason = reason
        text = guard_text(reason)
        self._headline.setText(text.headline)
        detail = text.detail
        if reason is GuardReason.OWNED_BY_OTHER and not has_draft:
            detail = tr("You can write a note or take the ticket over.")
        self._detail.setText(detail)
        self.setAccessibleName(f"{text.headline} {detail}")
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, step in enumerate(steps):
            button = QPushButton(step_word(step), self)
            set_look(button, Look.SECONDARY if place else Look.PRIMARY)
            button.setProperty("step", step.value)
            button.clicked.connect(self._on_clicked)
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        self._on_theme_changed()

    def take_focus(self) -> None:
        """Put the keyboard on the first step that is offered, or on the card itself."""
        first = next(iter(self.buttons()), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Qt asks here, also for the buttons within, before a key becomes a shortcut."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.text().isprintable()
            and event.text()
            and not event.modifiers() & _COMMAND_KEYS
        ):
            event.accept()
            return True
        return super().event(event)

    @Slot()
    def _on_clicked(self) -> None:
        self.step_wanted.emit(NextStep(self.sender().property("step")))

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        self._icon.setPixmap(icon_pixmap(Icon.LOCK, p.warning, 18, self.devicePixelRatioF()))
        restyle(
            self,
            f"#lock-card {{ background: {p.field}; border: 1px solid {p.border};"
            f" border-radius: {t.RADIUS}px; }}",
        )
