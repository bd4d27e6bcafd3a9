# SPDX-License-Identifier: Apache-2.0
"""The engine: takes requests, runs one session at a time, survives everything but a stop.

Knows no backend, no database and no window; all are handed in.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from contextlib import suppress

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.commands import SIDE_LANE
from desktop_agent.domain.engine_state import Signal
from desktop_agent.domain.errors import Problem, ProblemCode, ServerRefusal
from desktop_agent.domain.events import TicketsChanged
from desktop_agent.domain.requests import (
    ApproveCommand,
    CancelCommand,
    FetchAttachment,
    FetchOlder,
    OpenTicket,
    Probe,
    PutCommand,
    ReconnectNow,
    Request,
    SaveDraft,
    SetAvailability,
    SignIn,
    SignOut,
)
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.sync.backoff import Jitter
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.outbox_book import OutboxBook
from desktop_agent.sync.outbox_desk import OutboxDesk
from desktop_agent.sync.ports import Listener, Stores
from desktop_agent.sync.session_run import SessionRun, Surroundings
from desktop_agent.sync.signing import Access, ProviderFactory, SigningDesk
from desktop_agent.sync.state import StateKeeper
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

STORE_RETRY_S = 5.0


class Engine:
    """One engine a profile. `submit` and `stop` from any thread; `run` once, in its loop."""

    def __init__(
        self,
        *,
        make_provider: ProviderFactory,
        stores: Stores,
        listener: Listener,
        clock: Clock,
        rules: ServiceRules,
        jitter: Jitter | None = None,
    ) -> None:
        emitter = Emitter(listener, clock)
        book = OutboxBook(stores, clock, emitter)
        self._around = Surroundings(
            stores=stores,
            clock=clock,
            rules=rules,
            emitter=emitter,
            state=StateKeeper(clock, emitter.now),
            book=book,
            trouble=TroubleDesk(clock, emitter.now),
            jitter=jitter or secrets.SystemRandom().random,
        )
        self._desk = OutboxDesk(book, stores, clock, rules, emitter)
        self._signing = SigningDesk(make_provider, stores, emitter, self._around.trouble)
        self._lock = threading.Lock()
        self._early: list[Request] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._inbox: asyncio.Queue[Request] = asyncio.Queue()
        self._stopping = asyncio.Event()
        self._session: SessionRun | None = None
        self._session_task: asyncio.Task[None] | None = None
        self._signing_task: asyncio.Task[None] | None = None
        self._probe_task: asyncio.Task[None] | None = None

    def submit(self, request: Request) -> None:
        """Hand a request to the engine; requests are taken in the order of submission."""
        with self._lock:
            if self._loop is None:
                self._early.append(request)
                return
            loop = self._loop
        # A loop that has closed means that the program ends: nobody waits for the outcome.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._inbox.put_nowait, request)

    def stop(self) -> None:
        """Let `run` end; it waits a moment for requests that are under way."""
        with self._lock:
            loop = self._loop
        if loop is None:
            self._stopping.set()
            return
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(self._stopping.set)

    async def run(self) -> None:
        """Open, then work until `stop`. Engine thread; call once."""
        with self._lock:
            self._loop = asyncio.get_running_loop()
            for request in self._early:
                self._inbox.put_nowait(request)
            self._early.clear()
        work = asyncio.create_task(self._work())
        stopping = asyncio.create_task(self._stopping.wait())
        try:
            await asyncio.wait({work, stopping}, return_when=asyncio.FIRST_COMPLETED)
            if work.done():
                work.result()
        finally:
            for task in (work, stopping, self._signing_task, self._probe_task):
                await _cancelled(task)
            await self._end_session()
            await self._signing.close()
            self._around.emitter.flush()

    async def _work(self) -> None:
        await self._open()
        while True:
            request = await self._inbox.get()
            try:
                await self._handle(request)
            except Exception as error:
                # One of the loops that must survive (style §6): the next request is served.
                self._around.trouble.any("request", error)

    async def _open(self) -> None:
        """Load what the stores hold; a store that fails is told and asked again."""
        self._around.state.signal(Signal.UNLOCK)
        while True:
            try:
                await self._around.book.load()
                access = await self._signing.open()
                if access is None:
                    self._around.state.signal(Signal.OPENED_WITHOUT_SESSION)
                else:
                    await self._start_session(
                        access, Signal.OPENED_FIRST_RUN, Signal.OPENED_WITH_CACHE
                    )
            except ServerRefusal as refusal:
                # The stored address is not allowed any more: only signing in anew can help.
                self._around.state.signal(Signal.OPENED_WITHOUT_SESSION, problem=refusal.problem)
                return
            except Exception as error:
                # Without its stores the engine can do nothing but say so and try again.
                self._around.trouble.any("opening", error)
                await self._around.clock.sleep(STORE_RETRY_S)
            else:
                return

    async def _handle(self, request: Request) -> None:
        match request:
            case SignIn():
                await _cancelled(self._signing_task)
                self._signing_task = asyncio.create_task(self._sign_in(request))
            case Probe(server):
                await _cancelled(self._probe_task)
                self._probe_task = asyncio.create_task(self._signing.probe(server))
            case SignOut():
                await self._sign_out(None)
            case PutCommand(command) if isinstance(command.payload, SIDE_LANE):
                if self._session is not None:
                    self._session.put_aside(command)
            case PutCommand(command):
                await self._desk.put(command)
            case CancelCommand(command_id):
                await self._desk.cancel(command_id)
            case ApproveCommand(command_id):
                await self._desk.approve(command_id)
            case SaveDraft():
                await self._desk.save_draft(request)
            case _:
                self._handle_in_session(request)

    def _handle_in_session(self, request: Request) -> None:
        if isinstance(request, OpenTicket):
            self._around.emitter.open_ticket = request.ticket_id
        session = self._session
        if session is None:
            return
        match request:
            case OpenTicket(ticket_id) if ticket_id is not None:
                session.open_ticket(ticket_id)
            case FetchOlder(ticket_id):
                session.fetch_older(ticket_id)
            case FetchAttachment(attachment_id=attachment_id):
                session.fetch_attachment(attachment_id)
            case SetAvailability(availability):
                session.set_availability(availability)
            case ReconnectNow():
                session.reconnect_now()
            case _:
                pass

    async def _sign_in(self, request: SignIn) -> None:
        access = await self._signing.sign_in(request)
        if access is None:
            return
        await self._end_session()
        await self._start_session(access, Signal.SIGNED_IN_FIRST_RUN, Signal.SIGNED_IN_WITH_CACHE)

    async def _sign_out(self, problem: Problem | None) -> None:
        await self._end_session()
        await self._forget_session(problem)

    async def _forget_session(self, problem: Problem | None) -> None:
        await self._signing.sign_out()
        self._around.state.signal(Signal.SESSION_ENDED, problem=problem)

    async def _start_session(self, access: Access, first: Signal, cached: Signal) -> None:
        cursor = await self._around.stores.cache(lambda repos: repos.cursor())
        self._session = SessionRun(access, self._signing, self._around)
        self._around.state.signal(first if cursor is None else cached)
        self._session_task = asyncio.create_task(self._run_session(self._session, access))

    async def _run_session(self, session: SessionRun, access: Access) -> None:
        try:
            problem = await session.run()
        except Exception as error:
            # A part that must not end has ended: the session cannot go on, the program can.
            problem = self._around.trouble.bug("session", error)
        finally:
            self._session = None
            await access.provider.aclose()
        log.warning("session ended: %s", problem.code)
        await self._purge_if_forbidden(problem)
        await self._forget_session(problem)

    async def _purge_if_forbidden(self, problem: Problem) -> None:
        """Without access to the account nothing of its customers stays here (domain-rules C2)."""
        if problem.code is ProblemCode.ACCOUNT_FORBIDDEN:
            await self._around.stores.drop_cache()
            self._around.emitter.now(TicketsChanged(None))

    async def _end_session(self) -> None:
        task, self._session_task = self._session_task, None
        await _cancelled(task)


async def _cancelled(task: asyncio.Task[None] | asyncio.Task[bool] | None) -> None:
    """Cancel a task and wait for its end; its outcome no longer matters."""
    if task is None:
        return
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
