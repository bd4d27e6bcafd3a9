# SPDX-License-Identifier: Apache-2.0
"""A sandbox over real sockets and one desk that is signed in. Holds no test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_agent.domain.ids import TicketId
from desktop_agent.sandbox.server import RunningSandbox, run_in_thread
from tests.fakes.desk import Desk, open_desk


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    """A small world without people who act on their own."""
    with run_in_thread(tickets=40, messages=400) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, sandbox: RunningSandbox) -> Iterator[Desk]:
    """Marie's desk, live."""
    with open_desk(tmp_path / "marie", sandbox.url) as opened:
        sign_in(opened, sandbox, "Marie Krüger")
        yield opened


def sign_in(desk: Desk, sandbox: RunningSandbox, name: str) -> None:
    """Sign an agent of the sandbox in by name."""
    agent = next(agent for agent in sandbox.agents.values() if agent.name == name)
    desk.sign_in(agent.email, agent.password)


def agent_id(sandbox: RunningSandbox, name: str) -> int:
    """The id of an agent of the sandbox."""
    return next(agent.id for agent in sandbox.agents.values() if agent.name == name)


def new_ticket(desk: Desk, sandbox: RunningSandbox, text: str = "Guten Tag") -> TicketId:
    """A customer with confirmed consent writes for the first time; the desk shows it."""
    written = sandbox.control.new_customer_writes(text, name="Nora Feld", inbox=1)
    sandbox.control.set_consent(written.ticket, "confirmed")
    ticket_id = TicketId(written.ticket)
    desk.until(lambda: _is_ready(desk, ticket_id, text))
    return ticket_id


def _is_ready(desk: Desk, ticket_id: TicketId, text: str) -> bool:
    ticket = desk.ticket(ticket_id)
    return (
        ticket is not None
        and ticket.facts.consent.state == "confirmed"
        and text in desk.texts(ticket_id)
    )
