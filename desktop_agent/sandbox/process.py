# SPDX-License-Identifier: Apache-2.0
"""Runs the sandbox as a child process; standard library only, so that any part may use it."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from desktop_agent.sandbox.control import SandboxControl

_START_LIMIT_S: Final = 60.0
_STOP_LIMIT_S: Final = 5.0


class SandboxStartError(Exception):
    """The child ended or stayed silent before it listened."""


@dataclass(frozen=True, slots=True)
class SandboxAgent:
    """One agent to sign in as."""

    id: int
    name: str
    email: str
    password: str
    access_token: str
    role: str
    otp_secret: str | None = None


class SandboxProcess:
    """Context manager: a sandbox in its own process that ends with the block (or the parent).

    Args are those of `python -m desktop_agent.sandbox`, without --exit-with-parent.
    """

    def __init__(self, *arguments: str, command: Sequence[str] | None = None) -> None:
        """Prepare; nothing starts yet. `command` replaces the interpreter part (frozen builds)."""
        base = command or (sys.executable, "-m", "desktop_agent.sandbox")
        self._command = [*base, *arguments, "--exit-with-parent"]
        self._child: subprocess.Popen[str] | None = None
        self.url = ""
        self.control_token = ""
        self.account_id = 0
        self.agents: list[SandboxAgent] = []

    @property
    def control(self) -> SandboxControl:
        """A client of the control API."""
        return SandboxControl(self.url, self.control_token)

    @property
    def pid(self) -> int | None:
        """The child's process id, None while it is not running."""
        return None if self._child is None else self._child.pid

    def agent(self, name: str) -> SandboxAgent:
        """Return an agent by full name; raises KeyError."""
        for agent in self.agents:
            if agent.name == name:
                return agent
        raise KeyError(name)

    def __enter__(self) -> Self:
        """Start and wait until it listens. Raises SandboxStartError."""
        self._child = subprocess.Popen(  # noqa: S603 - our own module, fixed arguments
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            self._read_greeting(self._child)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Stop the child."""
        self.stop()

    def stop(self) -> None:
        """End the child; kills it if it does not stop in time."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            child.terminate()
        try:
            child.wait(_STOP_LIMIT_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _read_greeting(self, child: subprocess.Popen[str]) -> None:
        if child.stdout is None:
            raise SandboxStartError("the sandbox has no output")
        timer = threading.Timer(_START_LIMIT_S, child.kill)
        timer.start()
        try:
            line = child.stdout.readline()
        finally:
            timer.cancel()
        if not line:
            raise SandboxStartError(f"the sandbox ended with code {child.wait()}")
        greeting = json.loads(line)
        self.url = greeting["url"]
        self.control_token = greeting["control_token"]
        self.account_id = greeting["account_id"]
        self.agents = [SandboxAgent(**agent) for agent in greeting["agents"]]
