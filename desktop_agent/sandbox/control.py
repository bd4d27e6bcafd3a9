# SPDX-License-Identifier: Apache-2.0
"""A typed, synchronous client of the sandbox's control API; standard library only."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from typing import Final, TypeAlias, cast
from urllib.parse import urlencode, urlsplit

JsonObject: TypeAlias = dict[str, object]
AgentRef: TypeAlias = int | str

_TIMEOUT_S: Final = 30.0


class ControlRefusedError(Exception):
    """The sandbox refused a control request."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a message went."""

    ticket: int
    message_id: int


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """One request the sandbox got; `status` None = it was not answered."""

    number: int
    method: str
    path: str
    query: str
    at: float
    status: int | None


class SandboxControl:
    """Makes simulated people act and switches faults. One connection per call; thread-safe."""

    def __init__(self, url: str, token: str) -> None:
        """Use the url and the control token that the sandbox printed."""
        parts = urlsplit(url)
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or 80
        self._token = token

    # -- customers and bots ----------------------------------------------------------------

    def customer_writes(
        self,
        ticket: int,
        text: str = "",
        *,
        file_name: str | None = None,
        content_type: str | None = None,
        file: bytes | None = None,
    ) -> Written:
        """The ticket's customer writes; `text` may start with a file mark such as `<voice 7>`."""
        body: JsonObject = {"ticket": ticket, "text": text}
        if file is not None:
            body |= {
                "file_name": file_name,
                "content_type": content_type,
                "file_base64": base64.b64encode(file).decode(),
            }
        return _written(self.act("customer_writes", body))

    def new_customer_writes(
        self, text: str, *, name: str = "", inbox: int = 1, is_handed_over: bool = True
    ) -> Written:
        """Somebody unknown writes for the first time; a bot hands over at once if asked to."""
        body: JsonObject = {"text": text, "name": name, "inbox": inbox}
        return _written(self.act("customer_writes", body | {"is_handed_over": is_handed_over}))

    def known_customer_writes(self, contact_id: int, text: str) -> Written:
        """A contact writes on their channel: living ticket, new ticket, or locked to the last."""
        return _written(self.act("customer_writes", {"text": text, "contact_id": contact_id}))

    def customer_types(self, ticket: int, *, is_on: bool = True) -> None:
        """The customer starts or stops typing."""
        self.act("customer_types", {"ticket": ticket, "typing_status": "on" if is_on else "off"})

    def customer_reads(self, ticket: int) -> None:
        """The customer has read the ticket (conversation.read)."""
        self.act("customer_reads", {"ticket": ticket})

    def bot_hands_over(
        self, ticket: int, *, text: str | None = None, rule: str | None = None
    ) -> None:
        """The bot opens a pending ticket for people."""
        self.act("bot_hands_over", {"ticket": ticket, "text": text, "rule": rule})

    # -- colleagues ------------------------------------------------------------------------

    def assign(self, ticket: int, *, agent: AgentRef, to: int | None = None) -> None:
        """A colleague assigns: to themselves, to the id `to`, or with 0 to nobody."""
        body: JsonObject = {"ticket": ticket, "agent": agent}
        if to is not None:
            body["to"] = to
        self.act("assign", body)

    def assign_team(self, ticket: int, *, agent: AgentRef, team: int) -> None:
        """A colleague moves the ticket to a team (0 = none)."""
        self.act("assign_team", {"ticket": ticket, "agent": agent, "team": team})

    def answer(self, ticket: int, text: str, *, agent: AgentRef) -> Written:
        """A colleague answers the customer."""
        return _written(self.act("answer", {"ticket": ticket, "text": text, "agent": agent}))

    def note(self, ticket: int, text: str, *, agent: AgentRef) -> Written:
        """A colleague writes a note."""
        return _written(self.act("note", {"ticket": ticket, "text": text, "agent": agent}))

    def set_status(
        self, ticket: int, status: str, *, agent: AgentRef, for_s: int | None = None
    ) -> None:
        """A colleague closes, reopens or snoozes (snoozed: `for_s` seconds)."""
        body: JsonObject = {"ticket": ticket, "status": status, "agent": agent, "for_s": for_s}
        self.act("set_status", body)

    def set_labels(self, ticket: int, labels: list[str], *, agent: AgentRef) -> None:
        """A colleague replaces the labels."""
        self.act("set_labels", {"ticket": ticket, "labels": labels, "agent": agent})

    def agent_types(self, ticket: int, *, agent: AgentRef, is_on: bool = True) -> None:
        """A colleague starts or stops typing."""
        body: JsonObject = {"ticket": ticket, "agent": agent}
        self.act("agent_types", body | {"typing_status": "on" if is_on else "off"})

    def set_presence(self, agent: AgentRef, availability: str = "online") -> None:
        """A colleague looks present until the presence lapses."""
        self.act("set_presence", {"agent": agent, "availability": availability})

    # -- facts, clock, removals --------------------------------------------------------------

    def set_consent(
        self, ticket: int, state: str, *, source: str = "bot_question", art9: bool | None = None
    ) -> None:
        """Set the consent attributes; "unknown" removes them."""
        body: JsonObject = {"ticket": ticket, "state": state, "source": source}
        self.act("set_consent", body if art9 is None else body | {"art9": art9})

    def set_attributes(self, ticket: int, attributes: JsonObject) -> None:
        """Merge custom attributes into a ticket."""
        self.act("set_attributes", {"ticket": ticket, "custom_attributes": attributes})

    def message_status(
        self, ticket: int, message_id: int, status: str, *, external_error: str | None = None
    ) -> None:
        """The provider reports a status, in any order."""
        body: JsonObject = {"ticket": ticket, "message_id": message_id, "status": status}
        self.act("message_status", body | {"external_error": external_error})

    def advance_clock(self, seconds: int) -> None:
        """Move the server clock; what is due happens, expired snoozes wake."""
        self.act("advance_clock", {"seconds": seconds})

    def delete_ticket(self, ticket: int) -> None:
        """Delete a ticket silently."""
        self.act("delete_ticket", {"ticket": ticket})

    def unassign_silently(self, ticket: int) -> None:
        """Clear the owner without event and without updated_at."""
        self.act("unassign_silently", {"ticket": ticket})

    def remove_agent(self, agent: AgentRef) -> None:
        """Remove an agent from the account; their tickets are unassigned silently."""
        self.act("remove_agent", {"agent": agent})

    def set_membership(self, agent: AgentRef, inbox: int, *, is_member: bool) -> None:
        """Add an agent to a channel or take them out."""
        self.act("set_membership", {"agent": agent, "inbox": inbox, "is_member": is_member})

    def set_role(self, agent: AgentRef, role: str) -> None:
        """Change an agent's role."""
        self.act("set_role", {"agent": agent, "role": role})

    def delete_contact(self, contact_id: int) -> None:
        """Delete a customer; the tickets vanish a moment later."""
        self.act("delete_contact", {"contact_id": contact_id})

    def merge_contacts(self, base_contact_id: int, mergee_contact_id: int) -> None:
        """Merge two customers."""
        body: JsonObject = {"base_contact_id": base_contact_id}
        self.act("merge_contacts", body | {"mergee_contact_id": mergee_contact_id})

    def rotate_pubsub_token(self, agent: AgentRef) -> str:
        """Give an agent a new pubsub token; return it."""
        return str(self.act("rotate_pubsub_token", {"agent": agent})["pubsub_token"])

    def revoke_access_token(self, agent: AgentRef) -> str:
        """Replace an agent's access token and end their sessions; return the new one."""
        return str(self.act("revoke_access_token", {"agent": agent})["access_token"])

    # -- faults ----------------------------------------------------------------------------

    def add_fault(
        self,
        kind: str,
        *,
        count: int | None = None,
        path: str | None = None,
        method: str | None = None,
        **settings: int | str,
    ) -> JsonObject:
        """Switch a fault on (see docs/sandbox.md for kinds and settings)."""
        body: JsonObject = {"kind": kind, "count": count, "path": path, "method": method}
        return self._call("POST", "faults", body | dict(settings))

    def faults(self) -> list[JsonObject]:
        """Return the switched-on faults."""
        return cast("list[JsonObject]", self._call("GET", "faults")["faults"])

    def clear_faults(self, kind: str | None = None) -> None:
        """Switch faults off: all, or those of one kind."""
        self._call("DELETE", "faults" if kind is None else f"faults?{urlencode({'kind': kind})}")

    # -- looking inside --------------------------------------------------------------------

    def ticket(self, ticket: int) -> JsonObject:
        """Return what the server holds about a ticket."""
        return self.act("ticket", {"ticket": ticket})

    def requests(self, since: int = 0) -> list[SeenRequest]:
        """Return the requests after number `since`, oldest first."""
        found = cast("list[JsonObject]", self._call("GET", f"requests?since={since}")["requests"])
        return [
            SeenRequest(
                number=cast("int", item["number"]),
                method=str(item["method"]),
                path=str(item["path"]),
                query=str(item["query"]),
                at=cast("float", item["at"]),
                status=cast("int | None", item["status"]),
            )
            for item in found
        ]

    def clear_requests(self) -> None:
        """Forget the recorded requests."""
        self._call("DELETE", "requests")

    def state(self) -> JsonObject:
        """Return counts: tickets, messages, changed tickets, cable connections, server time."""
        return self._call("GET", "state")

    def reset(self) -> None:
        """Start over with a fresh world."""
        self._call("POST", "reset", {})

    def act(self, name: str, body: JsonObject) -> JsonObject:
        """Make something happen by its name. Raises ControlRefusedError."""
        return self._call("POST", f"act/{name}", body)

    def _call(self, method: str, path: str, body: JsonObject | None = None) -> JsonObject:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_TIMEOUT_S)
        try:
            headers = {"x-sandbox-token": self._token, "content-type": "application/json"}
            payload = None if body is None else json.dumps(body)
            connection.request(method, f"/_sandbox/{path}", payload, headers)
            answer = connection.getresponse()
            value = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200 or not isinstance(value, dict):
            raise ControlRefusedError(str(value))
        return value


def _written(answer: JsonObject) -> Written:
    return Written(cast("int", answer["ticket"]), cast("int", answer["message_id"]))
