# SPDX-License-Identifier: Apache-2.0
"""A running engine with real stores, a fake server and virtual time, for tests. Asserts nothing."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from desktop_agent.domain.commands import Basis, Command, Payload
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.events import EngineEvent, EngineStateChanged
from desktop_agent.domain.ids import AgentId, CommandId, MessageId, TicketId
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.requests import PutCommand, SignIn
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.domain.tickets import Owner, Ticket
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.sync.engine import Engine
from tests.fakes.fake_provider import SERVER, FakeProvider
from tests.fakes.fake_server import MARIE, FakeServer
from tests.fakes.virtual_time import CountedStores, VirtualClock, VirtualLoop

E = TypeVar("E", bound=EngineEvent)

RULES = ServiceRules(undo_s=5.0)
KEY = SecretText("ab" * 48)
STEP_S = 0.02


class EngineRig:
    """One client: engine, stores, provider. Everything it told stands in `events`."""

    def __init__(
        self,
        directory: Path,
        server: FakeServer,
        loop: VirtualLoop,
        clock: VirtualClock,
        agent_id: AgentId,
        rules: ServiceRules,
    ) -> None:
        self.server = server
        self.clock = clock
        self.agent_id = agent_id
        self.rules = rules
        self.provider = FakeProvider(server, agent_id, clock)
        self.providers: list[FakeProvider] = []
        self.events: list[EngineEvent] = []
        self.problems: list[Problem] = []
        self._profile = ProfileStores(directory, KEY, report=self.problems.append)
        self.stores = CountedStores(self._profile, loop)
        self.engine = Engine(
            make_provider=self._make_provider,
            stores=self.stores,
            listener=self.events.append,
            clock=clock,
            rules=rules,
            jitter=lambda: 0.5,
        )
        self._task: asyncio.Task[None] | None = None

    def _make_provider(self, server: str) -> FakeProvider:
        assert server == SERVER
        if self.provider.is_closed:
            faults = self.provider.faults
            self.provider = FakeProvider(self.server, self.agent_id, self.clock)
            self.provider.faults = faults
        self.providers.append(self.provider)
        return self.provider

    @asynccontextmanager
    async def running(self) -> AsyncIterator[EngineRig]:
        """The engine runs inside and is stopped in order at the end."""
        self._task = asyncio.create_task(self.engine.run())
        try:
            yield self
        finally:
            self.engine.stop()
            try:
                await self._task
            finally:
                self._profile.close()

    async def sign_in(self) -> None:
        """Sign in and wait until the engine is live."""
        self.engine.submit(SignIn(SERVER, self.credentials()))
        await self.phase(Phase.LIVE)

    @staticmethod
    def credentials(password: str = "richtig", code: str = "") -> PasswordCredentials:
        """What the agent types."""
        return PasswordCredentials(
            SecretText("marie@stadt.example"), SecretText(password), SecretText(code)
        )

    async def phase(self, wanted: Phase, timeout_s: float = 300.0) -> None:
        """Wait for a phase."""
        await self.until(lambda: self.last_phase() is wanted, timeout_s)

    def last_phase(self) -> Phase | None:
        """The phase that was told last."""
        for event in reversed(self.events):
            if isinstance(event, EngineStateChanged):
                return event.state.phase
        return None

    def of(self, kind: type[E]) -> list[E]:
        """Events of one kind so far."""
        return [event for event in self.events if isinstance(event, kind)]

    async def until(self, is_so: Callable[[], bool], timeout_s: float = 300.0) -> None:
        """Let virtual time run until something holds."""
        end_s = self.clock.monotonic() + timeout_s
        while not is_so():
            assert self.clock.monotonic() < end_s, "never came"
            await asyncio.sleep(STEP_S)

    async def rest(self, seconds: float) -> None:
        """Let virtual time run."""
        await asyncio.sleep(seconds)

    async def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The cached record."""
        return await self.stores.cache(lambda repos: repos.ticket(ticket_id))

    async def owner(self, ticket_id: TicketId) -> Owner | None:
        """The cached owner of a ticket that is held."""
        ticket = await self.ticket(ticket_id)
        assert ticket is not None
        return ticket.owner

    async def newest_id(self, ticket_id: TicketId) -> MessageId | None:
        """The newest cached message."""
        newest = await self.stores.cache(lambda repos: repos.newest_message(ticket_id))
        return None if newest is None else newest.id

    async def row(self, command_id: CommandId) -> OutboxRow:
        """A row in any state."""
        row = await self.stores.work(lambda repos: repos.row(command_id))
        assert row is not None
        return row

    async def row_in(
        self, command_id: CommandId, *states: OutboxState, timeout_s: float = 300.0
    ) -> OutboxRow:
        """Wait until a row stands in one of these states."""
        end_s = self.clock.monotonic() + timeout_s
        while True:
            row = await self.row(command_id)
            if row.state in states:
                return row
            assert self.clock.monotonic() < end_s, f"still {row.state}"
            await asyncio.sleep(0.2)

    def aside(self, ticket_id: TicketId, payload: Payload) -> None:
        """Submit a read mark or typing sign."""
        command = Command(
            id=CommandId(secrets.token_hex(16)),
            ticket_id=ticket_id,
            payload=payload,
            basis=Basis(),
            created_at=self.clock.now(),
        )
        self.engine.submit(PutCommand(command))

    async def put(
        self, ticket_id: TicketId, payload: Payload, basis: Basis | None = None
    ) -> CommandId:
        """Submit a command as the window would, on what the cache shows; returns once stored."""
        if basis is None:
            ticket = await self.ticket(ticket_id)
            basis = Basis(
                owner=None if ticket is None else ticket.owner,
                last_message_id=await self.newest_id(ticket_id),
            )
        command = Command(
            id=CommandId(secrets.token_hex(16)),
            ticket_id=ticket_id,
            payload=payload,
            basis=basis,
            created_at=self.clock.now(),
        )
        self.engine.submit(PutCommand(command))
        for _ in range(100):
            if await self.stores.work(lambda repos: repos.row(command.id)) is not None:
                return command.id
            await asyncio.sleep(STEP_S)
        raise AssertionError("the command was never stored")


def make_rig(
    directory: Path,
    loop: VirtualLoop,
    *,
    server: FakeServer | None = None,
    clock: VirtualClock | None = None,
    agent_id: AgentId = MARIE,
    rules: ServiceRules = RULES,
) -> EngineRig:
    """A rig with its own profile folder; give `server` and `clock` to share them."""
    clock = clock or VirtualClock(loop)
    directory.mkdir(parents=True, exist_ok=True)
    return EngineRig(directory, server or FakeServer(clock), loop, clock, agent_id, rules)
