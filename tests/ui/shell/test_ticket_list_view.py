# SPDX-License-Identifier: Apache-2.0
"""The list on screen: what opens, what stays where it was while rows move."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain import queries as q
from desktop_agent.domain.events import TicketsChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.ui.inbox.row_face import FaceMaker
from desktop_agent.ui.inbox.ticket_list_model import TicketListModel
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.theme.theme import Theme, ThemeChoice
from desktop_agent.ui.theme.tokens import DARK, ROW_HEIGHT
from tests.fakes.fake_desk import FakeDesk
from tests.ui.shell.conftest import NOW, Clock

AYSE, JONAS, LEA, PIOTR = TicketId(4711), TicketId(4702), TicketId(4690), TicketId(4688)


@pytest.fixture
def view(
    bridge: Bridge, desk: FakeDesk, clock: Clock, theme: Theme, qtbot: QtBot
) -> Iterator[TicketListView]:
    """My tickets, three rows high, so that there is something to scroll."""
    QCursor.setPos(QPoint(5000, 5000))
    model = TicketListModel(bridge, FaceMaker(desk.session, clock))
    view = TicketListView(model, theme)
    qtbot.addWidget(view)
    view.resize(336, 3 * ROW_HEIGHT)
    with qtbot.waitSignals([model.loaded, model.loaded]):
        model.show_view(q.TicketView(desk.me, q.ViewKind.MINE, now_at=NOW))
    with qtbot.waitExposed(view):
        view.show()
    yield view
    model.deleteLater()


def centre_of(view: TicketListView, ticket_id: TicketId) -> QPoint:
    """The middle of a ticket's row in the viewport."""
    row = view.tickets.row_of(ticket_id)
    assert row is not None
    return view.visualRect(view.tickets.index(row, 0)).center()


def y_of(view: TicketListView, ticket_id: TicketId) -> int:
    """Where a ticket's row stands in the viewport."""
    return centre_of(view, ticket_id).y()


def selected(view: TicketListView) -> list[int]:
    """Ids of the selected rows."""
    return [view.tickets.id_at(i.row()) or 0 for i in view.selectionModel().selectedIndexes()]


def test_a_click_opens(view: TicketListView, qtbot: QtBot) -> None:
    centre = centre_of(view, JONAS)
    with qtbot.waitSignal(view.ticket_opened) as opened:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert opened.args == [JONAS]
    assert selected(view) == [JONAS]


def test_arrows_walk_and_enter_opens(view: TicketListView, qtbot: QtBot) -> None:
    view.mark_open(AYSE)
    view.setFocus()
    view.step(1)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert selected(view) == [AYSE], "walking opens nothing"
    with qtbot.waitSignal(view.ticket_opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0] == view.tickets.id_at(2)


def test_steps_stop_at_both_ends(view: TicketListView) -> None:
    view.step(-1)
    view.step(-1)
    assert view.currentIndex().row() == 0
    for _step in range(20):
        view.step(1)
    assert view.currentIndex().row() == view.tickets.rowCount() - 1


def test_the_open_ticket_stays_marked_while_rows_move(
    view: TicketListView, desk: FakeDesk, qtbot: QtBot
) -> None:
    view.mark_open(AYSE)
    desk.now = NOW + timedelta(seconds=1)
    with qtbot.waitSignal(view.tickets.rowsMoved):
        desk.customer_writes(PIOTR, "Noch etwas")
    assert selected(view) == [AYSE]
    with qtbot.waitSignal(view.tickets.modelReset):
        desk.post(TicketsChanged(None))
    assert selected(view) == [AYSE]


def test_at_the_top_new_rows_come_into_sight(
    view: TicketListView, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.now = NOW + timedelta(seconds=1)
    with qtbot.waitSignal(view.tickets.changed):
        desk.customer_writes(PIOTR, "Noch etwas")
    assert view.verticalScrollBar().value() == 0
    assert y_of(view, PIOTR) < ROW_HEIGHT


def test_a_scrolled_list_stands_still_when_a_row_goes_to_the_top(
    view: TicketListView, desk: FakeDesk, qtbot: QtBot
) -> None:
    view.verticalScrollBar().setValue(ROW_HEIGHT + 10)
    anchor = view.tickets.id_at(2)
    assert anchor is not None
    before = y_of(view, anchor)
    last = view.tickets.id_at(view.tickets.rowCount() - 1)
    assert last is not None
    desk.now = NOW + timedelta(seconds=1)
    with qtbot.waitSignal(view.tickets.changed):
        desk.customer_writes(last, "Noch etwas")
    assert y_of(view, anchor) == before


def test_a_scrolled_list_stands_still_when_everything_is_read_again(
    view: TicketListView, desk: FakeDesk, qtbot: QtBot
) -> None:
    view.verticalScrollBar().setValue(ROW_HEIGHT + 10)
    anchor = view.tickets.id_at(2)
    assert anchor is not None
    before = y_of(view, anchor)
    with qtbot.waitSignal(view.tickets.changed):
        desk.post(TicketsChanged(None))
    assert y_of(view, anchor) == before


def test_nothing_jumps_under_the_pointer(
    view: TicketListView, desk: FakeDesk, qtbot: QtBot
) -> None:
    centre = centre_of(view, JONAS)
    QCursor.setPos(view.viewport().mapToGlobal(centre))
    desk.now = NOW + timedelta(seconds=1)
    last = view.tickets.id_at(view.tickets.rowCount() - 1)
    assert last is not None
    with qtbot.waitSignal(view.tickets.changed):
        desk.customer_writes(last, "Noch etwas")
    assert y_of(view, JONAS) == centre.y()


def test_letters_do_not_search_the_list(view: TicketListView, qtbot: QtBot) -> None:
    view.setFocus()
    view.step(1)
    now = view.currentIndex().row()
    QTest.keyClicks(view, "piotr")
    assert view.currentIndex().row() == now


def test_the_theme_changes_while_the_list_stands(view: TicketListView, theme: Theme) -> None:
    light = view.grab().toImage()
    theme.choose(ThemeChoice.DARK)
    dark = view.grab().toImage()
    corner = QPoint(60, ROW_HEIGHT + 3)
    assert light.pixelColor(corner).name() == "#ffffff"
    assert dark.pixelColor(corner).name() == DARK.surface


def test_a_screen_reader_reads_a_row_as_a_sentence(view: TicketListView) -> None:
    table = QAccessible.queryAccessibleInterface(view)
    assert table is not None
    assert table.text(QAccessible.Text.Name) == "Tickets"
    children = [table.child(number) for number in range(table.childCount())]
    texts = [child.text(QAccessible.Text.Name) for child in children]
    assert any(text.startswith("WhatsApp, Ayşe Demir, ") for text in texts)
