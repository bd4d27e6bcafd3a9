# SPDX-License-Identifier: Apache-2.0
"""What was checked before sign-in: connection and key ring. Shows results, checks nothing."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.domain.errors import Problem
from desktop_agent.domain.session import ServerInfo
from desktop_agent.ui.problems import sign_in_text
from desktop_agent.ui.sign_in.check_row import CheckRow, CheckState
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.theme import Theme

MAX_SKEW_S = 120.0
"""A clock that is off by more makes remaining times wrong (domain-rules §2.1)."""


class CheckList(QWidget):
    """One line for the connection, one for the key ring when its name is known."""

    def __init__(
        self, theme: Theme, keyring: str, is_memory_only: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._connection = CheckRow(theme, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._connection)
        self.forget()
        if keyring or is_memory_only:
            column.addWidget(_keyring_row(theme, keyring, is_memory_only, self))

    def forget(self) -> None:
        """The address is being changed."""
        self._connection.tell(
            CheckState.WAITING,
            tr("Connection not checked yet"),
            tr("It is checked as soon as the address is complete."),
        )

    def wait(self) -> None:
        """The check is under way."""
        self._connection.tell(CheckState.WAITING, tr("Connection is being checked …"), "")

    def show_result(self, info: ServerInfo | None, problem: Problem | None) -> None:
        """Say what the check found."""
        if problem is not None:
            text = sign_in_text(problem)
            self._connection.tell(CheckState.BAD, text.headline, text.detail)
        elif info is not None:
            self._show_info(info)

    def _show_info(self, info: ServerInfo) -> None:
        server = f"Chatwoot {info.version}"
        is_clock_right = abs(info.clock_skew_s) <= MAX_SKEW_S
        if not info.is_supported:
            self._connection.tell(
                CheckState.BAD,
                tr("Server version not supported"),
                tr("{server} was found. Please ask your IT.").format(server=server),
            )
        elif not is_clock_right:
            minutes = round(abs(info.clock_skew_s) / 60)
            self._connection.tell(
                CheckState.WARN,
                tr("Connection checked, clock differs"),
                tr("This computer's clock is off by %n minute(s). Please tell your IT.", minutes),
            )
        else:
            self._connection.tell(
                CheckState.GOOD,
                tr("Connection checked"),
                _how_connected(info).format(server=server),
            )


def _how_connected(info: ServerInfo) -> str:
    """Only a server on this computer is spoken to without a certificate."""
    if QUrl(info.server).scheme() == "https":
        return tr("{server}, certificate valid, clock right")
    return tr("{server} on this computer itself, without TLS, clock right")


def _keyring_row(theme: Theme, keyring: str, is_memory_only: bool, parent: QWidget) -> CheckRow:
    row = CheckRow(theme, parent)
    if is_memory_only:
        row.tell(
            CheckState.WARN,
            tr("Without a key ring"),
            tr("Nothing is kept on this device after the program ends."),
        )
    else:
        row.tell(CheckState.GOOD, tr("Key ring ready"), keyring)
    return row
