# SPDX-License-Identifier: Apache-2.0
"""A server full of messages and the program that fetches them, for what is measured meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.child_process import Child
from desktop_agent.sandbox.process import SandboxProcess

PAGE = 20
"""Messages that the server gives for a ticket at once (chatwoot §3.1)."""


@contextmanager
def full_server(tickets: int) -> Iterator[SandboxProcess]:
    """A sandbox with so many open tickets and more than a page of messages in most."""
    with SandboxProcess(
        *("--activity", "none", "--no-cast", "--open", str(tickets)),
        *("--tickets", str(tickets), "--messages", str(tickets * 2 * PAGE)),
    ) as sandbox:
        yield sandbox


@contextmanager
def signed_in_desk(sandbox: SandboxProcess, platform: str) -> Iterator[tuple[Child, list[int]]]:
    """The real program with an administrator's tickets in its list, and their ids."""
    lead = next(one for one in sandbox.agents if one.role == "administrator")
    with Child("desk", "--server", sandbox.url, platform=platform) as desk:
        desk.ask(do="sign_in", email=lead.email, password=lead.password)
        desk.ask(do="show_view", kind="all")
        yield desk, desk.ask(do="tickets")["tickets"]
