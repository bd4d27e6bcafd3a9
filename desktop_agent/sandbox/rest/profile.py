# SPDX-License-Identifier: Apache-2.0
"""The signed-in user's profile and availability (chatwoot §1.4, §1.5)."""

from __future__ import annotations

import secrets

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import (
    Call,
    Denial,
    empty_reply,
    json_reply,
    server_error,
    signed_in,
    unprocessable,
)
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import ACCOUNT_ID, ACCOUNT_NAME, Agent, JsonObject
from desktop_agent.sandbox.world.world import World

_AVAILABILITIES = ("online", "busy", "offline")


def profile_json(world: World, agent: Agent) -> JsonObject:
    """The user object of the profile and of sign-in answers."""
    accounts: list[JsonObject] = []
    if agent.is_member:
        accounts.append(
            {
                "id": ACCOUNT_ID,
                "name": ACCOUNT_NAME,
                "status": "active",
                "active_at": iso_ms(world.clock.started_at_s),
                "role": agent.role,
                "permissions": [agent.role],
                "availability": agent.availability,
                "availability_status": world.availability(agent),
                "auto_offline": agent.auto_offline,
                "custom_role_id": None,
                "custom_role": None,
            }
        )
    return {
        "access_token": agent.access_token,
        "account_id": ACCOUNT_ID if agent.is_member else None,
        "available_name": agent.name,
        "avatar_url": "",
        "confirmed": True,
        "display_name": None,
        "message_signature": agent.message_signature,
        "email": agent.email,
        "id": agent.id,
        "inviter_id": None,
        "name": agent.name,
        "provider": "email",
        "pubsub_token": agent.pubsub_token,
        "role": agent.role if agent.is_member else None,
        "ui_settings": agent.ui_settings,
        "uid": agent.email,
        "type": None,
        "accounts": accounts,
    }


def _show(call: Call) -> Response:
    return json_reply(profile_json(call.world, call.agent))


def _update(call: Call) -> Response:
    agent, wanted = call.agent, call.params.mapping("profile")
    if "password" in wanted:
        if wanted.get("current_password") != agent.password:
            raise Denial(
                422, {"message": "Current password is invalid", "attributes": ["current_password"]}
            )
        agent.password = str(wanted["password"])
        # A new password rotates the pubsub token and ends the other sessions (trap 38).
        agent.pubsub_token = secrets.token_urlsafe(18)
        call.sandbox.sessions.close_all_of(agent, call.request.headers.get("client"))
    if isinstance(wanted.get("name"), str):
        agent.name = str(wanted["name"])
    if "message_signature" in wanted:
        signature = wanted["message_signature"]
        agent.message_signature = None if signature is None else str(signature)
    settings = wanted.get("ui_settings")
    if isinstance(settings, dict):
        agent.ui_settings = settings
    return _show(call)


def _set_availability(call: Call) -> Response:
    wanted = call.params.mapping("profile")
    if not wanted:
        raise unprocessable("param is missing or the value is empty: profile")
    if wanted.get("availability") not in _AVAILABILITIES:
        raise server_error()
    call.agent.availability = str(wanted["availability"])
    return _show(call)


def _set_auto_offline(call: Call) -> Response:
    wanted = call.params.mapping("profile")
    call.agent.auto_offline = wanted.get("auto_offline") in (True, "true", 1)
    return _show(call)


def _set_active_account(call: Call) -> Response:
    _ = call.agent
    return empty_reply()


def _reset_access_token(call: Call) -> Response:
    call.agent.access_token = secrets.token_urlsafe(18)
    return _show(call)


ROUTES: list[Route] = [
    signed_in("/api/v1/profile", "GET", _show),
    signed_in("/api/v1/profile", "PUT PATCH", _update),
    signed_in("/api/v1/profile/availability", "POST", _set_availability),
    signed_in("/api/v1/profile/auto_offline", "POST", _set_auto_offline),
    signed_in("/api/v1/profile/set_active_account", "PUT", _set_active_account),
    signed_in("/api/v1/profile/reset_access_token", "POST", _reset_access_token),
]
