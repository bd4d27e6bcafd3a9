# SPDX-License-Identifier: Apache-2.0
"""The real program under orders: signs in, lists, opens, fetches, and says when it was seen.

`--cached PROFILES` opens the large cache, `--server URL` a fresh profile at a running sandbox.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from benchmarks.children.bulk_fetch import BulkFetch
from benchmarks.children.cached_program import LANGUAGE, THEME, make_app
from benchmarks.children.gap_watch import GapWatch, Scroller
from benchmarks.children.orders import Orders
from benchmarks.children.outside_ground import OutsideGround
from benchmarks.children.page_clock import PageClock
from benchmarks.children.paints import PaintWatch
from benchmarks.children.reports import resident_mb, say
from desktop_agent.app import App
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import EngineStateChanged, SignedIn
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import DeviceReport, DeviceReportQuery, ViewKind
from desktop_agent.domain.requests import SignIn
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.start.options import StartOptions
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.inbox_columns import InboxColumns
from desktop_agent.ui.main_window import MainWindow

POLL_MS = 5
Order = dict[str, Any]


class Desk(QObject):
    """Obeys one order at a time. Main thread."""

    def __init__(self, app: App, server: str) -> None:
        super().__init__()
        self._app = app
        self._server = server
        self._phase = Phase.LOCKED
        self._pages: PageClock | None = None
        self._gaps = GapWatch(self)
        self._fetch: BulkFetch | None = None
        self._watched_id = 0
        self._clicks: list[TicketId] = []
        self._clicked_s = 0.0
        self._click_times: list[float] = []
        self._paints: PaintWatch | None = None
        app.bridge.happened.connect(self._on_happened)

    # --- the window

    def _columns(self) -> InboxColumns | None:
        window = self._app.program.window if self._app.program else None
        workspace = window.workspace if isinstance(window, MainWindow) else None
        return None if workspace is None else workspace.columns

    def _complete_columns(self) -> InboxColumns:
        columns = self._columns()
        if columns is None:
            raise RuntimeError("nobody is signed in")
        return columns

    def _list(self) -> TicketListView:
        view = self._complete_columns().inbox.findChild(TicketListView)
        if not isinstance(view, TicketListView):
            raise TypeError("the inbox has no list")
        return view

    def _conversation(self) -> ConversationPane:
        conversation = self._complete_columns().conversation
        if conversation is None:
            raise RuntimeError("the conversation does not stand yet")
        return conversation

    def _when(self, is_so: Callable[[], bool], then: Callable[[], None]) -> None:
        if is_so():
            then()
        else:
            QTimer.singleShot(POLL_MS, partial(self._when, is_so, then))

    # --- orders

    @Slot(object)
    def obey(self, order: Order) -> None:
        """Do what an order says; its answer may come later."""
        getattr(self, f"_do_{order.pop('do')}")(**order)

    def _do_sign_in(self, email: str, password: str) -> None:
        """Answers when the engine is live."""
        self._submit_sign_in(email, password)
        self._when(lambda: self._phase is Phase.LIVE and self._stands(), lambda: say(is_live=True))

    def _do_first_run(self, email: str, password: str) -> None:
        """Answers when the first page is in sight, and again when all is live."""
        self._pages = PageClock()
        self._submit_sign_in(email, password)
        self._when(lambda: self._phase is Phase.LIVE, lambda: say(is_live=True))

    def _do_show_view(self, kind: str) -> None:
        """Answers when the whole order is here."""
        self._when(self._stands, partial(self._show_view, ViewKind(kind)))

    def _do_tickets(self) -> None:
        """All tickets of the view, in its order."""
        model = self._list().tickets
        say(tickets=[model.id_at(row) for row in range(model.rowCount())])

    def _do_visible_tickets(self) -> None:
        """Tickets in sight."""
        view = self._list()
        first = max(0, view.rowAt(0))
        found = [view.tickets.id_at(first + place) for place in range(8)]
        say(tickets=[one for one in found if one is not None])

    def _do_settle(self, seconds: float) -> None:
        """Let time pass, then say how much memory is in use."""
        QTimer.singleShot(int(seconds * 1000), lambda: say(mb=resident_mb()))

    def _do_scroll(self, seconds: float) -> None:
        """Scroll for a while, then go back to the top."""
        scroller = Scroller(self._list())
        scroller.start()

        def end() -> None:
            scroller.stop()
            self._list().scrollToTop()
            say(is_done=True)

        QTimer.singleShot(int(seconds * 1000), end)

    def _do_idle(self, seconds: float) -> None:
        """Main-thread gaps while somebody scrolls and nothing comes."""
        scroller = Scroller(self._list())
        scroller.start()
        self._gaps.start()

        def end() -> None:
            scroller.stop()
            say(gaps=self._gaps.stop())

        QTimer.singleShot(int(seconds * 1000), end)

    def _do_fetch(self, tickets: list[int], watches_gaps: bool) -> None:
        """Fetch the messages of tickets; with `watches_gaps` while somebody scrolls."""
        self._app.bridge.query(
            DeviceReportQuery(), lambda held: self._start_fetch(tickets, watches_gaps, held)
        )

    def _do_open(self, ticket: int, is_watched: bool = False) -> None:
        """Open a ticket; a watched one tells every newest message when it is in sight."""
        self._complete_columns().show_ticket(TicketId(ticket))
        conversation = self._conversation()
        if is_watched and self._paints is None:
            self._paints = PaintWatch(conversation.transcript.view.viewport(), self._on_transcript)

        def is_open() -> bool:
            items = conversation.transcript.model.items
            return any(i.message is not None and i.message.ticket_id == ticket for i in items)

        self._when(is_open, lambda: say(opened=ticket))

    def _do_click(self, tickets: list[int]) -> None:
        """Open tickets by clicks in the list, one after the other; answers with all times."""
        self._clicks = [TicketId(one) for one in tickets]
        self._click_times = []
        viewport = self._conversation().transcript.view.viewport()
        if self._paints is None:
            self._paints = PaintWatch(viewport, self._on_clicked_painted, self._shows_clicked)
        self._prepare_click()

    # --- how

    def _stands(self) -> bool:
        columns = self._columns()
        return columns is not None and columns.conversation is not None

    def _submit_sign_in(self, email: str, password: str) -> None:
        """As soon as there is an engine to hear it; before, a request would be lost."""
        credentials = PasswordCredentials(SecretText(email), SecretText(password))
        request = SignIn(self._server, credentials)
        self._when(
            lambda: self._phase is Phase.SIGNED_OUT, lambda: self._app.bridge.submit(request)
        )

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, EngineStateChanged):
            self._phase = event.state.phase
        elif isinstance(event, SignedIn) and self._pages is not None:
            self._when(lambda: self._columns() is not None, self._watch_first_rows)

    def _watch_first_rows(self) -> None:
        """A first run brings open tickets of all agents, so all of them are looked at."""
        self._complete_columns().inbox.show_view(ViewKind.ALL)
        view = self._list()
        PaintWatch(view.viewport(), self._on_first_rows, lambda: view.tickets.rowCount() > 0)

    def _on_first_rows(self) -> None:
        if self._pages is not None:
            say(arrived_at=self._pages.arrived_at, shown_at=time.monotonic())
            self._pages = None

    def _show_view(self, kind: ViewKind) -> None:
        inbox = self._complete_columns().inbox
        inbox.show_view(kind)
        bridge = self._app.bridge
        self._when(
            lambda: not inbox.tickets.is_loading and not bridge.open_questions,
            lambda: say(rows=inbox.tickets.rowCount()),
        )

    def _start_fetch(self, tickets: list[int], watches_gaps: bool, held: DeviceReport) -> None:
        scroller = Scroller(self._list())
        if watches_gaps:
            scroller.start()
            self._gaps.start()
        cpu_s = time.process_time()

        def done(seconds: float) -> None:
            gaps = self._gaps.stop()
            scroller.stop()
            spent_s = time.process_time() - cpu_s
            self._app.bridge.query(
                DeviceReportQuery(),
                lambda now: say(
                    messages=now.messages - held.messages, seconds=seconds, cpu_s=spent_s, gaps=gaps
                ),
            )

        self._fetch = BulkFetch(self._app.bridge, map(TicketId, tickets), done)
        self._fetch.start()

    def _on_transcript(self) -> None:
        newest = self._conversation().transcript.model.newest_id or 0
        if newest > self._watched_id:
            self._watched_id = newest
            say(message=newest, at=time.monotonic())

    def _prepare_click(self) -> None:
        if not self._clicks:
            say(ms=self._click_times)
            return
        view = self._list()
        row = view.tickets.row_of(self._clicks[0])
        if row is None:
            raise RuntimeError("a ticket to click is not in the list")
        view.scrollTo(view.tickets.index(row, 0))
        # Rows come and paint; the conversation before has grown to its full page.
        QTimer.singleShot(150, self._click)

    def _click(self) -> None:
        from PySide6.QtTest import QTest

        view = self._list()
        row = view.tickets.row_of(self._clicks[0]) or 0
        place = view.visualRect(view.tickets.index(row, 0)).center()
        self._clicked_s = time.perf_counter()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def _shows_clicked(self) -> bool:
        items = self._conversation().transcript.model.items
        newest = items[-1].message if items else None
        return (
            bool(self._clicked_s)
            and bool(self._clicks)
            and newest is not None
            and newest.ticket_id == self._clicks[0]
        )

    def _on_clicked_painted(self) -> None:
        if self._clicked_s and self._clicks:
            self._click_times.append((time.perf_counter() - self._clicked_s) * 1e3)
            self._clicked_s = 0.0
            del self._clicks[0]
            self._prepare_click()


def main() -> int:
    """Run until the parent closes its end."""
    kind, place = sys.argv[1:3]
    if kind == "--cached":
        app = make_app(Path(place))
    else:
        options = StartOptions(is_training=True, language=LANGUAGE, theme=THEME)
        app = App(options, OutsideGround(place))
    desk = Desk(app, place)
    if not app.open():
        return 1
    orders = Orders()
    orders.came.connect(desk.obey)
    orders.ended.connect(app.application.quit)
    orders.start()
    code = app.end(app.application.exec())
    sys.stdout.flush()
    # The reading thread ends with the input, which the parent has closed.
    orders.join()
    return code


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)
