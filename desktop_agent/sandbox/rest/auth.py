# SPDX-License-Identifier: Apache-2.0
"""Sign-in, second factor, sign-out and the server probe (chatwoot §1.2 - §1.4)."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import Denial, identify, json_reply, plain
from desktop_agent.sandbox.rest.params import Params
from desktop_agent.sandbox.rest.profile import profile_json
from desktop_agent.sandbox.rest.sessions import is_code_valid
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import Agent

_BAD_LOGIN = "Invalid login credentials. Please try again."


def _probe(sandbox: Sandbox, _request: Request, _params: Params) -> Response:
    fault = sandbox.faults.is_on("version")
    version = sandbox.world.version if fault is None else fault.text("version", "3.2.0")
    now = datetime.fromtimestamp(sandbox.world.clock.now(), UTC)
    return json_reply(
        {
            "version": version,
            "timestamp": now.strftime("%Y-%m-%d %H:%M:%S"),
            "queue_services": "ok",
            "data_services": "ok",
        }
    )


def _sign_in(sandbox: Sandbox, _request: Request, params: Params) -> Response:
    if params.has("mfa_token"):
        return _second_step(sandbox, params)
    email = (params.text("email") or "").strip().lower()
    password = params.text("password") or ""
    agent = next((a for a in sandbox.world.directory.agents.values() if a.email == email), None)
    if agent is None or agent.password != password:
        raise Denial(401, {"success": False, "errors": [_BAD_LOGIN]})
    if agent.otp_secret is not None:
        token = sandbox.sessions.start_mfa(agent)
        return json_reply({"mfa_required": True, "mfa_token": token}, 206)
    return _signed_in(sandbox, agent)


def _second_step(sandbox: Sandbox, params: Params) -> Response:
    token = params.text("mfa_token") or ""
    agent = sandbox.sessions.mfa_agent(token)
    if agent is None or agent.otp_secret is None:
        raise Denial(401, {"error": "Invalid or expired MFA token"})
    code = params.text("otp_code") or ""
    if not is_code_valid(agent.otp_secret, code, sandbox.world.clock.now()):
        raise Denial(400, {"error": "Invalid verification code"})
    sandbox.sessions.end_mfa(token)
    return _signed_in(sandbox, agent)


def _signed_in(sandbox: Sandbox, agent: Agent) -> Response:
    reply = json_reply({"data": profile_json(sandbox.world, agent)})
    for name, value in sandbox.sessions.open(agent).headers(agent.email).items():
        reply.headers[name] = value
    return reply


def _sign_out(sandbox: Sandbox, request: Request, _params: Params) -> Response:
    if sandbox.sessions.close(request.headers.get("client", "")):
        return json_reply({"success": True})
    raise Denial(404, {"success": False, "errors": ["User was not found or was not logged in."]})


def _validate_token(sandbox: Sandbox, request: Request, _params: Params) -> Response:
    agent = identify(sandbox, request)
    if not isinstance(agent, Agent):
        raise Denial(401, {"success": False, "errors": ["Invalid login credentials"]})
    created_at = iso_ms(sandbox.world.clock.started_at_s - 400 * 86400)
    data = profile_json(sandbox.world, agent) | {"created_at": created_at}
    return json_reply({"payload": {"success": True, "data": data}})


def _reset_password(sandbox: Sandbox, _request: Request, params: Params) -> Response:
    email = (params.text("email") or "").strip().lower()
    if any(agent.email == email for agent in sandbox.world.directory.agents.values()):
        return json_reply({"message": "Woot! Request for password reset is successful."})
    raise Denial(404, {"message": "Uh ho! We could not find any user with the specified email."})


ROUTES: list[Route] = [
    plain("/api", "GET", _probe),
    plain("/auth/sign_in", "POST", _sign_in),
    plain("/auth/sign_out", "DELETE", _sign_out),
    plain("/auth/validate_token", "GET", _validate_token),
    plain("/auth/password", "POST", _reset_password),
]
