# SPDX-License-Identifier: Apache-2.0
"""Times changes of the real ticket list, from the engine's event to the flushed paint."""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication

from benchmarks.children.made_order import ME, NOW, MadeOrder
from benchmarks.children.paints import PaintWatch
from benchmarks.children.reports import say
from desktop_agent.bridge import Bridge
from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.events import TicketsChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import TicketView, ViewKind
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.ui.inbox.row_face import FaceMaker
from desktop_agent.ui.inbox.ticket_list_model import TicketListModel
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.theme.theme import Theme, ThemeChoice

MANY = 50
"""Tickets that change at once in a reset; few enough that the list is not asked for anew."""
QUIET_S = 0.02


class Inbox(QObject):
    """List and model over an invented order. Main thread."""

    def __init__(self, application: QApplication, count: int) -> None:
        super().__init__()
        self._application = application
        self._order = MadeOrder(count)
        self._bridge = Bridge(self)
        self._bridge.attach(reader=self._order)
        theme = Theme(ThemeChoice("light"), application)
        theme.apply(application)
        session = Session(
            server="http://127.0.0.1:9",
            account_id=1,
            account_name="Musterstadt",
            agent_id=ME,
            agent_name="Marie Krüger",
            role=Role.AGENT,
            availability=Availability.ONLINE,
            token=SecretText("invented"),
            feed_token=SecretText("invented"),
        )
        self._model = TicketListModel(self._bridge, FaceMaker(session, lambda: NOW), self)
        self._view = TicketListView(self._model, theme)
        self._view.resize(400, 800)
        # Rows under the pointer are kept in place; here the pointer is elsewhere.
        self._view.move(QCursor.pos() + QPoint(100, 100))
        self._painted_s = 0.0
        self._watch = PaintWatch(self._view.viewport(), self._on_paint)
        self._view.show()
        self._model.show_view(TicketView(ME, ViewKind.ALL))
        self._rest()
        if self._model.rowCount() != count:
            raise RuntimeError("the list is not complete")
        self._view.mark_open(self._model.id_at(3))
        self._new = itertools.count(count + 1)
        self._words = itertools.count()
        self._turn = itertools.count()

    def time(self, name: str) -> float:
        """Milliseconds for one operation by name."""
        prepare: dict[str, Callable[[], list[TicketId]]] = {
            "change": self._change,
            "insert": self._insert,
            "remove": self._remove,
            "move": self._move,
            "reset": self._reset,
        }
        self._view.scrollToTop()
        changed = prepare[name]()
        for ticket_id in changed:
            self._order.row(ticket_id)
        self._rest()
        self._painted_s = 0.0
        began = time.perf_counter()
        self._bridge.post(TicketsChanged(frozenset(changed)))
        while not self._painted_s:
            self._application.processEvents()
        self._rest()
        return (self._painted_s - began) * 1e3

    def _on_paint(self) -> None:
        self._painted_s = time.perf_counter()

    def _rest(self) -> None:
        """Let everything that is under way come to its end."""
        end_s = time.perf_counter() + QUIET_S
        while time.perf_counter() < end_s:
            self._application.processEvents()

    # --- what changes in the invented order

    def _change(self) -> list[TicketId]:
        """A new preview in the third row."""
        return [self._reworded(2)]

    def _insert(self) -> list[TicketId]:
        """A new ticket at the top."""
        ticket_id = TicketId(next(self._new))
        self._order.keys[ticket_id] = self._top()
        return [ticket_id]

    def _remove(self) -> list[TicketId]:
        """The fourth row goes."""
        ticket_id = self._at(4)
        del self._order.keys[ticket_id]
        return [ticket_id]

    def _move(self) -> list[TicketId]:
        """From the middle to the top."""
        ticket_id = self._at(self._model.rowCount() // 2)
        self._order.keys[ticket_id] = self._top()
        return [ticket_id]

    def _reset(self) -> list[TicketId]:
        """Many tickets move to the top at once, which the model tells as a reset."""
        middle = self._model.rowCount() // 2
        moved = [self._at(middle + place) for place in range(MANY)]
        for ticket_id in moved:
            self._order.keys[ticket_id] = self._top()
        return moved

    def _reworded(self, row: int) -> TicketId:
        ticket_id = self._at(row)
        self._order.texts[ticket_id] = f"Nachricht Nummer {next(self._words)}"
        return ticket_id

    def _at(self, row: int) -> TicketId:
        ticket_id = self._model.id_at(row)
        if ticket_id is None:
            raise RuntimeError("the list is shorter than it should be")
        return ticket_id

    def _top(self) -> int:
        return -next(self._turn)


def main() -> None:
    """Time every operation in turns and print all times."""
    count, repeats = int(sys.argv[1]), int(sys.argv[2])
    inbox = Inbox(QApplication(sys.argv), count)
    names = ("change", "insert", "remove", "move", "reset")
    for name in names:
        inbox.time(name)
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(repeats):
        for name in names:
            times[name].append(inbox.time(name))
    say(**times)


if __name__ == "__main__":
    main()
