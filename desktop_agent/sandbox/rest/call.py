# SPDX-License-Identifier: Apache-2.0
"""What every REST handler gets and how denials are answered (chatwoot §1.1, §1.6)."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.params import BadParameterError, Params, read_params
from desktop_agent.sandbox.shapes.conversations import MissingContactError
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Agent, Bot, JsonObject
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

log = logging.getLogger(__name__)

NOT_SIGNED_IN: Final = "You need to sign in or sign up before continuing."
NOT_ALLOWED: Final = "You are not authorized to do this action"


class Denial(Exception):
    """The answer is this status and body."""

    def __init__(self, status: int, body: JsonObject) -> None:
        super().__init__(status)
        self.status = status
        self.body = body


def denied() -> Denial:
    """Return the answer to a policy refusal: 401, as nearly everywhere (§1.6)."""
    return Denial(401, {"error": NOT_ALLOWED})


def not_found() -> Denial:
    """Return the answer to a missing record."""
    return Denial(404, {"error": "Resource could not be found"})


def server_error() -> Denial:
    """Return the answer to an unhandled exception."""
    return Denial(500, {"status": 500, "error": "Internal Server Error"})


def unprocessable(text: str) -> Denial:
    """Return a 422 with an error text."""
    return Denial(422, {"error": text})


@dataclass(slots=True)
class Call:
    """One request of a known user."""

    sandbox: Sandbox
    request: Request
    user: Agent | Bot
    params: Params

    @property
    def world(self) -> World:
        """The world the request acts on."""
        return self.sandbox.world

    @property
    def agent(self) -> Agent:
        """The signed-in agent; raises Denial for a bot."""
        if isinstance(self.user, Agent):
            return self.user
        raise denied()

    @property
    def by(self) -> Agent | None:
        """The agent who performs the change, None for a bot."""
        return self.user if isinstance(self.user, Agent) else None

    def path_number(self, name: str) -> int:
        """Return a number of the path; raises Denial 404 for anything else."""
        value = str(self.request.path_params[name])
        if not value.isdecimal():
            raise not_found()
        return int(value)

    def ticket(self) -> Ticket:
        """Return the ticket of the path. Raises Denial 404 or 401 (§1.7)."""
        ticket = self.world.ticket(self.path_number("no"))
        if ticket is None:
            raise not_found()
        if isinstance(self.user, Agent) and not self.world.can_open(self.user, ticket):
            raise denied()
        return ticket

    def require_admin(self) -> Agent:
        """Return the agent if an administrator; raises Denial."""
        if self.agent.role != "administrator":
            raise denied()
        return self.agent


Handler: TypeAlias = Callable[[Call], Response]
PlainHandler: TypeAlias = Callable[[Sandbox, Request, Params], Response]


def json_reply(value: object, status: int = 200) -> Response:
    """Return a JSON answer as Rails sends it."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, media_type="application/json; charset=utf-8")


def empty_reply(status: int = 200) -> Response:
    """Return an answer without content."""
    return Response(b"", status)


def identify(sandbox: Sandbox, request: Request) -> Agent | Bot:
    """Return who sends the request; raises Denial 401 (§1.1, §1.2)."""
    headers = request.headers
    api_token = headers.get("api-access-token") or headers.get("api_access_token")
    if api_token is not None:
        found = _by_access_token(sandbox.world, api_token)
        if found is None:
            raise Denial(401, {"error": "Invalid Access Token"})
        return found
    bundle = _bearer(headers.get("authorization"))
    client = headers.get("client") or bundle.get("client", "")
    token = headers.get("access-token") or bundle.get("access-token", "")
    uid = headers.get("uid") or bundle.get("uid", "")
    agent = sandbox.sessions.find(client, token, uid)
    if agent is None:
        raise Denial(401, {"errors": [NOT_SIGNED_IN]})
    return agent


def _by_access_token(world: World, token: str) -> Agent | Bot | None:
    for agent in world.directory.agents.values():
        if agent.access_token == token:
            return agent
    return next((bot for bot in world.directory.bots.values() if bot.access_token == token), None)


def _bearer(header: str | None) -> dict[str, str]:
    if header is None or not header.startswith("Bearer "):
        return {}
    try:
        value = json.loads(base64.b64decode(header.removeprefix("Bearer ")))
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


async def _answer(make: Callable[[], Awaitable[Response]], path: str) -> Response:
    try:
        return await make()
    except Denial as denial:
        return json_reply(denial.body, denial.status)
    except (MissingContactError, BadParameterError):
        failure = server_error()
        log.info("answered 500 like the server does for %s", path)
        return json_reply(failure.body, failure.status)


def plain(path: str, methods: str, handler: PlainHandler) -> Route:
    """Make a route without sign-in."""

    async def endpoint(request: Request) -> Response:
        async def make() -> Response:
            params = await read_params(request)
            return handler(request.app.state.sandbox, request, params)

        return await _answer(make, path)

    return Route(path, endpoint, methods=methods.split())


def signed_in(path: str, methods: str, handler: Handler) -> Route:
    """Make a route for any signed-in user, outside accounts."""
    return _route(path, methods, handler, allows_bots=False, is_in_account=False)


def in_account(path: str, methods: str, handler: Handler, *, allows_bots: bool = False) -> Route:
    """Make a route below /api/v1/accounts/{account_id} for members of the account."""
    full_path = "/api/v1/accounts/{account_id}" + path
    return _route(full_path, methods, handler, allows_bots=allows_bots, is_in_account=True)


def _route(
    path: str, methods: str, handler: Handler, *, allows_bots: bool, is_in_account: bool
) -> Route:
    async def endpoint(request: Request) -> Response:
        async def make() -> Response:
            sandbox: Sandbox = request.app.state.sandbox
            params = await read_params(request)
            user = identify(sandbox, request)
            if isinstance(user, Bot) and not allows_bots:
                raise Denial(401, {"error": "Access to this endpoint is not authorized for bots"})
            if is_in_account:
                _check_account(request, user)
            return handler(Call(sandbox, request, user, params))

        return await _answer(make, path)

    return Route(path, endpoint, methods=methods.split())


def _check_account(request: Request, user: Agent | Bot) -> None:
    if str(request.path_params["account_id"]) != str(ACCOUNT_ID):
        raise not_found()
    if isinstance(user, Agent) and not user.is_member:
        raise Denial(401, {"error": "You are not authorized to access this account"})
