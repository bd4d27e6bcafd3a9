# SPDX-License-Identifier: Apache-2.0
"""Asks for server and credentials and says what came of it, in place.

The password leaves the field only inside a `SecretText` and is cleared after a success.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.bridge import Bridge
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.events import (
    EngineEvent,
    EngineStateChanged,
    ServerProbed,
    SignedIn,
    SignInRefused,
)
from desktop_agent.domain.requests import Probe, SignIn
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Credentials, PasswordCredentials, TokenCredentials
from desktop_agent.ui.problems import problem_text, sign_in_text
from desktop_agent.ui.sign_in.check_list import CheckList
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme
from desktop_agent.ui.trouble_card import TroubleCard


class SignInForm(QWidget):
    """Server, e-mail and password, or a token; a code when the server asks for one."""

    def __init__(
        self, bridge: Bridge, theme: Theme, preset: SignInPreset, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._is_token = False
        self._probed = ""
        self._server = _field(self, preset.server)
        self._server.setReadOnly(preset.is_server_locked)
        self._server.setPlaceholderText("https://chat.example.org")
        self._email = _field(self, preset.email)
        self._password = _field(self, "", is_secret=True)
        self._code = _field(self, "")
        self._code.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self._code.setMaxLength(20)
        self._token = _field(self, "", is_secret=True)
        fixed = tr("set by your IT") if preset.is_server_locked else ""
        self._rows = {
            self._server: _Row(tr("Server"), self._server, fixed, self),
            self._email: _Row(tr("Work e-mail"), self._email, "", self),
            self._password: _Row(tr("Password"), self._password, "", self),
            self._code: _Row(tr("Code from your authenticator"), self._code, "", self),
            self._token: _Row(tr("Access token"), self._token, "", self),
        }
        self._trouble = TroubleCard(self)
        self._other = QPushButton(self)
        set_look(self._other, Look.LINK)
        self._go = QPushButton(tr("Sign in"), self)
        set_look(self._go, Look.PRIMARY)
        self._go.setDefault(True)
        self._checks = CheckList(theme, preset.keyring, preset.is_memory_only, self)
        self._build()
        self._connect()
        self._show_mode(is_token=False, needs_code=False)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where something is missing."""
        super().showEvent(event)
        self._first_empty().setFocus()

    def _build(self) -> None:
        title = QLabel(tr("Sign in"), self)
        set_look(title, Look.PAGE_TITLE)
        actions = QHBoxLayout()
        actions.addWidget(self._other)
        actions.addStretch(1)
        actions.addWidget(self._go)
        line = QFrame(self)
        set_look(line, Look.LINE)
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(title)
        column.addSpacing(4)
        for row in self._rows.values():
            column.addWidget(row)
        column.addWidget(self._trouble)
        column.addLayout(actions)
        column.addSpacing(10)
        column.addWidget(line)
        column.addSpacing(4)
        column.addWidget(self._checks)

    def _connect(self) -> None:
        self._go.clicked.connect(self._on_go)
        self._other.clicked.connect(self._on_other_way)
        self._server.editingFinished.connect(self._probe)
        self._server.textEdited.connect(self._on_server_edited)
        for field in self._rows:
            field.returnPressed.connect(self._on_go)
        self._bridge.happened.connect(self._on_happened)

    # --- what the person does

    @Slot()
    def _on_go(self) -> None:
        field = self._first_empty()
        if not field.text().strip():
            field.setFocus()
            return
        self._trouble.tell(None)
        self._set_busy(True)
        self._bridge.submit(SignIn(self._address(), self._credentials()))

    def _credentials(self) -> Credentials:
        if self._is_token:
            return TokenCredentials(SecretText(self._token.text().strip()))
        return PasswordCredentials(
            SecretText(self._email.text().strip()),
            SecretText(self._password.text()),
            SecretText(self._code.text().replace(" ", "")),
        )

    def _address(self) -> str:
        text = self._server.text().strip()
        return text if "://" in text else f"https://{text}"

    def _first_empty(self) -> QLineEdit:
        shown = [field for field, row in self._rows.items() if not row.isHidden()]
        return next((field for field in shown if not field.text().strip()), shown[-1])

    @Slot()
    def _on_other_way(self) -> None:
        self._trouble.tell(None)
        self._show_mode(is_token=not self._is_token, needs_code=False)
        self._first_empty().setFocus()

    @Slot(str)
    def _on_server_edited(self, _text: str) -> None:
        self._probed = ""
        self._checks.forget()

    @Slot()
    def _probe(self) -> None:
        if self._server.text().strip() and self._address() != self._probed:
            self._probed = self._address()
            self._checks.wait()
            self._bridge.submit(Probe(self._probed))

    # --- what came of it

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        match event:
            case SignInRefused(problem, needs_code):
                self._set_busy(False)
                self._show_mode(is_token=self._is_token, needs_code=needs_code)
                self._trouble.tell(None if problem is None else sign_in_text(problem))
                self._go_to_mistake(needs_code=needs_code)
            case ServerProbed(server, info, problem) if server == self._probed:
                self._checks.show_result(info, problem)
            case SignedIn():
                self._set_busy(False)
                for field in (self._password, self._code, self._token):
                    field.clear()
            case EngineStateChanged(state):
                self._on_state(state)
            case _:
                pass

    def _on_state(self, state: EngineState) -> None:
        if state.phase is not Phase.SIGNED_OUT:
            return
        if state.problem is not None:
            self._trouble.tell(problem_text(state.problem))
        self._probe()

    def _go_to_mistake(self, *, needs_code: bool) -> None:
        field = self._code if needs_code else self._token if self._is_token else self._password
        field.setFocus()
        field.selectAll()

    def _show_mode(self, *, is_token: bool, needs_code: bool) -> None:
        self._is_token = is_token
        self._rows[self._email].setVisible(not is_token)
        self._rows[self._password].setVisible(not is_token)
        self._rows[self._code].setVisible(needs_code and not is_token)
        self._rows[self._token].setVisible(is_token)
        self._other.setText(
            tr("Sign in with e-mail and password") if is_token else tr("Sign in with access token")
        )

    def _set_busy(self, is_busy: bool) -> None:
        self._go.setEnabled(not is_busy)
        self._other.setEnabled(not is_busy)
        self._go.setText(tr("Signing in …") if is_busy else tr("Sign in"))


def _field(parent: QWidget, text: str, *, is_secret: bool = False) -> QLineEdit:
    field = QLineEdit(text, parent)
    field.setMinimumHeight(38)
    if is_secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
    return field


class _Row(QWidget):
    """A caption over a field, with a remark on its right."""

    def __init__(self, name: str, field: QLineEdit, remark: str, parent: QWidget) -> None:
        super().__init__(parent)
        caption = QLabel(name, self)
        set_look(caption, Look.LABEL)
        caption.setBuddy(field)
        aside = QLabel(remark, self)
        set_look(aside, Look.LABEL)
        field.setAccessibleName(f"{name}, {remark}" if remark else name)
        top = QHBoxLayout()
        top.addWidget(caption)
        top.addStretch(1)
        top.addWidget(aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addLayout(top)
        column.addWidget(field)
