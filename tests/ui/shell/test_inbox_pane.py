# SPDX-License-Identifier: Apache-2.0
"""The inbox column: views, chips, orders, search, and what stands where nothing is listed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain import queries as q
from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.ui.counts import CountsFeed
from desktop_agent.ui.empty_state import EmptyState
from desktop_agent.ui.inbox.pane import InboxPane
from desktop_agent.ui.inbox.search_field import SearchField
from desktop_agent.ui.inbox.search_model import ENTRY_ROLE, SearchModel
from desktop_agent.ui.inbox.search_results import SearchResults
from desktop_agent.ui.language import Languages
from desktop_agent.ui.theme.theme import Theme
from tests.fakes.fake_desk import FakeDesk
from tests.ui.shell.conftest import NOW, Clock

AYSE, JONAS, FAMILY, PIOTR = TicketId(4711), TicketId(4702), TicketId(4695), TicketId(4688)


@pytest.fixture
def pane(
    bridge: Bridge, desk: FakeDesk, clock: Clock, theme: Theme, languages: Languages, qtbot: QtBot
) -> InboxPane:
    """The column with my tickets."""
    pane = InboxPane(bridge, theme, desk.session, clock)
    qtbot.addWidget(pane)
    pane.resize(336, 840)
    with qtbot.waitExposed(pane):
        pane.show()
    qtbot.waitUntil(lambda: AYSE in listed(pane))
    return pane


def listed(pane: InboxPane) -> list[TicketId | None]:
    """What the list holds, in order."""
    return [pane.tickets.id_at(row) for row in range(pane.tickets.rowCount())]


def chip(pane: QWidget, words: str) -> QPushButton:
    """A chip by its words."""
    return next(b for b in pane.findChildren(QPushButton) if b.text() == words)


def click(widget: QWidget) -> None:
    """A left click."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose(pane: InboxPane, chip_words: str, entry: str) -> None:
    """Open a chip's menu and choose."""
    button = chip(pane, chip_words)
    click(button)
    menu = button.findChild(QMenu)
    assert menu is not None
    action = next(a for a in menu.actions() if a.text() == entry)
    action.trigger()
    menu.close()


def type_search(pane: InboxPane, text: str) -> SearchField:
    """Type into the search field."""
    field = pane.findChild(SearchField)
    assert field is not None
    pane.focus_search()
    QTest.keyClicks(field, text)
    return field


def results(pane: InboxPane) -> SearchModel:
    """What the search lists."""
    found = pane.findChild(SearchModel)
    assert found is not None
    return found


def titles(pane: InboxPane) -> list[str]:
    """Headings and titles of the search."""
    model = results(pane)
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_counts_stand_beside_the_views(
    pane: InboxPane, bridge: Bridge, desk: FakeDesk, qtbot: QtBot
) -> None:
    feed = CountsFeed(bridge, desk.me, pane)
    with qtbot.waitSignal(feed.changed):
        feed.ask()
    pane.show_counts(feed.counts)
    names = [
        b.accessibleName() for b in pane.findChildren(QWidget) if "Ticket" in b.accessibleName()
    ]
    assert "Meine, 6 Tickets" in names
    assert "Zurückgestellt, 1 Ticket" in names


def test_counts_follow_changes(bridge: Bridge, desk: FakeDesk, theme: Theme, qtbot: QtBot) -> None:
    feed = CountsFeed(bridge, desk.me)
    with qtbot.waitSignal(feed.changed):
        desk.change(FAMILY, owner=desk.stories[AYSE].ticket.owner)
    assert feed.counts.views[q.ViewKind.MINE] == 7
    feed.deleteLater()


def test_a_view_shows_its_tickets(pane: InboxPane, qtbot: QtBot) -> None:
    pane.show_view(q.ViewKind.FREE)
    qtbot.waitUntil(lambda: FAMILY in listed(pane) and AYSE not in listed(pane))


