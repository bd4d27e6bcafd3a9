# SPDX-License-Identifier: Apache-2.0
"""Brings customers in and lets bots hand over (chatwoot §2.8 - §2.11); changes no owners itself."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.posting import Outgoing, Posting, Upload
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import OPEN, PENDING, RESOLVED, Contact, JsonObject, Message
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World


class Intake:
    """The inbound side of the channels."""

    def __init__(
        self, world: World, announcer: Announcer, changes: TicketChanges, posting: Posting
    ) -> None:
        self._world = world
        self._announcer = announcer
        self._changes = changes
        self._posting = posting

    def write(
        self, contact: Contact, text: str, uploads: Sequence[Upload] = ()
    ) -> tuple[Ticket, Message]:
        """A customer writes on their channel: to a living ticket or into a new one (§2.11)."""
        ticket = self._current_ticket(contact)
        if ticket is None:
            ticket = self.open_ticket(contact)
        return ticket, self._posting.incoming(ticket, text, uploads)

    def _current_ticket(self, contact: Contact) -> Ticket | None:
        index = self._world.index
        rows = [
            row
            for row in range(len(index))
            if index.contact[row] == contact.id and index.is_alive[row]
        ]
        if self._world.directory.inboxes[contact.inbox_id].lock_to_single_conversation:
            return self._world.ticket_at(rows[-1]) if rows else None
        living = [row for row in rows if index.status[row] != RESOLVED]
        return self._world.ticket_at(living[-1]) if living else None

    def open_ticket(
        self,
        contact: Contact,
        attributes: JsonObject | None = None,
        topic: int = 0,
        team_id: int = 0,
    ) -> Ticket:
        """Open a new ticket: resolved for blocked people, pending where a bot answers (§2.9)."""
        inbox = self._world.directory.inboxes[contact.inbox_id]
        status = PENDING if inbox.bot_id is not None else OPEN
        if contact.is_blocked:
            status = RESOLVED
        now = self._world.clock.now()
        index = self._world.index
        earlier = sum(1 for contact_id in index.contact if contact_id == contact.id)
        row = index.append(
            status=status, inbox_id=inbox.id, team_id=team_id, assignee_id=0,
            contact_id=contact.id, created_at=now, last_activity_at=now, topic=topic,
        )  # fmt: skip
        index.set_activity(row, now)
        facts: JsonObject = {
            "customer_since": iso_ms(contact.created_at),
            "earlier_tickets": earlier,
        }
        ticket = self._world.new_ticket_row(facts | (attributes or {}), row)
        self._announcer.conversation_snapshot(ticket, "conversation.created")
        self._changes.assign_automatically(ticket)
        return ticket

    def hand_over(self, ticket: Ticket, text: str | None = None, rule: str | None = None) -> None:
        """The bot says a last word, then opens the ticket for people (§2.10)."""
        bot = next(iter(self._world.directory.bots.values()))
        if text:
            self._posting.outgoing(ticket, bot, Outgoing(content=text))
        if rule:
            self._changes.set_custom_attributes(
                ticket,
                ticket.custom_attributes
                | {"routing_rule": rule, "routed_at": iso_ms(self._world.clock.now())},
            )
        why = f" · Regel „{rule}“" if rule else ""
        self._changes.set_status(ticket, "open", None, text=f"Bot „{bot.name}“ hat übergeben{why}")
        members = self._world.inbox_of(ticket).member_ids
        self._announcer.notify(members, ticket, "conversation_creation")
