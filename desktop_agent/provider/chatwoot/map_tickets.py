# SPDX-License-Identifier: Apache-2.0
"""Maps conversation records to the domain (chatwoot §2.2, §4.5).

Phone numbers, mail addresses and pictures of customers end here: they are never declared in the
wire types, and names that hold them are cut (architecture §4).
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from desktop_agent.domain.ids import AgentId, ChannelId, CustomerId, TeamId, TicketId
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.domain.tickets import (
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    Ticket,
    TicketStatus,
)
from desktop_agent.provider.chatwoot.cleaning import (
    clean_labels,
    clean_name,
    customer_mask,
    customer_name,
)
from desktop_agent.provider.chatwoot.decode import UNREADABLE, RecordError, reject_of
from desktop_agent.provider.chatwoot.facts import facts_of
from desktop_agent.provider.chatwoot.map_messages import read_message
from desktop_agent.provider.chatwoot.times import moment, needed_moment
from desktop_agent.provider.chatwoot.wire import WireConversation, WireMeta
from desktop_agent.provider.port import Reject

CONVERSATION = msgspec.json.Decoder(WireConversation)

_STATUSES = {
    "open": TicketStatus.OPEN,
    "pending": TicketStatus.PENDING,
    "snoozed": TicketStatus.SNOOZED,
    "resolved": TicketStatus.CLOSED,
}
_UNREAD_LIMIT = 10_000
_PREVIEW_LIMIT = 200
_LATEST_VERSION = 32_503_680_000.0


def map_ticket(wire: WireConversation, account_id: int) -> Ticket:
    """One ticket. Raises `RecordError`."""
    if wire.account_id not in (None, account_id):
        raise RecordError("$.account_id")
    if not math.isfinite(wire.updated_at) or not 0 <= wire.updated_at <= _LATEST_VERSION:
        raise RecordError("$.updated_at")
    created_at = needed_moment(wire.created_at, "$.created_at")
    newest = _newest_message(wire)
    is_inbound = newest is not None and newest.kind is MessageKind.INBOUND
    team = wire.meta.team
    return Ticket(
        id=TicketId(wire.id),
        channel_id=ChannelId(wire.inbox_id),
        # A status of a later server version stays visible: open is where people look.
        status=_STATUSES.get(wire.status, TicketStatus.OPEN),
        customer=_customer(wire.meta, account_id),
        version=wire.updated_at,
        created_at=created_at,
        last_activity_at=moment(wire.last_activity_at, "$.last_activity_at")
        or moment(wire.timestamp, "$.timestamp")
        or created_at,
        priority=_priority(wire.priority),
        owner=_owner(wire.meta),
        team_id=TeamId(team.id) if team is not None and team.id else None,
        labels=clean_labels(wire.labels),
        waiting_since_at=moment(wire.waiting_since, "$.waiting_since"),
        snoozed_until_at=moment(wire.snoozed_until, "$.snoozed_until"),
        unread=min(wire.unread_count or 0, _UNREAD_LIMIT),
        can_reply=wire.can_reply is not False,
        is_muted=wire.muted,
        last_inbound_at=newest.created_at if newest is not None and is_inbound else None,
        preview=_preview(newest),
        facts=facts_of(wire.custom_attributes),
    )


def read_ticket(raw: msgspec.Raw | bytes, account_id: int) -> Ticket | Reject:
    """Decode and map one ticket."""
    try:
        return map_ticket(CONVERSATION.decode(raw), account_id)
    except (*UNREADABLE, RecordError) as error:
        return reject_of(raw, "ticket", error)


def read_tickets(raws: Iterable[msgspec.Raw], account_id: int) -> tuple[list[Ticket], list[Reject]]:
    """Decode and map tickets one by one, in the server's order."""
    tickets: list[Ticket] = []
    rejects: list[Reject] = []
    for raw in raws:
        record = read_ticket(raw, account_id)
        if isinstance(record, Reject):
            rejects.append(record)
        else:
            tickets.append(record)
    return tickets, rejects


def is_markdown_channel(wire: WireConversation) -> bool:
    """True when the server renders outgoing text as Markdown for this channel (chatwoot trap 9)."""
    return (wire.meta.channel or wire.channel or "") in MARKDOWN_CHANNELS


MARKDOWN_CHANNELS = frozenset(
    f"Channel::{name}"
    for name in (
        "Email",
        "WebWidget",
        "Telegram",
        "Whatsapp",
        "FacebookPage",
        "Instagram",
        "Line",
        "TwitterProfile",
        "Sms",
        "TwilioSms",
    )
)
"""Channels with a renderer; API, TikTok and voice channels get the text as it is stored."""


def _customer(meta: WireMeta, account_id: int) -> Customer:
    if meta.sender is None:
        raise RecordError("$.meta.sender")
    return Customer(
        id=CustomerId(meta.sender.id),
        name=customer_name(meta.sender.name),
        mask=customer_mask(account_id, meta.sender.id),
        is_blocked=meta.sender.blocked,
    )


def _owner(meta: WireMeta) -> Owner | None:
    holder = meta.assignee
    if holder is None or not holder.id:
        return None
    is_bot = meta.assignee_type == "AgentBot" or holder.type == "agent_bot"
    return Owner(
        OwnerKind.BOT if is_bot else OwnerKind.AGENT,
        AgentId(holder.id),
        clean_name(holder.available_name or holder.name),
    )


def _priority(word: str | None) -> Priority:
    try:
        return Priority(word or "none")
    except ValueError:
        return Priority.NONE


def _newest_message(wire: WireConversation) -> Message | None:
    """The newest message worth a line in the list; an unreadable one costs only the preview."""
    for raw in (wire.last_non_activity_message, *wire.messages[-1:]):
        message = read_message(raw, TicketId(wire.id))
        if isinstance(message, Message):
            return message
    return None


def _preview(message: Message | None) -> Preview | None:
    if message is None:
        return None
    return Preview(
        message_id=message.id,
        kind=message.kind.value,
        author=message.author.kind.value,
        author_name=message.author.name,
        text=clean_name(message.text, _PREVIEW_LIMIT),
        attachment_kind=message.attachments[0].kind.value if message.attachments else "",
        at=message.created_at,
    )
