# SPDX-License-Identifier: Apache-2.0
"""The live feed against a server that misbehaves (chatwoot §4.1-4.3, §4.7)."""

from __future__ import annotations

import asyncio
import http
import json
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from typing import cast

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.typing import Subprotocol

from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.provider.chatwoot.cable import Cable, SubscriptionUnanswered
from desktop_agent.provider.chatwoot.map_tickets import read_ticket
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.connection import ConnectionConfig, Timeouts
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import EventRejected, FeedOpened, LiveEvent, MessageSeen
from desktop_agent.sync.system_clock import SystemClock
from tests.unit.provider.chatwoot.wire_samples import ACCOUNT, event_message

TIMES = Timeouts(connect_s=2, confirm_s=0.3, silence_s=0.6, presence_s=0.05)
FEED_TOKEN = "planted-feed-token"

Handler = Callable[[ServerConnection], Awaitable[None]]
Gate = Callable[[ServerConnection, Request], Response | None]


def session(url: str) -> Session:
    return Session(
        server=url,
        account_id=ACCOUNT,
        account_name="",
        agent_id=AgentId(5),
        agent_name="",
        role=Role.AGENT,
        availability=Availability.ONLINE,
        token=SecretText("planted-access-token"),
        feed_token=SecretText(FEED_TOKEN),
    )


def follow(
    handler: Handler,
    *,
    gate: Gate | None = None,
    times: Timeouts = TIMES,
    wants_presence: bool = False,
    frame_limit: int = 100_000,
) -> tuple[list[LiveEvent], EnvironmentProblem]:
    """Follow the feed of a scripted server until it ends."""

    async def scene() -> tuple[list[LiveEvent], EnvironmentProblem]:
        protocols = [Subprotocol("actioncable-v1-json")]
        server: Server = await serve(
            handler, "127.0.0.1", 0, subprotocols=protocols, process_request=gate
        )
        port = next(iter(server.sockets)).getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        config = ConnectionConfig(origin=parse_origin(url), timeouts=times, frame_limit=frame_limit)
        cable = Cable(
            config,
            SystemClock(),
            Trust(None),
            lambda raw: read_ticket(raw, ACCOUNT),
            lambda: wants_presence,
        )
        seen: list[LiveEvent] = []
        try:
            with pytest.raises(EnvironmentProblem) as error:
                await _collect(cable, session(url), seen)
        finally:
            server.close(close_connections=True)
            await server.wait_closed()
        return seen, error.value

    return asyncio.run(scene())


async def _collect(cable: Cable, who: Session, into: list[LiveEvent]) -> None:
    async for event in cable.events(who):
        into.append(event)


async def subscribed(socket: ServerConnection) -> str:
    """Welcome and confirm; returns the identifier."""
    await socket.send('{"type":"welcome"}')
    command = json.loads(await socket.recv())
    assert command["command"] == "subscribe"
    identifier = cast("str", command["identifier"])
    await socket.send(json.dumps({"identifier": identifier, "type": "confirm_subscription"}))
    return identifier


def test_subscription_names_channel_account_and_person() -> None:
    asked: list[dict[str, object]] = []

    async def handler(socket: ServerConnection) -> None:
        asked.append(json.loads(await subscribed(socket)))

    seen, error = follow(handler)
    assert seen == [FeedOpened()]
    assert error.problem.code is ProblemCode.CONNECTION_LOST
    assert asked == [
        {
            "channel": "RoomChannel",
            "pubsub_token": FEED_TOKEN,
            "account_id": ACCOUNT,
            "user_id": 5,
        }
    ]


def test_bad_frames_are_rejected_one_by_one() -> None:
    async def handler(socket: ServerConnection) -> None:
        identifier = await subscribed(socket)
        for frame in ("not json", "[]", '{"type":5}', b"binary", '{"message":'):
            await socket.send(frame)
        await socket.send(json.dumps({"identifier": identifier, "message": {"event": 5}}))
        data = {"event": "message.created", "data": event_message()}
        await socket.send(json.dumps({"identifier": identifier, "message": data}))

    seen, _ = follow(handler)
    assert [type(event) for event in seen] == [FeedOpened, *[EventRejected] * 6, MessageSeen]


def test_data_before_the_confirmation_is_not_taken() -> None:
    async def handler(socket: ServerConnection) -> None:
        data = {"event": "message.created", "data": event_message()}
        await socket.send(json.dumps({"identifier": "x", "message": data}))
        await subscribed(socket)

    seen, _ = follow(handler)
    assert seen == [FeedOpened()]


def test_confirmation_of_another_subscription_does_not_open_the_feed() -> None:
    async def handler(socket: ServerConnection) -> None:
        await socket.recv()
        await socket.send('{"identifier":"other","type":"confirm_subscription"}')
        await _ping_on(socket)

    seen, error = follow(handler)
    assert seen == []
    assert isinstance(error, SubscriptionUnanswered)


