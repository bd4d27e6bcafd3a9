# SPDX-License-Identifier: Apache-2.0
"""Decides which row of a ticket's lane may leave next. Pure: no I/O, no clock of its own.

One FIFO lane a ticket. What a row that cannot leave holds up (architecture §7):

* `sending` holds up everything: order is kept and at most one request a ticket is under way.
* `unknown` holds up everything: nobody may add to an answer of which it is not known whether the
  customer has it. It resolves by itself within the settling time or becomes `held`.
* A `held` or `failed` answer holds up later answers (they would be read out of context) and what
  takes leave of the ticket: closing, snoozing, muting, giving it away. Notes, labels, priority,
  claims and reopening go on.
* A `held` or `failed` command of any other kind holds up nothing: the answer behind a lost claim
  is judged by its own owner check, and a note that failed must not keep an answer from a customer.
* A consent record waits for nothing but a request under way: a revocation counts at once
  (domain-rules C7).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from desktop_agent.domain.commands import (
    TO_CUSTOMER,
    Assign,
    AssignTeam,
    Close,
    Mute,
    Payload,
    RecordConsent,
    Release,
    Snooze,
)
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.outbox import OutboxRow, OutboxState

_WAITS_FOR_ANSWERS = (*TO_CUSTOMER, Close, Snooze, Mute, Release, Assign, AssignTeam)


_AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LaneState:
    """One ticket's send lane at a moment.

    Invariant: `head` is queued and due; `wake_at` is set when the head only waits for a time.
    """

    ticket_id: TicketId
    head: OutboxRow | None = None
    wake_at: datetime | None = None


def waits_for_answers(payload: Payload) -> bool:
    """True for commands that must not overtake an answer that got stuck."""
    return isinstance(payload, _WAITS_FOR_ANSWERS)


def due_at(row: OutboxRow) -> datetime:
    """When a queued row may leave: after undo and back-off."""
    limits = [at for at in (row.not_before_at, row.next_attempt_at) if at is not None]
    return max(limits, default=_AT_ONCE)


def lane_state(ticket_id: TicketId, rows: Sequence[OutboxRow], now: datetime) -> LaneState:
    """What may leave next of a ticket's open rows, given in the order of writing."""
    candidate = _candidate(rows)
    if candidate is None:
        return LaneState(ticket_id)
    due = due_at(candidate)
    if due > now:
        return LaneState(ticket_id, wake_at=due)
    return LaneState(ticket_id, head=candidate)


def _candidate(rows: Sequence[OutboxRow]) -> OutboxRow | None:
    if any(row.state is OutboxState.SENDING for row in rows):
        return None
    queued = [row for row in rows if row.state is OutboxState.QUEUED]
    for row in queued:
        if isinstance(row.command.payload, RecordConsent):
            return row
    if any(row.state is OutboxState.UNKNOWN for row in rows):
        return None
    is_answer_stuck = False
    for row in rows:
        payload = row.command.payload
        if row.state in (OutboxState.HELD, OutboxState.FAILED):
            is_answer_stuck = is_answer_stuck or isinstance(payload, TO_CUSTOMER)
        elif row.state is OutboxState.QUEUED and not (
            is_answer_stuck and waits_for_answers(payload)
        ):
            return row
    return None
