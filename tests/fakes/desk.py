# SPDX-License-Identifier: Apache-2.0
"""One agent's whole client without a window: engine thread, real stores, real adapter.

Waits for events, never for time. Asserts nothing but that what is waited for comes.
"""

from __future__ import annotations

import asyncio
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from typing import TypeVar

from desktop_agent.domain.commands import Basis, Command, Payload
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import EngineEvent, EngineStateChanged
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.queries import Query, TranscriptQuery
from desktop_agent.domain.requests import PutCommand, Request, SignIn
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.provider import ChatwootProvider
from desktop_agent.provider.connection import NO_PROXY, ConnectionConfig
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import Provider
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.sync.engine import Engine
from desktop_agent.sync.engine_thread import EngineThread
from desktop_agent.sync.ports import CacheRepos, WorkRepos
from desktop_agent.sync.system_clock import SystemClock

T = TypeVar("T")

KEY = SecretText("cd" * 48)
QUICK = ServiceRules(undo_s=0.0, settle_s=2.0, sweep_s=1.0, ownership_s=2.0, read_back_s=0.5)
ENDED = (OutboxState.CONFIRMED, OutboxState.HELD, OutboxState.FAILED, OutboxState.CANCELLED)


class Desk:
    """What a person at a workstation has. Test thread."""

    def __init__(self, directory: Path, server: str, rules: ServiceRules) -> None:
        self.server = server
        self.events: list[EngineEvent] = []
        self._told = threading.Condition()
        self.stores = ProfileStores(directory, KEY, report=lambda problem: None)
        self._rules = rules
        self.engine = EngineThread(self._make_engine)

    def _make_engine(self) -> Engine:
        clock = SystemClock()

        def make_provider(server: str) -> Provider:
            config = ConnectionConfig(origin=parse_origin(server), proxy=NO_PROXY)
            return ChatwootProvider(config, clock)

        return Engine(
            make_provider=make_provider,
            stores=self.stores,
            listener=self._listen,
            clock=clock,
            rules=self._rules,
        )

    def _listen(self, event: EngineEvent) -> None:
        with self._told:
            self.events.append(event)
            self._told.notify_all()

    def submit(self, request: Request) -> None:
        """Ask the engine for something."""
        self.engine.submit(request)

    def sign_in(self, email: str, password: str) -> None:
        """Sign in and wait until the engine is live."""
        self.submit(
            SignIn(self.server, PasswordCredentials(SecretText(email), SecretText(password)))
        )
        self.phase(Phase.LIVE)

    def until(self, is_so: Callable[[], bool], timeout_s: float = 20.0) -> None:
        """Wait until something holds; looked at again after every event."""
        end_s = time.monotonic() + timeout_s
        while not is_so():
            left_s = end_s - time.monotonic()
            assert left_s > 0, "never came"
            with self._told:
                # An event between question and wait costs at most this second.
                self._told.wait(min(left_s, 1.0))

    def phase(self, wanted: Phase) -> None:
        """Wait for a phase."""
        self.until(lambda: self.last_phase() is wanted)

    def last_phase(self) -> Phase | None:
        """The phase that was told last."""
        for event in reversed(list(self.events)):
            if isinstance(event, EngineStateChanged):
                return event.state.phase
        return None

    def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The cached record."""
        return self.cached(lambda repos: repos.ticket(ticket_id))

    def texts(self, ticket_id: TicketId) -> list[str]:
        """What the conversation view would show of the server's messages."""
        return [message.text for message in self.messages(ticket_id)]

    def messages(self, ticket_id: TicketId) -> list[Message]:
        """The newest page of a conversation as the reader answers it."""
        page = self.ask(TranscriptQuery(ticket_id))
        return [item.message for item in page.items if item.message is not None]

    def ask(self, query: Query[T]) -> T:
        """Ask the reader as the window does."""
        answers: Queue[T] = Queue()
        self.stores.reader.ask(query, answers.put)
        return answers.get(timeout=10.0)

    def put(self, ticket_id: TicketId, payload: Payload, basis: Basis | None = None) -> CommandId:
        """Submit a command as the window would, on what the reader shows."""
        command = Command(
            id=CommandId(secrets.token_hex(16)),
            ticket_id=ticket_id,
            payload=payload,
            basis=self.basis(ticket_id) if basis is None else basis,
            created_at=SystemClock().now(),
        )
        self.submit(PutCommand(command))
        self.until(lambda: self.row(command.id) is not None)
        return command.id

    def basis(self, ticket_id: TicketId) -> Basis:
        """What the agent sees of a ticket now."""
        ticket = self.ticket(ticket_id)
        newest = self.cached(lambda repos: repos.newest_message(ticket_id))
        return Basis(
            owner=None if ticket is None else ticket.owner,
            last_message_id=None if newest is None else newest.id,
        )

    def row(self, command_id: CommandId) -> OutboxRow | None:
        """A row in any state."""
        return self.worked(lambda repos: repos.row(command_id))

    def ended(self, command_id: CommandId) -> OutboxRow:
        """Wait until a command was confirmed, held, failed or cancelled."""
        return self.row_in(command_id, *ENDED)

    def row_in(self, command_id: CommandId, *states: OutboxState) -> OutboxRow:
        """Wait until a row stands in one of these states."""
        found: list[OutboxRow] = []

        def is_there() -> bool:
            row = self.row(command_id)
            if row is not None and row.state in states:
                found.append(row)
            return bool(found)

        self.until(is_there)
        return found[0]

    def cached(self, job: Callable[[CacheRepos], T]) -> T:
        """Run a job on the cache."""
        return asyncio.run(self.stores.cache(job))

    def worked(self, job: Callable[[WorkRepos], T]) -> T:
        """Run a job on the work file."""
        return asyncio.run(self.stores.work(job))


@contextmanager
def open_desk(directory: Path, server: str, rules: ServiceRules = QUICK) -> Iterator[Desk]:
    """A running desk that is closed in order."""
    directory.mkdir(parents=True, exist_ok=True)
    desk = Desk(directory, server, rules)
    desk.engine.start()
    try:
        yield desk
    finally:
        is_ended = desk.engine.stop(10.0)
        desk.stores.close()
        assert is_ended, "the engine did not end"
