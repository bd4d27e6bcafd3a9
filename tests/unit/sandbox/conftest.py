# SPDX-License-Identifier: Apache-2.0
"""A running sandbox over real sockets, and small clients for it; holds no expectations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Self, cast

import httpx
import pytest
from websockets.sync.client import ClientConnection, connect

from desktop_agent.sandbox.server import RunningSandbox, run_in_thread

JsonObject = dict[str, object]
ACCOUNT = "/api/v1/accounts/1"
MARIE, TOMASZ, SABINE, YASEMIN, OLE = 1, 2, 3, 5, 6
WAIT_S = 5.0


class RestClient:
    """One agent's REST access; paths are below the account unless they start with `/`."""

    def __init__(self, url: str, access_token: str) -> None:
        self.http = httpx.Client(base_url=url, headers={"api-access-token": access_token})

    def send(self, method: str, path: str, **options: object) -> httpx.Response:
        full = path if path.startswith("/") else f"{ACCOUNT}/{path}"
        request = self.http.build_request(method, full, **options)  # type: ignore[arg-type]  # passed through
        return self.http.send(request)

    def get(self, path: str, **params: object) -> httpx.Response:
        return self.send("GET", path, params=params)

    def post(self, path: str, **body: object) -> httpx.Response:
        return self.send("POST", path, json=body)

    def show(self, ticket: int) -> JsonObject:
        answer = self.get(f"conversations/{ticket}")
        assert answer.status_code == 200, answer.text
        return cast("JsonObject", answer.json())

    def listed(self, **params: object) -> list[JsonObject]:
        answer = self.get("conversations", **params)
        assert answer.status_code == 200, answer.text
        return cast("list[JsonObject]", answer.json()["data"]["payload"])

    def messages(self, ticket: int, **params: object) -> list[JsonObject]:
        answer = self.get(f"conversations/{ticket}/messages", **params)
        assert answer.status_code == 200, answer.text
        return cast("list[JsonObject]", answer.json()["payload"])

    def say(self, ticket: int, content: str | None, **more: object) -> JsonObject:
        answer = self.post(f"conversations/{ticket}/messages", content=content, **more)
        assert answer.status_code == 200, answer.text
        return cast("JsonObject", answer.json())


class CableClient:
    """One Action Cable connection."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.socket: ClientConnection = connect(
            url.replace("http", "ws") + "/cable",
            subprotocols=["actioncable-v1-json"],  # type: ignore[list-item]  # NewType of str
            proxy=None,
        ).__enter__()
        self.identifier = ""
        assert self.frame() == {"type": "welcome"}

    def frame(self, timeout_s: float = WAIT_S) -> JsonObject:
        return cast("JsonObject", json.loads(self.socket.recv(timeout=timeout_s)))

    def subscribe(self, token: str, user_id: int) -> None:
        self.identifier = json.dumps(
            {
                "channel": "RoomChannel",
                "pubsub_token": token,
                "account_id": 1,
                "user_id": user_id,
            }
        )
        self.command("subscribe")

    def command(self, command: str, **more: object) -> None:
        self.socket.send(json.dumps({"command": command, "identifier": self.identifier, **more}))

    def event(
        self, name: str, is_wanted: Callable[[JsonObject], bool] = lambda _data: True
    ) -> JsonObject:
        """Return the data of the next wanted event, skipping everything else."""
        while True:
            message = self.frame().get("message")
            if (
                isinstance(message, dict)
                and message["event"] == name
                and is_wanted(message["data"])
            ):
                return cast("JsonObject", message["data"])

    def names_until(self, last: str) -> list[str]:
        """Return the event names up to and including `last`."""
        names: list[str] = []
        while last not in names:
            message = self.frame().get("message")
            if isinstance(message, dict):
                names.append(str(message["event"]))
        return names

    def read_to_the_end(self) -> None:
        """Read frames until the connection breaks (which raises)."""
        while True:
            self.frame()

    def close(self) -> None:
        self.socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Office:
    """A running sandbox with clients for its agents."""

    def __init__(self, running: RunningSandbox) -> None:
        self.running = running
        self.url = running.url
        self.control = running.control
        self._open: list[RestClient | CableClient] = []

    def rest(self, agent_id: int = MARIE) -> RestClient:
        client = RestClient(self.url, self.running.agents[agent_id].access_token)
        self._open.append(client)
        return client

    def cable(self, agent_id: int = MARIE) -> CableClient:
        """A confirmed subscription with its first presence answer already read."""
        client = self.bare_cable()
        client.subscribe(self.running.agents[agent_id].pubsub_token, agent_id)
        assert client.frame()["type"] == "confirm_subscription"
        client.event("presence.update")
        return client

    def bare_cable(self) -> CableClient:
        client = CableClient(self.url)
        self._open.append(client)
        return client

    def ticket(self, name: str) -> int:
        """The ticket number of a hand-written customer."""
        return self.running.call(lambda sandbox: _ticket_of(sandbox.world, name))

    def owned(self, ticket: int) -> int | None:
        return cast("int | None", self.control.ticket(ticket)["assignee_id"])

    def close(self) -> None:
        for client in self._open:
            if isinstance(client, RestClient):
                client.http.close()
            else:
                client.close()


def _ticket_of(world: object, name: str) -> int:
    from desktop_agent.sandbox.world.world import World

    assert isinstance(world, World)
    for row in world.index.by_activity():
        contact = world.customers.get(world.index.contact[row])
        if contact is not None and contact.name == name:
            return row + world.index.first_no
    raise AssertionError(f"no ticket of {name}")


@pytest.fixture
def office() -> Iterator[Office]:
    """A sandbox of 60 tickets with the hand-written ones."""
    with run_in_thread() as running:
        place = Office(running)
        yield place
        place.close()
