# SPDX-License-Identifier: Apache-2.0
"""The look in force: palette, fonts and motion, switched while the program runs.

Must not hold numbers (see `tokens`) and must not know any screen.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from desktop_agent.ui.theme import tokens
from desktop_agent.ui.theme.style_sheet import style_sheet
from desktop_agent.ui.theme.tokens import DARK, LIGHT, Palette


class ThemeChoice(StrEnum):
    """What the person or the policy chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Feeds style sheet and delegates from one palette. Main thread.

    Signals:
        changed: palette or fonts are different now; painters drop what they cached.
    """

    changed = Signal()

    def __init__(
        self, choice: ThemeChoice = ThemeChoice.SYSTEM, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._choice = choice
        self._app: QApplication | None = None
        self._palette = LIGHT
        self._family = ""
        self._fonts: dict[tuple[int, QFont.Weight], QFont] = {}
        self._metrics: dict[tuple[int, QFont.Weight], QFontMetrics] = {}
        self._colours: dict[str, QColor] = {}

    @property
    def palette(self) -> Palette:
        """The colours in force."""
        return self._palette

    @property
    def choice(self) -> ThemeChoice:
        """What was chosen, which may follow the system."""
        return self._choice

    def apply(self, app: QApplication) -> None:
        """Give the application this look and follow the system from now on. Call it once."""
        self._app = app
        app.setStyle("Fusion")
        self._family = _installed_family()
        app.setFont(self.font(tokens.TYPE_BODY))
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._paint_application()

    def choose(self, choice: ThemeChoice) -> None:
        """Switch to a light, dark or system look at once."""
        self._choice = choice
        if self._app is not None and self._wanted(self._app) is not self._palette:
            self._paint_application()

    def font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The program's font at a size of the type scale; shared, so copy it before a change."""
        key = (size, weight)
        font = self._fonts.get(key)
        if font is None:
            font = QFont(self._family) if self._family else QFont()
            font.setPixelSize(size)
            font.setWeight(weight)
            self._fonts[key] = font
        return font

    def metrics(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFontMetrics:
        """Measures of `font(size, weight)`."""
        key = (size, weight)
        metrics = self._metrics.get(key)
        if metrics is None:
            metrics = self._metrics[key] = QFontMetrics(self.font(size, weight))
        return metrics

    def colour(self, value: str) -> QColor:
        """A token's `#rrggbb` as a colour; shared, so copy it before a change."""
        colour = self._colours.get(value)
        if colour is None:
            colour = self._colours[value] = QColor(value)
        return colour

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, _scheme: Qt.ColorScheme) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._paint_application()

    def _paint_application(self) -> None:
        if self._app is None:
            return
        self._palette = self._wanted(self._app)
        self._app.setPalette(_qt_palette(self._palette))
        self._app.setStyleSheet(style_sheet(self._palette))
        self.changed.emit()

    def _wanted(self, app: QApplication) -> Palette:
        return DARK if self._is_dark(app) else LIGHT

    def _is_dark(self, app: QApplication) -> bool:
        if self._choice is ThemeChoice.SYSTEM:
            return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self._choice is ThemeChoice.DARK


def _installed_family() -> str:
    for family in tokens.FONT_FAMILIES:
        if QFontDatabase.hasFamily(family):
            return family
    return ""


def _qt_palette(palette: Palette) -> QPalette:
    """What the style sheet does not reach: tooltips, selections, disabled text."""
    role = QPalette.ColorRole
    qt_palette = QPalette()
    for target, value in (
        (role.Window, palette.surface),
        (role.WindowText, palette.text),
        (role.Base, palette.surface),
        (role.AlternateBase, palette.canvas),
        (role.Text, palette.text),
        (role.PlaceholderText, palette.text_faint),
        (role.Button, palette.raised),
        (role.ButtonText, palette.text),
        (role.BrightText, palette.danger),
        (role.Highlight, palette.accent),
        (role.HighlightedText, palette.on_accent),
        (role.Link, palette.accent_text),
        (role.LinkVisited, palette.accent_text),
        (role.ToolTipBase, palette.raised),
        (role.ToolTipText, palette.text),
        (role.Mid, palette.border_strong),
        (role.Accent, palette.accent),
    ):
        qt_palette.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        qt_palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(palette.text_faint))
    return qt_palette
