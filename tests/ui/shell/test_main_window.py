# SPDX-License-Identifier: Apache-2.0
"""The window as a person uses it: keys, places, languages, layout, sign-out, training."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
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

from desktop_agent.domain.commands import Claim, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import ProblemArose, SignedIn
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import TicketIndexQuery, ViewKind
from desktop_agent.domain.requests import SetAvailability
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.main_window import MainWindow
from desktop_agent.ui.notice_strip import NoticeStrip
from desktop_agent.ui.rail import Place
from desktop_agent.ui.settings.page import SettingsPage
from desktop_agent.ui.settings_port import THEME
from desktop_agent.ui.shortcuts import Shortcut
from desktop_agent.ui.shortcuts_overlay import ShortcutsOverlay
from desktop_agent.ui.theme.theme import ThemeChoice
from desktop_agent.ui.theme.tokens import DARK
from desktop_agent.ui.workspace import Workspace
from tests.fakes.fake_desk import FakeDesk
from tests.ui.shell.conftest import MemoryLayout, MemorySettings

AYSE, FAMILY, HELD = TicketId(4711), TicketId(4695), TicketId(4630)


def open_ticket(workspace: Workspace, ticket_id: TicketId, qtbot: QtBot) -> None:
    """Show a ticket and wait for its facts."""
    workspace.columns.show_ticket(ticket_id)

    def is_here() -> bool:
        detail = workspace.columns.detail
        return detail is not None and detail.ticket.id == ticket_id

    qtbot.waitUntil(is_here)


def press(workspace: Workspace, shortcut: Shortcut) -> None:
    """Press a shortcut's first key in the list."""
    workspace.columns.inbox.focus_list()
    QTest.keySequence(workspace.window(), shortcut.sequences[0])


