# SPDX-License-Identifier: Apache-2.0
"""Makes the program's windows from what the start has put together. Must not show any."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop_agent import __version__
from desktop_agent.bridge import Bridge
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.session import Session
from desktop_agent.policy.policy import Policy
from desktop_agent.start.personal_files import ProfileLayout, ProfileSettings
from desktop_agent.start.waiting_window import WaitingWindow
from desktop_agent.ui.language import Languages
from desktop_agent.ui.main_window import MainWindow
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.theme.theme import Theme
from desktop_agent.ui.window_size import first_size

TITLE = "Desktop Agent"
_KEYRINGS = {
    "keyring.backends.SecretService.Keyring": "Secret Service",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
}
"""What people call the allowed backends; proper names, so not translated."""


class WindowMaker:
    """Waiting window and main window. Main thread."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        languages: Languages,
        policy: Policy,
        settings: ProfileSettings,
        layout: ProfileLayout,
        clock: Clock,
        *,
        is_training: bool,
    ) -> None:
        self._bridge = bridge
        self._theme = theme
        self._languages = languages
        self._policy = policy
        self._settings = settings
        self._layout = layout
        self._clock = clock
        self._is_training = is_training

    def waiting(self) -> WaitingWindow:
        """What stands until the profile is open."""
        window = WaitingWindow(self._theme)
        window.setWindowTitle(TITLE)
        window.resize(first_size())
        return window

    def main(
        self, session: Session | None, server: str, keyring: str, before: QWidget | None
    ) -> MainWindow:
        """The main window; without a session it asks to sign in at `server` ("" = any).

        `keyring` names the one in use, "" means that nothing is kept; the window takes the place
        of `before`.
        """
        policy = self._policy
        preset = SignInPreset(
            server=server,
            is_server_locked=policy.is_server_locked,
            keyring=_KEYRINGS.get(keyring, keyring),
            is_memory_only=not keyring,
            version=__version__,
            is_managed=bool(policy.fixed_by_it),
        )
        window = MainWindow(
            self._bridge,
            self._theme,
            self._languages,
            self._settings,
            self._layout,
            session=session,
            rules=policy.rules,
            preset=preset,
            is_training=self._is_training,
            now=self._clock.now,
        )
        if before is not None and not self._layout.read():
            window.setGeometry(before.geometry())
        return window
