# SPDX-License-Identifier: Apache-2.0
"""The engine's thread: starts light, keeps early requests, ends when asked."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from desktop_agent.domain.events import EngineEvent, OutboxChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.requests import SaveDraft
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.provider.port import Provider
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.sync.engine import Engine
from desktop_agent.sync.engine_thread import EngineThread
from desktop_agent.sync.system_clock import SystemClock
from tests.fakes.engine_rig import KEY


def no_provider(server: str) -> Provider:
    """Nobody signs in here."""
    raise AssertionError(server)


def test_requests_before_the_start_are_kept_and_the_thread_ends(tmp_path: Path) -> None:
    stores = ProfileStores(tmp_path, KEY, report=lambda problem: None)
    saved = threading.Event()

    def listen(event: EngineEvent) -> None:
        if isinstance(event, OutboxChanged):
            saved.set()

    thread = EngineThread(
        lambda: Engine(
            make_provider=no_provider,
            stores=stores,
            listener=listen,
            clock=SystemClock(),
            rules=ServiceRules(),
        )
    )
    thread.submit(SaveDraft(TicketId(1), "früh", is_note=False))
    thread.start()
    try:
        assert saved.wait(10)
        assert not thread.daemon
    finally:
        assert thread.stop(10)
        stores.close()
    thread.submit(SaveDraft(TicketId(1), "zu spät", is_note=False))


def test_stop_before_the_start_never_runs_the_engine() -> None:
    def explode() -> Engine:
        raise AssertionError

    thread = EngineThread(explode)
    assert thread.stop(1)
    thread.start()
    thread.join(10)
    assert not thread.is_alive()


def test_import_of_the_thread_does_not_import_asyncio() -> None:
    code = (
        "import sys; import desktop_agent.sync.engine_thread; "
        "import desktop_agent.sync.system_clock; sys.exit('asyncio' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
