# SPDX-License-Identifier: Apache-2.0
"""Tells by a ticket's record whether a command's wish is fulfilled. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.tickets import Ticket, TicketStatus

_ONE_SECOND = timedelta(seconds=1)


def has_effect(payload: c.Payload, ticket: Ticket, me: AgentId) -> bool:
    """True when `ticket` is as the command wants it; False for commands that leave no trace."""
    match payload:
        case c.Claim() | c.Release() | c.Assign() | c.AssignTeam():
            return _has_moved(payload, ticket, me)
        case c.Close():
            return ticket.status is TicketStatus.CLOSED
        case c.Reopen():
            return ticket.status is TicketStatus.OPEN
        case c.Snooze(until_at):
            return ticket.status is TicketStatus.SNOOZED and _same_second(
                until_at, ticket.snoozed_until_at
            )
        case _:
            return _has_detail(payload, ticket)


def _has_moved(payload: c.Payload, ticket: Ticket, me: AgentId) -> bool:
    match payload:
        case c.Claim():
            return ticket.owner is not None and ticket.owner.is_agent(me)
        case c.Assign(agent_id):
            return ticket.owner is not None and ticket.owner.is_agent(agent_id)
        case c.AssignTeam(team_id):
            return ticket.team_id == team_id
        case _:
            return ticket.owner is None or not ticket.owner.is_agent(me)


def _has_detail(payload: c.Payload, ticket: Ticket) -> bool:
    match payload:
        case c.ChangeLabels(add, remove):
            labels = {label.lower() for label in ticket.labels}
            return all(name.lower() in labels for name in add) and not any(
                name.lower() in labels for name in remove
            )
        case c.SetPriority(priority):
            return ticket.priority is priority
        case c.MarkRead():
            return ticket.unread == 0
        case c.Mute(is_on):
            return ticket.is_muted is is_on
        case c.RecordConsent(state, source):
            consent = ticket.facts.consent
            return consent.state is state and consent.source == source
        case _:
            return False


def _same_second(wanted: datetime | None, held: datetime | None) -> bool:
    if wanted is None or held is None:
        return wanted is held
    return abs(wanted - held) <= _ONE_SECOND
