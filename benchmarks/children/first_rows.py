# SPDX-License-Identifier: Apache-2.0
"""Opens the real program and tells when the first page of tickets is in sight, then ends."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtWidgets import QWidget

from benchmarks.children.cached_program import make_app
from benchmarks.children.paints import PaintWatch
from benchmarks.children.reports import resident_mb, say, since_spawn_ms
from desktop_agent.ui.inbox.ticket_list_view import TicketListView
from desktop_agent.ui.main_window import MainWindow


def _report() -> None:
    at_ms = since_spawn_ms()
    say(ms=at_ms, mb=resident_mb())
    os._exit(0)


def _on_window_shown(window: QWidget) -> None:
    if not isinstance(window, MainWindow):
        return
    tickets = window.findChild(TicketListView)
    if not isinstance(tickets, TicketListView):
        raise TypeError("the main window has no ticket list")
    PaintWatch(tickets.viewport(), _report, lambda: tickets.tickets.rowCount() > 0)


def run(profiles: Path) -> None:
    """Open it; the process ends with its first answer."""
    app = make_app(profiles)
    if not app.open() or app.program is None:
        raise SystemExit("the program did not open")
    # The window comes in a later turn of the event loop, when key and stores are open.
    app.program.window_shown.connect(_on_window_shown)
    app.application.exec()
