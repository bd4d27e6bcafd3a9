# SPDX-License-Identifier: Apache-2.0
"""The control API below /_sandbox/: acts of simulated people, clock, faults, look inside.

Only from loopback and with the token printed at start; not part of the imitated server.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.control_acts import ACTS, ControlError
from desktop_agent.sandbox.faults import DELIVERY_FAULTS, Fault, FaultError
from desktop_agent.sandbox.rest.call import json_reply
from desktop_agent.sandbox.rest.params import BadParameterError, Params, read_params
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.model import JsonObject

_FAULT_KEYS: Final = frozenset({"kind", "count", "path", "method"})


def _is_allowed(request: Request, sandbox: Sandbox) -> bool:
    host = request.client.host if request.client is not None else ""
    try:
        is_loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    token = request.headers.get("x-sandbox-token", "")
    return is_loopback and hmac.compare_digest(token.encode(), sandbox.control_token.encode())


def _control(
    path: str, methods: str, handler: Callable[[Sandbox, Request, Params], object]
) -> Route:
    async def endpoint(request: Request) -> Response:
        sandbox: Sandbox = request.app.state.sandbox
        if not _is_allowed(request, sandbox):
            return json_reply({"error": "control token missing or wrong"}, 403)
        try:
            params = await read_params(request)
            return json_reply(handler(sandbox, request, params))
        except (ControlError, FaultError, BadParameterError) as error:
            return json_reply({"error": str(error)}, 422)

    return Route(f"/_sandbox/{path}", endpoint, methods=methods.split())


def _act(sandbox: Sandbox, request: Request, params: Params) -> object:
    act = ACTS.get(request.path_params["name"])
    if act is None:
        raise ControlError(f"unknown act: {request.path_params['name']}")
    return act(sandbox, params)


def _faults(sandbox: Sandbox, _request: Request, _params: Params) -> object:
    return {"faults": [_fault_json(fault) for fault in sandbox.faults.all()]}


def _add_fault(sandbox: Sandbox, _request: Request, params: Params) -> object:
    kind = params.text("kind") or ""
    count = params.number("count")
    if kind in DELIVERY_FAULTS:
        error = params.text("external_error") or "131026: Message undeliverable"
        outcomes = [(DELIVERY_FAULTS[kind], error)] * (count or 1)
        sandbox.delivery.next_outcomes.extend(outcomes)
        return {"kind": kind, "remaining": len(outcomes)}
    settings = {k: v for k, v in params.values.items() if k not in _FAULT_KEYS}
    if kind == "drop_cable":
        return {"kind": kind, "dropped": sandbox.hub.drop_all()}
    fault = sandbox.faults.add(
        kind,
        count=count,
        path=params.text("path"),
        method=params.text("method"),
        settings=settings,
    )
    if kind == "offline":
        sandbox.hub.drop_all()
    return _fault_json(fault)


def _clear_faults(sandbox: Sandbox, _request: Request, params: Params) -> object:
    sandbox.faults.clear(params.text("kind"))
    if params.text("kind") in (None, *DELIVERY_FAULTS):
        sandbox.delivery.next_outcomes.clear()
    return {}


def _fault_json(fault: Fault) -> JsonObject:
    return {
        "id": fault.id,
        "kind": fault.kind,
        "remaining": fault.remaining,
        "path": fault.path,
        "method": fault.method,
        "hits": fault.hits,
        "settings": fault.settings,
    }


def _requests(sandbox: Sandbox, _request: Request, params: Params) -> object:
    found = sandbox.recorder.since(params.number("since") or 0)
    return {
        "requests": [
            {
                "number": item.number,
                "method": item.method,
                "path": item.path,
                "query": item.query,
                "at": item.at,
                "status": item.status,
            }
            for item in found
        ]
    }


def _clear_requests(sandbox: Sandbox, _request: Request, _params: Params) -> object:
    sandbox.recorder.clear()
    return {}


def _state(sandbox: Sandbox, _request: Request, _params: Params) -> object:
    world = sandbox.world
    return {
        "now": world.clock.now(),
        "tickets": len(world.index),
        "messages": sum(world.index.base_count),
        "changed_tickets": len(world.changed),
        "cable_connections": sandbox.hub.connection_count(),
        "cable_subscriptions": sandbox.hub.subscription_count(),
        "events_sent": sandbox.hub.sent_count,
        "timers": len(world.timers),
    }


def _reset(sandbox: Sandbox, _request: Request, _params: Params) -> object:
    sandbox.reset()
    return {}


ROUTES: list[Route] = [
    _control("act/{name}", "POST", _act),
    _control("faults", "GET", _faults),
    _control("faults", "POST", _add_fault),
    _control("faults", "DELETE", _clear_faults),
    _control("requests", "GET", _requests),
    _control("requests", "DELETE", _clear_requests),
    _control("state", "GET", _state),
    _control("reset", "POST", _reset),
]
