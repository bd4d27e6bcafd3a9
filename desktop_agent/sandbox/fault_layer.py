# SPDX-License-Identifier: Apache-2.0
"""Executes request faults around the application: delays, lost answers, broken bodies."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop_agent.sandbox.abort import abort_of
from desktop_agent.sandbox.faults import REQUEST_FAULTS, Fault
from desktop_agent.sandbox.state import Sandbox

log = logging.getLogger(__name__)

_CONTROL: Final = "/_sandbox/"
_BEFORE: Final = REQUEST_FAULTS - {"slow"}
_HTML: Final = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_HUGE_BYTES: Final = 32 * 1024 * 1024


class CapturedAnswer:
    """An answer of the application that was held back."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    async def send(self, message: Message) -> None:
        """Take what the application sends."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")


class FaultLayer:
    """ASGI layer in front of the routes; the control API passes untouched."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request or websocket."""
        if scope["type"] == "lifespan" or scope["path"].startswith(_CONTROL):
            await self._app(scope, receive, send)
        elif self._sandbox.faults.is_on("offline") is not None:
            await _cut(scope, receive)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._recorded(scope, receive, send)

    async def _recorded(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, path = scope["method"], scope["path"]
        query = scope["query_string"].decode("latin-1")
        now = self._sandbox.world.clock.now()
        request = self._sandbox.recorder.start(method, path, query, now)

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                request.status = message["status"]
            await send(message)

        slow = self._sandbox.faults.take({"slow"}, method, path)
        if slow is not None:
            await asyncio.sleep(slow.number("delay_ms", 1000) / 1000)
        is_throttled = self._sandbox.faults.is_on("rack_attack") is not None
        if is_throttled and self._sandbox.throttle.is_over(method, path):
            await _reply(note, 429, b"text/plain", b"Retry later\n")
            return
        fault = self._sandbox.faults.take(_BEFORE, method, path)
        if fault is None:
            await self._app(scope, receive, note)
        else:
            log.info("fault %s meets %s", fault.kind, method)
            await self._with_fault(fault, scope, receive, note)

    async def _with_fault(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.kind == "rate_limited":
            await _reply(send, 429, b"text/plain", b"Retry later\n")
        elif fault.kind == "html_error":
            await _reply(send, fault.number("status", 502), b"text/html", _HTML)
        elif fault.kind == "error_before":
            await _reply_error(send, fault.number("status", 500))
        elif fault.kind == "execute_late":
            await self._execute_late(fault, scope, receive)
        else:
            await self._after_commit(fault, scope, receive, send)

    async def _after_commit(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        answer = CapturedAnswer()
        await self._app(scope, receive, answer.send)
        if fault.kind == "answer_lost":
            await _cut(scope, receive)
        elif fault.kind == "error_after_commit":
            await _reply_error(send, fault.number("status", 500))
        else:
            body = (
                _broken(answer.body, fault.text("mode", "truncated"))
                if fault.kind == "wrong_json"
                else _blown_up(answer.body, fault.number("bytes", _HUGE_BYTES))
            )
            await _reply(send, answer.status, b"application/json; charset=utf-8", body)

    async def _execute_late(self, fault: Fault, scope: Scope, receive: Receive) -> None:
        """Take the request, cut the connection, do the work later (§10)."""
        body = await _read_body(receive)
        delay_s = fault.number("delay_ms", 1000) / 1000

        async def replay() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def work() -> None:
            await asyncio.sleep(delay_s)
            await self._app(dict(scope), replay, CapturedAnswer().send)

        task = asyncio.create_task(work())
        self._late.add(task)
        task.add_done_callback(self._late.discard)
        await _cut(scope, receive)


async def _read_body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if not message.get("more_body", False):
            return body


async def _cut(scope: Scope, receive: Receive) -> None:
    """Cut the connection and wait until the server has noticed, so that it answers nothing."""
    abort_of(scope)()
    while True:
        message = await receive()
        if message["type"] in {"http.disconnect", "websocket.disconnect"}:
            return


async def _reply(send: Send, status: int, kind: bytes, body: bytes) -> None:
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _reply_error(send: Send, status: int) -> None:
    texts = {
        422: {"error": "Redis::CannotConnectError"},
        500: {"status": 500, "error": "Internal Server Error"},
    }
    body = json.dumps(texts.get(status, {"status": status, "error": "Service Unavailable"}))
    await _reply(send, status, b"application/json; charset=utf-8", body.encode())


def _broken(body: bytes, mode: str) -> bytes:
    """Return the body in a form that no client should accept."""
    if mode == "garbage":
        return b"\x00\xff\xfe not json at all \x80"
    if mode == "empty":
        return b""
    if mode == "null":
        return b"null"
    if mode == "list":
        return b'[1, "two", null]'
    if mode == "deep":
        return b"[" * 100_000 + b"]" * 100_000
    if mode == "types":
        return json.dumps(_other_types(json.loads(body or b"null"))).encode()
    return body[: max(1, len(body) // 2)]


def _other_types(value: object) -> object:
    """Swap the types of all leaves."""
    if isinstance(value, dict):
        return {key: _other_types(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_other_types(item) for item in value]
    if isinstance(value, bool) or value is None:
        return {"unexpected": [1]}
    if isinstance(value, str):
        return 4711
    return "not a number"


def _blown_up(body: bytes, size: int) -> bytes:
    """Return valid JSON of an absurd size that starts like the real answer."""
    padding = b"x" * max(0, size - len(body))
    if body.startswith(b"{") and len(body) > 2:
        return body[:-1] + b',"padding":"' + padding + b'"}'
    return b'["' + padding + b'"]'
