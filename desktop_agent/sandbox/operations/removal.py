# SPDX-License-Identifier: Apache-2.0
"""Removes tickets, agents, memberships and customers the way the server does: mostly silently."""

from __future__ import annotations

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.world.model import Agent, Contact
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World


class Removal:
    """Silent changes that only a re-read finds (chatwoot §2.8, §5.4)."""

    def __init__(self, world: World, announcer: Announcer) -> None:
        self._world = world
        self._announcer = announcer

    def delete_ticket(self, ticket: Ticket) -> None:
        """Delete a ticket; no event, show answers 404 from now on."""
        self._world.index.remove(ticket.row)
        self._world.changed.pop(ticket.row, None)

    def remove_agent(self, agent: Agent) -> int:
        """Remove an agent from the account; raw SQL unassigns, no event (trap 18)."""
        agent.is_member = False
        for team in self._world.directory.teams.values():
            team.member_ids = [a for a in team.member_ids if a != agent.id]
        for inbox in self._world.directory.inboxes.values():
            inbox.member_ids = [a for a in inbox.member_ids if a != agent.id]
        index = self._world.index
        rows = [row for row in range(len(index)) if index.assignee[row] == agent.id]
        for row in rows:
            if index.is_alive[row]:
                index.set_assignee(row, 0)
        return len(rows)

    def unassign_silently(self, ticket: Ticket) -> None:
        """Clear the assignee as a raw SQL update does: no updated_at, no event."""
        self._world.keep(ticket)
        self._world.index.set_assignee(ticket.row, 0)

    def set_membership(self, inbox_id: int, agent_id: int, *, is_member: bool) -> None:
        """Change inbox membership; the only hint is account.cache_invalidated (trap 41)."""
        inbox = self._world.directory.inboxes[inbox_id]
        others = [a for a in inbox.member_ids if a != agent_id]
        inbox.member_ids = sorted([*others, agent_id]) if is_member else others
        self._announcer.cache_invalidated("inbox")

    def delete_contact(self, contact: Contact) -> None:
        """contact.deleted at once; the tickets go later by jobs, without events (§5.4)."""
        self._world.customers.deleted.add(contact.id)
        self._announcer.contact("contact.deleted", contact)
        self._world.timers.after(
            self._world.config.pace.job_s, lambda: self._delete_tickets_of(contact.id)
        )

    def _delete_tickets_of(self, contact_id: int) -> None:
        index = self._world.index
        for row in range(len(index)):
            if index.contact[row] == contact_id and index.is_alive[row]:
                self.delete_ticket(self._world.ticket_at(row))

    def merge_contacts(self, base: Contact, mergee: Contact) -> None:
        """Move the tickets to `base`; events as in §5.4: deleted, contact_changed, updated."""
        index = self._world.index
        moved = [row for row in range(len(index)) if index.contact[row] == mergee.id]
        now = self._world.clock.now()
        for row in moved:
            ticket = self._world.ticket_at(row)
            self._world.keep(ticket)
            for message in (*ticket.extra, *ticket.overrides.values()):
                if message.sender_kind == "contact":
                    message.sender_id = base.id
            index.contact[row] = base.id
            index.touch(row, now)
        self._world.customers.deleted.add(mergee.id)
        self._world.customers.keep(base)
        self._announcer.contact("contact.deleted", mergee)
        for row in moved:
            if index.is_alive[row]:
                ticket = self._world.ticket_at(row)
                self._announcer.conversation_snapshot(ticket, "conversation.contact_changed")
        self._announcer.contact("contact.merged", base)
        self._announcer.contact("contact.updated", base)
