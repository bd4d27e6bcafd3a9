# SPDX-License-Identifier: Apache-2.0
"""Adds, retries and deletes messages with the server's side effects (chatwoot §2.9, §3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop_agent.sandbox.operations.announcer import Announcer
from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.delivery import Delivery
from desktop_agent.sandbox.operations.liquid import render_liquid
from desktop_agent.sandbox.operations.mentions import announce_mentions
from desktop_agent.sandbox.world.attachments import split_file_mark, uploaded
from desktop_agent.sandbox.world.model import (
    ACTIVITY,
    INCOMING,
    OUTGOING,
    Agent,
    Bot,
    JsonObject,
    Message,
)
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

MESSAGES_PER_MINUTE: Final = 200
CONTENT_LIMIT: Final = 150_000
DELETED_TEXT: Final = "Diese Nachricht wurde gelöscht"


class PostingError(Exception):
    """The server refuses the message; the text goes into the 422 answer."""


@dataclass(slots=True)
class Upload:
    """One uploaded file."""

    file_name: str
    content_type: str
    data: bytes


@dataclass(slots=True)
class Outgoing:
    """What a create request carries (chatwoot §3.2)."""

    content: str | None
    is_private: bool = False
    message_type: int = OUTGOING
    content_type: str = "text"
    content_attributes: JsonObject = field(default_factory=dict)
    additional_attributes: JsonObject = field(default_factory=dict)
    echo_id: str | None = None
    source_id: str | None = None
    uploads: Sequence[Upload] = ()


class Posting:
    """Creates messages. `listeners` hear of every message after its events went out."""

    def __init__(
        self, world: World, announcer: Announcer, changes: TicketChanges, delivery: Delivery
    ) -> None:
        self._world = world
        self._announcer = announcer
        self._changes = changes
        self._delivery = delivery
        self.listeners: list[Callable[[Ticket, Message], None]] = []

    def incoming(
        self,
        ticket: Ticket,
        text: str,
        uploads: Sequence[Upload] = (),
        content_attributes: JsonObject | None = None,
    ) -> Message:
        """A customer writes: reopens, sets the window and waiting_since (§2.9)."""
        message = self._new(ticket, INCOMING, text)
        message.sender_kind, message.sender_id = "contact", ticket.contact_id
        message.content_attributes = dict(content_attributes or {})
        message.content, message.attachments = split_file_mark(
            text, message.id, self._world.next_attachment_id()
        )
        self._attach(message, uploads)
        if self._world.inbox_of(ticket).sets_source_id:
            message.source_id = self._delivery.new_source_id(message.id)
        self._store(ticket, message)
        ticket.last_incoming_at = message.created_at
        is_new_wait = ticket.waiting_since is None
        ticket.waiting_since = ticket.waiting_since or message.created_at
        self._announcer.message_created(ticket, message, None)
        if is_new_wait:
            self._announcer.conversation(ticket, "conversation.updated")
        self._changes.reopen_for_incoming(ticket)
        if ticket.assignee_id is not None:
            self._announcer.notify(
                [ticket.assignee_id], ticket, "assigned_conversation_new_message", message.id
            )
        self._tell(ticket, message)
        return message

    def outgoing(self, ticket: Ticket, writer: Agent | Bot, wanted: Outgoing) -> Message:
        """An agent or a bot writes. Raises PostingError."""
        self._check(ticket, wanted)
        message = self._new(ticket, wanted.message_type, wanted.content)
        message.is_private = wanted.is_private
        message.content_type = wanted.content_type
        message.source_id = wanted.source_id
        message.content_attributes = self._with_reply(ticket, wanted.content_attributes)
        message.additional_attributes = wanted.additional_attributes
        by = writer if isinstance(writer, Agent) else None
        if wanted.message_type == INCOMING:
            message.sender_kind, message.sender_id = "contact", ticket.contact_id
        else:
            message.sender_kind = "user" if by is not None else "agent_bot"
            message.sender_id = writer.id
            message.content = self._rendered(ticket, writer, wanted.content)
        self._attach(message, wanted.uploads)
        is_first = self._store_reply(ticket, message, is_human=by is not None)
        self._announcer.message_created(ticket, message, by, wanted.echo_id)
        if is_first:
            self._announcer.first_reply(ticket, message, by)
        if wanted.message_type == INCOMING:
            ticket.last_incoming_at = message.created_at
            self._changes.reopen_for_incoming(ticket)
        elif message.is_private:
            announce_mentions(self._world, self._announcer, ticket, message)
        else:
            self._delivery.start(ticket, message)
        self._tell(ticket, message)
        return message

    def activity(self, ticket: Ticket, text: str) -> Message:
        """Add an activity message: free text without structure (trap 34)."""
        message = self._new(ticket, ACTIVITY, text)
        self._store(ticket, message)
        self._announcer.message_created(ticket, message, None)
        return message

    def retry(self, ticket: Ticket, message: Message) -> None:
        """Status sent, content_attributes wiped; re-sent only without source_id (§3.6)."""
        old = message.status
        message.status = "sent"
        message.content_attributes = {}
        self._changed(ticket, message, {"status": [old, "sent"]}, None)
        if message.source_id is None:
            self._delivery.start(ticket, message)

    def delete(self, ticket: Ticket, message: Message, by: Agent) -> None:
        """Soft delete: text replaced, everything else wiped (§3.6)."""
        old = message.content
        message.content = DELETED_TEXT
        message.content_type = "text"
        message.content_attributes = {"deleted": True}
        message.attachments = []
        self._changed(ticket, message, {"content": [old, DELETED_TEXT]}, by)

    def _changed(
        self, ticket: Ticket, message: Message, previous: dict[str, list[object]], by: Agent | None
    ) -> None:
        now = self._world.clock.now()
        message.updated_at = now
        self._world.keep(ticket)
        ticket.keep(message)
        self._world.index.touch(ticket.row, now)
        self._announcer.message_updated(ticket, message, previous, by)

    def _check(self, ticket: Ticket, wanted: Outgoing) -> None:
        now = self._world.clock.now()
        recent = sum(1 for message in ticket.extra if message.created_at > now - 60)
        if recent >= MESSAGES_PER_MINUTE:
            raise PostingError("Validation failed: Too many messages")
        if len(wanted.content or "") > CONTENT_LIMIT:
            raise PostingError(
                f"Validation failed: Content is too long (maximum is {CONTENT_LIMIT} characters)"
            )

    def _new(self, ticket: Ticket, message_type: int, content: str | None) -> Message:
        now = self._world.clock.now()
        return Message(
            id=self._world.next_message_id(),
            ticket_no=ticket.no,
            message_type=message_type,
            content=content,
            created_at=now,
            updated_at=now,
        )

    def _attach(self, message: Message, uploads: Sequence[Upload]) -> None:
        for file in uploads:
            attachment_id = self._world.next_attachment_id()
            message.attachments.append(
                uploaded(attachment_id, message.id, file.file_name, file.content_type, file.data)
            )

    def _store(self, ticket: Ticket, message: Message) -> None:
        self._world.keep(ticket)
        ticket.extra.append(message)
        self._world.index.set_activity(ticket.row, message.created_at)
        self._world.index.touch(ticket.row, message.created_at)

    def _store_reply(self, ticket: Ticket, message: Message, *, is_human: bool) -> bool:
        """Store; return whether it is the ticket's first human reply (§2.9)."""
        self._store(ticket, message)
        if message.is_private or message.message_type == INCOMING:
            return False
        is_first = is_human and ticket.first_reply_at is None
        if is_first:
            ticket.first_reply_at = message.created_at
        if is_first or ticket.waiting_since is not None:
            ticket.waiting_since = None
            self._announcer.conversation(ticket, "conversation.updated")
        return is_first

    def _with_reply(self, ticket: Ticket, attributes: JsonObject) -> JsonObject:
        """Keep every key as given; a reply gets the provider id of what it answers (§3.2)."""
        reply_to = attributes.get("in_reply_to")
        if reply_to is None:
            return attributes
        original = ticket.find(reply_to) if isinstance(reply_to, int) else None
        external = original.source_id if original is not None else None
        return attributes | {
            "in_reply_to": original.id if original is not None else None,
            "in_reply_to_external_id": external,
        }

    def _rendered(self, ticket: Ticket, writer: Agent | Bot, text: str | None) -> str | None:
        """Evaluate Liquid with what the server knows of the ticket (trap 8)."""
        if text is None:
            return None
        contact = self._world.customers.get(ticket.contact_id)
        name = contact.name if contact is not None else ""
        values = {
            "contact.name": name,
            "contact.first_name": name.split(" ")[0],
            "agent.name": writer.name,
            "conversation.display_id": str(ticket.no),
        }
        return render_liquid(text, values)

    def _tell(self, ticket: Ticket, message: Message) -> None:
        for listener in self.listeners:
            listener(ticket, message)