def test_the_window_chip_restricts_and_is_taken_away(pane: InboxPane, qtbot: QtBot) -> None:
    button = chip(pane, "Fenster schließt bald")
    click(button)
    qtbot.waitUntil(lambda: listed(pane) == [AYSE, JONAS])
    click(button)
    qtbot.waitUntil(lambda: len(listed(pane)) == 6)


def test_a_channel_is_chosen_from_a_menu(pane: InboxPane, qtbot: QtBot) -> None:
    choose(pane, "Kanal", "Messenger Stadtwerke")
    qtbot.waitUntil(lambda: listed(pane) == [PIOTR])
    button = chip(pane, "Messenger Stadtwerke")
    assert button.isChecked()
    assert button.accessibleName() == "Kanal: Messenger Stadtwerke"
    choose(pane, "Messenger Stadtwerke", "Alle Kanäle")
    qtbot.waitUntil(lambda: len(listed(pane)) == 6)


def test_teams_and_labels_restrict_together(pane: InboxPane, qtbot: QtBot) -> None:
    choose(pane, "Team", "Bürgerbüro")
    qtbot.waitUntil(lambda: len(listed(pane)) == 2)
    choose(pane, "Label", "Wohngeld")
    qtbot.waitUntil(lambda: listed(pane) == [AYSE])


def test_open_consent_is_found(pane: InboxPane, qtbot: QtBot) -> None:
    pane.show_view(q.ViewKind.ALL)
    click(chip(pane, "Einwilligung offen"))
    qtbot.waitUntil(lambda: listed(pane) == [FAMILY])


def test_the_order_is_chosen(pane: InboxPane, qtbot: QtBot) -> None:
    choose(pane, "Neueste zuerst", "Fenster schließt zuerst")
    qtbot.waitUntil(lambda: listed(pane).index(JONAS) < listed(pane).index(AYSE))
    assert chip(pane, "Fenster schließt zuerst").accessibleName().startswith("Reihenfolge: ")


def test_an_empty_filter_says_so_and_offers_the_way_back(pane: InboxPane, qtbot: QtBot) -> None:
    pane.show_view(q.ViewKind.CLOSED)
    click(chip(pane, "Fenster schließt bald"))
    qtbot.waitUntil(lambda: pane.findChild(EmptyState) is not None)
    empty = pane.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName().startswith("Kein Ticket passt zu diesen Filtern")
    click(chip(empty, "Filter entfernen"))
    qtbot.waitUntil(lambda: len(listed(pane)) == 1)


def test_nothing_of_mine_leads_to_the_free_ones(
    pane: InboxPane, desk: FakeDesk, qtbot: QtBot
) -> None:
    for story in list(desk.stories.values()):
        owner = story.ticket.owner
        if owner is not None and owner.is_agent(desk.me):
            desk.change(story.ticket.id, owner=None)
    qtbot.waitUntil(lambda: listed(pane) == [])
    empty = pane.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName().startswith("Auf Sie wartet nichts")
    click(chip(empty, "Freie Tickets zeigen"))
    qtbot.waitUntil(lambda: AYSE in listed(pane))


