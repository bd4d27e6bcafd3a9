# SPDX-License-Identifier: Apache-2.0
"""Collects what the guard looks at for one ticket. Must not judge: `domain.guard` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from desktop_agent.domain.directory import Channel, ProcessingRecord
from desktop_agent.domain.guard import GuardFacts
from desktop_agent.domain.ids import ChannelId, MessageId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.tickets import Ticket
from desktop_agent.store.database import Connection


@dataclass(frozen=True, slots=True)
class ProcessingRules:
    """What policy states about channels; a channel without a complete record may be locked."""

    records: Mapping[ChannelId, ProcessingRecord] = field(default_factory=dict)
    requires_complete: bool = False

    def is_locked(self, channel_id: ChannelId) -> bool:
        """True when policy wants a complete record and this channel has none (domain-rules C17)."""
        record = self.records.get(channel_id)
        return self.requires_complete and not (record is not None and record.is_complete)


def facts_of(
    db: Connection, ticket: Ticket, channel: Channel, processing: ProcessingRules
) -> GuardFacts:
    """The facts of a held ticket; reads the ticket's first held customer message."""
    return GuardFacts(
        channel=channel,
        owner=ticket.owner,
        consent=ticket.facts.consent,
        first_inbound_id=_first_inbound_id(db, ticket),
        last_inbound_at=ticket.last_inbound_at,
        is_blocked=bool(ticket.customer.is_blocked or ticket.is_muted),
        is_channel_locked=processing.is_locked(channel.id),
    )


def _first_inbound_id(db: Connection, ticket: Ticket) -> MessageId | None:
    """The oldest held proof that the customer wrote; the record's preview may be the only one."""
    row = db.execute(
        "SELECT id FROM messages WHERE ticket_id = ? AND kind = 'inbound' ORDER BY id LIMIT 1",
        (ticket.id,),
    ).fetchone()
    if row is not None:
        return MessageId(row[0])
    preview = ticket.preview
    return preview.message_id if preview is not None and preview.kind == "inbound" else None
