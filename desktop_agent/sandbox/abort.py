# SPDX-License-Identifier: Apache-2.0
"""uvicorn protocols that let an application cut its own TCP connection; holds no fault logic."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

_KEY = "desktop_agent.abort"


def abort_of(scope: Scope) -> Callable[[], None]:
    """Return what cuts the connection of a request or websocket; does nothing elsewhere."""
    abort = scope.get(_KEY)
    return cast("Callable[[], None]", abort) if callable(abort) else _nothing


def _nothing() -> None:
    """Stand in where no transport is known."""


def _with_abort(app: ASGIApp, abort: Callable[[], None]) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        scope[_KEY] = abort
        await app(scope, receive, send)

    return wrapped


class AbortableHttp(H11Protocol):
    """HTTP/1.1 whose scope carries a way to cut the connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Take what uvicorn hands to a protocol."""
        super().__init__(config, server_state, app_state, _loop)
        self.app = _with_abort(self.app, self._abort)

    def _abort(self) -> None:
        self.transport.abort()


class AbortableWebSocket(WebSocketsSansIOProtocol):
    """WebSocket whose scope carries a way to cut the connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Take what uvicorn hands to a protocol."""
        super().__init__(config, server_state, app_state, _loop)
        self.app = _with_abort(self.app, self._abort)

    def _abort(self) -> None:
        self.transport.abort()