def test_a_first_run_explains_the_empty_list(pane: InboxPane, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.stories.clear()
    pane.set_first_run(True)
    pane.ask()
    qtbot.waitUntil(lambda: listed(pane) == [])
    empty = pane.findChild(EmptyState)
    assert empty is not None
    assert empty.accessibleName().startswith("Tickets werden geholt")
    pane.set_first_run(False)
    assert empty.accessibleName().startswith("Auf Sie wartet nichts")


def test_typing_searches_and_marks_what_was_found(pane: InboxPane, qtbot: QtBot) -> None:
    type_search(pane, "besch")
    qtbot.waitUntil(lambda: pane.findChild(SearchModel) is not None and titles(pane) != [])
    assert titles(pane) == ["Nachrichten", "Ayşe Demir", "Ayşe Demir"]
    entry = results(pane).index(1, 0).data(ENTRY_ROLE)
    assert [entry.text[start : start + length] for start, length in entry.marks] == ["Besch"]


def test_names_and_numbers_find_tickets(pane: InboxPane, qtbot: QtBot) -> None:
    type_search(pane, "#4702")
    qtbot.waitUntil(lambda: pane.findChild(SearchModel) is not None and titles(pane) != [])
    assert titles(pane) == ["Tickets", "Jonas Weber"]


def test_enter_opens_the_first_hit_at_its_message(
    pane: InboxPane, desk: FakeDesk, qtbot: QtBot
) -> None:
    field = type_search(pane, "techniker")
    qtbot.waitUntil(lambda: pane.findChild(SearchModel) is not None and titles(pane) != [])
    with qtbot.waitSignal(pane.message_opened) as opened:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert opened.args == [JONAS, desk.stories[JONAS].messages[0].id]


def test_arrows_walk_over_headings(pane: InboxPane, qtbot: QtBot) -> None:
    field = type_search(pane, "besch")
    qtbot.waitUntil(lambda: pane.findChild(SearchModel) is not None and titles(pane) != [])
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Up)
    with qtbot.waitSignal(pane.message_opened) as opened:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert opened.args is not None
    assert opened.args[0] == AYSE


def test_escape_leaves_the_search_and_returns_to_the_list(pane: InboxPane, qtbot: QtBot) -> None:
    field = type_search(pane, "besch")
    qtbot.waitUntil(lambda: pane.findChild(SearchModel) is not None and titles(pane) != [])
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    found = pane.findChild(SearchResults)
    assert found is not None
    assert not found.isVisible()
    assert AYSE in listed(pane)


def test_no_hit_says_where_was_searched(pane: InboxPane, qtbot: QtBot) -> None:
    type_search(pane, "xyzzy")
    qtbot.waitUntil(lambda: any("xyzzy" in label.text() for label in pane.findChildren(QLabel)))


@pytest.fixture
def search_model(clock: Clock, qapp: QApplication) -> Iterator[SearchModel]:
    """A search model that Qt's own tester watches."""
    model = SearchModel(clock)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    tester.deleteLater()
    model.deleteLater()


def make_hit(excerpt: str, *marks: tuple[int, int]) -> q.SearchHit:
    """A found message."""
    return q.SearchHit(AYSE, MessageId(1), "Ayşe", ChannelKind.WHATSAPP, excerpt, marks, NOW)


@pytest.mark.parametrize(
    ("excerpt", "marks", "found"),
    [
        ("Anbei der Bescheid.", ((10, 5),), ["Besch"]),
        ("a\u202eb Bescheid", ((4, 5),), ["Besch"]),
        ("erste Zeile\n\nzweite Zeile", ((7 + 6, 6), (20, 5)), ["zweite", "Zeile"]),
        ("😀 Bescheid", ((2, 5),), ["Besch"]),
    ],
    ids=["plain", "bidi", "lines", "emoji"],
)
def test_marks_stay_on_their_words(
    search_model: SearchModel,
    excerpt: str,
    marks: tuple[tuple[int, int], ...],
    found: list[str],
) -> None:
    search_model.show_answer(q.SearchAnswer((), (make_hit(excerpt, *marks),), True))
    entry = search_model.index(1, 0).data(ENTRY_ROLE)
    assert "\u202e" not in entry.text
    assert "\n" not in entry.text
    assert [entry.text[start : start + length] for start, length in entry.marks] == found


def test_headings_cannot_be_chosen(search_model: SearchModel) -> None:
    search_model.show_answer(q.SearchAnswer((), (make_hit("Ja", (0, 2)),), True))
    assert not search_model.flags(search_model.index(0, 0)) & Qt.ItemFlag.ItemIsSelectable
    assert search_model.flags(search_model.index(1, 0)) & Qt.ItemFlag.ItemIsSelectable
    spoken = search_model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("WhatsApp, Ayşe, Ja, ")
