# SPDX-License-Identifier: Apache-2.0
"""The user's own notifications (chatwoot §6.12)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import Call, empty_reply, in_account, json_reply, not_found
from desktop_agent.sandbox.shapes.notifications import DATABASE_ID_OFFSET, notification_json
from desktop_agent.sandbox.world.notifications import Notification

_PAGE = 15


def _list(call: Call) -> Response:
    params, agent, board = call.params, call.agent, call.world.notifications
    includes = params.texts("includes") or []
    found = board.of(
        agent.id,
        has_read="read" in includes,
        has_snoozed="snoozed" in includes,
        at=call.world.clock.now(),
    )
    if params.text("sort_order") == "asc":
        found.reverse()
    page = max(1, params.number("page") or 1)
    shown = [notification_json(call.world, n) for n in found[(page - 1) * _PAGE : page * _PAGE]]
    meta = {
        "unread_count": board.unread_count(agent.id),
        "count": len(found),
        "current_page": page,
    }
    return json_reply(
        {"data": {"meta": meta, "payload": [item for item in shown if item is not None]}}
    )


def _own(call: Call) -> Notification:
    item = call.world.notifications.get(call.path_number("notification_id"), call.agent.id)
    if item is None:
        raise not_found()
    return item


def _mark_read(call: Call) -> Response:
    item = _own(call)
    item.read_at = call.world.clock.now()
    call.sandbox.announcer.notification("notification.updated", item)
    return json_reply(notification_json(call.world, item))


def _mark_unread(call: Call) -> Response:
    item = _own(call)
    item.read_at = None
    call.sandbox.announcer.notification("notification.updated", item)
    return empty_reply()


def _snooze(call: Call) -> Response:
    item = _own(call)
    until = call.params.number("snoozed_until")
    item.snoozed_until = None if until is None else float(until)
    call.sandbox.announcer.notification("notification.updated", item)
    return json_reply(notification_json(call.world, item))


def _delete(call: Call) -> Response:
    item = _own(call)
    call.world.notifications.delete(item.id)
    call.sandbox.announcer.notification("notification.deleted", item)
    return empty_reply()


def _read_all(call: Call) -> Response:
    """A raw update: no events (§6.12)."""
    wanted = call.params.number("primary_actor_id")
    now = call.world.clock.now()
    for item in call.world.notifications.of(
        call.agent.id, has_read=False, has_snoozed=True, at=now
    ):
        if wanted is None or wanted == DATABASE_ID_OFFSET + item.ticket_no:
            item.read_at = now
    return empty_reply()


def _unread_count(call: Call) -> Response:
    return json_reply(call.world.notifications.unread_count(call.agent.id))


ROUTES: list[Route] = [
    in_account("/notifications", "GET", _list),
    in_account("/notifications/unread_count", "GET", _unread_count),
    in_account("/notifications/read_all", "POST", _read_all),
    in_account("/notifications/{notification_id:int}", "PATCH", _mark_read),
    in_account("/notifications/{notification_id:int}", "DELETE", _delete),
    in_account("/notifications/{notification_id:int}/unread", "POST", _mark_unread),
    in_account("/notifications/{notification_id:int}/snooze", "POST", _snooze),
]
