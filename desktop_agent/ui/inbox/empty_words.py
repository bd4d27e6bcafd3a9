# SPDX-License-Identifier: Apache-2.0
"""Explains an empty list and offers the next step (ui §4). Words only."""

from __future__ import annotations

from desktop_agent.domain.queries import ViewKind
from desktop_agent.ui.empty_state import EmptyState
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon


def tell_why_empty(place: EmptyState, kind: ViewKind, is_filtering: bool, is_waiting: bool) -> None:
    """Say why nothing is listed."""
    if is_waiting:
        place.tell(
            Icon.INBOX,
            tr("Tickets are being fetched"),
            tr("The first ones appear in a moment."),
        )
    elif is_filtering:
        place.tell(
            Icon.SEARCH,
            tr("No ticket fits these filters"),
            tr("Take filters away to see more."),
            tr("Remove filters"),
        )
    elif kind is ViewKind.MINE:
        place.tell(
            Icon.CHECK,
            tr("Nothing waits for you"),
            tr("Take a free ticket, or wait until one is routed to you."),
            tr("Show free tickets"),
        )
    else:
        place.tell(*_OTHERS[kind]())


def _free() -> tuple[Icon, str, str]:
    return Icon.CHECK, tr("No free tickets"), tr("Every open ticket has somebody who takes care.")


def _all() -> tuple[Icon, str, str]:
    return Icon.INBOX, tr("No open tickets"), tr("New chats of your channels appear here.")


def _snoozed() -> tuple[Icon, str, str]:
    return (
        Icon.SNOOZE,
        tr("Nothing is snoozed"),
        tr("Snoozed tickets come back by themselves at their time or with a new message."),
    )


def _closed() -> tuple[Icon, str, str]:
    return (
        Icon.INBOX,
        tr("No done tickets on this device"),
        tr("Done tickets stay here for a limited time and can be reopened."),
    )


_OTHERS = {
    ViewKind.FREE: _free,
    ViewKind.ALL: _all,
    ViewKind.SNOOZED: _snoozed,
    ViewKind.CLOSED: _closed,
}
