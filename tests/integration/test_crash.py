# SPDX-License-Identifier: Apache-2.0
"""A desk that is killed at a named point: after the restart nothing is lost and nothing doubled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_agent.domain.commands import Claim
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import CommandId, TicketId
from desktop_agent.domain.outbox import OutboxState
from desktop_agent.sandbox.server import RunningSandbox
from tests.conftest import AllowedLog
from tests.fakes.desk import open_desk
from tests.integration.conftest import new_ticket, sign_in

ROOT = Path(__file__).resolve().parents[2]


def killed_desk(directory: Path, server: str, ticket_id: TicketId, state: str) -> CommandId:
    """Run a desk in a process and kill it once its row stands in `state`."""
    arguments = [str(directory), server, str(ticket_id), state]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.integration.crashing_desk", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            command_id = process.stdout.readline().strip()
        finally:
            process.kill()
    assert len(command_id) == 32
    return CommandId(command_id)


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        pytest.param({"kind": "slow", "delay_ms": 1500}, "sending", id="killed-while-sending"),
        pytest.param({"kind": "error_before"}, "unknown", id="killed-in-doubt-nothing-happened"),
        pytest.param({"kind": "execute_late", "after_ms": 900}, "unknown", id="killed-in-doubt"),
    ],
)
def test_answer_stands_at_the_server_exactly_once(
    tmp_path: Path,
    sandbox: RunningSandbox,
    allowed_log: AllowedLog,
    fault: dict[str, str | int],
    state: str,
) -> None:
    allowed_log("desktop_agent")
    allowed_log("uvicorn")  # the sandbox complains about the client that died in mid-request
    directory = tmp_path / "marie"
    with open_desk(directory, sandbox.url) as desk:
        sign_in(desk, sandbox, "Marie Krüger")
        ticket_id = new_ticket(desk, sandbox)
        assert desk.ended(desk.put(ticket_id, Claim())).state is OutboxState.CONFIRMED
    settings = {name: value for name, value in fault.items() if name != "kind"}
    sandbox.control.add_fault("lose_events")
    sandbox.control.add_fault(
        str(fault["kind"]), count=1, path="*/messages", method="POST", **settings
    )
    command_id = killed_desk(directory, sandbox.url, ticket_id, state)
    sandbox.control.clear_faults()
    with open_desk(directory, sandbox.url) as desk:
        desk.phase(Phase.LIVE)
        assert desk.ended(command_id).state is OutboxState.CONFIRMED
        messages = sandbox.control.ticket(ticket_id)["messages"]
        assert isinstance(messages, list)
        texts = [message["content"] for message in messages]
        assert texts.count("vor dem Absturz") == 1
