# SPDX-License-Identifier: Apache-2.0
"""What a new message says about its ticket before the server's next ticket record. Pure.

A live message comes without its ticket (chatwoot §4.4), yet the list must move at once. The next
record of the server has a higher version and replaces what was derived here.
"""

from __future__ import annotations

from dataclasses import replace

from desktop_agent.domain.messages import AuthorKind, Message, MessageKind
from desktop_agent.domain.tickets import Preview, Ticket

UNREAD_CAP = 10
"""The server counts no further (chatwoot §2.2)."""

_PREVIEW_LENGTH = 200


def preview_of(message: Message) -> Preview:
    """One line of a message for the list."""
    kind = message.attachments[0].kind.value if message.attachments else ""
    return Preview(
        message_id=message.id,
        kind=message.kind.value,
        author=message.author.kind.value,
        author_name=message.author.name,
        text=message.text[:_PREVIEW_LENGTH],
        attachment_kind=kind,
        at=message.created_at,
    )


def after_message(ticket: Ticket, message: Message) -> Ticket:
    """The ticket as the server has it after a message that the ticket did not show yet.

    Follows chatwoot §2.9: every message moves the activity; a customer's one counts as unread and
    starts the wait; a person's answer ends it. A message that is already shown changes nothing.
    """
    shown = ticket.preview.message_id if ticket.preview is not None else 0
    if message.id <= shown:
        return ticket
    derived = replace(ticket, last_activity_at=max(ticket.last_activity_at, message.created_at))
    if message.kind is not MessageKind.ACTIVITY:
        derived = replace(derived, preview=preview_of(message))
    if message.kind is MessageKind.INBOUND:
        return replace(
            derived,
            unread=min(ticket.unread + 1, UNREAD_CAP),
            waiting_since_at=ticket.waiting_since_at or message.created_at,
            last_inbound_at=max(ticket.last_inbound_at or message.created_at, message.created_at),
        )
    is_answer = message.kind in (MessageKind.OUTBOUND, MessageKind.TEMPLATE)
    if is_answer and message.author.kind in (AuthorKind.AGENT, AuthorKind.BOT):
        return replace(derived, waiting_since_at=None)
    return derived
