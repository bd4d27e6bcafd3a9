# SPDX-License-Identifier: Apache-2.0
"""The one place where the conversation turns an action into a command. Decides nothing."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from desktop_agent.bridge import Bridge
from desktop_agent.domain.commands import Basis, Command, Payload
from desktop_agent.domain.ids import CommandId, MessageId
from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.requests import ApproveCommand, CancelCommand, PutCommand
from desktop_agent.domain.tickets import TicketStatus


class Wishes:
    """Puts commands into the outbox with what the agent saw as their base. Main thread."""

    def __init__(self, bridge: Bridge, now: Callable[[], datetime]) -> None:
        self._bridge = bridge
        self._now = now

    def put(
        self, detail: TicketDetail, payload: Payload, seen_id: MessageId | None = None
    ) -> CommandId:
        """Wish something for a ticket; `seen_id` is the newest message that was on screen."""
        command = Command(
            id=CommandId(uuid.uuid4().hex),
            ticket_id=detail.ticket.id,
            payload=payload,
            basis=Basis(
                owner=detail.ticket.owner,
                last_message_id=seen_id or detail.last_message_id,
                is_closed=detail.ticket.status is TicketStatus.CLOSED,
            ),
            created_at=self._now(),
        )
        self._bridge.submit(PutCommand(command))
        return command.id

    def cancel(self, command_id: CommandId) -> None:
        """Take a wish back."""
        self._bridge.submit(CancelCommand(command_id))

    def approve(self, command_id: CommandId) -> None:
        """Let a held or failed wish go all the same."""
        self._bridge.submit(ApproveCommand(command_id))
