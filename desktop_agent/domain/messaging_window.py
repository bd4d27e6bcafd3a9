# SPDX-License-Identifier: Apache-2.0
"""How long free text may still be sent to a customer (domain-rules §2.1). Pure arithmetic."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from desktop_agent.domain.light_dataclass import dataclass

SOON = timedelta(hours=4)
URGENT = timedelta(hours=1)


class WindowState(StrEnum):
    """The window's condition; `unlimited` for channels that have none."""

    UNLIMITED = "unlimited"
    NEVER_OPENED = "never_opened"
    OPEN = "open"
    SOON = "soon"
    URGENT = "urgent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MessagingWindow:
    """State at a moment and when the window closes; `closes_at` is None without a limit."""

    state: WindowState
    closes_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """True when free text may be sent."""
        return self.state not in (WindowState.CLOSED, WindowState.NEVER_OPENED)


def window_at(
    now: datetime, last_inbound_at: datetime | None, length: timedelta | None
) -> MessagingWindow:
    """The window of a ticket at `now`; only customer messages open it, own replies do not."""
    if length is None:
        return MessagingWindow(WindowState.UNLIMITED)
    if last_inbound_at is None:
        return MessagingWindow(WindowState.NEVER_OPENED)
    closes_at = last_inbound_at + length
    left = closes_at - now
    if left <= timedelta(0):
        return MessagingWindow(WindowState.CLOSED, closes_at)
    if left <= URGENT:
        return MessagingWindow(WindowState.URGENT, closes_at)
    if left <= SOON:
        return MessagingWindow(WindowState.SOON, closes_at)
    return MessagingWindow(WindowState.OPEN, closes_at)
