# SPDX-License-Identifier: Apache-2.0
"""One agent's adapter on a test's own event loop, with what tests do again and again."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TypeVar

from desktop_agent.domain.commands import Basis, Command, Payload
from desktop_agent.domain.ids import CommandId, Cursor, MessageId, TicketId
from desktop_agent.domain.messages import Message
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session, TokenCredentials
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot import ChatwootProvider
from desktop_agent.provider.connection import ConnectionConfig, Timeouts
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import (
    ChangePage,
    Confirmed,
    Evidence,
    FeedOpened,
    LiveEvent,
    MessageRange,
    MessageSeen,
    Outcome,
    TicketSeen,
)
from desktop_agent.sync.system_clock import SystemClock

T = TypeVar("T")

PATIENCE_S = 20.0
"""How long a test waits for something that must come; never slept through."""
QUICK = Timeouts(
    connect_s=5, read_s=5, total_s=10, confirm_s=1, effect_s=(0.05, 0.1, 0.3, 0.5, 1.0)
)


def command(ticket_id: TicketId, payload: Payload, ref: str | None = None) -> Command:
    """A command with a reference of its own."""
    command_id = CommandId(ref or uuid.uuid4().hex)
    return Command(command_id, ticket_id, payload, Basis(), datetime.now(UTC))


class Watch:
    """Live events as they come; waits for one instead of sleeping."""

    def __init__(self) -> None:
        self.seen: list[LiveEvent] = []
        self._news = asyncio.Condition()

    async def take(self, events: AsyncIterator[LiveEvent]) -> None:
        """Collect until the line ends."""
        async for event in events:
            async with self._news:
                self.seen.append(event)
                self._news.notify_all()

    async def until(self, is_wanted: Callable[[LiveEvent], bool]) -> LiveEvent:
        """The first event, past or coming, that is wanted."""
        async with asyncio.timeout(PATIENCE_S), self._news:
            while True:
                for event in self.seen:
                    if is_wanted(event):
                        return event
                await self._news.wait()

    async def message(self, is_wanted: Callable[[Message], bool]) -> Message:
        """The first message event that is wanted."""
        event = await self.until(lambda e: isinstance(e, MessageSeen) and is_wanted(e.message))
        assert isinstance(event, MessageSeen)
        return event.message

    async def ticket(self, is_wanted: Callable[[Ticket], bool]) -> Ticket:
        """The first ticket event that is wanted."""
        event = await self.until(lambda e: isinstance(e, TicketSeen) and is_wanted(e.ticket))
        assert isinstance(event, TicketSeen)
        return event.ticket


class Desk:
    """A signed-in agent. `run` drives the loop that all connections belong to."""

    def __init__(self, url: str, account_id: int | None, timeouts: Timeouts = QUICK) -> None:
        self._runner = asyncio.Runner()
        self.config = ConnectionConfig(
            origin=parse_origin(url), account_id=account_id, timeouts=timeouts
        )
        self.provider = ChatwootProvider(self.config, SystemClock())
        self.session: Session | None = None

    def run(self, doing: Coroutine[object, object, T]) -> T:
        """Run to the end."""
        return self._runner.run(doing)

    def sign_in(self, token: str) -> Session:
        """Sign in with an access token."""
        session = self.run(self.provider.sign_in(TokenCredentials(SecretText(token))))
        assert isinstance(session, Session)
        self.session = session
        return session

    def close(self) -> None:
        """Close connections and loop."""
        self.run(self.provider.aclose())
        self._runner.close()

    def execute(
        self, ticket_id: TicketId, payload: Payload, content: bytes | None = None
    ) -> Outcome:
        """Run a command once."""
        return self.run(self.provider.execute(command(ticket_id, payload), content))

    def done(
        self, ticket_id: TicketId, payload: Payload, content: bytes | None = None
    ) -> Confirmed:
        """Run a command that must succeed."""
        outcome = self.execute(ticket_id, payload, content)
        assert isinstance(outcome, Confirmed), outcome
        return outcome

    def ticket(self, ticket_id: TicketId) -> Ticket:
        """Read a ticket."""
        return self.run(self.provider.ticket(ticket_id))

    def messages(self, ticket_id: TicketId, wanted: MessageRange | None = None) -> list[Message]:
        """Read messages, oldest first."""
        page = self.run(self.provider.messages(ticket_id, wanted or MessageRange()))
        return list(page.messages)

    def sweep(self, cursor: Cursor | None) -> list[ChangePage]:
        """All pages of one sweep."""

        async def collect() -> list[ChangePage]:
            return [page async for page in self.provider.changes(cursor)]

        return self.run(collect())

    def evidence(self, wish: Command, anchor_id: MessageId | None = None) -> Evidence:
        """Look for evidence until there is some: the server does parts of its work later."""

        async def look() -> Evidence:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    found = await self.provider.find(wish, anchor_id)
                    if found is not None:
                        return found
                    await asyncio.sleep(0.02)

        return self.run(look())

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[Watch]:
        """Live events while the block runs, from after the subscription on."""
        watch = Watch()
        task = asyncio.create_task(watch.take(self.provider.events()))
        try:
            opened = asyncio.create_task(watch.until(lambda event: isinstance(event, FeedOpened)))
            await asyncio.wait({task, opened}, return_when=asyncio.FIRST_COMPLETED)
            if not opened.done():
                opened.cancel()
                task.result()
            yield watch
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
