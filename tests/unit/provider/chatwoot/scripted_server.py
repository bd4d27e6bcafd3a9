# SPDX-License-Identifier: Apache-2.0
"""A loopback server that answers by script, byte for byte, and keeps what it was asked."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Asked:
    """One request; header names are lower-case."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


Script = Callable[[Asked], bytes | Awaitable[bytes]]


def reply(
    body: bytes | Mapping[str, object] | list[object] = b"{}",
    status: int = 200,
    content_type: str = "application/json",
    **headers: str,
) -> bytes:
    """A whole answer; underscores in header names become hyphens."""
    payload = body if isinstance(body, bytes) else msgspec.json.encode(body)
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(payload)}",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + payload


class ScriptedServer:
    """Serves `script` on 127.0.0.1 in the running loop; one request a connection."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[Asked] = []
        self.port = 0
        self._script = script
        self._context = context
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Its origin."""
        return f"{'https' if self._context else 'http'}://127.0.0.1:{self.port}"

    async def start(self) -> None:
        """Listen on a free port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await _read(reader)
            self.asked.append(asked)
            answer = self._script(asked)
            writer.write(answer if isinstance(answer, bytes) else await answer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client went away, which some tests want
        finally:
            writer.close()


@asynccontextmanager
async def scripted(
    script: Script, context: ssl.SSLContext | None = None
) -> AsyncIterator[ScriptedServer]:
    """A server for the length of a block."""
    server = ScriptedServer(script, context)
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


async def _read(reader: asyncio.StreamReader) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    first, *lines = head.split("\r\n")
    method, target, _ = first.split(" ")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        if name:
            headers[name.lower()] = value.strip()
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method, target, headers, body)
