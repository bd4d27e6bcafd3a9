# SPDX-License-Identifier: Apache-2.0
"""Makes the program's windows from what the start has put together. Must not show any."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_agent import __version__
from desktop_agent.bridge import Bridge
from desktop_agent.domain.session import Session
from desktop_agent.policy.load import LoadedPolicy
from desktop_agent.policy.settings import Settings
from desktop_agent.start.language import LanguageLoader
from desktop_agent.ui.theme.theme import Theme

TITLE = "Desktop Agent"
FIRST_SIZE = (1360, 840)
LEAST_SIZE = (960, 640)


class WindowMaker:
    """Sign-in screen and main window, and where they stand. Main thread."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        loaded: LoadedPolicy,
        settings: Settings,
        language: LanguageLoader,
        *,
        is_training: bool,
    ) -> None:
        self.theme = theme
        self._bridge = bridge
        self._loaded = loaded
        self._settings = settings
        self._language = language
        self._is_training = is_training

    def sign_in(self, server: str, keyring: str) -> QWidget:
        """The sign-in screen for a server that is known, or "" to ask for one."""
        from desktop_agent.ui.sign_in.form import SignInPreset
        from desktop_agent.ui.sign_in.screen import SignInScreen

        policy = self._loaded.policy
        preset = SignInPreset(
            server=server,
            is_server_locked=policy.is_server_locked,
            keyring=keyring,
            is_memory_only=self._is_training,
            version=__version__,
            is_managed=bool(policy.fixed_by_it),
        )
        return SignInScreen(self._bridge, self.theme, preset)

    def main(self, session: Session) -> QWidget:
        """The main window of one agent."""
        raise NotImplementedError(session)

    def place(self, window: QWidget, before: QWidget | None) -> None:
        """Give a window its title and the place of the one before."""
        if not window.windowTitle():
            window.setWindowTitle(TITLE)
        window.setMinimumSize(*LEAST_SIZE)
        if before is None:
            window.resize(*FIRST_SIZE)
            return
        window.setGeometry(before.geometry())
        window.setWindowState(before.windowState())
