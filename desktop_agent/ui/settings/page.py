# SPDX-License-Identifier: Apache-2.0
"""Offers the few choices that policy leaves open and shows the rest as set by IT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from desktop_agent.domain.session import Session
from desktop_agent.ui.controls import ChoiceBox, Switch
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.language import LanguageChoice
from desktop_agent.ui.page import Card, Page, plain_label
from desktop_agent.ui.settings_port import (
    ENTER_SENDS,
    LANGUAGE,
    THEME,
    SettingsPort,
)
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme, ThemeChoice

_CARD_WIDTH = 640


class SettingsPage(Page):
    """Choices take effect at once.

    Signals:
        changed: the new `PersonalSettings`.
        sign_out_wanted: the agent wants to sign out.
    """

    changed = Signal(object)
    sign_out_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        settings: SettingsPort,
        session: Session,
        version: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Settings"), tr("Choices take effect at once."), parent)
        self._settings = settings
        self._language = ChoiceBox(theme, self)
        self._theme = ChoiceBox(theme, self)
        words = tr("Enter sends, Shift+Enter makes a new line")
        self._enter = Switch(words, theme, self)
        self._fill()
        self.column.addWidget(self._look_card())
        self.column.addWidget(self._account_card(session, version))
        self.column.addStretch(1)
        self._language.activated.connect(self._on_chosen)
        self._theme.activated.connect(self._on_chosen)
        self._enter.toggled.connect(self._on_chosen)

    def _fill(self) -> None:
        current = self._settings.current
        languages = (
            (tr("As the system"), LanguageChoice.SYSTEM.value),
            ("Deutsch", LanguageChoice.GERMAN.value),
            ("English", LanguageChoice.ENGLISH.value),
        )
        themes = (
            (tr("As the system"), ThemeChoice.SYSTEM.value),
            (tr("Light"), ThemeChoice.LIGHT.value),
            (tr("Dark"), ThemeChoice.DARK.value),
        )
        _offer(self._language, languages, current.language.value)
        _offer(self._theme, themes, current.theme.value)
        self._enter.setChecked(current.enter_sends)

    def _look_card(self) -> Card:
        card = Card(tr("Look and keys"), parent=self)
        card.setMaximumWidth(_CARD_WIDTH)
        grid = QGridLayout()
        grid.setVerticalSpacing(12)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(2, 1)
        rows: tuple[tuple[str, QWidget, str], ...] = (
            (tr("Language"), self._language, LANGUAGE),
            (tr("Theme"), self._theme, THEME),
            (tr("Sending"), self._enter, ENTER_SENDS),
        )
        for number, (name, widget, key) in enumerate(rows):
            is_locked = key in self._settings.locked
            remark = tr("set by your IT") if is_locked else ""
            widget.setEnabled(not is_locked)
            spoken = widget.text() if isinstance(widget, Switch) else name
            widget.setAccessibleName(f"{spoken}, {remark}" if remark else spoken)
            grid.addWidget(plain_label(name, Look.SOFT, card), number, 0)
            grid.addWidget(widget, number, 1)
            grid.addWidget(plain_label(remark, Look.SMALL, card), number, 2)
        card.column.addLayout(grid)
        return card

    def _account_card(self, session: Session, version: str) -> Card:
        card = Card(tr("Account"), parent=self)
        card.setMaximumWidth(_CARD_WIDTH)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        server = session.server
        if session.server_version:
            server = f"{server} (Chatwoot {session.server_version})"
        facts = (
            (tr("Signed in as"), one_line(session.agent_name, 80)),
            (tr("Account"), one_line(session.account_name, 80)),
            (tr("Server"), server),
            (tr("Program"), tr("Version {version}").format(version=version)),
        )
        for number, (name, value) in enumerate(facts):
            grid.addWidget(plain_label(name, Look.SOFT, card), number, 0)
            grid.addWidget(plain_label(value, None, card), number, 1)
        card.column.addLayout(grid)
        leave = QPushButton(tr("Sign out …"), card)
        set_look(leave, Look.SECONDARY)
        leave.clicked.connect(self.sign_out_wanted)
        line = QHBoxLayout()
        line.addWidget(leave)
        line.addStretch(1)
        card.column.addLayout(line)
        return card

    @Slot()
    def _on_chosen(self) -> None:
        chosen = replace(
            self._settings.current,
            language=LanguageChoice(self._language.currentData()),
            theme=ThemeChoice(self._theme.currentData()),
            enter_sends=self._enter.isChecked(),
        )
        if chosen != self._settings.current:
            self._settings.save(chosen)
            self.changed.emit(chosen)


def _offer(box: ChoiceBox, choices: Sequence[tuple[str, str]], chosen: str) -> None:
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(box.findData(chosen))
    box.setMinimumWidth(180)
