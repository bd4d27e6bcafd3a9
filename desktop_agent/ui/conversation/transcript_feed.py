# SPDX-License-Identifier: Apache-2.0
"""Keeps the model in step with the cache: opens, refreshes and pages one ticket's messages.

Asks through the bridge only; never waits; drops answers that belong to another ticket.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_agent.bridge import Bridge
from desktop_agent.domain.events import MessagesChanged, OutboxChanged
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.domain.queries import TranscriptItem, TranscriptPage, TranscriptQuery
from desktop_agent.domain.requests import FetchOlder
from desktop_agent.ui.conversation.transcript_model import MAX_HELD, TranscriptModel
from desktop_agent.ui.questions import Questions

PAGE: Final = 60
FIRST_PAGE: Final = 8
"""Least messages shown at once on opening; the rest of a page follows when they are painted."""
_CHUNK: Final = 20
_GROW_MS: Final = 40
_SLACK: Final = 20
_PATIENCE_MS: Final = 80
"""How long the former ticket stays in sight while the next one is read."""


class TranscriptFeed(QObject):
    """One ticket's held window. Main thread.

    Signals:
        opened: the first page is in the model; carries the message to show, or None for the newest.
        arrived: customer messages that came while the ticket is open.
        fetching_changed: whether older messages are on their way from the server.
    """

    opened = Signal(object)
    arrived = Signal(object)
    fetching_changed = Signal(bool)

    def __init__(
        self,
        bridge: Bridge,
        model: TranscriptModel,
        in_place: Callable[[], AbstractContextManager[None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._model = model
        self._in_place = in_place
        self._ticket_id: TicketId | None = None
        self._has_older = self._has_newer = False
        self._questions = Questions(bridge, self)
        self._is_stale = False
        self._is_fetching = False
        self._first_page = FIRST_PAGE
        self._grow = QTimer(self)
        self._grow.setSingleShot(True)
        self._grow.setInterval(_GROW_MS)
        self._grow.timeout.connect(self._on_grow)
        self._blank = QTimer(self)
        self._blank.setSingleShot(True)
        self._blank.setInterval(_PATIENCE_MS)
        self._blank.timeout.connect(self._on_blank)
        bridge.happened.connect(self._on_happened)

    @property
    def ticket_id(self) -> TicketId | None:
        """The open ticket."""
        return self._ticket_id

    @property
    def has_newer(self) -> bool:
        """True while the held window does not reach the newest message."""
        return self._has_newer

    def set_first_page(self, count: int) -> None:
        """How many messages usually fill the screen."""
        self._first_page = max(FIRST_PAGE, min(count, PAGE))

    def open(self, ticket_id: TicketId | None, message_id: MessageId | None = None) -> None:
        """Show a ticket from its newest message, or around one of them."""
        self._grow.stop()
        self._questions.forget_all()
        self._ticket_id = ticket_id
        self._has_older = self._has_newer = self._is_stale = False
        self._set_fetching(False)
        if ticket_id is None:
            self._blank.stop()
            self._model.reset(())
            return
        self._blank.start()

        def take(page: TranscriptPage) -> None:
            self._take_first(page, message_id)

        limit = self._first_page if message_id is None else PAGE
        self._ask("open", TranscriptQuery(ticket_id, limit, around_id=message_id), take)

    def refresh(self) -> None:
        """Read the held window again; several wishes for it become one."""
        if self._ticket_id is None:
            return
        if self._questions.is_asking("open"):
            # the page on its way may be older than what happened
            self._is_stale = True
            return
        limit = min(self._model.message_count, MAX_HELD) + _SLACK
        oldest_id = self._model.oldest_id
        query = TranscriptQuery(self._ticket_id, max(limit, PAGE))
        if self._has_newer and oldest_id is not None:
            query = TranscriptQuery(
                self._ticket_id, self._model.message_count, after_id=MessageId(oldest_id - 1)
            )
        self._questions.ask_anew("refresh", query, self._of_this_ticket(self._take_refresh))

    @Slot()
    def older(self) -> None:
        """The reader came near the oldest held message."""
        oldest_id = self._model.oldest_id
        if not self._has_older or self._ticket_id is None or oldest_id is None:
            return
        query = TranscriptQuery(self._ticket_id, PAGE, before_id=oldest_id)
        self._ask("older", query, self._take_older)

    @Slot()
    def newer(self) -> None:
        """The reader came near the newest held message, which is not the ticket's newest."""
        newest_id = self._model.newest_id
        if not self._has_newer or self._ticket_id is None or newest_id is None:
            return
        query = TranscriptQuery(self._ticket_id, PAGE, after_id=newest_id)
        self._ask("newer", query, self._take_newer)

    def _ask(
        self, what: str, query: TranscriptQuery, take: Callable[[TranscriptPage], None]
    ) -> None:
        self._questions.ask(what, query, self._of_this_ticket(take))

    def _of_this_ticket(
        self, take: Callable[[TranscriptPage], None]
    ) -> Callable[[TranscriptPage], None]:
        def answer(page: TranscriptPage) -> None:
            if page.ticket_id == self._ticket_id:
                take(page)

        return answer

    def _take_first(self, page: TranscriptPage, message_id: MessageId | None) -> None:
        self._blank.stop()
        self._has_older, self._has_newer = page.has_older, page.has_newer
        self._model.reset(page.items, page.last_read_id)
        self.opened.emit(message_id)
        if not page.items and page.is_gap:
            self._fetch_older()
        self._grow.start()
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _take_refresh(self, page: TranscriptPage) -> None:
        before_id = self._model.newest_id
        items = self._held_part(page.items)
        is_cut = len(items) < len(page.items)
        with self._in_place():
            self._model.replace(items)
        self._has_newer = page.has_newer
        self._has_older = page.has_older or is_cut
        if before_id is not None:
            self._tell_arrived(items, before_id)
        if self._is_fetching:
            self.older()

    def _held_part(self, items: Sequence[TranscriptItem]) -> tuple[TranscriptItem, ...]:
        """Without messages older than the window began, and not more than it may hold."""
        oldest_id = self._model.oldest_id
        if oldest_id is None:
            return tuple(items)
        kept = [i for i in items if i.message is None or i.message.id >= oldest_id]
        surplus = sum(i.message is not None for i in kept) - MAX_HELD
        return tuple(kept[max(0, surplus) :])

    def _take_older(self, page: TranscriptPage) -> None:
        self._has_older = page.has_older
        if page.items:
            self._set_fetching(False)
            items = [i for i in page.items if i.message is not None]
            items += self._model.items
            surplus = sum(i.message is not None for i in items) - MAX_HELD
            if surplus > 0:
                items = [i for i in items if i.message is not None][:-surplus]
                self._has_newer = True
            with self._in_place():
                self._model.replace(items)
        elif page.is_gap:
            self._fetch_older()

    def _take_newer(self, page: TranscriptPage) -> None:
        self._has_newer = page.has_newer
        held = [i for i in self._model.items if i.message is not None]
        items = [*held, *page.items]
        surplus = sum(i.message is not None for i in items) - MAX_HELD
        if surplus > 0:
            items = items[surplus:]
            self._has_older = True
        with self._in_place():
            self._model.replace(items)

    def _fetch_older(self) -> None:
        if not self._is_fetching and self._ticket_id is not None:
            self._set_fetching(True)
            self._bridge.submit(FetchOlder(self._ticket_id))

    def _set_fetching(self, is_fetching: bool) -> None:
        if is_fetching != self._is_fetching:
            self._is_fetching = is_fetching
            self.fetching_changed.emit(is_fetching)

    def _tell_arrived(self, items: Sequence[TranscriptItem], before_id: MessageId) -> None:
        fresh: list[Message] = [
            i.message
            for i in items
            if i.message is not None
            and i.message.id > before_id
            and i.message.kind is MessageKind.INBOUND
        ]
        if fresh:
            self.arrived.emit(tuple(fresh))

    @Slot()
    def _on_grow(self) -> None:
        """Fill up to a page in pieces small enough not to be felt; asks the server for nothing."""
        oldest_id, ticket_id = self._model.oldest_id, self._ticket_id
        count = self._model.message_count
        if count >= PAGE or not self._has_older or ticket_id is None or oldest_id is None:
            return

        def take(page: TranscriptPage) -> None:
            if page.items:
                self._take_older(page)
                self._grow.start()

        self._ask("older", TranscriptQuery(ticket_id, _CHUNK, before_id=oldest_id), take)

    @Slot()
    def _on_blank(self) -> None:
        self._model.reset(())

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        if isinstance(event, MessagesChanged):
            if event.ticket_id == self._ticket_id:
                self.refresh()
        elif isinstance(event, OutboxChanged) and self._ticket_id in event.ids:
            self.refresh()
