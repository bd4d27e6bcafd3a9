# SPDX-License-Identifier: Apache-2.0
"""A second start shows the window of the first; without one, nothing answers."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop_agent.start.second_start import SOCKET_FILE, Doorbell, knock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no local sockets")


class Window(QObject):
    """Stands in for the window that is to be shown."""

    shown = Signal()


def test_a_knock_shows_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    window = Window()
    bell = Doorbell(tmp_path, window.shown.emit, window)
    answers: list[bool] = []
    thread = threading.Thread(target=lambda: answers.append(knock(tmp_path)))
    with qtbot.waitSignal(window.shown):
        thread.start()
    thread.join()
    assert answers == [True]
    bell.remove()
    assert not (tmp_path / SOCKET_FILE).exists()


def test_nobody_answers_a_knock_at_an_empty_profile(tmp_path: Path) -> None:
    assert not knock(tmp_path)


def test_a_socket_that_a_crash_left_behind_is_replaced(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / SOCKET_FILE).touch()
    assert not knock(tmp_path)
    window = Window()
    bell = Doorbell(tmp_path, window.shown.emit, window)
    thread = threading.Thread(target=knock, args=(tmp_path,))
    with qtbot.waitSignal(window.shown):
        thread.start()
    thread.join()
    bell.remove()


def test_a_path_that_is_too_long_is_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    deep = tmp_path / ("x" * 90)
    deep.mkdir()
    Doorbell(deep, lambda: None, QObject()).remove()
    assert not (deep / SOCKET_FILE).exists()
