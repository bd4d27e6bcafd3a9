# SPDX-License-Identifier: Apache-2.0
"""Agents' notifications: the newest one per ticket and agent; sends nothing itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Notification:
    """One notification of one agent about one ticket."""

    id: int
    agent_id: int
    ticket_no: int
    notification_type: str
    created_at: float
    message_id: int | None = None
    read_at: float | None = None
    snoozed_until: float | None = None


class NotificationBoard:
    """All notifications. Only the newest per ticket and agent is kept (chatwoot §6.12)."""

    def __init__(self) -> None:
        self._by_id: dict[int, Notification] = {}
        self._last_id = 0

    def add(
        self, agent_id: int, ticket_no: int, kind: str, at: float, message_id: int | None = None
    ) -> tuple[Notification, list[Notification]]:
        """Store a notification; return it and the older ones it replaced."""
        replaced = [
            item
            for item in self._by_id.values()
            if item.agent_id == agent_id and item.ticket_no == ticket_no
        ]
        for item in replaced:
            del self._by_id[item.id]
        self._last_id += 1
        item = Notification(self._last_id, agent_id, ticket_no, kind, at, message_id)
        self._by_id[item.id] = item
        return item, replaced

    def of(
        self, agent_id: int, *, has_read: bool, has_snoozed: bool, at: float
    ) -> list[Notification]:
        """Return an agent's notifications, newest first."""
        return [
            item
            for item in sorted(self._by_id.values(), key=lambda n: n.id, reverse=True)
            if item.agent_id == agent_id
            and (has_read or item.read_at is None)
            and (has_snoozed or item.snoozed_until is None or item.snoozed_until <= at)
        ]

    def unread_count(self, agent_id: int) -> int:
        """Count an agent's unread notifications."""
        return sum(n.agent_id == agent_id and n.read_at is None for n in self._by_id.values())

    def count(self, agent_id: int) -> int:
        """Count all notifications of an agent."""
        return sum(n.agent_id == agent_id for n in self._by_id.values())

    def get(self, notification_id: int, agent_id: int) -> Notification | None:
        """Return an agent's own notification."""
        item = self._by_id.get(notification_id)
        return item if item is not None and item.agent_id == agent_id else None

    def delete(self, notification_id: int) -> None:
        """Forget a notification."""
        self._by_id.pop(notification_id, None)
