# SPDX-License-Identifier: Apache-2.0
"""Plays the send job and the provider's receipts after a create (chatwoot §2.12, §3.5)."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.model import OUTGOING, Inbox, JsonObject, Message
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

TEMPLATE_ERROR: Final = "Template not found or invalid template name"
PROVIDER_TEMPLATE_ERROR: Final = "132001: Template name does not exist in the translation"
_RECEIPT_CHANNELS: Final = frozenset({"Channel::Whatsapp", "Channel::FacebookPage"})


class Delivery:
    """Moves outgoing messages on. `next_outcomes` overrides coming sends, oldest first."""

    def __init__(self, world: World, announcer: Announcer) -> None:
        self._world = world
        self._announcer = announcer
        self.next_outcomes: list[tuple[str, str]] = []

    def new_source_id(self, message_id: int) -> str:
        """Return a provider message id."""
        return f"wamid.{Dice(self._world.config.seed, 91, message_id).bits():016X}"

    def start(self, ticket: Ticket, message: Message) -> None:
        """Enqueue the send job; a message that has a source_id is never sent (trap 2)."""
        inbox = self._world.inbox_of(ticket)
        if message.source_id is not None or not inbox.sets_source_id:
            return
        outcome, error = self.next_outcomes.pop(0) if self.next_outcomes else ("normal", "")
        if outcome == "stuck":
            return
        pace = self._world.config.pace
        if outcome == "failed":
            self._world.timers.after(pace.accepted_s, lambda: self._fail(ticket, message, error))
        else:
            is_backwards = outcome == "backwards"
            self._world.timers.after(
                pace.accepted_s,
                lambda: self._accept(ticket, message, inbox, is_backwards=is_backwards),
            )

    def set_status(
        self, ticket: Ticket, message: Message, status: str, error: str | None = None
    ) -> None:
        """Store a status as received, without ordering guard (trap 5)."""
        if status == message.status and error is None:
            return
        previous: dict[str, list[object]] = {"status": [message.status, status]}
        message.status = status
        if error is not None:
            old: JsonObject = dict(message.content_attributes)
            message.content_attributes = old | {"external_error": error}
            previous["content_attributes"] = [old, message.content_attributes]
        self._touched(ticket, message, previous)

    def _accept(
        self, ticket: Ticket, message: Message, inbox: Inbox, *, is_backwards: bool
    ) -> None:
        error = self._refusal(ticket, message, inbox)
        if error is not None:
            self._fail(ticket, message, error)
            return
        message.source_id = self.new_source_id(message.id)
        self._touched(ticket, message, {"source_id": [None, message.source_id]})
        if inbox.channel_type not in _RECEIPT_CHANNELS:
            return
        pace = self._world.config.pace
        first, second = ("read", "delivered") if is_backwards else ("delivered", "read")
        self._world.timers.after(pace.delivered_s, lambda: self.set_status(ticket, message, first))
        self._world.timers.after(pace.read_s, lambda: self.set_status(ticket, message, second))

    def customer_read(self, ticket: Ticket) -> None:
        """The customer saw the ticket in an own app: conversation.read, then a job marks messages.

        Channels without provider receipts learn of reading this way only (chatwoot §8.1).
        """
        now = self._world.clock.now()
        self._world.keep(ticket)
        ticket.contact_last_seen_at = now
        self._world.index.touch(ticket.row, now)
        self._announcer.conversation(ticket, "conversation.read")
        self._world.timers.after(self._world.config.pace.job_s, lambda: self._mark_read(ticket))

    def _mark_read(self, ticket: Ticket) -> None:
        for message in ticket.extra:
            is_reply = message.message_type == OUTGOING and not message.is_private
            if is_reply and message.status in {"sent", "delivered"}:
                self.set_status(ticket, message, "read")

    def _refusal(self, ticket: Ticket, message: Message, inbox: Inbox) -> str | None:
        template = message.additional_attributes.get("template_params")
        if isinstance(template, dict):
            is_usable = any(
                known["name"] == template.get("name")
                and known["language"] == (template.get("language") or "de")
                and str(known["status"]).lower() == "approved"
                for known in inbox.message_templates
            )
            return None if is_usable else PROVIDER_TEMPLATE_ERROR
        if inbox.channel_type == "Channel::Whatsapp" and not self._world.can_reply(ticket):
            return TEMPLATE_ERROR
        return None

    def _fail(self, ticket: Ticket, message: Message, error: str) -> None:
        self.set_status(ticket, message, "failed", error)

    def _touched(self, ticket: Ticket, message: Message, previous: dict[str, list[object]]) -> None:
        if message.content_attributes.get("deleted") or self._world.ticket(ticket.no) is None:
            return
        now = self._world.clock.now()
        message.updated_at = now
        ticket.keep(message)
        self._world.keep(ticket)
        self._world.index.touch(ticket.row, now)
        self._announcer.message_updated(ticket, message, previous)
