# SPDX-License-Identifier: Apache-2.0
"""Simulated people: colleagues work, customers answer, and all of it comes from the seed."""

from __future__ import annotations

from desktop_agent.sandbox.people.crowd import Activity
from desktop_agent.sandbox.server import RunningSandbox, run_in_thread
from desktop_agent.sandbox.state import Sandbox, SandboxConfig
from desktop_agent.sandbox.world.directory import MARIE
from desktop_agent.sandbox.world.model import INCOMING
from desktop_agent.sandbox.world.population import Size
from desktop_agent.sandbox.world.world import WorldConfig

_CONFIG = SandboxConfig(
    world=WorldConfig(seed=5, size=Size(60, 700), started_at_s=1_790_000_000.0),
    activity=Activity.BUSY,
)


def _live(running: RunningSandbox, steps: int) -> None:
    """Let simulated minutes pass in small steps."""
    for _ in range(steps):
        running.control.advance_clock(3)


def _said(sandbox: Sandbox) -> list[tuple[str | None, int | None, str | None]]:
    return [
        (message.sender_kind, message.sender_id, message.content)
        for ticket in sandbox.world.changed.values()
        for message in ticket.extra
    ]


def test_busy_people_write_answer_and_move_tickets() -> None:
    with run_in_thread(_CONFIG) as running:
        _live(running, 100)
        said = running.call(_said)
        kinds = {kind for kind, _sender, _text in said}
        assert kinds >= {"contact", "user", None}
        writers = {sender for kind, sender, _text in said if kind == "user"}
        assert MARIE not in writers
        present = [a.id for a in running.agents.values() if running.world.is_present(a)]
        assert present


def test_customers_answer_an_agents_reply() -> None:
    config = SandboxConfig(world=_CONFIG.world, activity=Activity.CALM)
    with run_in_thread(config) as running:
        number = running.call(lambda s: s.world.index.by_activity()[0] + s.world.index.first_no)
        for _ in range(6):
            running.control.answer(number, "Guten Tag, wir kümmern uns.", agent=2)
        running.control.advance_clock(30)
        _live(running, 3)
        incoming = running.call(lambda sandbox: _incoming(sandbox, number))
        assert incoming >= 1


def _incoming(sandbox: Sandbox, number: int) -> int:
    ticket = sandbox.world.ticket(number)
    assert ticket is not None
    return sum(message.message_type == INCOMING for message in ticket.extra)


def test_nobody_acts_unless_asked() -> None:
    with run_in_thread(SandboxConfig(world=_CONFIG.world)) as running:
        running.control.advance_clock(600)
        assert running.call(_said) == []
