# SPDX-License-Identifier: Apache-2.0
"""Loads the language of the window, and of Qt's own texts. Must not translate anything itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from desktop_agent.ui.resource_files import TRANSLATIONS

LANGUAGES = ("de", "en")


def resolve(choice: str) -> str:
    """The language for a choice: `system` becomes the system's if we have it, else German."""
    if choice in LANGUAGES:
        return choice
    system = QLocale.system().name().split("_")[0]
    return system if system in LANGUAGES else LANGUAGES[0]


class LanguageLoader:
    """Installs translators in the application; one language at a time. Main thread."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._installed: list[QTranslator] = []
        self.current = ""

    def load(self, language: str) -> None:
        """Switch to a language of `LANGUAGES`; widgets get Qt's `LanguageChange` event."""
        for translator in self._installed:
            self._application.removeTranslator(translator)
        self._installed.clear()
        QLocale.setDefault(QLocale(language))
        own = str(TRANSLATIONS / f"desktop_agent_{language}.qm")
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for file in (f"{qt_folder}/qtbase_{language}.qm", own):
            translator = QTranslator(self._application)
            # Qt ships no file for English, its own language.
            if translator.load(file):
                self._application.installTranslator(translator)
                self._installed.append(translator)
        self.current = language
