# SPDX-License-Identifier: Apache-2.0
"""Changes tickets: status, owner, team, labels, attributes, read state (chatwoot §2.6 - §2.9)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Final

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.operations.round_robin import RoundRobin
from desktop_agent.sandbox.world.model import (
    OPEN,
    PENDING,
    PRIORITIES,
    RESOLVED,
    SNOOZED,
    STATUSES,
    Agent,
    JsonObject,
    Team,
)
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

_STATUS_TEXT: Final = {
    "open": "Das Gespräch wurde von {} wieder geöffnet",
    "resolved": "Das Gespräch wurde von {} als erledigt markiert",
    "pending": "Das Gespräch wurde von {} auf wartend gesetzt",
    "snoozed": "Das Gespräch wurde von {} zurückgestellt",
}
_SYSTEM_STATUS_TEXT: Final = {
    "open": "Das Gespräch wurde durch eine neue Nachricht wieder geöffnet",
    "resolved": "Das Gespräch wurde automatisch als erledigt markiert",
    "pending": "Das Gespräch wartet auf den Bot",
    "snoozed": "Das Gespräch wurde zurückgestellt",
}


class TicketChanges:
    """Writes a ticket's columns. A value that is already stored makes no change and no event."""

    def __init__(self, world: World, announcer: Announcer, round_robin: RoundRobin) -> None:
        self._world = world
        self._announcer = announcer
        self._round_robin = round_robin
        self.write_activity: Callable[[Ticket, str], object] = lambda _ticket, _text: None

    # -- status ----------------------------------------------------------------------------

    def set_status(
        self,
        ticket: Ticket,
        status: str,
        by: Agent | None,
        snoozed_until: float | None = None,
        text: str | None = None,
    ) -> None:
        """Change the status; raises ValueError for an unknown word. `text`: activity message."""
        code = STATUSES.index(status)
        old = ticket.status
        if old == status and ticket.snoozed_until == snoozed_until:
            return
        self._begin(ticket)
        self._world.index.set_status(ticket.row, code)
        ticket.snoozed_until = snoozed_until if code == SNOOZED else None
        if code == RESOLVED:
            ticket.waiting_since = None
        self._touch(ticket)
        if old != status:
            self._announcer.conversation(ticket, "conversation.status_changed")
            usual = _SYSTEM_STATUS_TEXT[status] if by is None else _STATUS_TEXT[status]
            self._later(ticket, text or usual.format(by.name if by is not None else ""))
        self._announcer.conversation(ticket, "conversation.updated")
        if code == OPEN and old != status:
            self.assign_automatically(ticket)

    def reopen_for_incoming(self, ticket: Ticket) -> None:
        """snoozed -> open; resolved -> open, or pending with an active bot (§2.9)."""
        contact = self._world.customers.get(ticket.contact_id)
        if contact is None or contact.is_blocked:
            return
        if ticket.status == "snoozed":
            self.set_status(ticket, "open", None)
        elif ticket.status == "resolved":
            has_bot = self._world.inbox_of(ticket).bot_id is not None
            self.set_status(ticket, STATUSES[PENDING if has_bot else OPEN], None)

    # -- assignment ------------------------------------------------------------------------

    def assign(self, ticket: Ticket, agent: Agent | None, by: Agent | None) -> None:
        """Make an agent (or nobody) the assignee: last writer wins, no precondition (§2.7)."""
        agent_id = agent.id if agent is not None else 0
        if (ticket.assignee_id or 0) == agent_id and ticket.bot_assignee_id is None:
            return
        self._begin(ticket)
        ticket.bot_assignee_id = None
        self._world.index.set_assignee(ticket.row, agent_id)
        self._touch(ticket)
        self._announcer.conversation(ticket, "assignee.changed", "conversation.updated")
        self._later(ticket, _assignment_text(agent, by))
        if agent is not None:
            # The assignee becomes a participant by a job, without event (§2.6).
            ticket.participant_ids.add(agent.id)
            if by is None or by.id != agent.id:
                self._announcer.notify([agent.id], ticket, "conversation_assignment")

    def assign_bot(self, ticket: Ticket, bot_id: int) -> None:
        """Give the ticket to a bot; the user assignment is cleared."""
        self._begin(ticket)
        ticket.bot_assignee_id = bot_id
        self._world.index.set_assignee(ticket.row, 0)
        self._touch(ticket)
        self._announcer.conversation(ticket, "assignee.changed", "conversation.updated")

    def assign_team(self, ticket: Ticket, team: Team | None, by: Agent | None) -> None:
        """Set the team: an assignee outside it is cleared, then maybe round robin (§2.7)."""
        team_id = team.id if team is not None else 0
        if (ticket.team_id or 0) == team_id:
            return
        self._begin(ticket)
        self._world.index.set_team(ticket.row, team_id)
        self._touch(ticket)
        self._announcer.conversation(ticket, "team.changed", "conversation.updated")
        who = by.name if by is not None else "System"
        self._later(
            ticket,
            f"Team {team.name} zugewiesen durch {who}" if team else f"Team entfernt durch {who}",
        )
        if team is None:
            return
        if ticket.assignee_id is not None and ticket.assignee_id not in team.member_ids:
            self.assign(ticket, None, by)
        if ticket.assignee_id is None and team.allow_auto_assign:
            members = set(self._world.inbox_of(ticket).member_ids)
            chosen = self._round_robin.next(
                f"team-{team.id}", [a for a in team.member_ids if a in members]
            )
            if chosen is not None:
                self.assign(ticket, chosen, None)

    def assign_automatically(self, ticket: Ticket) -> None:
        """Legacy auto-assignment of an open ticket in an inbox that has it enabled (§2.8)."""
        inbox = self._world.inbox_of(ticket)
        if not inbox.enable_auto_assignment or not ticket.is_open:
            return
        if ticket.assignee_id is not None and ticket.assignee_id in inbox.member_ids:
            return
        chosen = self._round_robin.next(f"inbox-{inbox.id}", inbox.member_ids)
        if chosen is not None:
            self.assign(ticket, chosen, None)

    # -- other columns ---------------------------------------------------------------------

    def set_priority(self, ticket: Ticket, priority: str | None, by: Agent | None) -> None:
        """Change the priority; raises ValueError for an unknown word."""
        code = PRIORITIES.index(priority)
        if ticket.priority == code:
            return
        self._begin(ticket)
        self._world.index.priority[ticket.row] = code
        self._touch(ticket)
        self._announcer.conversation(ticket, "conversation.updated")
        who = by.name if by is not None else "System"
        self._later(ticket, f"{who} hat die Priorität auf {priority or 'keine'} gesetzt")

    def set_labels(self, ticket: Ticket, titles: Collection[str], by: Agent | None) -> None:
        """Replace the set of labels (trap 20)."""
        old, new = set(ticket.labels), set(titles)
        if old == new:
            return
        self._begin(ticket)
        self._world.index.set_labels(ticket.row, list(dict.fromkeys(titles)))
        self._touch(ticket)
        self._announcer.conversation(ticket, "conversation.updated")
        who = by.name if by is not None else "System"
        if new - old:
            self._later(ticket, f"{who} hat {', '.join(sorted(new - old))} hinzugefügt")
        if old - new:
            self._later(ticket, f"{who} hat {', '.join(sorted(old - new))} entfernt")

    def set_custom_attributes(self, ticket: Ticket, attributes: JsonObject) -> None:
        """Replace the whole object (trap 20)."""
        if ticket.custom_attributes == attributes:
            return
        self._begin(ticket)
        ticket.custom_attributes = attributes
        self._touch(ticket)
        self._announcer.conversation(ticket, "conversation.updated")

    def mark_seen(self, ticket: Ticket, by: Agent) -> None:
        """Agents' shared read state: no updated_at, no event (trap 23)."""
        self._begin(ticket)
        now = self._world.clock.now()
        ticket.agent_last_seen_at = now
        if ticket.assignee_id == by.id:
            ticket.assignee_last_seen_at = now

    def mark_unread(self, ticket: Ticket) -> None:
        """Back to one second before the newest incoming message, null without one (§2.6)."""
        self._begin(ticket)
        newest = ticket.last_incoming()
        at = None if newest is None else newest.created_at - 1
        ticket.agent_last_seen_at = at
        ticket.assignee_last_seen_at = at

    def set_blocked(self, ticket: Ticket, by: Agent | None, *, is_blocked: bool) -> None:
        """Mute = resolve and block the contact everywhere; unmute does not reopen (trap 21)."""
        contact = self._world.customers.get(ticket.contact_id)
        if contact is None:
            return
        contact.is_blocked = is_blocked
        self._world.customers.keep(contact)
        self._announcer.contact("contact.updated", contact)
        who = by.name if by is not None else "System"
        if is_blocked:
            self.set_status(ticket, "resolved", by)
        self._later(
            ticket, f"{who} hat das Gespräch {'stumm' if is_blocked else 'laut'} geschaltet"
        )

    def wake_snoozed(self) -> int:
        """Reopen expired snoozes (the server's five-minute job, §2.6); return how many."""
        now = self._world.clock.now()
        index = self._world.index
        woken = 0
        for row in range(len(index)):
            if index.status[row] == SNOOZED and index.is_alive[row]:
                ticket = self._world.ticket_at(row)
                until = ticket.snoozed_until
                if until is not None and now - 3 * 86400 < until <= now:
                    self.set_status(ticket, "open", None)
                    woken += 1
        return woken

    def _begin(self, ticket: Ticket) -> None:
        self._world.keep(ticket)

    def _touch(self, ticket: Ticket) -> None:
        self._world.index.touch(ticket.row, self._world.clock.now())

    def _later(self, ticket: Ticket, text: str) -> None:
        """Activity messages are written by a job, so they come after the change (§2.7)."""
        pace = self._world.config.pace
        self._world.timers.after(pace.activity_s, lambda: self._write(ticket, text))

    def _write(self, ticket: Ticket, text: str) -> None:
        if self._world.ticket(ticket.no) is not None:
            self.write_activity(ticket, text)


def _assignment_text(agent: Agent | None, by: Agent | None) -> str:
    if agent is None:
        return f"Zuweisung aufgehoben durch {by.name if by is not None else 'System'}"
    if by is not None and by.id == agent.id:
        return f"{agent.name} hat sich das Gespräch zugewiesen"
    return f"Zugewiesen an {agent.name} durch {by.name if by is not None else 'System'}"
