# SPDX-License-Identifier: Apache-2.0
"""Everything a signed-in agent sees: rail, columns, pages and keys.

Brings the parts together; each part asks for its own data. Built anew for another language.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.events import EngineEvent, EngineStateChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.queries import TicketDetail, ViewKind
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.session import Session
from desktop_agent.ui.counts import CountsFeed
from desktop_agent.ui.inbox_columns import InboxColumns
from desktop_agent.ui.me_button import MeButton
from desktop_agent.ui.rail import Place, Rail
from desktop_agent.ui.settings_port import SettingsPort
from desktop_agent.ui.shortcuts import Shortcut, bind
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look
from desktop_agent.ui.theme.theme import Theme

if TYPE_CHECKING:
    from desktop_agent.ui.conversation.popover import Popover

_VIEW_KEYS = {
    Shortcut.VIEW_MINE: ViewKind.MINE,
    Shortcut.VIEW_FREE: ViewKind.FREE,
    Shortcut.VIEW_ALL: ViewKind.ALL,
    Shortcut.VIEW_SNOOZED: ViewKind.SNOOZED,
    Shortcut.VIEW_CLOSED: ViewKind.CLOSED,
}


@dataclass(frozen=True, slots=True)
class WorkspaceParts:
    """What the window hands down to everything in it."""

    bridge: Bridge
    theme: Theme
    rules: ServiceRules
    settings: SettingsPort
    preset: SignInPreset
    now: Callable[[], datetime]


class Workspace(QWidget):
    """Rail and pages.

    Signals:
        counts_changed: numbers for the title.
        settings_changed: the agent chose other `PersonalSettings`.
    """

    counts_changed = Signal(object)
    settings_changed = Signal(object)

    def __init__(
        self, parts: WorkspaceParts, session: Session, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._session = session
        self._pages: dict[Place, QWidget] = {}
        self._place = Place.INBOX
        self._edit: tuple[TicketId, str, bool] | None = None
        bridge, theme, now = parts.bridge, parts.theme, parts.now
        self.me = MeButton(bridge, theme, session, now, self)
        self.rail = Rail(theme, self.me, self)
        self.columns = InboxColumns(bridge, theme, session, parts.rules, now, self)
        self.counts = CountsFeed(bridge, session.agent_id, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.columns)
        self._pages[Place.INBOX] = self.columns
        self.columns.set_enter_sends(parts.settings.current.enter_sends)
        self._state = EngineState()
        self._build()
        self._connect()
        self.rail.show_place(Place.INBOX)
        self.columns.inbox.focus_list()
        self.counts.ask()

    def _build(self) -> None:
        self._right = QVBoxLayout()
        self._right.setSpacing(0)
        self._right.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(self._right, 1)

    def _connect(self) -> None:
        self.rail.place_wanted.connect(self._on_place_wanted)
        self.me.sign_out_wanted.connect(self.ask_sign_out)
        self.counts.changed.connect(self._on_counts)
        self.columns.detail_changed.connect(self._put_edit_back)
        self._parts.bridge.happened.connect(self._on_happened)

    def complete(self) -> None:
        """Build what the first paint did not need: strips, keys, conversation, context."""
        if self.columns.conversation is not None:
            return
        self.columns.complete()
        self._bind_keys()
        self.show_state(self._state)

    # --- places

    @property
    def place(self) -> Place:
        """Where the agent is."""
        return self._place

    def go(self, place: Place) -> None:
        """Show a place; its page is built at the first visit."""
        if place is Place.SEARCH:
            self.go(Place.INBOX)
            self.columns.inbox.focus_search()
            return
        page = self._pages.get(place)
        if page is None:
            page = self._pages[place] = self._make_page(place)
            self._stack.addWidget(page)
        self._place = place
        self._stack.setCurrentWidget(page)
        self.rail.show_place(place)

    def _make_page(self, place: Place) -> QWidget:
        # Imported at the first visit: the first paint must not wait for it.
        parts = self._parts
        if place is Place.OUTBOX:
            from desktop_agent.ui.outbox.page import OutboxPage

            outbox = OutboxPage(parts.bridge, parts.theme, parts.now, self)
            outbox.ticket_wanted.connect(self._on_ticket_wanted)
            outbox.edit_wanted.connect(self._on_edit_wanted)
            return outbox
        if place is Place.PRIVACY:
            from desktop_agent.ui.privacy.page import PrivacyPage

            return PrivacyPage(
                parts.bridge,
                parts.theme,
                self._session,
                parts.rules,
                parts.preset,
                parts.now,
                self,
            )
        from desktop_agent.ui.settings.page import SettingsPage

        settings = SettingsPage(
            parts.theme, parts.settings, self._session, parts.preset.version, self
        )
        settings.changed.connect(self.settings_changed)
        settings.sign_out_wanted.connect(self.ask_sign_out)
        return settings

    @Slot(str)
    def _on_place_wanted(self, place: str) -> None:
        self.go(Place(place))

    @Slot(int)
    def _on_ticket_wanted(self, number: int) -> None:
        self.go(Place.INBOX)
        self.columns.show_ticket(TicketId(number))

    # --- a text goes back from the outbox into the composer

    @Slot(int, str, bool)
    def _on_edit_wanted(self, number: int, text: str, is_note: bool) -> None:
        self._edit = (TicketId(number), text, is_note)
        self._on_ticket_wanted(number)
        self._put_edit_back(self.columns.detail)

    @Slot(object)
    def _put_edit_back(self, detail: TicketDetail | None) -> None:
        conversation = self.columns.conversation
        if self._edit is None or detail is None or conversation is None:
            return
        ticket_id, text, is_note = self._edit
        if detail.ticket.id == ticket_id:
            self._edit = None
            conversation.composer.insert_text(text, is_note=is_note)
            conversation.focus_composer()

    # --- what happens

    def show_state(self, state: EngineState) -> None:
        """Hand the engine's state to what shows it, after the content was built anew."""
        self.me.show_state(state)
        if self.columns.strip is not None:
            self.columns.strip.show_state(state)
        self._on_state(state)

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, EngineStateChanged):
            self._on_state(event.state)

    def _on_state(self, state: EngineState) -> None:
        self._state = state
        self.columns.inbox.set_first_run(state.phase in (Phase.BOOTSTRAP, Phase.RESYNC))

    @Slot()
    def _on_counts(self) -> None:
        counts = self.counts.counts
        self.rail.show_counts(counts)
        self.columns.inbox.show_counts(counts)
        self.counts_changed.emit(counts)

    @Slot()
    def ask_sign_out(self) -> None:
        """Ask before the session ends; nothing is lost by it."""
        from desktop_agent.ui.conversation.popover import Popover

        popover = Popover(tr("Sign out?"), self)
        popover.add_text(tr("Drafts and unsent answers stay on this device, encrypted."))
        popover.add_action(tr("Stay"), popover.close)
        popover.add_action(tr("Sign out"), partial(self._sign_out, popover), Look.PRIMARY)
        popover.show_over(self)

    def _sign_out(self, popover: Popover, _checked: bool = False) -> None:
        from desktop_agent.domain.requests import SignOut

        popover.close()
        self.save_draft()
        self._parts.bridge.submit(SignOut())

    def save_draft(self) -> None:
        """Keep what is being written."""
        if self.columns.conversation is not None:
            self.columns.conversation.save_draft()

    # --- keys

    def _bind_keys(self) -> None:
        inbox = self.columns.inbox
        calls: dict[Shortcut, Callable[[], object]] = {
            Shortcut.SEARCH: partial(self.go, Place.SEARCH),
            Shortcut.NEXT: partial(inbox.step, 1),
            Shortcut.PREVIOUS: partial(inbox.step, -1),
            Shortcut.CONTEXT: self.columns.toggle_context,
            Shortcut.LIST: self.columns.toggle_list,
            Shortcut.OUTBOX: partial(self.go, Place.OUTBOX),
            Shortcut.SETTINGS: partial(self.go, Place.SETTINGS),
            Shortcut.HELP: self.show_keys,
            Shortcut.TAKE: partial(self._on_ticket, self.columns.take),
            Shortcut.HAND_OVER: partial(self._on_ticket, self.columns.hand_over),
            Shortcut.REPLY: partial(self._on_ticket, self.columns.write_reply),
            Shortcut.NOTE: partial(self._on_ticket, self.columns.write_note),
            Shortcut.SNOOZE: partial(self._on_ticket, self.columns.snooze),
            Shortcut.DONE: partial(self._on_ticket, self.columns.finish),
        }
        for shortcut, kind in _VIEW_KEYS.items():
            calls[shortcut] = partial(self._show_view, kind)
        for shortcut, call in calls.items():
            bind(shortcut, self, call)

    def _show_view(self, kind: ViewKind) -> None:
        self.go(Place.INBOX)
        self.columns.inbox.show_view(kind)
        self.columns.inbox.focus_list()

    @Slot()
    def show_keys(self) -> None:
        """List every key over the window."""
        from desktop_agent.ui.shortcuts_overlay import ShortcutsOverlay

        ShortcutsOverlay(self._parts.theme, self)

    def _on_ticket(self, call: Callable[[], None]) -> None:
        """Keys for a ticket mean nothing on another page."""
        if self._place is Place.INBOX:
            call()

    # --- layout

    def layout_to_keep(self) -> dict[str, str]:
        """Sizes as text."""
        return self.columns.layout_to_keep()

    def restore(self, layout: Mapping[str, str]) -> None:
        """Take up kept sizes."""
        self.columns.restore(layout)
