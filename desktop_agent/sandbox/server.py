# SPDX-License-Identifier: Apache-2.0
"""Serves a sandbox with uvicorn on loopback: in the foreground or in a thread (for tests)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final, TypeVar

import uvicorn

from desktop_agent.sandbox.abort import AbortableHttp, AbortableWebSocket
from desktop_agent.sandbox.app import build_app
from desktop_agent.sandbox.control import SandboxControl
from desktop_agent.sandbox.state import Sandbox, SandboxConfig
from desktop_agent.sandbox.world.model import ACCOUNT_ID, Agent, JsonObject
from desktop_agent.sandbox.world.population import Size
from desktop_agent.sandbox.world.world import World, WorldConfig

T = TypeVar("T")

HOST: Final = "127.0.0.1"
_START_LIMIT_S: Final = 30.0


def bind_socket(port: int = 0) -> socket.socket:
    """Return a listening-ready socket on loopback; raises OSError if the port is taken."""
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((HOST, port))
    return sock


def make_server(
    sandbox: Sandbox, sock: socket.socket, on_started: Callable[[], None]
) -> uvicorn.Server:
    """Return a server for `sock` that calls `on_started` once it listens."""
    sandbox.set_base_url(f"http://{HOST}:{sock.getsockname()[1]}")
    config = uvicorn.Config(
        build_app(sandbox),
        http=AbortableHttp,
        ws=AbortableWebSocket,
        loop="asyncio",
        lifespan="on",
        log_config=None,
        access_log=False,
        # The simulated server has a clock of its own, which the application tells.
        date_header=False,
        ws_ping_interval=None,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=60,
    )
    return _AnnouncingServer(config, on_started)


class _AnnouncingServer(uvicorn.Server):
    """A server that tells when it listens."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started:
            self._on_started()


def agent_json(agent: Agent) -> JsonObject:
    """What a person or a test needs to sign in as an agent."""
    shape: JsonObject = {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "password": agent.password,
        "access_token": agent.access_token,
        "role": agent.role,
    }
    if agent.otp_secret is not None:
        shape["otp_secret"] = agent.otp_secret
    return shape


def greeting(sandbox: Sandbox) -> JsonObject:
    """The line that is printed at start."""
    return {
        "url": sandbox.base_url,
        "control_token": sandbox.control_token,
        "account_id": ACCOUNT_ID,
        "agents": [agent_json(agent) for agent in sandbox.world.directory.agents.values()],
    }


@dataclass(frozen=True, slots=True)
class RunningSandbox:
    """A sandbox that serves in a thread. `world` lives on that thread: use `call` to touch it."""

    url: str
    sandbox: Sandbox
    control: SandboxControl
    loop: asyncio.AbstractEventLoop

    @property
    def world(self) -> World:
        """The current world (another one after a reset)."""
        return self.sandbox.world

    @property
    def agents(self) -> dict[int, Agent]:
        """The agents by id."""
        return self.sandbox.world.directory.agents

    def call(self, action: Callable[[Sandbox], T], timeout_s: float = 10.0) -> T:
        """Run `action` on the server's thread and return its result."""
        future: Future[T] = Future()

        def run() -> None:
            try:
                future.set_result(action(self.sandbox))
            except BaseException as error:
                future.set_exception(error)
                if not isinstance(error, Exception):
                    raise

        self.loop.call_soon_threadsafe(run)
        return future.result(timeout_s)


@contextlib.contextmanager
def run_in_thread(
    config: SandboxConfig | None = None,
    *,
    seed: int = 1,
    tickets: int = 60,
    messages: int = 700,
    port: int = 0,
) -> Iterator[RunningSandbox]:
    """Serve a sandbox on a free loopback port until the block ends. Raises RuntimeError."""
    wanted = config or SandboxConfig(
        world=WorldConfig(seed=seed, size=Size(tickets=tickets, messages=messages))
    )
    sandbox = Sandbox(wanted)
    sock = bind_socket(port)
    started = threading.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    def note_start() -> None:
        loops.append(asyncio.get_running_loop())
        started.set()

    server = make_server(sandbox, sock, note_start)
    thread = threading.Thread(
        target=lambda: asyncio.run(server.serve(sockets=[sock])), name="sandbox"
    )
    thread.start()
    try:
        if not started.wait(_START_LIMIT_S):
            raise RuntimeError("the sandbox did not start")
        control = SandboxControl(sandbox.base_url, sandbox.control_token)
        yield RunningSandbox(sandbox.base_url, sandbox, control, loops[0])
    finally:
        server.should_exit = True
        thread.join(_START_LIMIT_S)
        sock.close()
