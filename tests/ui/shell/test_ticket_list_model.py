# SPDX-License-Identifier: Apache-2.0
"""The list model: rows follow events, nothing is asked row by row, stale answers change nothing."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop_agent.bridge import Bridge
from desktop_agent.domain import queries as q
from desktop_agent.domain.commands import Basis, Claim, Command
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import ProblemArose, TicketsChanged
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.requests import PutCommand
from desktop_agent.ui.inbox.row_face import FaceMaker, RowFace
from desktop_agent.ui.inbox.ticket_list_model import (
    FACE_ROLE,
    MAX_STEPS,
    PAGE,
    ROW_ROLE,
    TicketListModel,
)
from tests.fakes.fake_desk import FakeDesk
from tests.ui.shell.conftest import NOW, Clock

AYSE, JONAS, PIOTR, FAMILY = TicketId(4711), TicketId(4702), TicketId(4688), TicketId(4695)


@pytest.fixture
def model(bridge: Bridge, desk: FakeDesk, clock: Clock) -> Iterator[TicketListModel]:
    """A model that Qt's own tester watches."""
    model = TicketListModel(bridge, FaceMaker(desk.session, clock))
    model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]  # keeps it alive
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    yield model
    model.deleteLater()


@pytest.fixture
def mine(model: TicketListModel, desk: FakeDesk, qtbot: QtBot) -> TicketListModel:
    """The model with my tickets, newest first, the whole order there."""
    show(model, desk, q.ViewKind.MINE, qtbot)
    return model


def show(model: TicketListModel, desk: FakeDesk, kind: q.ViewKind, qtbot: QtBot) -> None:
    """Show a view and wait for its first page and for the whole order."""
    with qtbot.waitSignals([model.loaded, model.loaded]):
        model.show_view(q.TicketView(desk.me, kind, now_at=NOW))


def ids(model: TicketListModel) -> list[TicketId | None]:
    """Everything in display order."""
    return [model.id_at(row) for row in range(model.rowCount())]


def test_a_view_is_listed_newest_first(mine: TicketListModel) -> None:
    assert ids(mine)[:3] == [AYSE, JONAS, 4690]
    assert mine.data(mine.index(0, 0), ROW_ROLE).customer_name == "Ayşe Demir"


def test_the_first_page_is_asked_for_before_the_whole_order(
    mine: TicketListModel, desk: FakeDesk
) -> None:
    limits = [query.limit for query in desk.asked if isinstance(query, q.TicketIndexQuery)]
    assert limits == [PAGE, None]


