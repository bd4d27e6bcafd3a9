# SPDX-License-Identifier: Apache-2.0
"""The live feed over Action Cable (chatwoot §4). A fast path, never the truth.

Pings presence only while the agent said so: presence makes an agent eligible for tickets
(chatwoot trap 19).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import (
    ConnectionClosed,
    InvalidHandshake,
    InvalidProxy,
    InvalidProxyStatus,
    InvalidStatus,
    InvalidURI,
    ProxyError,
    WebSocketException,
)
from websockets.typing import Subprotocol

from desktop_agent import __version__
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.session import Session
from desktop_agent.provider.chatwoot.classify import connect_code
from desktop_agent.provider.chatwoot.decode import UNREADABLE, path_of
from desktop_agent.provider.chatwoot.frames import FRAME, Frame, ReadTicket, read_event
from desktop_agent.provider.chatwoot.proxies import proxy_for
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.port import EventRejected, FeedOpened, LiveEvent, Reject

log = logging.getLogger(__name__)

_PROTOCOLS = [Subprotocol("actioncable-v1-json"), Subprotocol("actioncable-unsupported")]
_QUEUE = 256
"""Frames buffered while the engine is busy; beyond it the socket itself waits."""


class _Connect(connect):
    """A connection that is never redirected: events flow from the configured origin only."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


class SubscriptionUnanswered(EnvironmentProblem):
    """The server never confirmed: the feed token may have been rotated (chatwoot trap 38)."""


class Cable:
    """One subscription at a time. Engine thread.

    `wants_presence` is asked before each ping.
    """

    def __init__(
        self,
        config: ConnectionConfig,
        clock: Clock,
        trust: Trust,
        read_ticket: ReadTicket,
        wants_presence: Callable[[], bool],
    ) -> None:
        self._config = config
        self._clock = clock
        self._read_ticket = read_ticket
        self._wants_presence = wants_presence
        self._trust = trust

    async def events(self, session: Session) -> AsyncGenerator[LiveEvent, None]:
        """Subscribe and yield events until the line drops.

        Raises `NotSent` when no connection could be made, `SubscriptionUnanswered`, or
        `EnvironmentProblem(CONNECTION_LOST)` when the line drops or falls silent.
        """
        identifier = _identifier(session)
        try:
            connection = await self._open()
        except (WebSocketException, OSError, TimeoutError) as error:
            problem = _connect_problem(error)
            log.info("feed cannot be reached: %s", problem.problem.code)
            raise problem from None
        try:
            async for event in self._listen(connection, identifier, session.account_id):
                yield event
        except ConnectionClosed as closed:
            code = closed.rcvd.code if closed.rcvd else None
            log.info("feed closed, code %s", code)
            raise EnvironmentProblem(ProblemCode.CONNECTION_LOST) from None
        except TimeoutError:
            log.info("feed fell silent")
            raise EnvironmentProblem(ProblemCode.CONNECTION_LOST) from None
        finally:
            # Waiting for the peer's farewell would hold up the next attempt.
            connection.transport.abort()

    async def _open(self) -> ClientConnection:
        config, origin = self._config, self._config.origin
        return await _Connect(
            f"{origin.socket_url}/cable",
            subprotocols=_PROTOCOLS,
            ssl=self._trust.context() if origin.scheme == "https" else None,
            proxy=proxy_for(origin, config.proxy),
            compression=None,
            open_timeout=config.timeouts.connect_s,
            ping_interval=None,  # the server pings every 3 s by frames of its own
            max_size=config.frame_limit,
            max_queue=_QUEUE,
            user_agent_header=f"DesktopAgent/{__version__}",
            logger=_QUIET,
        )

    async def _listen(
        self, connection: ClientConnection, identifier: str, account_id: int
    ) -> AsyncGenerator[LiveEvent, None]:
        await connection.send(_command("subscribe", identifier))
        confirm_by_s = self._clock.monotonic() + self._config.timeouts.confirm_s
        ping_at_s = 0.0
        is_confirmed = False
        while True:
            frame = await self._next_frame(connection)
            if isinstance(frame, Reject):
                yield EventRejected(frame)
            elif frame.type == "confirm_subscription" and frame.identifier == identifier:
                is_confirmed = True
                yield FeedOpened()
            elif frame.type == "reject_subscription":
                raise SubscriptionUnanswered(ProblemCode.CONNECTION_LOST)
            elif frame.type == "disconnect":
                log.info("server ends the feed")
                raise EnvironmentProblem(ProblemCode.CONNECTION_LOST)
            elif frame.type is None and is_confirmed:
                for event in read_event(frame.message, account_id, self._read_ticket):
                    yield event
            now_s = self._clock.monotonic()
            if not is_confirmed and now_s > confirm_by_s:
                raise SubscriptionUnanswered(ProblemCode.CONNECTION_LOST)
            if is_confirmed and now_s >= ping_at_s and self._wants_presence():
                # The server's own pings every 3 s keep this loop turning.
                ping_at_s = now_s + self._config.timeouts.presence_s
                await connection.send(_command("message", identifier, _PRESENCE))

    async def _next_frame(self, connection: ClientConnection) -> Frame | Reject:
        async with asyncio.timeout(self._config.timeouts.silence_s):
            raw = await connection.recv()
        if not isinstance(raw, str):
            return Reject("frame", "$ (binary)")
        try:
            return FRAME.decode(raw)
        except UNREADABLE as error:
            return Reject("frame", path_of(error))


_PRESENCE = '{"action":"update_presence"}'

_QUIET = logging.getLogger(f"{__name__}.socket")
_QUIET.setLevel(logging.CRITICAL)
"""The library's own log shows frames and headers; ours says what an IT desk needs."""


def _identifier(session: Session) -> str:
    """The key of the subscription; it comes back verbatim (chatwoot §4.2)."""
    return msgspec.json.encode(
        {
            "channel": "RoomChannel",
            "pubsub_token": session.feed_token.reveal(),
            "account_id": session.account_id,
            "user_id": session.agent_id,
        }
    ).decode()


def _command(command: str, identifier: str, data: str | None = None) -> str:
    body = {"command": command, "identifier": identifier}
    if data is not None:
        body["data"] = data
    return msgspec.json.encode(body).decode()


def _connect_problem(error: Exception) -> NotSent:
    if isinstance(error, InvalidProxy | InvalidProxyStatus | ProxyError):
        return NotSent(ProblemCode.PROXY_REFUSED)
    if isinstance(error, InvalidStatus):
        status = error.response.status_code
        if status == 429:
            return NotSent(ProblemCode.RATE_LIMITED, retry_after_s=30)
        if status >= 500:
            return NotSent(ProblemCode.SERVER_ERROR, status=status)
        return NotSent(ProblemCode.NOT_THE_SERVER, status=status)
    if isinstance(error, InvalidHandshake | InvalidURI):
        return NotSent(ProblemCode.NOT_THE_SERVER)
    if isinstance(error, TimeoutError):
        return NotSent(ProblemCode.TIMED_OUT)
    if isinstance(error, OSError):
        return NotSent(connect_code(error))
    return NotSent(ProblemCode.SERVER_UNREACHABLE)