def test_a_bad_token_is_never_answered_and_times_out() -> None:
    async def handler(socket: ServerConnection) -> None:
        await socket.recv()
        await _ping_on(socket)

    _, error = follow(handler)
    assert isinstance(error, SubscriptionUnanswered)


def test_rejected_subscription_is_the_same() -> None:
    async def handler(socket: ServerConnection) -> None:
        identifier = json.loads(await socket.recv())["identifier"]
        await socket.send(json.dumps({"identifier": identifier, "type": "reject_subscription"}))
        await _ping_on(socket)

    _, error = follow(handler)
    assert isinstance(error, SubscriptionUnanswered)


def test_silence_ends_the_feed() -> None:
    async def handler(socket: ServerConnection) -> None:
        await subscribed(socket)
        await socket.wait_closed()

    seen, error = follow(handler)
    assert seen == [FeedOpened()]
    assert error.problem.code is ProblemCode.CONNECTION_LOST


def test_server_that_restarts_says_so() -> None:
    async def handler(socket: ServerConnection) -> None:
        await subscribed(socket)
        await socket.send('{"type":"disconnect","reason":"server_restart","reconnect":true}')
        await socket.wait_closed()

    _, error = follow(handler)
    assert error.problem.code is ProblemCode.CONNECTION_LOST


def test_frames_are_bounded() -> None:
    async def handler(socket: ServerConnection) -> None:
        await subscribed(socket)
        await socket.send("x" * 5000)
        await socket.wait_closed()

    seen, error = follow(handler, frame_limit=1000)
    assert seen == [FeedOpened()]
    assert error.problem.code is ProblemCode.CONNECTION_LOST


@pytest.mark.parametrize("wants_presence", [True, False])
def test_presence_is_shown_only_when_wanted(wants_presence: bool) -> None:
    frames: list[dict[str, str]] = []

    async def handler(socket: ServerConnection) -> None:
        await subscribed(socket)
        for _ in range(6):
            await socket.send('{"type":"ping","message":1}')
            await asyncio.sleep(0.03)
        async with asyncio.timeout(0.1):
            while True:
                frames.append(json.loads(await socket.recv()))

    async def tolerant(socket: ServerConnection) -> None:
        try:
            await handler(socket)
        except TimeoutError:
            await socket.close()

    follow(tolerant, wants_presence=wants_presence)
    assert bool(frames) is wants_presence
    assert all(frame["data"] == '{"action":"update_presence"}' for frame in frames)
    assert len(frames) < 6, "not with every ping"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (404, ProblemCode.NOT_THE_SERVER),
        (302, ProblemCode.NOT_THE_SERVER),
        (429, ProblemCode.RATE_LIMITED),
        (503, ProblemCode.SERVER_ERROR),
    ],
)
def test_refused_upgrades_are_typed_and_redirects_not_followed(
    status: int, code: ProblemCode
) -> None:
    asked: list[str] = []

    def gate(_socket: ServerConnection, request: Request) -> Response:
        asked.append(request.path)
        headers = Headers({"Location": "/elsewhere", "Content-Length": "0"})
        return Response(http.HTTPStatus(status).value, "X", headers, b"")

    async def handler(_socket: ServerConnection) -> None:
        raise AssertionError("not reached")

    _, error = follow(handler, gate=gate)
    assert isinstance(error, NotSent)
    assert error.problem.code is code
    assert asked == ["/cable"]


def test_nobody_listening_is_not_sent() -> None:
    async def scene() -> NotSent:
        config = ConnectionConfig(origin=parse_origin("http://127.0.0.1:9"), timeouts=TIMES)
        cable = Cable(
            config, SystemClock(), Trust(None), lambda raw: read_ticket(raw, 1), lambda: False
        )
        with pytest.raises(NotSent) as error:
            await anext(cable.events(session("http://127.0.0.1:9")))
        return error.value

    assert asyncio.run(scene()).problem.code is ProblemCode.SERVER_UNREACHABLE


def test_logs_hold_no_token_and_no_frame(caplog: pytest.LogCaptureFixture) -> None:
    async def handler(socket: ServerConnection) -> None:
        identifier = await subscribed(socket)
        data = {"event": "message.created", "data": event_message(content="planted-text")}
        await socket.send(json.dumps({"identifier": identifier, "message": data}))

    with caplog.at_level(logging.DEBUG):
        follow(handler, times=replace(TIMES, silence_s=0.3))
    ours = [r for r in caplog.records if r.name.startswith("desktop_agent")]
    assert ours
    assert "planted" not in "\n".join(record.getMessage() for record in ours)


async def _ping_on(socket: ServerConnection) -> None:
    """The server's heartbeat, until the client leaves."""
    with suppress(ConnectionClosed):
        while True:
            await socket.send('{"type":"ping","message":1}')
            await asyncio.sleep(0.05)
