# SPDX-License-Identifier: Apache-2.0
"""What a person sees of a ticket: the server's record with the outbox laid over it. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.outbox import OPEN_STATES, OutboxRow, OutboxState
from desktop_agent.domain.tickets import Owner, OwnerKind, TicketStatus

_ON_ITS_WAY = frozenset({OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Overlay:
    """Wishes of one ticket that the server has not confirmed."""

    is_owner_pending: bool = False
    pending_owner: Owner | None = None
    pending_status: TicketStatus | None = None
    held_count: int = 0
    waiting_count: int = 0


def overlay(rows: Iterable[OutboxRow], me: AgentId) -> Overlay:
    """Fold a ticket's open rows, oldest first, into what is shown dotted."""
    is_owner_pending = False
    owner: Owner | None = None
    status: TicketStatus | None = None
    held = waiting = 0
    for row in rows:
        if row.state not in OPEN_STATES:
            continue
        if row.state in (OutboxState.HELD, OutboxState.FAILED):
            held += 1
            continue
        payload = row.command.payload
        waiting += isinstance(payload, c.TO_CUSTOMER)
        if row.state in _ON_ITS_WAY and isinstance(payload, (c.Claim, c.Assign, c.Release)):
            is_owner_pending = True
            owner = _pending_owner(payload, me)
        status = _pending_status(payload) or status
    return Overlay(is_owner_pending, owner, status, held, waiting)


def _pending_owner(payload: c.Claim | c.Assign | c.Release, me: AgentId) -> Owner | None:
    match payload:
        case c.Claim():
            return Owner(OwnerKind.AGENT, me)
        case c.Assign(agent_id):
            return Owner(OwnerKind.AGENT, agent_id)
        case c.Release():
            return None


def _pending_status(payload: c.Payload) -> TicketStatus | None:
    match payload:
        case c.Close() | c.Mute(is_on=True):
            return TicketStatus.CLOSED
        case c.Reopen():
            return TicketStatus.OPEN
        case c.Snooze():
            return TicketStatus.SNOOZED
        case _:
            return None