def controls(root: QWidget) -> list[QWidget]:
    """Everything a person can operate."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    return [w for w in root.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


# --- signed in


def test_the_title_counts_unread_tickets(workspace: Workspace, desk: FakeDesk) -> None:
    window = workspace.window()
    assert window.windowTitle().startswith("(3) Desktop Agent")


def test_training_is_written_on_the_window(make_window: Callable[..., MainWindow]) -> None:
    window = make_window(is_training=True)
    assert "Training" in window.windowTitle()
    names = [w.accessibleName() for w in window.findChildren(QWidget)]
    assert any(name.startswith("Training: ") for name in names)


@pytest.mark.parametrize("place", [p for p in Place if p is not Place.SEARCH])
def test_every_control_of_every_place_has_a_name(
    workspace: Workspace, place: Place, qtbot: QtBot
) -> None:
    open_ticket(workspace, AYSE, qtbot)
    workspace.go(place)
    page = workspace.window()
    assert len(controls(page)) > 4
    assert [w for w in controls(page) if not name_of(w).strip()] == []


def test_the_rail_leads_to_every_place_by_keyboard(workspace: Workspace) -> None:
    for button in workspace.rail.findChildren(QAbstractButton):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    outbox = [b for b in workspace.rail.findChildren(QAbstractButton) if b.isCheckable()][1]
    outbox.setFocus()
    QTest.keyClick(outbox, Qt.Key.Key_Space)
    assert workspace.place is Place.OUTBOX


def test_the_outbox_badge_counts_what_is_not_confirmed(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    open_ticket(workspace, FAMILY, qtbot)
    press(workspace, Shortcut.TAKE)
    qtbot.waitUntil(
        lambda: any("1 nicht bestätigt" in name_of(b) for b in controls(workspace.rail))
    )


def test_t_takes_a_free_ticket(workspace: Workspace, desk: FakeDesk, qtbot: QtBot) -> None:
    open_ticket(workspace, FAMILY, qtbot)
    press(workspace, Shortcut.TAKE)
    assert desk.payloads() == [Claim()]


def test_t_on_my_own_ticket_does_nothing(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    open_ticket(workspace, AYSE, qtbot)
    press(workspace, Shortcut.TAKE)
    assert Claim() not in desk.payloads()


def test_t_on_a_colleagues_ticket_asks_for_a_reason(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    open_ticket(workspace, HELD, qtbot)
    press(workspace, Shortcut.TAKE)
    assert desk.payloads() == []
    popovers = [w for w in QApplication.topLevelWidgets() if isinstance(w, Popover)]
    assert [w.isVisible() for w in popovers] == [True]
    popovers[0].close()


def test_letters_are_text_while_somebody_writes(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    open_ticket(workspace, FAMILY, qtbot)
    press(workspace, Shortcut.SEARCH)
    field = workspace.window().focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "tejk?")
    assert field.text() == "tejk?"
    assert desk.payloads() == []
    assert workspace.findChildren(ShortcutsOverlay) == []


def test_j_and_k_walk_and_enter_opens(workspace: Workspace, qtbot: QtBot) -> None:
    press(workspace, Shortcut.VIEW_ALL)
    qtbot.waitUntil(lambda: workspace.columns.inbox.tickets.rowCount() > 6)
    for shortcut in (*[Shortcut.PREVIOUS] * 9, *[Shortcut.NEXT] * 3, Shortcut.PREVIOUS):
        press(workspace, shortcut)
    with qtbot.waitSignal(workspace.columns.ticket_shown) as shown:
        QTest.keyClick(workspace.window().focusWidget(), Qt.Key.Key_Return)
    assert shown.args == [workspace.columns.inbox.tickets.id_at(2)]


def test_number_keys_switch_views(workspace: Workspace, desk: FakeDesk) -> None:
    press(workspace, Shortcut.VIEW_SNOOZED)
    views = [q.view.kind for q in desk.asked if isinstance(q, TicketIndexQuery)]
    assert views[-1] is ViewKind.SNOOZED


def test_question_mark_lists_the_keys_and_any_key_leaves(
    workspace: Workspace, qtbot: QtBot
) -> None:
    workspace.columns.inbox.focus_list()
    before = workspace.window().focusWidget()
    QTest.keyClicks(before, "?")
    overlay = workspace.findChild(ShortcutsOverlay)
    assert overlay is not None
    assert Shortcut.TAKE.words in overlay.accessibleName()
    with qtbot.waitSignal(overlay.destroyed):
        QTest.keyClick(overlay, Qt.Key.Key_Escape)
    assert workspace.window().focusWidget() is before


def told_in(window: QWidget, qtbot: QtBot) -> NoticeStrip:
    """The strip once it is there."""

    def is_there() -> bool:
        strip = window.findChild(NoticeStrip)
        return strip is not None and strip.isVisible()

    qtbot.waitUntil(is_there)
    strip = window.findChild(NoticeStrip)
    assert strip is not None
    return strip


def test_trouble_without_ticket_is_told_and_closed(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    window = workspace.window()
    assert window.findChild(NoticeStrip) is None
    desk.post(ProblemArose(Problem(ProblemCode.DISK_FULL)))
    strip = told_in(window, qtbot)
    assert "Datenträger" in strip.accessibleName()
    QTest.mouseClick(controls(strip)[0], Qt.MouseButton.LeftButton)
    assert not strip.isVisible()


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_trouble_from_before_the_first_paint_is_told(
    make_window: Callable[..., MainWindow],
    desk: FakeDesk,
    qtbot: QtBot,
    is_signed_in: bool,
) -> None:
    problem = Problem(ProblemCode.DATABASE_DAMAGED, {"file": "work", "kept_as": "work-1.db"})
    window = make_window(
        session=desk.session if is_signed_in else None,
        before_show=lambda: desk.post(ProblemArose(problem)),
    )
    assert "beiseitegelegt" in told_in(window, qtbot).accessibleName()


def test_trouble_outlives_the_sign_in_until_it_is_closed(
    make_window: Callable[..., MainWindow], desk: FakeDesk, qtbot: QtBot
) -> None:
    window = make_window(session=None)
    desk.post(ProblemArose(Problem(ProblemCode.KEY_LOST)))
    desk.post(ProblemArose(Problem(ProblemCode.DISK_FULL)))
    qtbot.waitUntil(lambda: "Datenträger" in told_in(window, qtbot).accessibleName())
    desk.post(SignedIn(desk.session))
    qtbot.waitUntil(lambda: window.workspace is not None)
    assert "Schlüssel" in told_in(window, qtbot).accessibleName()
    QTest.mouseClick(controls(told_in(window, qtbot))[0], Qt.MouseButton.LeftButton)
    desk.post(ProblemArose(Problem(ProblemCode.DATABASE_BUSY)))
    qtbot.waitUntil(lambda: "Schlüssel" not in told_in(window, qtbot).accessibleName())


def test_offline_is_said_in_words_everywhere(
    workspace: Workspace, desk: FakeDesk, qtbot: QtBot
) -> None:
    strip = workspace.columns.strip
    assert strip is not None
    desk.enter(Phase.BACKOFF)
    qtbot.waitUntil(strip.isVisible)
    assert strip.accessibleName().startswith("Offline seit ")
    assert "Offline seit " in workspace.me.accessibleDescription()
    desk.enter(Phase.LIVE)
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert workspace.me.accessibleDescription().startswith("Live")


def test_availability_is_shown_as_done_only_when_the_server_says_so(
    workspace: Workspace, desk: FakeDesk
) -> None:
    menu = workspace.me.make_menu()
    busy = next(a for a in menu.actions() if a.text() == "Beschäftigt")
    busy.trigger()
    assert [r.availability.value for r in desk.requests(SetAvailability)] == ["busy"]
    assert "noch nicht bestätigt" in workspace.me.accessibleName()
    menu.deleteLater()


# --- sizes


def test_a_narrow_window_hides_the_context_until_it_is_asked_for(
    make_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = make_window(size=(960, 640))
    workspace = window.workspace
    assert workspace is not None
    context = workspace.columns.context
    assert context is not None
    assert window.size().width() == 960
    assert not context.isVisible()
    press(workspace, Shortcut.CONTEXT)
    assert context.isVisible()
    window.resize(1600, 900)
    assert context.isVisible()
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: not context.isVisible())


def test_sizes_are_kept_and_taken_up_again(
    make_window: Callable[..., MainWindow], layout: MemoryLayout, qtbot: QtBot
) -> None:
    window = make_window()
    assert window.workspace is not None
    window.workspace.columns.setSizes([400, 600, 300])
    wanted = window.workspace.columns.sizes()
    window.workspace.columns.toggle_context()
    with qtbot.waitSignal(window.closing):
        window.close()
    assert {"window", "columns", "context", "list"} <= set(layout.kept)
    again = make_window()
    assert again.workspace is not None
    assert again.workspace.columns.sizes()[0] == wanted[0]
    context = again.workspace.columns.context
    assert context is not None
    assert not context.isVisible()


def test_a_damaged_layout_is_left_out(
    make_window: Callable[..., MainWindow], layout: MemoryLayout
) -> None:
    layout.kept = {"window": "äöü???", "columns": "1,2", "context": "x", "list": ""}
    window = make_window()
    assert window.workspace is not None
    assert window.workspace.columns.sizes()[0] > 200


# --- language and theme


def test_the_language_changes_while_the_window_stands(
    workspace: Workspace,
    window: MainWindow,
    languages: Languages,
    desk: FakeDesk,
    qtbot: QtBot,
) -> None:
    open_ticket(workspace, AYSE, qtbot)
    assert workspace.columns.conversation is not None
    workspace.columns.conversation.composer.edit.setPlainText("Ein Entwurf")
    workspace.go(Place.SETTINGS)
    languages.choose(LanguageChoice.ENGLISH)
    fresh = window.workspace
    assert fresh is not None
    assert fresh is not workspace
    qtbot.waitUntil(fresh.isVisible)
    assert fresh.place is Place.SETTINGS
    names = [name_of(w) for w in controls(fresh)]
    assert "Data protection" in names
    assert "Datenschutz" not in names
    assert desk.drafts[AYSE].text == "Ein Entwurf"
    assert fresh.columns.conversation is not None
    assert fresh.columns.conversation.ticket_id == AYSE


def test_settings_take_effect_at_once(
    workspace: Workspace, window: MainWindow, settings: MemorySettings, qtbot: QtBot
) -> None:
    workspace.go(Place.SETTINGS)
    page = workspace.findChild(SettingsPage)
    assert page is not None
    theme_box = page.findChildren(QComboBox)[1]
    theme_box.setFocus()
    QTest.keyClick(theme_box, Qt.Key.Key_End)
    assert settings.current.theme is ThemeChoice.DARK
    corner = window.grab().toImage().pixelColor(QPoint(3, 3))
    assert corner.name() == DARK.rail


def test_what_it_has_set_cannot_be_changed(
    make_window: Callable[..., MainWindow], settings: MemorySettings
) -> None:
    settings.locked = frozenset({THEME})
    window = make_window()
    assert window.workspace is not None
    window.workspace.go(Place.SETTINGS)
    language, theme = window.findChildren(QComboBox)
    assert language.isEnabled()
    assert not theme.isEnabled()
    assert "von der IT festgelegt" in theme.accessibleName()


def test_nothing_is_sent_by_looking_around(workspace: Workspace, desk: FakeDesk) -> None:
    for place in Place:
        workspace.go(place)
    assert not any(isinstance(payload, Reply) for payload in desk.payloads())
