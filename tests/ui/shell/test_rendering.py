# SPDX-License-Identifier: Apache-2.0
"""Both languages, both themes and three sizes: every place paints and no word is cut off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_agent.domain.ids import TicketId
from desktop_agent.ui.conversation.elided_label import ElidedLabel
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.main_window import MainWindow
from desktop_agent.ui.rail import Place
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.theme.theme import Theme, ThemeChoice

SIZES = [(960, 640), (1360, 840), (1920, 1080)]
PLACES = [place for place in Place if place is not Place.SEARCH]


def cut_words(root: QWidget) -> list[str]:
    """Labels and buttons that are narrower than their words."""
    cut = []
    for widget in root.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, ElidedLabel):
            continue
        is_line = isinstance(widget, QLabel) and not widget.wordWrap() and widget.text()
        if is_line or isinstance(widget, QPushButton):
            assert isinstance(widget, (QLabel, QAbstractButton))
            if widget.width() < widget.minimumSizeHint().width():
                cut.append(widget.text())
        elif isinstance(widget, QLabel) and widget.text():
            needed = widget.heightForWidth(widget.width())
            if widget.height() < needed:
                cut.append(widget.text())
    return cut


@pytest.mark.parametrize("size", SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
@pytest.mark.parametrize("theme_choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("language", [LanguageChoice.GERMAN, LanguageChoice.ENGLISH])
def test_every_place_shows_its_words_whole(
    make_window: Callable[..., MainWindow],
    languages: Languages,
    theme: Theme,
    qtbot: QtBot,
    size: tuple[int, int],
    theme_choice: ThemeChoice,
    language: LanguageChoice,
) -> None:
    languages.choose(language)
    theme.choose(theme_choice)
    window = make_window(size=size, is_training=True)
    workspace = window.workspace
    assert workspace is not None
    workspace.columns.show_ticket(TicketId(4711))
    qtbot.waitUntil(lambda: workspace.columns.detail is not None)
    grounds = {window.grab().toImage().pixelColor(3, 200).name()}
    for place in PLACES:
        workspace.go(place)
        qtbot.waitUntil(workspace.isVisible)
        assert cut_words(workspace.rail) == []
        if place is not Place.INBOX:
            assert cut_words(window) == []
        grounds.add(window.grab().toImage().pixelColor(3, 200).name())
    assert grounds == {theme.palette.rail}
    assert (window.width(), window.height()) == size


@pytest.mark.parametrize("size", SIZES, ids=[f"{w}x{h}" for w, h in SIZES])
@pytest.mark.parametrize("language", [LanguageChoice.GERMAN, LanguageChoice.ENGLISH])
def test_the_sign_in_screen_shows_its_words_whole(
    make_window: Callable[..., MainWindow],
    languages: Languages,
    size: tuple[int, int],
    language: LanguageChoice,
) -> None:
    languages.choose(language)
    preset = SignInPreset("https://chat.stadt.example", True, "", "GNOME", False, "1.0", True)
    window = make_window(session=None, preset=preset, size=size)
    assert cut_words(window) == []
    assert (window.width(), window.height()) == size
