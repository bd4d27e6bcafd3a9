# SPDX-License-Identifier: Apache-2.0
"""Engine and reader in memory, so that views can be tried and tested alone.

Answers travel through the bridge's queued signal like real ones. It obeys no guard and no
network: a test says what happens by `customer_writes`, `colleague_takes`, `confirm`, `hold`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from desktop_agent.bridge import Bridge
from desktop_agent.domain import commands as c
from desktop_agent.domain import queries as q
from desktop_agent.domain import requests as r
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.events import (
    EngineEvent,
    EngineStateChanged,
    MessagesChanged,
    OutboxChanged,
    TicketsChanged,
)
from desktop_agent.domain.ids import CommandId, MessageId, TicketId
from desktop_agent.domain.messages import Author, Delivery, Message, MessageKind
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.domain.tickets import Owner, OwnerKind, TicketStatus
from tests.fakes.desk_reader import DeskReader
from tests.fakes.sample_service import (
    SESSION,
    Story,
    agent,
    customer,
)

A = TypeVar("A")


class FakeDesk(DeskReader):
    """Implements `EnginePort` and `ReaderPort`; everything it was asked stays in `submitted`."""

    def __init__(self, bridge: Bridge, now: datetime) -> None:
        super().__init__(now)
        self.session = SESSION
        self.submitted: list[r.Request] = []
        self._bridge = bridge
        bridge.attach(reader=self, engine=self)

    # --- the two ports

    def submit(self, request: r.Request) -> None:
        """Take a request; commands join the outbox and stay there until `confirm` or `hold`."""
        self.submitted.append(request)
        match request:
            case r.PutCommand(command):
                self.rows.append(OutboxRow(command=command, state=OutboxState.QUEUED))
                self._tell_outbox(command.ticket_id)
            case r.CancelCommand(command_id):
                self._move(command_id, OutboxState.CANCELLED)
            case r.ApproveCommand(command_id):
                self._move(command_id, OutboxState.QUEUED)
            case r.SaveDraft(ticket_id, text, is_note):
                self.drafts[ticket_id] = q.DraftText(text, is_note)
                if not text:
                    del self.drafts[ticket_id]
                self._tell_outbox(ticket_id)
            case _:
                pass

    # --- what a test makes happen

    def requests(self, kind: type[A]) -> list[A]:
        """Requests of one kind, oldest first."""
        return [request for request in self.submitted if isinstance(request, kind)]

    def payloads(self) -> list[c.Payload]:
        """What was wished, oldest first."""
        return [request.command.payload for request in self.requests(r.PutCommand)]

    def post(self, event: EngineEvent) -> None:
        """Tell the window something."""
        self._bridge.post(event)

    def enter(self, phase: Phase, **facts: Any) -> None:
        """Move the engine to a phase."""
        live_at = facts.pop("live_at", self.now)
        self.post(EngineStateChanged(EngineState(phase=phase, live_at=live_at, **facts)))

    def change(self, ticket_id: TicketId, **fields: Any) -> None:
        """Change a ticket's record and say so."""
        story = self.stories[ticket_id]
        story.ticket = replace(story.ticket, **fields)
        self.post(TicketsChanged(frozenset({ticket_id})))

    def customer_writes(self, ticket_id: TicketId, text: str) -> Message:
        """A customer's message arrives."""
        story = self.stories[ticket_id]
        message = self._append(story, MessageKind.INBOUND, text, customer(story))
        story.ticket = replace(
            story.ticket,
            last_activity_at=self.now,
            last_inbound_at=self.now,
            waiting_since_at=self.now,
            unread=story.ticket.unread + 1,
        )
        self.post(MessagesChanged(ticket_id, message.id))
        self.post(TicketsChanged(frozenset({ticket_id})))
        return message

    def colleague_answers(self, ticket_id: TicketId, text: str, owner: Owner) -> Message:
        """A colleague's answer arrives."""
        message = self._append(self.stories[ticket_id], MessageKind.OUTBOUND, text, agent(owner))
        self.post(MessagesChanged(ticket_id))
        self.post(TicketsChanged(frozenset({ticket_id})))
        return message

    def colleague_takes(self, ticket_id: TicketId, owner: Owner) -> None:
        """A colleague holds the ticket now."""
        self.change(ticket_id, owner=owner)

    def confirm(self, command_id: CommandId) -> None:
        """The server did what the command asks."""
        row = self._row(command_id)
        story = self.stories[row.command.ticket_id]
        match row.command.payload:
            case c.Reply(text):
                self._append(story, MessageKind.OUTBOUND, text, self._myself())
            case c.Note(text):
                self._append(story, MessageKind.NOTE, text, self._myself())
            case c.Claim():
                name = self.session.agent_name
                story.ticket = replace(story.ticket, owner=Owner(OwnerKind.AGENT, self.me, name))
            case c.Release():
                story.ticket = replace(story.ticket, owner=None)
            case c.Close():
                story.ticket = replace(story.ticket, status=TicketStatus.CLOSED)
            case c.Reopen():
                story.ticket = replace(story.ticket, status=TicketStatus.OPEN)
            case c.Snooze():
                story.ticket = replace(story.ticket, status=TicketStatus.SNOOZED)
            case _:
                pass
        self._move(command_id, OutboxState.CONFIRMED)
        self.post(MessagesChanged(story.ticket.id))
        self.post(TicketsChanged(frozenset({story.ticket.id})))

    def hold(
        self, command_id: CommandId, reason: HeldReason, facts: Mapping[str, str] | None = None
    ) -> None:
        """The command waits for its author."""
        self._move(command_id, OutboxState.HELD, held=reason, facts=facts or {})

    def put_row(self, row: OutboxRow) -> None:
        """Let the outbox hold a row in any state from the start."""
        self.rows.append(row)
        self._tell_outbox(row.command.ticket_id)

    # --- bookkeeping

    def _append(self, story: Story, kind: MessageKind, text: str, author: Author) -> Message:
        message = Message(
            id=MessageId(1 + max(m.id for s in self.stories.values() for m in s.messages)),
            ticket_id=story.ticket.id,
            kind=kind,
            author=author,
            text=text,
            created_at=self.now,
            delivery=Delivery.TAKEN,
        )
        story.messages.append(message)
        story.ticket = replace(story.ticket, last_activity_at=self.now)
        return message

    def _row(self, command_id: CommandId) -> OutboxRow:
        return next(row for row in self.rows if row.command.id == command_id)

    def _move(self, command_id: CommandId, state: OutboxState, **fields: Any) -> None:
        row = self._row(command_id)
        self.rows[self.rows.index(row)] = replace(row, state=state, **fields)
        self._tell_outbox(row.command.ticket_id)

    def _tell_outbox(self, ticket_id: TicketId) -> None:
        self.post(OutboxChanged(frozenset({ticket_id})))

    def _myself(self) -> Author:
        return agent(Owner(OwnerKind.AGENT, self.me, self.session.agent_name))