def test_a_new_message_moves_its_row_to_the_top(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.now = NOW + timedelta(seconds=1)
    with qtbot.waitSignal(mine.rowsMoved):
        desk.customer_writes(PIOTR, "Eine Frage noch")
    assert mine.id_at(0) == PIOTR
    assert mine.data(mine.index(0, 0), ROW_ROLE).unread == 1


def test_a_taken_ticket_appears_in_my_list(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(mine.rowsInserted):
        desk.change(FAMILY, owner=desk.stories[AYSE].ticket.owner)
    assert FAMILY in ids(mine)


def test_a_ticket_taken_away_leaves_my_list(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(mine.rowsRemoved):
        desk.change(AYSE, owner=None)
    assert AYSE not in ids(mine)


def test_a_change_in_place_repaints_one_row(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(mine.dataChanged) as changed:
        desk.change(JONAS, unread=7)
    top, bottom, *_roles = changed.args or []
    assert (top.row(), bottom.row()) == (1, 1)
    assert mine.data(mine.index(1, 0), FACE_ROLE).unread == "7"


def test_a_wish_shows_at_once_as_pending(
    model: TicketListModel, desk: FakeDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    show(model, desk, q.ViewKind.FREE, qtbot)
    row = model.row_of(FAMILY)
    assert row is not None
    with qtbot.waitSignal(model.dataChanged):
        command = Command(CommandId("c" * 32), FAMILY, Claim(), Basis(), NOW)
        bridge.submit(PutCommand(command))
    face = model.data(model.index(row, 0), FACE_ROLE)
    assert "Übernahme läuft …" in [pill.words for pill in face.pills] or "Taking …" in [
        pill.words for pill in face.pills
    ]


def test_many_changes_at_once_are_one_reset(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    for number in range(MAX_STEPS + 1):
        ticket_id = mine.id_at(5 - number)
        assert ticket_id is not None
        story = desk.stories[ticket_id]
        story.ticket = replace(story.ticket, last_activity_at=NOW + timedelta(seconds=number + 1))
    before = ids(mine)
    with qtbot.waitSignal(mine.modelReset):
        desk.post(TicketsChanged(frozenset(i for i in before if i is not None)))
    assert set(ids(mine)) == set(before)
    assert ids(mine) != before


def test_an_event_without_ids_asks_for_the_view_again(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    story = desk.stories[FAMILY]
    story.ticket = replace(story.ticket, owner=desk.stories[AYSE].ticket.owner)
    with qtbot.waitSignal(mine.loaded):
        desk.post(TicketsChanged(None))
    assert FAMILY in ids(mine)


def test_answers_of_a_view_that_was_left_change_nothing(
    mine: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    desk.change(AYSE, unread=5)
    show(mine, desk, q.ViewKind.FREE, qtbot)
    free = ids(mine)
    assert AYSE not in free
    assert FAMILY in free


def test_a_row_reads_as_one_sentence(mine: TicketListModel) -> None:
    sentence = mine.data(mine.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert sentence.startswith("WhatsApp, Ayşe Demir, ")
    assert "Anbei der Bescheid. Reicht das so?" in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence


class FailingReader:
    """Answers nothing until it is mended."""

    def __init__(self, desk: FakeDesk) -> None:
        self.desk = desk
        self.is_broken = True

    def ask(self, query: q.Query[Any], answer: Callable[[Any], None]) -> None:
        """Report trouble in place of an answer, as the store does."""
        if self.is_broken:
            self.desk.post(ProblemArose(Problem(ProblemCode.DATABASE_BUSY)))
        else:
            self.desk.ask(query, answer)


def test_a_view_that_could_not_be_read_is_asked_for_again(
    model: TicketListModel, desk: FakeDesk, bridge: Bridge, qtbot: QtBot
) -> None:
    reader = FailingReader(desk)
    bridge.attach(reader=reader)
    with qtbot.waitSignal(bridge.happened):
        model.show_view(q.TicketView(desk.me, q.ViewKind.MINE, now_at=NOW))
    assert model.is_loading
    reader.is_broken = False
    with qtbot.waitSignal(model.loaded):
        pass
    assert AYSE in ids(model)


class HugeReader:
    """A hundred thousand tickets without a hundred thousand objects."""

    def __init__(self, template: q.TicketRow, count: int) -> None:
        self.template = template
        self.ids = array("q", range(1, count + 1))
        self.keys = array("q", range(0, 10 * count, 10))
        self.places: dict[TicketId, int | None] = {}
        self.rows_asked = 0

    def ask(self, query: q.Query[Any], answer: Callable[[Any], None]) -> None:
        """Answer as the store would."""
        match query:
            case q.TicketIndexQuery(page=page):
                first = tuple(replace(self.template, id=TicketId(i)) for i in self.ids[:page])
                answer(q.TicketIndex(self.ids[:], self.keys[:], first))
            case q.TicketRowsQuery(ids=wanted):
                self.rows_asked += len(wanted)
                answer({i: replace(self.template, id=i) for i in wanted})
            case q.TicketPlacesQuery(ids=wanted):
                answer({i: self.places[i] for i in wanted})
            case _:
                pass


@pytest.fixture
def huge(bridge: Bridge, desk: FakeDesk) -> HugeReader:
    """A store with 100,000 tickets."""
    reader = HugeReader(desk.row_of(desk.stories[AYSE].ticket), 100_000)
    bridge.attach(reader=reader)
    return reader


@pytest.fixture
def huge_model(
    huge: HugeReader, bridge: Bridge, desk: FakeDesk, clock: Clock, qtbot: QtBot
) -> Iterator[TicketListModel]:
    """All of them; without Qt's tester, which would read every row."""
    model = TicketListModel(bridge, FaceMaker(desk.session, clock))
    show(model, desk, q.ViewKind.ALL, qtbot)
    yield model
    model.deleteLater()


def test_no_step_at_100_000_rows_asks_for_more_than_it_touches(
    huge: HugeReader, huge_model: TicketListModel, desk: FakeDesk, qtbot: QtBot
) -> None:
    model = huge_model
    steps: list[tuple[int, int | None, Any]] = [
        (50_000, -5, model.rowsMoved),
        (200_000, 777, model.rowsInserted),
        (200_000, None, model.rowsRemoved),
        (77, 760, model.dataChanged),
    ]
    for number, key, signal in steps:
        ticket_id = TicketId(number)
        huge.places[ticket_id] = key
        with qtbot.waitSignal(signal):
            desk.post(TicketsChanged(frozenset({ticket_id})))
    assert huge.rows_asked == len(steps)
    assert model.rowCount() == 100_000
    assert model.id_at(0) == 50_000


def test_rows_are_fetched_by_page_when_they_are_painted(
    huge: HugeReader, huge_model: TicketListModel, qtbot: QtBot
) -> None:
    model = huge_model
    assert model.data(model.index(70_000, 0), FACE_ROLE) is None
    with qtbot.waitSignal(model.dataChanged):
        pass
    assert isinstance(model.data(model.index(70_000, 0), FACE_ROLE), RowFace)
    assert 1 < huge.rows_asked <= PAGE
