# SPDX-License-Identifier: Apache-2.0
"""Builds realtime events and their recipients (chatwoot §4.4); delivers nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.shapes.conversations import (
    MissingContactError,
    conversation_event_json,
)
from desktop_agent.sandbox.shapes.messages import message_event_json
from desktop_agent.sandbox.shapes.notifications import notification_json
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Agent, Contact, JsonObject, Message
from desktop_agent.sandbox.world.notifications import Notification
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World


@dataclass(frozen=True, slots=True)
class Broadcast:
    """One event on its way. `tokens` None = the account stream; `build` runs when it is sent."""

    event: str
    tokens: frozenset[str] | None
    build: Callable[[], JsonObject | None]


class Announcer:
    """Turns changes into broadcasts for one sink (the cable hub)."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.sink: Callable[[Broadcast], None] | None = None

    # -- recipients ------------------------------------------------------------------------

    def audience(self, ticket: Ticket) -> frozenset[str]:
        """Members of the inbox plus all administrators plus the contact itself."""
        members = self._world.inbox_of(ticket).member_ids
        tokens = {
            agent.pubsub_token
            for agent in self._world.directory.members()
            if agent.role == "administrator" or agent.id in members
        }
        tokens.add(f"contact-{ticket.contact_id}-{ticket.inbox_id}")
        return frozenset(tokens)

    def _send(
        self,
        event: str,
        tokens: frozenset[str] | None,
        build: Callable[[], JsonObject | None],
    ) -> None:
        if self.sink is not None:
            self.sink(Broadcast(event, tokens, build))

    def _send_now(
        self, event: str, tokens: frozenset[str] | None, data: JsonObject, by: Agent | None
    ) -> None:
        """Send a snapshot; the performer is named when a signed-in user caused it."""
        if by is not None:
            data = data | {"performer": people.user_json(by)}
        self._send(event, tokens, lambda: data)

    # -- messages --------------------------------------------------------------------------

    def message_created(
        self, ticket: Ticket, message: Message, by: Agent | None, echo_id: str | None = None
    ) -> None:
        """Announce a new message; echo_id reaches every recipient (§3.7)."""
        if self.sink is not None:
            data = message_event_json(self._world, ticket, message, echo_id)
            self._send_now("message.created", self.audience(ticket), data, by)

    def message_updated(
        self,
        ticket: Ticket,
        message: Message,
        previous: dict[str, list[object]],
        by: Agent | None = None,
    ) -> None:
        """Announce a changed message with {column: [old, new]}."""
        if self.sink is not None:
            data = message_event_json(self._world, ticket, message)
            data["previous_changes"] = previous
            self._send_now("message.updated", self.audience(ticket), data, by)

    def first_reply(self, ticket: Ticket, message: Message, by: Agent | None) -> None:
        """Announce the first human reply."""
        if self.sink is not None:
            data = message_event_json(self._world, ticket, message)
            self._send_now("first.reply.created", self.audience(ticket), data, by)

    # -- conversations ---------------------------------------------------------------------

    def conversation(self, ticket: Ticket, *events: str) -> None:
        """Announce changes whose payload is read again at broadcast time, without performer."""
        for event in events:
            self._send(event, self.audience(ticket), lambda: self._fresh(ticket))

    def conversation_snapshot(self, ticket: Ticket, event: str) -> None:
        """Announce with the state of this moment."""
        data = self._fresh(ticket)
        if data is not None:
            self._send_now(event, self.audience(ticket), data, None)

    def mentioned(self, ticket: Ticket, agent: Agent) -> None:
        """Tell one user that a note names them."""
        data = self._fresh(ticket)
        if data is not None:
            tokens = frozenset({agent.pubsub_token})
            self._send_now("conversation.mentioned", tokens, data, None)

    def _fresh(self, ticket: Ticket) -> JsonObject | None:
        if self._world.ticket(ticket.no) is None:
            return None
        try:
            return conversation_event_json(self._world, ticket)
        except MissingContactError:
            return None

    def typing(
        self, ticket: Ticket, user: JsonObject, token: str, *, is_on: bool, is_private: bool
    ) -> None:
        """Announce typing to everybody but the typist."""
        data = self._fresh(ticket)
        if data is not None:
            event = "conversation.typing_on" if is_on else "conversation.typing_off"
            shape: JsonObject = {
                "conversation": data,
                "user": user,
                "is_private": is_private,
                "account_id": ACCOUNT_ID,
            }
            self._send_now(event, self.audience(ticket) - {token}, shape, None)

    # -- the rest --------------------------------------------------------------------------

    def contact(self, event: str, contact: Contact) -> None:
        """Announce contact.created, .updated, .merged or .deleted to the account stream."""
        data = people.contact_event_json(contact) | {"account_id": ACCOUNT_ID}
        self._send_now(event, None, data, None)

    def notification(self, event: str, item: Notification) -> None:
        """Announce a notification to its owner."""
        agent = self._world.directory.member(item.agent_id)
        if agent is None:
            return
        board = self._world.notifications
        shape: JsonObject | None = {"id": item.id}
        if event != "notification.deleted":
            shape = notification_json(self._world, item)
        if shape is not None:
            data: JsonObject = {
                "notification": shape,
                "unread_count": board.unread_count(agent.id),
                "count": board.count(agent.id),
                "account_id": ACCOUNT_ID,
            }
            self._send_now(event, frozenset({agent.pubsub_token}), data, None)

    def cache_invalidated(self, *keys: str) -> None:
        """Move cache keys and tell all users (chatwoot §4.4, §5.5)."""
        cache_keys = self._world.directory.cache_keys
        for key in keys:
            cache_keys[key] = max(int(self._world.clock.now()), cache_keys[key] + 1)
        tokens = frozenset(agent.pubsub_token for agent in self._world.directory.members())
        data: JsonObject = {"cache_keys": cache_keys_json(cache_keys), "account_id": ACCOUNT_ID}
        self._send_now("account.cache_invalidated", tokens, data, None)

    def notify(
        self,
        agent_ids: Collection[int],
        ticket: Ticket,
        kind: str,
        message_id: int | None = None,
    ) -> None:
        """Create notifications and announce them with the older ones they replace (§6.12)."""
        for agent_id in agent_ids:
            item, replaced = self._world.notifications.add(
                agent_id, ticket.no, kind, self._world.clock.now(), message_id
            )
            for old in replaced:
                self.notification("notification.deleted", old)
            self.notification("notification.created", item)


def cache_keys_json(cache_keys: dict[str, int]) -> JsonObject:
    """Return the cache keys as strings."""
    return {key: str(value) for key, value in cache_keys.items()}
