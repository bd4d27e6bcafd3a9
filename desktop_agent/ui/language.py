# SPDX-License-Identifier: Apache-2.0
"""Chooses the language of words, numbers and dates, while the program runs.

Widgets do not change their words: the window builds its content anew on `changed`.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from desktop_agent.ui.resource_files import TRANSLATIONS


class LanguageChoice(StrEnum):
    """What the person or the policy chose."""

    SYSTEM = "system"
    GERMAN = "de"
    ENGLISH = "en"


_LOCALES = {
    "de": QLocale(QLocale.Language.German, QLocale.Country.Germany),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class Languages(QObject):
    """Installs the translations of one language. Main thread.

    Signals:
        changed: other words are in force now.
    """

    changed = Signal()

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._installed: list[QTranslator] = []
        self.code = ""

    def choose(self, choice: LanguageChoice) -> None:
        """Switch to a language; everything but German and English becomes English."""
        system = QLocale.system()
        code = choice.value
        if choice is LanguageChoice.SYSTEM:
            code = "de" if system.language() == QLocale.Language.German else "en"
        if code == self.code:
            return
        self.code = code
        wanted = _LOCALES[code]
        # The system's own region wins where it speaks the same language: dates look as at home.
        is_home = system.language() == wanted.language()
        QLocale.setDefault(system if is_home else wanted)
        for old in self._installed:
            self._app.removeTranslator(old)
        self._installed = []
        qt_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        self._install(f"qtbase_{code}", qt_own)
        self._install(f"desktop_agent_{code}", str(TRANSLATIONS))
        self.changed.emit()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
