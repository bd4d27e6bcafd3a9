# SPDX-License-Identifier: Apache-2.0
"""Turns outbox rows into rows of `work.db` and back. Must not run SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from desktop_agent.domain.command_codec import (
    decode_basis,
    decode_payload,
    encode_basis,
    encode_payload,
    kind_of,
)
from desktop_agent.domain.commands import Command
from desktop_agent.domain.ids import BatchId, CommandId, MessageId, TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.store.timestamps import (
    from_micros,
    from_micros_or_none,
    to_micros,
    to_micros_or_none,
)

COMMAND_COLUMNS = (
    "command_id",
    "ticket_id",
    "kind",
    "payload",
    "basis",
    "created_at",
    "batch_id",
)
STATE_COLUMNS = (
    "state",
    "attempts",
    "not_before_at",
    "next_attempt_at",
    "first_sent_at",
    "last_sent_at",
    "held",
    "facts",
    "anchor_id",
    "result_id",
    "changed_at",
    "is_approved",
)
OUTBOX_COLUMNS = COMMAND_COLUMNS + STATE_COLUMNS


def command_values(command: Command) -> tuple[Any, ...]:
    """Values in the order of `COMMAND_COLUMNS`."""
    return (
        command.id,
        command.ticket_id,
        kind_of(command.payload),
        encode_payload(command.payload),
        encode_basis(command.basis),
        to_micros(command.created_at),
        command.batch_id,
    )


def state_values(row: OutboxRow) -> tuple[Any, ...]:
    """Values in the order of `STATE_COLUMNS`."""
    return (
        row.state.value,
        row.attempts,
        to_micros_or_none(row.not_before_at),
        to_micros_or_none(row.next_attempt_at),
        to_micros_or_none(row.first_sent_at),
        to_micros_or_none(row.last_sent_at),
        row.held and row.held.value,
        json.dumps(dict(row.facts), ensure_ascii=False),
        row.anchor_id,
        row.result_id,
        to_micros_or_none(row.changed_at),
        row.is_approved,
    )


def outbox_row_of(row: Sequence[Any]) -> OutboxRow:
    """A row from values in the order of `OUTBOX_COLUMNS`."""
    return OutboxRow(
        command=Command(
            id=CommandId(row[0]),
            ticket_id=TicketId(row[1]),
            payload=decode_payload(row[2], row[3]),
            basis=decode_basis(row[4]),
            created_at=from_micros(row[5]),
            batch_id=None if row[6] is None else BatchId(row[6]),
        ),
        state=OutboxState(row[7]),
        attempts=row[8],
        not_before_at=from_micros_or_none(row[9]),
        next_attempt_at=from_micros_or_none(row[10]),
        first_sent_at=from_micros_or_none(row[11]),
        last_sent_at=from_micros_or_none(row[12]),
        held=None if row[13] is None else HeldReason(row[13]),
        facts=json.loads(row[14]),
        anchor_id=None if row[15] is None else MessageId(row[15]),
        result_id=None if row[16] is None else MessageId(row[16]),
        changed_at=from_micros_or_none(row[17]),
        is_approved=bool(row[18]),
    )
