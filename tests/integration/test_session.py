# SPDX-License-Identifier: Apache-2.0
"""Engine, stores, adapter and sandbox together over real sockets: the life of a session."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop_agent.domain.commands import (
    Basis,
    Claim,
    Close,
    Command,
    MarkRead,
    Note,
    Release,
    Reopen,
    Reply,
)
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.events import (
    AttachmentReady,
    MessagesChanged,
    SignInRefused,
    TicketsChanged,
)
from desktop_agent.domain.ids import AgentId, CommandId, MessageId
from desktop_agent.domain.messages import Delivery
from desktop_agent.domain.outbox import HeldReason, OutboxState
from desktop_agent.domain.requests import (
    ApproveCommand,
    FetchAttachment,
    OpenTicket,
    PutCommand,
    SignIn,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.domain.tickets import OwnerKind, TicketStatus
from desktop_agent.sandbox.server import RunningSandbox
from desktop_agent.sync.system_clock import SystemClock
from tests.conftest import AllowedLog
from tests.fakes.desk import QUICK, Desk, open_desk
from tests.integration.conftest import agent_id, new_ticket, sign_in

SABINE, TOMASZ = "Sabine Adler", "Tomasz Lind"


def test_wrong_password_is_refused_and_the_right_one_fills_the_inbox(
    tmp_path: Path, sandbox: RunningSandbox, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.sync.signing", "bad_credentials")
    with open_desk(tmp_path / "marie", sandbox.url) as desk:
        wrong = PasswordCredentials(SecretText("marie@x.example"), SecretText("falsch"))
        desk.submit(SignIn(sandbox.url, wrong))
        desk.until(lambda: any(isinstance(e, SignInRefused) for e in desk.events))
        sign_in(desk, sandbox, "Marie Krüger")
        mine, free = desk.cached(
            lambda repos: repos.open_ids(AgentId(agent_id(sandbox, "Marie Krüger")))
        )
        assert mine
        assert free


def test_customer_message_reaches_the_open_conversation_live(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    desk.submit(OpenTicket(ticket_id))
    written = sandbox.control.customer_writes(ticket_id, "Noch eine Frage")
    desk.until(lambda: MessagesChanged(ticket_id, MessageId(written.message_id)) in desk.events)
    assert desk.texts(ticket_id)[-1] == "Noch eine Frage"


def test_claim_answer_note_and_close_reach_the_server(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = new_ticket(desk, sandbox)
    assert desk.ended(desk.put(ticket_id, Claim())).state is OutboxState.CONFIRMED
    answer = desk.ended(desk.put(ticket_id, Reply("Gern, *wie getippt*")))
    assert answer.state is OutboxState.CONFIRMED
    assert desk.ended(desk.put(ticket_id, Note("ruft zurück"))).state is OutboxState.CONFIRMED
    assert desk.ended(desk.put(ticket_id, Close())).state is OutboxState.CONFIRMED
    state = sandbox.control.ticket(ticket_id)
    assert state["assignee_id"] == agent_id(sandbox, "Marie Krüger")
    assert state["status"] == "resolved"
    desk.until(lambda: "ruft zurück" in desk.texts(ticket_id))
    assert "Gern, *wie getippt*" in desk.texts(ticket_id)
    ticket = desk.ticket(ticket_id)
    assert ticket is not None
    assert ticket.status is TicketStatus.CLOSED
    assert desk.ended(desk.put(ticket_id, Reopen())).state is OutboxState.CONFIRMED
    assert desk.ended(desk.put(ticket_id, Release())).state is OutboxState.CONFIRMED


def test_delivery_moves_to_read(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = new_ticket(desk, sandbox)
    desk.ended(desk.put(ticket_id, Claim()))
    row = desk.ended(desk.put(ticket_id, Reply("Gern")))
    assert row.result_id is not None
    sandbox.control.message_status(ticket_id, row.result_id, "read")

    def delivery() -> Delivery:
        return next(m.delivery for m in desk.messages(ticket_id) if m.id == row.result_id)

    desk.until(lambda: delivery() is Delivery.READ)


def test_colleague_who_was_first_is_shown_and_may_be_replaced(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.assign(ticket_id, agent=SABINE)
    row = desk.ended(desk.put(ticket_id, Claim(), Basis()))
    assert row.held is HeldReason.CONFLICT
    assert row.facts["owner_name"] == SABINE
    desk.submit(ApproveCommand(row.command.id))
    desk.row_in(row.command.id, OutboxState.CONFIRMED)
    assert sandbox.control.ticket(ticket_id)["assignee_id"] == agent_id(sandbox, "Marie Krüger")


def test_ticket_taken_away_while_an_answer_waits_holds_it(
    tmp_path: Path, sandbox: RunningSandbox
) -> None:
    with open_desk(tmp_path / "marie", sandbox.url, replace(QUICK, undo_s=30.0)) as desk:
        sign_in(desk, sandbox, "Marie Krüger")
        ticket_id = new_ticket(desk, sandbox)
        desk.ended(desk.put(ticket_id, Claim()))
        command_id = desk.put(ticket_id, Reply("Gern"))
        sandbox.control.assign(ticket_id, agent=TOMASZ)
        row = desk.row_in(command_id, OutboxState.HELD)
        assert row.held is HeldReason.REASSIGNED
        assert row.facts["owner_name"] == TOMASZ
        ticket = desk.ticket(ticket_id)
        assert ticket is not None
        assert ticket.owner is not None
        assert ticket.owner.kind is OwnerKind.AGENT


def test_reading_a_ticket_clears_its_unread_count(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = new_ticket(desk, sandbox)
    newest = desk.messages(ticket_id)[-1]
    command = Command(
        CommandId("0" * 32), ticket_id, MarkRead(newest.id), Basis(), SystemClock().now()
    )
    desk.submit(PutCommand(command))

    def unread() -> int:
        ticket = desk.ticket(ticket_id)
        return -1 if ticket is None else ticket.unread

    desk.until(lambda: unread() == 0)


def test_attachment_is_fetched_into_the_store(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.customer_writes(
        ticket_id,
        "anbei",
        file_name="Bescheid.pdf",
        content_type="application/pdf",
        file=b"%PDF-1.4 Inhalt",
    )
    desk.until(lambda: any(m.attachments for m in desk.messages(ticket_id)))
    attachment = next(m.attachments[0] for m in desk.messages(ticket_id) if m.attachments)
    desk.submit(FetchAttachment(ticket_id, attachment.id))
    desk.until(lambda: AttachmentReady(attachment.id) in desk.events)


def test_deleted_ticket_disappears(desk: Desk, sandbox: RunningSandbox) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.delete_ticket(ticket_id)
    desk.until(lambda: desk.ticket(ticket_id) is None)


def test_lost_membership_takes_the_channels_free_tickets_away(
    desk: Desk, sandbox: RunningSandbox
) -> None:
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.set_membership("Marie Krüger", 1, is_member=False)
    desk.until(lambda: desk.ticket(ticket_id) is None)


def test_restart_shows_what_happened_meanwhile(tmp_path: Path, sandbox: RunningSandbox) -> None:
    with open_desk(tmp_path / "marie", sandbox.url) as desk:
        sign_in(desk, sandbox, "Marie Krüger")
        ticket_id = new_ticket(desk, sandbox)
    sandbox.control.customer_writes(ticket_id, "während der Pause")
    with open_desk(tmp_path / "marie", sandbox.url) as desk:
        desk.phase(Phase.LIVE)
        desk.until(lambda: "während der Pause" in desk.texts(ticket_id))
        assert any(isinstance(event, TicketsChanged) for event in desk.events)


def test_revoked_token_signs_out_and_keeps_the_outbox(
    desk: Desk, sandbox: RunningSandbox, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent")
    ticket_id = new_ticket(desk, sandbox)
    sandbox.control.revoke_access_token("Marie Krüger")
    desk.phase(Phase.SIGNED_OUT)
    command_id = desk.put(ticket_id, Note("bleibt hier"))
    sign_in(desk, sandbox, "Marie Krüger")
    assert desk.ended(command_id).state is OutboxState.CONFIRMED
