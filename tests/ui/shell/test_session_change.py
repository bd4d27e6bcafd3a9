# SPDX-License-Identifier: Apache-2.0
"""The window when a session begins, is told again, ends, or is left by the agent."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import SignedIn
from desktop_agent.domain.requests import SignOut
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.main_window import MainWindow
from desktop_agent.ui.sign_in.screen import SignInScreen
from desktop_agent.ui.workspace import Workspace
from tests.fakes.fake_desk import FakeDesk


def controls(root: QWidget) -> list[QWidget]:
    """Everything a person can operate."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    return [w for w in root.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_signing_in_replaces_the_form_by_the_workspace(
    make_window: Callable[..., MainWindow], desk: FakeDesk, qtbot: QtBot
) -> None:
    window = make_window(session=None)
    assert window.findChild(SignInScreen) is not None
    desk.post(SignedIn(desk.session))
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert window.session == desk.session


def test_signing_out_asks_first_and_keeps_what_was_written(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    workspace.ask_sign_out()
    popover = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Popover))
    assert desk.requests(SignOut) == []
    leave = next(b for b in controls(popover) if name_of(b) == "Abmelden")
    QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
    assert len(desk.requests(SignOut)) == 1


def test_a_session_that_ended_leads_back_to_the_form_and_says_why(
    workspace: Workspace, window: MainWindow, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.enter(Phase.SIGNED_OUT, problem=Problem(ProblemCode.TOKEN_REJECTED))
    qtbot.waitUntil(lambda: window.findChild(SignInScreen) is not None)
    qtbot.waitUntil(
        lambda: any("nicht mehr an" in w.accessibleName() for w in window.findChildren(QWidget))
    )
    assert window.workspace is None


def test_the_same_session_told_again_changes_nothing(
    workspace: Workspace, window: MainWindow, desk: FakeDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(workspace.counts.changed):
        desk.post(SignedIn(desk.session))
        workspace.counts.ask()
    assert window.workspace is workspace
