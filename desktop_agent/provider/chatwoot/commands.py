# SPDX-License-Identifier: Apache-2.0
"""Runs one command once and says what became of it. Never raises for trouble.

Sending is in `sends`, everything else here. The effect that a command is after is defined once, in
`effects`; it serves read-backs and the search for evidence alike.
"""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from desktop_agent.domain import commands as c
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.directory import Role
from desktop_agent.domain.errors import (
    Bug,
    EnvironmentProblem,
    Problem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.domain.ids import AgentId, TicketId
from desktop_agent.domain.tickets import ConsentState, Owner, OwnerKind, Priority, TicketStatus
from desktop_agent.provider.chatwoot.api import Api, Stop, before_write
from desktop_agent.provider.chatwoot.cleaning import clean_name
from desktop_agent.provider.chatwoot.conversations import Conversations
from desktop_agent.provider.chatwoot.decode import UNREADABLE, decode_or
from desktop_agent.provider.chatwoot.effects import has_effect
from desktop_agent.provider.chatwoot.facts import (
    CONFIRMED_KEY,
    DECLARED_KEY,
    SOURCE_KEY,
    STATE_KEY,
)
from desktop_agent.provider.chatwoot.sends import Sends
from desktop_agent.provider.chatwoot.wire import WireSender, WireStatusAnswer
from desktop_agent.provider.port import (
    Confirmed,
    MaybeDone,
    Outcome,
    Refused,
    Reject,
    TicketGone,
)

_ASSIGNEE = msgspec.json.Decoder(WireSender | None)
_STATUS = msgspec.json.Decoder(WireStatusAnswer | None)


class Commands:
    """Writes of one agent. Engine thread."""

    def __init__(
        self,
        api: Api,
        conversations: Conversations,
        sends: Sends,
        clock: Clock,
        effect_s: tuple[float, ...],
    ) -> None:
        self._api = api
        self._conversations = conversations
        self._sends = sends
        self._clock = clock
        self._effect_s = effect_s
        self._known_agents: frozenset[AgentId] = frozenset()

    def know_agents(self, agent_ids: frozenset[AgentId]) -> None:
        """Remember who exists: assigning to an unknown id would unassign instead (trap 15)."""
        self._known_agents = agent_ids

    async def run(self, command: c.Command, content: bytes | None) -> Outcome:
        """Run a command once."""
        try:
            return await self._dispatch(command, content)
        except Stop as stop:
            return stop.outcome

    async def _dispatch(self, command: c.Command, content: bytes | None) -> Outcome:
        ticket_id, payload = command.ticket_id, command.payload
        match payload:
            case c.Reply() | c.Note() | c.SendTemplate() | c.SendFile():
                return await self._sends.run(command, content)
            case c.Claim() | c.Release() | c.Assign() | c.AssignTeam():
                return await self._assign(ticket_id, payload)
            case c.Close():
                return await self._set_status(ticket_id, "resolved", {"status": "resolved"})
            case c.Snooze(until_at):
                return await self._snooze(ticket_id, until_at)
            case c.Reopen():
                return await self._reopen(command)
            case c.ChangeLabels():
                return await self._change_labels(command, payload)
            case c.RecordConsent(state, source):
                return await self._record_consent(ticket_id, state, source)
            case _:
                return await self._small_write(ticket_id, payload)

    async def _small_write(self, ticket_id: TicketId, payload: c.Payload) -> Outcome:
        """Writes whose answer carries nothing that is needed."""
        at = f"conversations/{ticket_id}"
        match payload:
            case c.SetPriority(priority):
                word = None if priority is Priority.NONE else priority.value
                await self._api.write(f"{at}/toggle_priority", json={"priority": word})
            case c.Typing(is_on):
                json = {"typing_status": "on" if is_on else "off", "is_private": False}
                await self._api.write(f"{at}/toggle_typing_status", json=json)
            case c.Mute(is_on):
                await self._api.write(f"{at}/{'mute' if is_on else 'unmute'}", json={})
            case c.MarkRead():
                answer = await self._api.write(f"{at}/update_last_seen", json={})
                record = self._conversations.read(answer.body)
                return Confirmed(ticket=None if isinstance(record, Reject) else record)
            case _:
                raise Bug(f"no way to run {type(payload).__name__}")
        return Confirmed()

    async def _assign(self, ticket_id: TicketId, payload: c.Payload) -> Outcome:
        """Assignment has no compare-and-set: the caller compared and will read back (§2.7)."""
        path = f"conversations/{ticket_id}/assignments"
        if isinstance(payload, c.AssignTeam):
            # The answer does not tell whether the assignee changed with the team (trap 15).
            await self._api.write(path, json={"team_id": payload.team_id or 0})
            return Confirmed()
        answer = await self._api.write(path, json={"assignee_id": self._assignee_id(payload)})
        try:
            holder = _ASSIGNEE.decode(answer.body)
        except UNREADABLE:
            return MaybeDone(Problem(ProblemCode.BAD_ANSWER))
        if holder is None or not holder.id:
            return Confirmed(owner=None)
        name = clean_name(holder.available_name or holder.name)
        return Confirmed(owner=Owner(OwnerKind.AGENT, AgentId(holder.id), name))

    def _assignee_id(self, payload: c.Payload) -> AgentId | None:
        match payload:
            case c.Claim():
                return self._api.session.agent_id
            case c.Assign(agent_id):
                if self._known_agents and agent_id not in self._known_agents:
                    raise Stop(Refused(Problem(ProblemCode.NOT_FOUND)))
                return agent_id
            case _:
                return None

    async def _snooze(self, ticket_id: TicketId, until_at: datetime | None) -> Outcome:
        json: dict[str, object] = {"status": "snoozed"}
        if until_at is not None:
            json["snoozed_until"] = int(until_at.timestamp())
        return await self._set_status(ticket_id, "snoozed", json)

    async def _set_status(self, ticket_id: TicketId, word: str, json: dict[str, object]) -> Outcome:
        """Always with the wanted status: without one the server flips (chatwoot §2.6)."""
        answer = await self._api.write(f"conversations/{ticket_id}/toggle_status", json=json)
        told = decode_or(answer.body, _STATUS, None)
        if told is None or told.payload.current_status != word:
            return MaybeDone(Problem(ProblemCode.BAD_ANSWER))
        return Confirmed()

    async def _reopen(self, command: c.Command) -> Outcome:
        """Open a ticket and leave its owner alone.

        toggle_status to open hands the ticket to a caller of role agent, whoever held it
        (trap 14). Where that would change the owner, the bulk action does the same without: it is
        run by a job, so the effect is looked for afterwards.
        """
        ticket_id = command.ticket_id
        ticket = await before_write(self._conversations.ticket(ticket_id))
        if ticket.status is TicketStatus.OPEN:
            return Confirmed(ticket=ticket)
        session = self._api.session
        is_mine = ticket.owner is not None and ticket.owner.is_agent(session.agent_id)
        if session.role is Role.LEAD or is_mine:
            return await self._set_status(ticket_id, "open", {"status": "open"})
        await self._bulk(ticket_id, {"fields": {"status": "open"}})
        return await self._when_seen(command)

    async def _change_labels(self, command: c.Command, wanted: c.ChangeLabels) -> Outcome:
        """The bulk action is the only label call that keeps what others did meanwhile (trap 20)."""
        labels = {
            key: list(names)
            for key, names in (("add", wanted.add), ("remove", wanted.remove))
            if names
        }
        if not labels:
            return Confirmed()
        await self._bulk(command.ticket_id, {"labels": labels})
        return await self._when_seen(command)

    async def _bulk(self, ticket_id: TicketId, what: dict[str, object]) -> None:
        json = {"type": "Conversation", "ids": [int(ticket_id)], **what}
        await self._api.write("bulk_actions", json=json)

    async def _when_seen(self, command: c.Command) -> Outcome:
        """Look for the effect of a write that the server does later and never reports on."""
        for wait_s in self._effect_s:
            await self._clock.sleep(wait_s)
            try:
                ticket = await self._conversations.ticket(command.ticket_id)
            except EnvironmentProblem as error:
                return MaybeDone(error.problem)
            except (ServerRefusal, TicketGone):
                return Refused(Problem(ProblemCode.NOT_FOUND), is_gone=True)
            if has_effect(command.payload, ticket, self._api.session.agent_id):
                return Confirmed(ticket=ticket)
        return MaybeDone(Problem(ProblemCode.TIMED_OUT))

    async def _record_consent(
        self, ticket_id: TicketId, state: ConsentState, source: str
    ) -> Outcome:
        """Read, change, write: the call replaces all attributes (trap 20).

        The proof of the first steps stays; only what the agent recorded is set.
        """
        attributes = await before_write(self._conversations.attributes(ticket_id))
        now = msgspec.Raw(msgspec.json.encode(self._clock.now().astimezone(UTC).isoformat()))
        attributes[STATE_KEY] = msgspec.Raw(msgspec.json.encode(state.value))
        attributes[SOURCE_KEY] = msgspec.Raw(msgspec.json.encode(source))
        if state is ConsentState.DECLARED:
            attributes[DECLARED_KEY] = now
        elif state is ConsentState.CONFIRMED:
            attributes[CONFIRMED_KEY] = now
        path = f"conversations/{ticket_id}/custom_attributes"
        await self._api.write(path, json={"custom_attributes": attributes})
        return Confirmed()
