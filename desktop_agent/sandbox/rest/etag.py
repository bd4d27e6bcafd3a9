# SPDX-License-Identifier: Apache-2.0
"""Weak ETags on JSON answers to GETs, as Rack adds them (chatwoot §5.5); changes no content."""

from __future__ import annotations

import hashlib
import uuid

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class ETagLayer:
    """Holds a GET's answer back, tags it, and answers 304 to a matching If-None-Match."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; everything but HTTP passes through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        request_id = request.headers.get("x-request-id") or str(uuid.uuid4())
        is_get = scope["method"] == "GET"
        start: Message = {}

        async def tagged(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode("latin-1", "replace")),
                ]
                start = message
                if not _is_taggable(message, is_get=is_get):
                    await send(message)
                return
            if not _is_taggable(start, is_get=is_get):
                await send(message)
                return
            body = message.get("body", b"")
            etag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
            if request.headers.get("if-none-match") == etag:
                await Response(status_code=304, headers={"etag": etag})(scope, receive, send)
                return
            start["headers"] = [*start["headers"], (b"etag", etag.encode())]
            await send(start)
            await send(message)

        await self._app(scope, receive, tagged)


def _is_taggable(start: Message, *, is_get: bool) -> bool:
    if not is_get or start.get("status") != 200:
        return False
    headers = dict(start.get("headers", []))
    return bool(headers.get(b"content-type", b"").startswith(b"application/json"))
