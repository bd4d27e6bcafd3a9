# SPDX-License-Identifier: Apache-2.0
"""Whole sessions against a sandbox that fails: nothing is lost and nothing is sent twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_agent.domain.commands import Basis, Claim, Note, Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import EngineStateChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.outbox import HeldReason, OutboxState
from desktop_agent.domain.requests import ReconnectNow
from desktop_agent.sandbox.server import RunningSandbox
from tests.conftest import AllowedLog
from tests.fakes.desk import Desk, open_desk
from tests.integration.conftest import new_ticket, sign_in

MESSAGES = "*/messages"


@pytest.fixture(autouse=True)
def _faults_may_be_logged(allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent")


def mine(desk: Desk, sandbox: RunningSandbox) -> TicketId:
    """A ticket that Marie has claimed."""
    ticket_id = new_ticket(desk, sandbox)
    assert desk.ended(desk.put(ticket_id, Claim())).state is OutboxState.CONFIRMED
    return ticket_id


def sent(sandbox: RunningSandbox, ticket_id: TicketId) -> list[str]:
    """What stands at the server of what agents wrote."""
    messages = sandbox.control.ticket(ticket_id)["messages"]
    assert isinstance(messages, list)
    return [str(m["content"]) for m in messages if m["type"] == "outgoing"]


@pytest.mark.parametrize(
    ("fault", "settings"),
    [
        pytest.param("answer_lost", {}, id="answer-lost-after-commit"),
        pytest.param("error_after_commit", {"status": 500}, id="500-after-commit"),
        pytest.param("error_after_commit", {"status": 422}, id="422-after-commit"),
        pytest.param("execute_late", {"after_ms": 800}, id="executed-late"),
    ],
)
def test_answer_that_took_effect_is_confirmed_and_sent_once(
    desk: Desk, sandbox: RunningSandbox, fault: str, settings: dict[str, int]
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault(fault, count=1, path=MESSAGES, method="POST", **settings)
    command_id = desk.put(ticket_id, Reply("genau einmal"))
    row = desk.ended(command_id)
    assert row.state is OutboxState.CONFIRMED
    assert row.attempts == 1
    assert sandbox.control.faults() == [], "the fault was never met"
    # A later answer on the same lane proves that nothing of the first is still under way.
    assert desk.ended(desk.put(ticket_id, Reply("danach"))).state is OutboxState.CONFIRMED
    assert sent(sandbox, ticket_id) == ["genau einmal", "danach"]


def test_answer_whose_events_are_lost_too_is_found_in_the_range(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("lose_events")
    sandbox.control.add_fault("answer_lost", count=1, path=MESSAGES, method="POST")
    command_id = desk.put(ticket_id, Reply("genau einmal"))
    assert desk.ended(command_id).state is OutboxState.CONFIRMED
    assert [fault["kind"] for fault in sandbox.control.faults()] == ["lose_events"]
    assert sent(sandbox, ticket_id) == ["genau einmal"]


def test_server_error_before_anything_happened_is_sent_again_after_settling(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("error_before", count=1, path=MESSAGES, method="POST")
    row = desk.ended(desk.put(ticket_id, Reply("zweiter Versuch")))
    assert row.state is OutboxState.CONFIRMED
    assert row.attempts == 2
    assert sent(sandbox, ticket_id) == ["zweiter Versuch"]


def test_answer_written_offline_goes_out_after_reconnect(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("offline")
    desk.phase(Phase.BACKOFF)
    command_id = desk.put(ticket_id, Reply("aus dem Zug"))
    assert sent(sandbox, ticket_id) == []
    sandbox.control.clear_faults()
    assert desk.ended(command_id).state is OutboxState.CONFIRMED
    assert sent(sandbox, ticket_id) == ["aus dem Zug"]


def test_colleagues_answer_in_the_gap_holds_the_one_written_offline(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("offline")
    desk.phase(Phase.BACKOFF)
    command_id = desk.put(ticket_id, Reply("meine"))
    sandbox.control.answer(ticket_id, "schon erledigt", agent="Sabine Adler")
    sandbox.control.clear_faults()
    row = desk.ended(command_id)
    assert row.held is HeldReason.MOVED_ON
    assert sent(sandbox, ticket_id) == ["schon erledigt"]


def test_dropped_cable_catches_up_and_loses_nothing(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("refuse_cable")
    sandbox.control.add_fault("drop_cable", count=1)
    desk.until(lambda: desk.last_phase() is not Phase.LIVE)
    sandbox.control.customer_writes(ticket_id, "im Loch")
    sandbox.control.clear_faults()
    desk.phase(Phase.LIVE)
    desk.until(lambda: "im Loch" in desk.texts(ticket_id))


@pytest.mark.parametrize("fault", ["rate_limited", "html_error", "wrong_json"])
def test_feed_that_answers_nonsense_backs_off_and_recovers(
    desk: Desk, sandbox: RunningSandbox, fault: str
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault(fault, method="GET")
    desk.phase(Phase.BACKOFF)
    states = [e.state for e in desk.events if isinstance(e, EngineStateChanged)]
    assert states[-1].problem is not None
    note = desk.put(ticket_id, Note("bleibt liegen"), Basis())
    sandbox.control.clear_faults()
    # The wait after "too many requests" is long on purpose; the agent may cut it short.
    desk.submit(ReconnectNow())
    assert desk.ended(note).state is OutboxState.CONFIRMED


def test_repeated_and_reordered_events_end_in_the_servers_state(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = mine(desk, sandbox)
    sandbox.control.add_fault("duplicate_events")
    sandbox.control.add_fault("reorder_events")
    for number in range(6):
        sandbox.control.customer_writes(ticket_id, f"Text {number}")
        sandbox.control.assign(ticket_id, agent="Sabine Adler" if number % 2 else "Tomasz Lind")
    sandbox.control.clear_faults()
    wanted = sandbox.control.ticket(ticket_id)["assignee_id"]

    def is_same() -> bool:
        ticket = desk.ticket(ticket_id)
        owner = None if ticket is None or ticket.owner is None else ticket.owner.id
        texts = desk.texts(ticket_id)
        return owner == wanted and all(texts.count(f"Text {n}") == 1 for n in range(6))

    desk.until(is_same)


def test_two_desks_racing_for_one_ticket_agree_with_the_server(
    desk: Desk, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    with open_desk(tmp_path / "tomasz", sandbox.url) as other:
        sign_in(other, sandbox, "Tomasz Lind")
        ticket_id = new_ticket(desk, sandbox)
        other.until(lambda: other.ticket(ticket_id) is not None)
        claims = [(one, one.put(ticket_id, Claim(), Basis())) for one in (desk, other)]
        rows = [one.ended(command_id) for one, command_id in claims]
        assert OutboxState.CONFIRMED in [row.state for row in rows]
        owner_id = sandbox.control.ticket(ticket_id)["assignee_id"]

        def shows_owner(one: Desk) -> bool:
            ticket = one.ticket(ticket_id)
            return ticket is not None and ticket.owner is not None and ticket.owner.id == owner_id

        desk.until(lambda: shows_owner(desk))
        other.until(lambda: shows_owner(other))
