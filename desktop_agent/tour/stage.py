# SPDX-License-Identifier: Apache-2.0
"""What every step of the tour acts with: window, eyes, hands, server, time. Holds no step."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_agent.app import App
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.events import EngineEvent, EngineStateChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.sandbox.control import JsonObject, SandboxControl
from desktop_agent.sandbox.process import SandboxAgent
from desktop_agent.tour.clock import TourClock
from desktop_agent.tour.eyes import Eyes
from desktop_agent.tour.hands import Hands
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass(slots=True, weakref_slot=True)
class Stage:
    """One tour. Main thread; `figures` is filled by the steps. Qt holds it weakly."""

    app: App
    control: SandboxControl
    agent: SandboxAgent
    clock: TourClock
    hands: Hands = field(default_factory=Hands)
    figures: dict[str, object] = field(default_factory=dict)
    state: EngineState = field(default_factory=EngineState)
    signed_in_at: float = 0.0
    """Monotonic seconds when sign-in was pressed."""

    def watch(self) -> None:
        """Follow the engine's state from now on."""
        self.app.bridge.happened.connect(self._on_happened)

    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, EngineStateChanged):
            self.state = event.state

    @property
    def window(self) -> MainWindow:
        """The main window, once it stands."""

        def look() -> MainWindow | None:
            program = self.app.program
            shown = None if program is None else program.window
            return shown if isinstance(shown, MainWindow) else None

        return wait_for(look, "the main window", limit_s=20)

    @property
    def eyes(self) -> Eyes:
        """What can be seen now."""
        return Eyes(self.window)

    def wait_for_phase(self, phase: Phase, limit_s: float = 15) -> None:
        """Wait until the engine stands in a phase."""
        wait_for(lambda: self.state.phase is phase, f"the state “{phase.value}”", limit_s)

    def open_ticket(self, customer: str) -> TicketId:
        """Click a ticket in the list and wait until it is shown."""
        eyes = self.eyes
        ticket_id = eyes.ticket_of(customer)
        self.hands.click_row(eyes.ticket_list, eyes.place_of(ticket_id))
        wait_for(lambda: self._is_open(ticket_id), f"ticket {ticket_id} opened")
        return ticket_id

    def _is_open(self, ticket_id: TicketId) -> bool:
        workspace = self.window.workspace
        detail = None if workspace is None else workspace.columns.detail
        return detail is not None and detail.ticket.id == ticket_id and bool(self.eyes.messages())

    def write(self, text: str) -> None:
        """Click into the composer and type."""
        edit = self.eyes.conversation.composer.edit
        self.hands.click(edit.viewport())
        wait_for(edit.hasFocus, "the cursor in the composer")
        self.hands.type(text)
        if edit.toPlainText() != text:
            raise TourFailure("the composer does not hold what was typed")

    def press_button(self, words: str, within: QWidget | None = None) -> None:
        """Click the button with these words."""
        self.hands.click(self.eyes.button(words, within))

    def since_sign_in_ms(self) -> int:
        """Milliseconds since sign-in was pressed."""
        return round((time.monotonic() - self.signed_in_at) * 1000)

    # --- the server's side

    def server(self, ticket_id: TicketId) -> JsonObject:
        """What the server holds about a ticket."""
        return self.control.ticket(ticket_id)

    def server_messages(self, ticket_id: TicketId) -> list[JsonObject]:
        """The server's messages of a ticket, oldest first."""
        return cast("list[JsonObject]", self.server(ticket_id)["messages"])

    def server_copies(self, ticket_id: TicketId, text: str) -> list[JsonObject]:
        """The server's messages of a ticket with exactly this text."""
        return [one for one in self.server_messages(ticket_id) if one["content"] == text]
