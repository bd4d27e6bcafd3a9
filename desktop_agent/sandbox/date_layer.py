# SPDX-License-Identifier: Apache-2.0
"""Dates every HTTP answer by the simulated server's clock; changes nothing else."""

from __future__ import annotations

from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from desktop_agent.sandbox.state import Sandbox


class DateLayer:
    """Outermost ASGI layer: answers of faults are dated too."""

    def __init__(self, app: ASGIApp, sandbox: Sandbox) -> None:
        self._app = app
        self._sandbox = sandbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; everything but HTTP passes through."""

        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                date = formatdate(self._sandbox.world.clock.now(), usegmt=True)
                headers = [*message.get("headers", []), (b"date", date.encode())]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, dated)
