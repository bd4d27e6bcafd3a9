# SPDX-License-Identifier: Apache-2.0
"""Where contract tests play: a sandbox in a thread, or a live server given by the environment.

Both offer the same few acts; what only a sandbox can do is reached through `control`, which skips
the test on a live server.
"""

from __future__ import annotations

import json
import os
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

import pytest

from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.sandbox.control import SandboxControl, SeenRequest
from desktop_agent.sandbox.server import RunningSandbox, run_in_thread
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.model import Agent

MARIE, TOMASZ, SABINE, YASEMIN = 1, 2, 3, 5
"""Agents of the sandbox: two of role agent, an administrator, one with a second factor."""
WHATSAPP, API_INBOX, FOREIGN_INBOX = 1, 4, 5
"""Channels of the sandbox; Marie is no member of the last."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the sandbox with its settings; as text it names the test case."""

    kind: str
    status: int | None = None
    mode: str | None = None

    def __str__(self) -> str:
        return "-".join(str(part) for part in (self.kind, self.status, self.mode) if part)

    def switch_on(
        self,
        control: SandboxControl,
        *,
        count: int | None = None,
        path: str | None = None,
        method: str | None = None,
    ) -> None:
        """Let the next `count` requests (None = all) that match meet it."""
        if self.status is not None:
            control.add_fault(self.kind, count=count, path=path, method=method, status=self.status)
        elif self.mode is not None:
            control.add_fault(self.kind, count=count, path=path, method=method, mode=self.mode)
        else:
            control.add_fault(self.kind, count=count, path=path, method=method)


@dataclass(frozen=True, slots=True)
class Opened:
    """A ticket that a customer just opened."""

    ticket_id: TicketId
    message_id: MessageId


class SandboxStage:
    """The sandbox; started over before every test."""

    is_live = False

    def __init__(self, running: RunningSandbox) -> None:
        self._running = running
        self.url = running.url
        self.account_id: int | None = 1

    @property
    def control(self) -> SandboxControl:
        """Everything that simulated people and faults can do."""
        return self._running.control

    def agent(self, number: int) -> Agent:
        """A person who can sign in."""
        return self._running.agents[number]

    @property
    def token(self) -> str:
        """The access token of the agent under test."""
        return self.agent(MARIE).access_token

    def open_ticket(self, text: str = "Guten Tag", *, inbox: int | None = None) -> Opened:
        """Somebody unknown writes; the ticket is open and free."""
        written = self.control.new_customer_writes(
            text, name="Erna Beispiel", inbox=inbox or WHATSAPP
        )
        if self.control.ticket(written.ticket)["status"] == "pending":
            self.control.bot_hands_over(written.ticket)
        return Opened(TicketId(written.ticket), MessageId(written.message_id))

    def customer_writes(self, ticket_id: TicketId, text: str) -> MessageId:
        """The customer of a ticket writes again."""
        return MessageId(self.control.customer_writes(ticket_id, text).message_id)

    def hidden_of(self, customer_ids: Iterable[int]) -> set[str]:
        """Phone numbers and mail addresses of customers, which must not come out."""
        wanted = set(customer_ids)

        def look(sandbox: Sandbox) -> set[str]:
            contacts = [sandbox.world.customers.get(number) for number in wanted]
            words = [(found.phone_number, found.email) for found in contacts if found is not None]
            return {word for pair in words for word in pair if word}

        return self._running.call(look)

    def requests(self, part: str, method: str | None = None) -> list[SeenRequest]:
        """Requests that the server got, whose path contains `part`."""
        return [
            seen
            for seen in self.control.requests()
            if part in seen.path and method in (None, seen.method)
        ]


class LiveStage:
    """A real server; needs an API channel, through which the test plays the customer."""

    is_live = True

    def __init__(self, url: str, token: str, account_id: int, inbox_id: int) -> None:
        self.url = url
        self.token = token
        self.account_id: int | None = account_id
        self._inbox_id = inbox_id

    @property
    def control(self) -> SandboxControl:
        """Not on a live server."""
        pytest.skip("needs the sandbox's control API")

    def agent(self, _number: int) -> Agent:
        """Not on a live server."""
        pytest.skip("needs the sandbox's agents")

    def open_ticket(self, text: str = "Guten Tag", *, inbox: int | None = None) -> Opened:
        """A new contact with a new conversation on the API channel."""
        if inbox is not None and inbox != API_INBOX:
            pytest.skip("needs a channel of a kind that a live server was not given for")
        contact = self._post("contacts", {"name": "Erna Beispiel", "inbox_id": self._inbox_id})
        payload = cast("dict[str, dict[str, object]]", contact["payload"])
        made = self._post(
            "conversations",
            {"inbox_id": self._inbox_id, "contact_id": payload["contact"]["id"], "status": "open"},
        )
        ticket_id = TicketId(cast("int", made["id"]))
        self._post(f"conversations/{ticket_id}/assignments", {"assignee_id": None})
        return Opened(ticket_id, self.customer_writes(ticket_id, text))

    def customer_writes(self, ticket_id: TicketId, text: str) -> MessageId:
        """An incoming message, which API channels accept from agents."""
        body: dict[str, object] = {"content": text, "message_type": "incoming"}
        made = self._post(f"conversations/{ticket_id}/messages", body)
        return MessageId(cast("int", made["id"]))

    def hidden_of(self, _customer_ids: Iterable[int]) -> set[str]:
        """Not on a live server."""
        pytest.skip("needs the sandbox's customers")

    def requests(self, _part: str, _method: str | None = None) -> list[SeenRequest]:
        """Not on a live server."""
        pytest.skip("needs the sandbox's record of requests")

    def _post(self, path: str, body: dict[str, object]) -> dict[str, object]:
        request = urllib.request.Request(  # noqa: S310 - the operator of the test named the server
            f"{self.url}/api/v1/accounts/{self.account_id}/{path}",
            data=json.dumps(body).encode(),
            headers={"api-access-token": self.token, "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
            text = answer.read()
        value = json.loads(text or b"{}")
        return value if isinstance(value, dict) else {}


Stage = SandboxStage | LiveStage


@contextmanager
def open_stage() -> Iterator[Stage]:
    """The live server if the environment names one, else a sandbox."""
    url = os.environ.get("DESKTOP_AGENT_CONTRACT_URL")
    if url:
        yield LiveStage(
            url.rstrip("/"),
            os.environ["DESKTOP_AGENT_CONTRACT_TOKEN"],
            int(os.environ["DESKTOP_AGENT_CONTRACT_ACCOUNT"]),
            int(os.environ["DESKTOP_AGENT_CONTRACT_INBOX"]),
        )
        return
    with run_in_thread(seed=4, tickets=60, messages=700) as running:
        yield SandboxStage(running)
