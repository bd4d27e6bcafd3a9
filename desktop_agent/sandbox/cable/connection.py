# SPDX-License-Identifier: Apache-2.0
"""One Action Cable connection: welcome, pings, subscriptions, presence (chatwoot §4.1 - §4.3)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from typing import Final

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from desktop_agent.sandbox.abort import abort_of
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Agent, JsonObject

log = logging.getLogger(__name__)

PING_EVERY_S: Final = 3.0
SUBPROTOCOL: Final = "actioncable-v1-json"


class Subscription:
    """One confirmed RoomChannel subscription."""

    def __init__(
        self, connection: CableConnection, identifier: str, token: str, agent: Agent | None
    ) -> None:
        self._connection = connection
        self._identifier = json.dumps(identifier)
        self.pubsub_token = token
        self.agent = agent
        self.is_account_wide = agent is not None

    def deliver(self, message: str) -> None:
        """Put an event on the wire."""
        self._connection.send_text(f'{{"identifier":{self._identifier},"message":{message}}}')


class CableConnection:
    """Speaks actioncable-v1-json with one client until it goes."""

    def __init__(self, sandbox: Sandbox, socket: WebSocket) -> None:
        self._sandbox = sandbox
        self._socket = socket
        self._outbox: asyncio.Queue[str] = asyncio.Queue()
        self._subscriptions: dict[str, Subscription | None] = {}

    def send_text(self, text: str) -> None:
        """Queue a frame."""
        self._outbox.put_nowait(text)

    def drop(self) -> None:
        """Cut the connection without a closing handshake."""
        abort_of(self._socket.scope)()

    async def run(self) -> None:
        """Serve the connection."""
        offered = self._socket.scope.get("subprotocols", [])
        await self._socket.accept(subprotocol=SUBPROTOCOL if SUBPROTOCOL in offered else None)
        self._sandbox.hub.connected(self, self.drop)
        self._send({"type": "welcome"})
        tasks = [asyncio.create_task(self._write()), asyncio.create_task(self._ping())]
        try:
            await self._read()
        finally:
            self._sandbox.hub.disconnected(self)
            for subscription in self._subscriptions.values():
                if subscription is not None:
                    self._sandbox.hub.leave(subscription)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _write(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                text = await self._outbox.get()
                if self._socket.application_state is not WebSocketState.CONNECTED:
                    return
                await self._socket.send_text(text)

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_EVERY_S)
            if self._sandbox.faults.is_on("mute_cable") is None:
                self._send({"type": "ping", "message": int(self._sandbox.world.clock.now())})

    async def _read(self) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self._handle(await self._socket.receive_text())

    def _send(self, frame: JsonObject) -> None:
        self.send_text(json.dumps(frame, ensure_ascii=False))

    def _handle(self, text: str) -> None:
        """Run one command; what is not understood is only logged, as the server does."""
        command = _json_object(text)
        identifier = command.get("identifier")
        if not isinstance(identifier, str):
            log.info("cable command without identifier ignored")
        elif command.get("command") == "subscribe":
            self._subscribe(identifier)
        elif command.get("command") == "unsubscribe":
            subscription = self._subscriptions.pop(identifier, None)
            if subscription is not None:
                self._sandbox.hub.leave(subscription)
        elif command.get("command") == "message":
            self._message(identifier, command.get("data"))

    def _subscribe(self, identifier: str) -> None:
        """Confirm a good token; a bad one is never answered and stays registered (trap 38)."""
        if identifier in self._subscriptions:
            return
        self._subscriptions[identifier] = None
        wanted = _json_object(identifier)
        token = wanted.get("pubsub_token")
        if wanted.get("channel") != "RoomChannel" or not isinstance(token, str):
            return
        agent = None
        if "user_id" in wanted:
            agent = self._agent(token, wanted.get("user_id"), wanted.get("account_id"))
            if agent is None:
                log.info("cable subscription with a bad token: not answered")
                return
        elif not token.startswith("contact-"):
            return
        subscription = Subscription(self, identifier, token, agent)
        self._subscriptions[identifier] = subscription
        self._sandbox.hub.join(subscription)
        self._send({"identifier": identifier, "type": "confirm_subscription"})
        self._presence(identifier, agent)

    def _agent(self, token: str, user_id: object, account_id: object) -> Agent | None:
        for agent in self._sandbox.world.directory.members():
            if agent.pubsub_token == token:
                is_match = str(agent.id) == str(user_id) and str(account_id) == str(ACCOUNT_ID)
                return agent if is_match else None
        return None

    def _message(self, identifier: str, data: object) -> None:
        subscription = self._subscriptions.get(identifier)
        action = _json_object(data).get("action") if isinstance(data, str) else None
        if subscription is not None and action == "update_presence":
            self._presence(identifier, subscription.agent)

    def _presence(self, identifier: str, agent: Agent | None) -> None:
        """Note the presence and answer the sender only (§4.3)."""
        if agent is None:
            return
        world = self._sandbox.world
        agent.last_presence_at = world.clock.now()
        users = {
            str(other.id): other.availability
            for other in world.directory.members()
            if not other.auto_offline or world.is_present(other)
        }
        data: JsonObject = {"account_id": ACCOUNT_ID, "users": users, "contacts": {}}
        self._send(
            {"identifier": identifier, "message": {"event": "presence.update", "data": data}}
        )


def _json_object(text: str) -> JsonObject:
    try:
        value = json.loads(text)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


async def cable_endpoint(socket: WebSocket) -> None:
    """The /cable route."""
    sandbox: Sandbox = socket.app.state.sandbox
    if sandbox.faults.take({"refuse_cable"}, "GET", "/cable") is not None:
        await socket.close(code=1013)
        return
    await CableConnection(sandbox, socket).run()
