# SPDX-License-Identifier: Apache-2.0
"""Decodes frames of the live feed and maps them to events (chatwoot §4.1-4.6). Opens nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from desktop_agent.domain.directory import Availability
from desktop_agent.domain.ids import AgentId, CustomerId, TicketId
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.chatwoot.cleaning import clean_name, customer_name
from desktop_agent.provider.chatwoot.decode import UNREADABLE, RecordError, path_of
from desktop_agent.provider.chatwoot.map_directory import availability_of
from desktop_agent.provider.chatwoot.map_messages import read_message
from desktop_agent.provider.chatwoot.wire import Id, WireId, WireSender
from desktop_agent.provider.port import (
    CustomerGone,
    DirectoryStale,
    EventRejected,
    LiveEvent,
    MessageSeen,
    PresenceSeen,
    Reject,
    TicketSeen,
    TypingSeen,
)


class Frame(msgspec.Struct, frozen=True):
    """The outside of a server frame; data frames have no `type`."""

    type: str | None = None
    identifier: str | None = None
    reason: str | None = None
    message: msgspec.Raw = msgspec.Raw(b"null")


class _Envelope(msgspec.Struct, frozen=True):
    event: str
    data: msgspec.Raw


class _Scope(msgspec.Struct, frozen=True):
    account_id: Id | None = None


class _TypingConversation(msgspec.Struct, frozen=True):
    id: Id


class _Typing(msgspec.Struct, frozen=True):
    conversation: _TypingConversation
    user: WireSender | None = None
    is_private: bool | None = None


class _Presence(msgspec.Struct, frozen=True):
    users: dict[str, str] = {}


FRAME = msgspec.json.Decoder(Frame)
_ENVELOPE = msgspec.json.Decoder(_Envelope)
_SCOPE = msgspec.json.Decoder(_Scope)
_TYPING = msgspec.json.Decoder(_Typing)
_PRESENCE = msgspec.json.Decoder(_Presence)
_CUSTOMER = msgspec.json.Decoder(WireId)

_MESSAGE_EVENTS = frozenset({"message.created", "message.updated", "first.reply.created"})
_TICKET_EVENTS = frozenset(
    {
        "conversation.created",
        "conversation.updated",
        "conversation.status_changed",
        "conversation.read",
        "conversation.contact_changed",
        "conversation.mentioned",
        "assignee.changed",
        "team.changed",
    }
)
_TYPING_EVENTS = {"conversation.typing_on": True, "conversation.typing_off": False}
_MAX_PRESENCE = 5000

ReadTicket = Callable[[msgspec.Raw], Ticket | Reject]


def read_event(body: msgspec.Raw, account_id: int, read_ticket: ReadTicket) -> Iterable[LiveEvent]:
    """Events of one data frame: none for another account or for kinds that nobody needs."""
    try:
        envelope = _ENVELOPE.decode(body)
        scope = _SCOPE.decode(envelope.data)
        if scope.account_id not in (None, account_id):
            # One connection hears of every account of the person (chatwoot trap 42).
            return ()
        event = _map(envelope, read_ticket)
    except (*UNREADABLE, RecordError) as error:
        return (EventRejected(Reject("event", path_of(error))),)
    return () if event is None else (event,)


def _map(envelope: _Envelope, read_ticket: ReadTicket) -> LiveEvent | None:
    name, data = envelope.event, envelope.data
    if name in _MESSAGE_EVENTS:
        message = read_message(data)
        if message is None or isinstance(message, Reject):
            return EventRejected(message or Reject("message", "$"))
        return MessageSeen(message)
    if name in _TICKET_EVENTS:
        ticket = read_ticket(data)
        return EventRejected(ticket) if isinstance(ticket, Reject) else TicketSeen(ticket)
    if name in _TYPING_EVENTS:
        return _typing(data, is_on=_TYPING_EVENTS[name])
    if name == "contact.deleted":
        customer_id = _CUSTOMER.decode(data).id
        return None if customer_id is None else CustomerGone(CustomerId(customer_id))
    if name == "account.cache_invalidated":
        return DirectoryStale()
    if name == "presence.update":
        return _presence(data)
    return None


def _typing(data: msgspec.Raw, *, is_on: bool) -> TypingSeen | None:
    wire = _TYPING.decode(data)
    if wire.is_private:
        # A colleague writes a note; that is nothing to announce.
        return None
    user = wire.user or WireSender()
    is_customer = user.type == "contact"
    name = customer_name(user.name) if is_customer else clean_name(user.available_name or user.name)
    return TypingSeen(TicketId(wire.conversation.id), name, is_customer, is_on)


def _presence(data: msgspec.Raw) -> PresenceSeen:
    users = list(_PRESENCE.decode(data).users.items())[:_MAX_PRESENCE]
    availability: dict[AgentId, Availability] = {
        AgentId(int(key)): availability_of(word)
        for key, word in users
        if key.isascii() and key.isdigit() and len(key) < 19
    }
    return PresenceSeen(availability)
