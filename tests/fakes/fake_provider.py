# SPDX-License-Identifier: Apache-2.0
"""One agent's client of a `FakeServer`, with the faults of a real line. No sockets."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import OWNERSHIP, Command, MarkRead, Note, Reply, SendFile
from desktop_agent.domain.directory import Availability, Directory, Role
from desktop_agent.domain.errors import (
    EnvironmentProblem,
    NotSent,
    Problem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.domain.ids import AgentId, Cursor, MessageId, TicketId
from desktop_agent.domain.messages import Attachment, Message
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import (
    Capabilities,
    Credentials,
    PasswordCredentials,
    ServerInfo,
    Session,
)
from desktop_agent.domain.tickets import Ticket, TicketStatus
from desktop_agent.provider.port import (
    ChangePage,
    Confirmed,
    Evidence,
    FeedOpened,
    LiveEvent,
    MaybeDone,
    MessagePage,
    MessageRange,
    Outcome,
    OwnershipDigest,
    Refused,
    Reject,
    SecondFactorNeeded,
    Stage,
    SurelyNotSent,
    TicketGone,
)
from tests.fakes.fake_server import NAMES, FakeServer

SERVER = "https://chat.example"
LATENCY_S = 0.02
PAGE = 20
OVERLAP = 1e-4
_STAGES = {
    Stage.OPEN: TicketStatus.OPEN,
    Stage.PENDING: TicketStatus.PENDING,
    Stage.SNOOZED: TicketStatus.SNOOZED,
    Stage.CLOSED: TicketStatus.CLOSED,
}


@dataclass(slots=True)
class Faults:
    """What goes wrong; counters go down by one each time."""

    is_offline: bool = False
    refuses_cable: bool = False
    token_is_rejected: bool = False
    loses_requests: int = 0
    """Requests that surely never arrive."""
    vanishes: int = 0
    """Requests that are never executed although they may have been."""
    loses_answers: int = 0
    """Requests that are executed although the answer never comes."""
    executes_late_s: list[float] = field(default_factory=list)
    """Requests whose line breaks at once and that are executed so much later."""
    refuses: list[ProblemCode] = field(default_factory=list)
    fails_reads: int = 0
    needs_code: bool = False


class FakeProvider:
    """Fulfils `provider.port.Provider`. `calls` counts requests by name."""

    def __init__(self, server: FakeServer, agent_id: AgentId, clock: Clock) -> None:
        self.server = server
        self.agent_id = agent_id
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self.executed: list[Command] = []
        self.is_closed = False
        self.explodes = 0
        self.blocked: set[str] = set()
        """Requests of these names are never answered."""
        self._clock = clock
        self._line: asyncio.Queue[LiveEvent | None] | None = None
        self._late: set[asyncio.Task[None]] = set()
        self.capabilities = Capabilities()

    async def probe(self) -> ServerInfo:
        return ServerInfo(SERVER, "4.10.0", 0.0, is_supported=True)

    async def sign_in(self, credentials: Credentials) -> Session | SecondFactorNeeded:
        await self._request("sign_in")
        if isinstance(credentials, PasswordCredentials):
            if credentials.password.reveal() != "richtig":
                raise ServerRefusal(ProblemCode.BAD_CREDENTIALS)
            if self.faults.needs_code and not credentials.code:
                return SecondFactorNeeded()
        return self.session()

    async def resume(self, session: Session) -> Session:
        await self._request("resume")
        if self.faults.token_is_rejected:
            raise ServerRefusal(ProblemCode.TOKEN_REJECTED)
        return session

    def session(self) -> Session:
        """The session that this agent gets."""
        return Session(
            server=SERVER,
            account_id=1,
            account_name="Stadt",
            agent_id=self.agent_id,
            agent_name=NAMES[self.agent_id],
            role=Role.AGENT,
            availability=Availability.ONLINE,
            token=SecretText(f"token-{self.agent_id}"),
            feed_token=SecretText(f"feed-{self.agent_id}"),
        )

    async def directory(self) -> tuple[Directory, tuple[Reject, ...]]:
        await self._request("directory")
        return self.server.directory, ()

    async def changes(self, cursor: Cursor | None) -> AsyncIterator[ChangePage]:
        started = self.server.version()
        if cursor is not None:
            await self._request("changes")
            since = float(cursor) - OVERLAP
            changed = tuple(t for t in self.server.tickets.values() if t.version > since)
            yield ChangePage(changed, Stage.DELTA, next_cursor=Cursor(str(started)))
            return
        for stage, status in _STAGES.items():
            found = [t for t in self.server.tickets.values() if t.status is status]
            found.sort(key=lambda ticket: ticket.last_activity_at, reverse=True)
            pages = [tuple(found[i : i + PAGE]) for i in range(0, len(found), PAGE)] or [()]
            for number, page in enumerate(pages, start=1):
                await self._request("page")
                is_last = stage is Stage.CLOSED and number == len(pages)
                yield ChangePage(
                    page,
                    stage,
                    next_cursor=Cursor(str(started)) if is_last else None,
                    expected=len(found),
                )

    async def ticket(self, ticket_id: TicketId) -> Ticket:
        await self._request("ticket")
        if ticket_id not in self.server.tickets:
            raise TicketGone(ticket_id, is_deleted=True)
        return self.server.tickets[ticket_id]

    async def messages(self, ticket_id: TicketId, wanted: MessageRange) -> MessagePage:
        await self._request("messages")
        if ticket_id not in self.server.messages:
            raise TicketGone(ticket_id, is_deleted=True)
        known = self.server.messages[ticket_id]
        after, before = wanted.after_id or 0, wanted.before_id or 1 << 40
        found = [message for message in known if after < message.id < before]
        if wanted.after_id is None:
            found = found[-PAGE:]
        is_first = bool(known) and bool(found) and found[0].id == known[0].id
        # REST records carry no version (chatwoot §3.1).
        return MessagePage(
            tuple(replace(message, version=None) for message in found),
            covers_from_id=found[0].id if found else None,
            is_first=is_first or not known,
        )

    async def ownership(self) -> OwnershipDigest:
        await self._request("ownership")
        open_ones = [t for t in self.server.tickets.values() if t.status is TicketStatus.OPEN]
        mine = [t for t in open_ones if t.owner is not None and t.owner.is_agent(self.agent_id)]
        free = [t for t in open_ones if t.owner is None]
        return OwnershipDigest(
            frozenset(t.id for t in mine), frozenset(t.id for t in free), (*mine, *free)
        )

    async def events(self) -> AsyncIterator[LiveEvent]:
        await self._request("cable")
        if self.faults.refuses_cable:
            raise EnvironmentProblem(ProblemCode.CONNECTION_LOST)
        line: asyncio.Queue[LiveEvent | None] = asyncio.Queue()
        self.server.lines.append(line)
        self._line = line
        try:
            yield FeedOpened()
            while True:
                event = await line.get()
                if event is None:
                    raise EnvironmentProblem(ProblemCode.CONNECTION_LOST)
                yield event
        finally:
            self.server.lines.remove(line)
            self._line = None

    def drop_cable(self) -> None:
        """Break the live connection."""
        if self._line is not None:
            self._line.put_nowait(None)

    async def execute(self, command: Command, content: bytes | None = None) -> Outcome:
        assert (content is not None) == isinstance(command.payload, SendFile)
        self.calls["execute"] += 1
        await self._clock.sleep(LATENCY_S)
        if self.explodes:
            self.explodes -= 1
            raise RuntimeError("a backend that breaks its promise")
        faults = self.faults
        if faults.is_offline:
            return SurelyNotSent(Problem(ProblemCode.SERVER_UNREACHABLE))
        if faults.loses_requests:
            faults.loses_requests -= 1
            return SurelyNotSent(Problem(ProblemCode.SERVER_UNREACHABLE))
        if faults.vanishes:
            faults.vanishes -= 1
            return MaybeDone(Problem(ProblemCode.TIMED_OUT))
        if faults.refuses:
            return Refused(Problem(faults.refuses.pop(0)))
        if command.ticket_id not in self.server.tickets:
            return Refused(Problem(ProblemCode.NOT_FOUND), is_gone=True)
        if faults.executes_late_s:
            task = asyncio.create_task(self._execute_late(command, faults.executes_late_s.pop(0)))
            self._late.add(task)
            return MaybeDone(Problem(ProblemCode.TIMED_OUT))
        message = self._obey(command)
        if faults.loses_answers:
            faults.loses_answers -= 1
            return MaybeDone(Problem(ProblemCode.CONNECTION_LOST))
        if isinstance(command.payload, MarkRead):
            return Confirmed(ticket=self.server.tickets[command.ticket_id])
        owner = self.server.tickets[command.ticket_id].owner
        is_ownership = isinstance(command.payload, OWNERSHIP)
        return Confirmed(message=message, owner=owner if is_ownership else None)

    async def find(self, command: Command, anchor_id: MessageId | None) -> Evidence | None:
        await self._request("find")
        if command.ticket_id not in self.server.tickets:
            raise TicketGone(command.ticket_id, is_deleted=True)
        if isinstance(command.payload, (Reply, Note, SendFile)):
            found = [
                message
                for message in self.server.messages[command.ticket_id]
                if message.ref == command.id and message.id > (anchor_id or 0)
            ]
            return Evidence(message=found[0], copies=len(found)) if found else None
        if self.server.is_so(command, self.agent_id):
            return Evidence(ticket=self.server.tickets[command.ticket_id])
        return None

    async def attachment(self, attachment: Attachment) -> AsyncIterator[bytes]:
        await self._request("attachment")
        yield b"%PDF-"
        yield str(attachment.id).encode()

    async def set_availability(self, availability: Availability) -> None:
        await self._request("availability")

    async def aclose(self) -> None:
        self.is_closed = True
        for task in self._late:
            task.cancel()

    def _obey(self, command: Command) -> Message | None:
        self.executed.append(command)
        return self.server.obey(command, self.agent_id)

    async def _execute_late(self, command: Command, delay_s: float) -> None:
        await self._clock.sleep(delay_s)
        self._obey(command)

    async def _request(self, name: str) -> None:
        self.calls[name] += 1
        await self._clock.sleep(LATENCY_S if name not in self.blocked else 1e6)
        if self.faults.is_offline or self.is_closed:
            raise NotSent(ProblemCode.SERVER_UNREACHABLE)
        if self.faults.fails_reads and name not in ("sign_in", "cable"):
            self.faults.fails_reads -= 1
            raise EnvironmentProblem(ProblemCode.SERVER_ERROR)
