# SPDX-License-Identifier: Apache-2.0
"""What the stores hold of a ticket's messages, and lines of the journal. Values only."""

from __future__ import annotations

from datetime import datetime

from desktop_agent.domain.ids import CommandId, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class HeldRange:
    """Which messages of a ticket the cache holds without a gap, newest range only."""

    oldest_id: MessageId | None
    newest_id: MessageId | None
    is_first: bool
    """The range begins with the ticket's first message."""


@dataclass(frozen=True, slots=True)
class Journalled:
    """A line of the journal: ids, states and codes, never bodies (architecture §4)."""

    at: datetime
    what: str
    ticket_id: TicketId | None = None
    command_id: CommandId | None = None
    detail: str = ""
