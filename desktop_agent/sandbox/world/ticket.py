# SPDX-License-Identifier: Apache-2.0
"""One ticket with its messages, base ones rendered on demand, changed ones kept; emits nothing."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Final

from desktop_agent.sandbox.corpus.cast import CAST
from desktop_agent.sandbox.corpus.topic import Topic
from desktop_agent.sandbox.corpus.topics import TOPICS
from desktop_agent.sandbox.world.attachments import split_file_mark
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import Directory
from desktop_agent.sandbox.world.facts import base_facts
from desktop_agent.sandbox.world.index import TicketIndex
from desktop_agent.sandbox.world.model import (
    ACTIVITY,
    INCOMING,
    OPEN,
    OUTGOING,
    STATUSES,
    JsonObject,
    Message,
    SenderKind,
)
from desktop_agent.sandbox.world.plan import (
    AGENT,
    BOT,
    CUSTOMER,
    NOTE,
    SYSTEM,
    Plan,
    make_slots,
    plan_ticket,
    render_text,
)

_SENDERS: Final[dict[int, SenderKind | None]] = {
    CUSTOMER: "contact", AGENT: "user", BOT: "agent_bot", SYSTEM: None, NOTE: "user",
}  # fmt: skip
_TYPES: Final = {
    CUSTOMER: INCOMING,
    AGENT: OUTGOING,
    BOT: OUTGOING,
    SYSTEM: ACTIVITY,
    NOTE: OUTGOING,
}
_REST_DELIVERED: Final = 3
UNREAD_CAP: Final = 10


class Ticket:
    """A ticket as the server sees it. Columns of lists live in the index, the rest here."""

    def __init__(self, seed: int, row: int, index: TicketIndex, directory: Directory) -> None:
        self._seed = seed
        self._index = index
        self._directory = directory
        self.row = row
        self.no = row + index.first_no
        self.first_id = index.first_message_id[row]
        self.base_count = index.base_count[row]
        self._plan: Plan = plan_ticket(seed, row, index, directory)
        self.extra: list[Message] = []
        self.overrides: dict[int, Message] = {}
        self.uuid = str(
            uuid.UUID(int=Dice(seed, 71, row).bits() << 64 | Dice(seed, 72, row).bits())
        )
        self.custom_attributes: JsonObject = base_facts(seed, row, index) if self.base_count else {}
        self.additional_attributes: JsonObject = {}
        self.participant_ids: set[int] = set()
        self.bot_assignee_id: int | None = None
        self.snoozed_until: float | None = None
        self.agent_last_seen_at: float | None = None
        self.assignee_last_seen_at: float | None = None
        self.contact_last_seen_at: float | None = None
        self.first_reply_at: float | None = None
        self.waiting_since: float | None = None
        self.last_incoming_at: float | None = None
        if self.base_count:
            self._derive()
        else:
            self.waiting_since = index.created[row]

    def _derive(self) -> None:
        """Compute what follows from the base conversation."""
        plan, status = self._plan, STATUSES[self._index.base_status[self.row]]
        self.waiting_since = self._index.created[self.row]
        last_reply_at = None
        for author, at in zip(plan.authors, plan.times, strict=True):
            if author == CUSTOMER:
                self.last_incoming_at = at
                self.waiting_since = self.waiting_since or at
            elif author in (AGENT, BOT):
                self.waiting_since = None
                if author == AGENT:
                    self.first_reply_at = self.first_reply_at or at
                    last_reply_at = at
        if status == "resolved":
            self.waiting_since = None
        self.contact_last_seen_at = last_reply_at
        self._derive_read_state(status, last_reply_at)

    def _derive_read_state(self, status: str, last_reply_at: float | None) -> None:
        last_at = self._index.last_activity[self.row]
        is_seen = Dice(self._seed, 73, self.row).chance(0.35)
        if status == "snoozed":
            # Snoozed to a later day, so that it is still snoozed when the world starts.
            self.snoozed_until = last_at + 8 * 86400
        if self._index.cast[self.row]:
            ticket = CAST[self._index.cast[self.row] - 1]
            is_seen = ticket.is_seen
            if ticket.snoozed_for_min is not None:
                self.snoozed_until = last_at + ticket.snoozed_for_min * 60
        self.agent_last_seen_at = last_at if is_seen or status != "open" else last_reply_at
        if self._index.base_assignee[self.row]:
            self.assignee_last_seen_at = self.agent_last_seen_at

    # -- columns ---------------------------------------------------------------------------

    @property
    def topic(self) -> Topic:
        """The matter of the ticket (for texts that continue it)."""
        return TOPICS[self._index.topic[self.row]]

    @property
    def status(self) -> str:
        """One of open, resolved, pending, snoozed."""
        return STATUSES[self._index.status[self.row]]

    @property
    def is_open(self) -> bool:
        """Whether the status is open."""
        return self._index.status[self.row] == OPEN

    @property
    def assignee_id(self) -> int | None:
        """The stored assignee, also one who left the account."""
        return self._index.assignee[self.row] or None

    @property
    def team_id(self) -> int | None:
        """The team."""
        return self._index.team[self.row] or None

    @property
    def inbox_id(self) -> int:
        """The channel."""
        return self._index.inbox[self.row]

    @property
    def contact_id(self) -> int:
        """The customer."""
        return self._index.contact[self.row]

    @property
    def labels(self) -> list[str]:
        """The label titles."""
        return self._index.label_titles(self.row)

    @property
    def created_at(self) -> float:
        """Creation time, unix s."""
        return self._index.created[self.row]

    @property
    def last_activity_at(self) -> float:
        """Time of the newest message, unix s."""
        return self._index.last_activity[self.row]

    @property
    def updated_at(self) -> float:
        """Time of the last touch, unix s with microseconds."""
        return self._index.updated[self.row]

    @property
    def priority(self) -> int:
        """Position in model.PRIORITIES."""
        return self._index.priority[self.row]

    # -- messages --------------------------------------------------------------------------

    def __len__(self) -> int:
        return self.base_count + len(self.extra)

    def message_at(self, position: int) -> Message:
        """Return the message at a position, oldest = 0."""
        if position >= self.base_count:
            return self.extra[position - self.base_count]
        return self.overrides.get(position) or self._render(position)

    def position_after(self, message_id: int) -> int:
        """Return how many messages have an id up to and including `message_id`."""
        if message_id < self.first_id:
            return 0
        if message_id < self.first_id + self.base_count:
            return message_id - self.first_id + 1
        return self.base_count + sum(1 for message in self.extra if message.id <= message_id)

    def find(self, message_id: int) -> Message | None:
        """Return the message with an id, None if it is not in this ticket."""
        position = self.position_after(message_id) - 1
        if position < 0:
            return None
        message = self.message_at(position)
        return message if message.id == message_id else None

    def keep(self, message: Message) -> None:
        """Keep a base message that was changed."""
        position = message.id - self.first_id
        if 0 <= position < self.base_count:
            self.overrides[position] = message

    def newest(self) -> Iterator[Message]:
        """Yield messages, newest first."""
        for position in range(len(self) - 1, -1, -1):
            yield self.message_at(position)

    def unread_count(self) -> int:
        """Count incoming messages after agent_last_seen_at, capped at 10 (chatwoot §2.2)."""
        seen_at = self.agent_last_seen_at or 0.0
        count = 0
        for position in range(len(self) - 1, -1, -1):
            kind, at = self._kind_and_time(position)
            if at <= seen_at or count >= UNREAD_CAP:
                break
            count += kind == INCOMING
        return count

    def last_incoming(self) -> Message | None:
        """Return the newest incoming message."""
        return next((m for m in self.newest() if m.message_type == INCOMING), None)

    def _kind_and_time(self, position: int) -> tuple[int, float]:
        if position >= self.base_count:
            message = self.extra[position - self.base_count]
            return message.message_type, message.created_at
        return _TYPES[self._plan.authors[position]], self._plan.times[position]

    def _render(self, position: int) -> Message:
        plan = self._plan
        author, at = plan.authors[position], plan.times[position]
        message_id = self.first_id + position
        slots = (
            {} if plan.is_literal else make_slots(self._seed, self.row, position, at, self.topic)
        )
        text = render_text(plan, self._seed, self.row, position, slots)
        content, attachments = split_file_mark(text, message_id, message_id)
        inbox = self._directory.inboxes[self.inbox_id]
        has_source = inbox.sets_source_id and author in (CUSTOMER, AGENT, BOT)
        return Message(
            id=message_id,
            ticket_no=self.no,
            message_type=_TYPES[author],
            content=content,
            created_at=at,
            updated_at=at + (3.0 if author in (AGENT, BOT) else 0.0),
            is_private=author == NOTE,
            status=self._base_status(author, position),
            source_id=f"wamid.{Dice(message_id, 74).bits():016X}" if has_source else None,
            sender_kind=_SENDERS[author],
            sender_id=self._sender_id(author, plan.agents[position]),
            attachments=attachments,
        )

    def _sender_id(self, author: int, agent_id: int) -> int | None:
        if author == CUSTOMER:
            return self.contact_id
        if author == BOT:
            return next(iter(self._directory.bots))
        return agent_id or None

    def _base_status(self, author: int, position: int) -> str:
        if author not in (AGENT, BOT):
            return "sent"
        return "delivered" if self.base_count - position < _REST_DELIVERED else "read"
