# SPDX-License-Identifier: Apache-2.0
"""Outbox rows, their states and the moves allowed between them (architecture §7). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.commands import Command
from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.light_dataclass import dataclass


class OutboxState(StrEnum):
    """Where a command stands. Confirmed and cancelled are final."""

    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    HELD = "held"
    FAILED = "failed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


ALLOWED_MOVES: dict[OutboxState, frozenset[OutboxState]] = {
    OutboxState.QUEUED: frozenset(
        {OutboxState.SENDING, OutboxState.HELD, OutboxState.CONFIRMED, OutboxState.CANCELLED}
    ),
    OutboxState.SENDING: frozenset(
        {
            OutboxState.CONFIRMED,
            OutboxState.UNKNOWN,
            OutboxState.QUEUED,
            OutboxState.HELD,
            OutboxState.FAILED,
        }
    ),
    OutboxState.UNKNOWN: frozenset({OutboxState.CONFIRMED, OutboxState.QUEUED, OutboxState.HELD}),
    OutboxState.HELD: frozenset({OutboxState.QUEUED, OutboxState.CONFIRMED, OutboxState.CANCELLED}),
    OutboxState.FAILED: frozenset({OutboxState.QUEUED, OutboxState.CANCELLED}),
    OutboxState.CONFIRMED: frozenset(),
    OutboxState.CANCELLED: frozenset(),
}
"""The one table of moves; SQL enforces it with `WHERE state IN (…)`.

`queued → confirmed` is the claim that turned out to be true already (architecture §8);
`held → confirmed` is evidence that arrived late.
"""

OPEN_STATES = frozenset(
    {
        OutboxState.QUEUED,
        OutboxState.SENDING,
        OutboxState.UNKNOWN,
        OutboxState.HELD,
        OutboxState.FAILED,
    }
)
"""States that the outbox badge counts and the overlay shows."""


def states_before(target: OutboxState) -> tuple[OutboxState, ...]:
    """The states from which `target` may be entered, in stable order."""
    return tuple(state for state in OutboxState if target in ALLOWED_MOVES[state])


class HeldReason(StrEnum):
    """Why a row waits for its author instead of going out."""

    MAY_HAVE_BEEN_SENT = "may_have_been_sent"
    MOVED_ON = "moved_on"
    STALE = "stale"
    REASSIGNED = "reassigned"
    CONFLICT = "conflict"
    WINDOW_CLOSED = "window_closed"
    CONSENT = "consent"
    GUARD = "guard"
    TICKET_CLOSED = "ticket_closed"
    TICKET_GONE = "ticket_gone"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One command and how far it got.

    `facts` carry what the held or failed sentence needs (ids, names of colleagues, times as ISO
    text); they live in the encrypted `work.db` only. `anchor_id` is the newest message id known
    when the row first left, the lower end of the evidence search (chatwoot §3.7).
    """

    command: Command
    state: OutboxState
    attempts: int = 0
    not_before_at: datetime | None = None
    next_attempt_at: datetime | None = None
    first_sent_at: datetime | None = None
    last_sent_at: datetime | None = None
    held: HeldReason | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    anchor_id: MessageId | None = None
    result_id: MessageId | None = None
    """The server's message that confirmed the row."""
    changed_at: datetime | None = None
    is_approved: bool = False
    """The author saw why it was held and chose to send it all the same."""
