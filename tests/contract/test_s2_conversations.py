# SPDX-License-Identifier: Apache-2.0
"""Lists, single tickets, ownership digest (chatwoot §2.1-2.3, §2.12)."""

from __future__ import annotations

import pytest

from desktop_agent.domain.tickets import ConsentState, OwnerKind, TicketStatus
from desktop_agent.provider.port import TicketGone
from tests.contract.desk import Desk
from tests.contract.stage import FOREIGN_INBOX, TOMASZ, Stage


def test_s2_2_new_ticket_is_open_free_and_waiting(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket("Mein Wohngeldbescheid fehlt.")
    ticket = desk.ticket(opened.ticket_id)
    assert ticket.status is TicketStatus.OPEN
    assert ticket.owner is None
    assert ticket.unread >= 1
    assert ticket.can_reply
    assert ticket.is_muted is False
    assert ticket.version > 0
    assert ticket.last_activity_at >= ticket.created_at


def test_s2_2_preview_is_the_newest_message_and_no_activity(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket("erste Zeile")
    newest = stage.customer_writes(opened.ticket_id, "zweite Zeile")
    ticket = desk.ticket(opened.ticket_id)
    assert ticket.preview is not None
    assert (ticket.preview.message_id, ticket.preview.text) == (newest, "zweite Zeile")
    assert ticket.last_inbound_at is not None


def test_s2_2_owner_absent_or_named(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.control.assign(opened.ticket_id, agent=TOMASZ)
    owner = desk.ticket(opened.ticket_id).owner
    assert owner is not None
    assert (owner.kind, owner.id, owner.name) == (OwnerKind.AGENT, TOMASZ, "Tomasz Lind")
    stage.control.assign(opened.ticket_id, agent=TOMASZ, to=0)
    assert desk.ticket(opened.ticket_id).owner is None


def test_s2_2_facts_of_the_operator(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.control.set_consent(opened.ticket_id, "confirmed", source="widget_card", art9=True)
    facts = desk.ticket(opened.ticket_id).facts
    assert facts.consent.state is ConsentState.CONFIRMED
    assert facts.consent.source == "widget_card"
    assert facts.consent.confirmed_at is not None
    assert facts.is_sensitive


def test_s2_2_no_number_mail_or_picture_of_a_customer_comes_out(stage: Stage, desk: Desk) -> None:
    stage.agent(TOMASZ)
    pages = desk.sweep(None)
    tickets = [ticket for page in pages for ticket in page.tickets]
    messages = [desk.messages(ticket.id) for ticket in tickets[:10]]
    shown = repr((tickets, messages))
    hidden = stage.hidden_of({ticket.customer.id for ticket in tickets})
    assert len(hidden) > 20
    assert not [word for word in hidden if word in shown]
    assert all(len(ticket.customer.mask) == 6 for ticket in tickets)


def test_s2_3_deleted_ticket_is_gone(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    stage.control.delete_ticket(opened.ticket_id)
    with pytest.raises(TicketGone) as gone:
        desk.ticket(opened.ticket_id)
    assert gone.value.is_deleted
    assert gone.value.ticket_id == opened.ticket_id


def test_s2_1_digest_tells_mine_and_free(stage: Stage, desk: Desk) -> None:
    free = stage.open_ticket().ticket_id
    foreign = stage.open_ticket(inbox=FOREIGN_INBOX).ticket_id if not stage.is_live else None
    digest = desk.run(desk.provider.ownership())
    assert free in digest.free
    assert free not in digest.mine
    assert foreign not in digest.free | digest.mine
    assert {ticket.id for ticket in digest.tickets} == digest.mine | digest.free


def test_s2_1_digest_of_a_short_list_takes_two_requests(stage: Stage, desk: Desk) -> None:
    desk.run(desk.provider.ownership())
    assert len(stage.requests("/conversations")) == 2


def test_s2_1_digest_of_a_long_list_is_paged(stage: Stage, desk: Desk) -> None:
    opened = {stage.open_ticket(f"Frage {number}").ticket_id for number in range(30)}
    for number in range(180):
        stage.control.new_customer_writes(f"Weitere Frage {number}", inbox=4)
    digest = desk.run(desk.provider.ownership())
    assert opened <= digest.free
    assert len(digest.free) > 200
    assert len(stage.requests("/conversations")) > 8


def test_trap_18_silent_unassignment_is_seen_by_the_digest(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    assert desk.session is not None
    stage.control.assign(opened.ticket_id, agent=int(desk.session.agent_id))
    assert opened.ticket_id in desk.run(desk.provider.ownership()).mine
    before = desk.ticket(opened.ticket_id)
    stage.control.unassign_silently(opened.ticket_id)
    digest = desk.run(desk.provider.ownership())
    assert opened.ticket_id not in digest.mine
    assert opened.ticket_id in digest.free
    after = desk.ticket(opened.ticket_id)
    assert after.version == before.version
    assert after.owner is None


def test_s2_12_window_closes_without_an_event(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    assert desk.ticket(opened.ticket_id).can_reply
    stage.control.advance_clock(25 * 3600)
    ticket = desk.ticket(opened.ticket_id)
    assert not ticket.can_reply
    directory, _ = desk.run(desk.provider.directory())
    channel = next(c for c in directory.channels if c.id == ticket.channel_id)
    assert channel.window is not None
    assert channel.window.total_seconds() == 24 * 3600


def test_trap_23_read_state_is_shared(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    for number in range(12):
        stage.customer_writes(opened.ticket_id, f"Zeile {number}")
    assert desk.ticket(opened.ticket_id).unread == 10
