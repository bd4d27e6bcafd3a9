# SPDX-License-Identifier: Apache-2.0
"""The tour's hands reach widgets the way devices do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_agent.tour.hands import Hands
from desktop_agent.tour.waiting import TourFailure, wait_for


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.setLayout(QVBoxLayout())
    qtbot.addWidget(window)
    return window


def put(qtbot: QtBot, window: QWidget, widget: QWidget) -> None:
    """Show a widget in the window and wait until it can take keys."""
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


@pytest.mark.parametrize("text", ["Guten Tag 12:30!", "Grüße, Straße ÄÖÜ €", "مرحبا", "ok 👍"])
def test_typing_enters_any_script(qtbot: QtBot, window: QWidget, text: str) -> None:
    edit = QPlainTextEdit()
    put(qtbot, window, edit)
    hands = Hands()
    hands.click(edit.viewport())
    hands.type(text)
    assert edit.toPlainText() == text


def test_a_click_presses_a_button(qtbot: QtBot, window: QWidget) -> None:
    button = QPushButton("x")
    put(qtbot, window, button)
    with qtbot.waitSignal(button.clicked):
        Hands().click(button)


def test_a_click_on_a_row_makes_it_current(qtbot: QtBot, window: QWidget) -> None:
    view = QListView()
    view.setModel(QStringListModel(["a", "b", "c"]))
    put(qtbot, window, view)
    Hands().click_row(view, view.model().index(1, 0))
    assert view.currentIndex().row() == 1


def test_a_row_out_of_sight_cannot_be_clicked(qtbot: QtBot, window: QWidget) -> None:
    view = QListView()
    view.setModel(QStringListModel([str(number) for number in range(500)]))
    put(qtbot, window, view)
    with pytest.raises(TourFailure, match="out of sight"):
        Hands().click_row(view, view.model().index(499, 0))


def test_a_key_triggers_a_shortcut_of_the_window(qtbot: QtBot, window: QWidget) -> None:
    edit = QLineEdit()
    put(qtbot, window, edit)
    hands = Hands()
    hands.click(edit)
    shortcut = QShortcut(QKeySequence("Ctrl+K"), window)
    with qtbot.waitSignal(shortcut.activated):
        hands.press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)


def test_an_entry_of_an_open_menu_is_chosen(qtbot: QtBot, window: QWidget) -> None:
    put(qtbot, window, QWidget())
    menu = QMenu(window)
    menu.addAction("First")
    action = menu.addAction("&Second one")
    menu.popup(window.pos())
    with qtbot.waitSignal(action.triggered):
        Hands().choose("Second")


def test_waiting_ends_when_the_condition_holds_or_the_limit_is_reached(qtbot: QtBot) -> None:
    looks = iter([None, None, "seen"])
    assert wait_for(lambda: next(looks), "it") == "seen"
    with pytest.raises(TourFailure, match=r"not seen within 0\.05 s: the moon"):
        wait_for(lambda: None, "the moon", limit_s=0.05)


def test_an_error_while_looking_reaches_the_caller(qtbot: QtBot) -> None:
    looks = iter([None])
    with pytest.raises(StopIteration):
        wait_for(lambda: next(looks), "it")
