# SPDX-License-Identifier: Apache-2.0
"""Builds the ASGI application of one sandbox; starts no server."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.types import ASGIApp

from desktop_agent.sandbox import control_routes
from desktop_agent.sandbox.cable.connection import cable_endpoint
from desktop_agent.sandbox.date_layer import DateLayer
from desktop_agent.sandbox.fault_layer import FaultLayer
from desktop_agent.sandbox.rest import (
    assignments,
    auth,
    contacts,
    conversations,
    directory,
    files,
    messages,
    notifications,
    profile,
    search,
    ticket_actions,
)
from desktop_agent.sandbox.rest.call import json_reply
from desktop_agent.sandbox.rest.etag import ETagLayer
from desktop_agent.sandbox.state import Sandbox


async def _unknown_route(_request: Request, _error: Exception) -> Response:
    """Rails' answer to a path it does not route."""
    return json_reply({"status": 404, "error": "Not Found"}, 404)


def build_app(sandbox: Sandbox) -> ASGIApp:
    """Return the application: dates outside, then faults, ETags and the routes."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(sandbox.world.timers.run())
        sandbox.begin()
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    app = Starlette(
        routes=[
            *auth.ROUTES,
            *profile.ROUTES,
            *directory.ROUTES,
            *search.ROUTES,
            *conversations.ROUTES,
            *messages.ROUTES,
            *ticket_actions.ROUTES,
            *assignments.ROUTES,
            *contacts.ROUTES,
            *notifications.ROUTES,
            *files.ROUTES,
            *control_routes.ROUTES,
            WebSocketRoute("/cable", cable_endpoint),
        ],
        exception_handlers={HTTPException: _unknown_route, 404: _unknown_route},
        lifespan=lifespan,
    )
    app.state.sandbox = sandbox
    app.router.redirect_slashes = False
    return DateLayer(FaultLayer(ETagLayer(app), sandbox), sandbox)
