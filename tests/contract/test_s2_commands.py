# SPDX-License-Identifier: Apache-2.0
"""Status, ownership, labels, priority, consent and the small writes (chatwoot §2.6, §2.7)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.ids import AgentId, MessageId, TeamId, TicketId
from desktop_agent.domain.messages import AuthorKind
from desktop_agent.domain.tickets import ConsentState, Priority, TicketStatus
from desktop_agent.provider.port import Confirmed, MaybeDone, Refused
from tests.contract.conftest import MakeDesk
from tests.contract.desk import Desk, command
from tests.contract.stage import FOREIGN_INBOX, SABINE, TOMASZ, Fault, Stage


def me(desk: Desk) -> AgentId:
    assert desk.session is not None
    return desk.session.agent_id


def owner_id(desk: Desk, ticket_id: TicketId) -> AgentId | None:
    owner = desk.ticket(ticket_id).owner
    return None if owner is None else owner.id


def test_s2_7_claim_and_release(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    claimed = desk.done(ticket_id, c.Claim())
    assert claimed.owner is not None
    assert claimed.owner.is_agent(me(desk))
    assert owner_id(desk, ticket_id) == me(desk)
    assert desk.done(ticket_id, c.Release()).owner is None
    assert owner_id(desk, ticket_id) is None


def test_s2_7_last_writer_wins_and_both_are_told_yes(
    stage: Stage, desk: Desk, make_desk: MakeDesk
) -> None:
    ticket_id = stage.open_ticket().ticket_id
    rival = make_desk()
    rival.sign_in(stage.agent(TOMASZ).access_token)
    assert desk.done(ticket_id, c.Claim()).owner is not None
    assert rival.done(ticket_id, c.Claim()).owner is not None
    assert owner_id(desk, ticket_id) == TOMASZ


def test_trap_15_unknown_agent_would_unassign_and_is_refused_here(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Claim())
    desk.run(desk.provider.directory())
    outcome = desk.execute(ticket_id, c.Assign(AgentId(987_654_321)))
    assert isinstance(outcome, Refused)
    assert outcome.problem.code is ProblemCode.NOT_FOUND
    assert owner_id(desk, ticket_id) == me(desk)


def test_trap_15_without_a_directory_the_answer_shows_it(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    outcome = desk.execute(ticket_id, c.Assign(AgentId(987_654_321)))
    assert outcome == Confirmed(owner=None)


def test_s2_7_assign_to_a_colleague(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    stage.agent(TOMASZ)
    named = desk.done(ticket_id, c.Assign(AgentId(TOMASZ))).owner
    assert named is not None
    assert (named.id, named.name) == (TOMASZ, "Tomasz Lind")


def test_s2_7_team_is_set_and_cleared(stage: Stage, desk: Desk) -> None:
    directory, _ = desk.run(desk.provider.directory())
    if not directory.teams:
        pytest.skip("the account has no teams")
    team_id = directory.teams[0].id
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.AssignTeam(team_id))
    assert desk.ticket(ticket_id).team_id == team_id
    desk.done(ticket_id, c.AssignTeam(None))
    assert desk.ticket(ticket_id).team_id is None


def test_s2_6_close_and_reopen_of_my_own_ticket(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Claim())
    desk.done(ticket_id, c.Close())
    assert desk.ticket(ticket_id).status is TicketStatus.CLOSED
    desk.done(ticket_id, c.Close())
    assert desk.ticket(ticket_id).status is TicketStatus.CLOSED, "an explicit status never flips"
    desk.done(ticket_id, c.Reopen())
    assert desk.ticket(ticket_id).status is TicketStatus.OPEN
    assert owner_id(desk, ticket_id) == me(desk)


@pytest.mark.parametrize("holder", [TOMASZ, None])
def test_trap_14_reopening_leaves_the_owner_alone(
    stage: Stage, desk: Desk, holder: int | None
) -> None:
    ticket_id = stage.open_ticket().ticket_id
    if holder is not None:
        stage.control.assign(ticket_id, agent=holder)
    desk.done(ticket_id, c.Close())
    outcome = desk.done(ticket_id, c.Reopen())
    assert outcome.ticket is not None
    assert outcome.ticket.status is TicketStatus.OPEN
    assert owner_id(desk, ticket_id) == holder
    if not stage.is_live:
        assert len(stage.requests("/toggle_status")) == 1, "only the close"


def test_trap_14_reopening_an_open_ticket_writes_nothing(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Reopen())
    assert not stage.requests("/toggle_status")
    assert not stage.requests("/bulk_actions")
    assert owner_id(desk, ticket_id) is None


def test_trap_14_a_lead_reopens_without_becoming_owner(stage: Stage, make_desk: MakeDesk) -> None:
    lead = make_desk()
    lead.sign_in(stage.agent(SABINE).access_token)
    ticket_id = stage.open_ticket().ticket_id
    lead.done(ticket_id, c.Close())
    lead.done(ticket_id, c.Reopen())
    assert owner_id(lead, ticket_id) is None


def test_s2_6_snooze_until_a_time_and_until_the_customer_writes(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    until_at = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=20)
    desk.done(ticket_id, c.Snooze(until_at))
    ticket = desk.ticket(ticket_id)
    assert ticket.status is TicketStatus.SNOOZED
    assert ticket.snoozed_until_at == until_at
    desk.done(ticket_id, c.Snooze(None))
    assert desk.ticket(ticket_id).snoozed_until_at is None


def test_s2_6_priority_is_set_and_cleared(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    for priority in (Priority.URGENT, Priority.LOW, Priority.NONE):
        desk.done(ticket_id, c.SetPriority(priority))
        assert desk.ticket(ticket_id).priority is priority


def test_s2_7_labels_are_a_delta(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.ChangeLabels(add=("eilig", "vip")))
    outcome = desk.done(ticket_id, c.ChangeLabels(add=("termin",), remove=("vip",)))
    assert outcome.ticket is not None
    assert set(outcome.ticket.labels) == {"eilig", "termin"}


def test_trap_20_a_colleagues_label_survives(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.ticket(ticket_id)
    stage.control.set_labels(ticket_id, ["steuern"], agent=TOMASZ)
    desk.done(ticket_id, c.ChangeLabels(add=("eilig",)))
    assert set(desk.ticket(ticket_id).labels) == {"steuern", "eilig"}


def test_trap_20_consent_keeps_every_other_attribute(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    stage.control.set_consent(ticket_id, "confirmed", source="widget_card")
    kept = {"aktenzeichen": "WG-2026/17", "betrag": 12.5, "liste": [1, {"a": None}]}
    stage.control.set_attributes(ticket_id, dict(kept))
    desk.done(ticket_id, c.RecordConsent(ConsentState.REVOKED, "phone_log"))
    consent = desk.ticket(ticket_id).facts.consent
    assert (consent.state, consent.source) == (ConsentState.REVOKED, "phone_log")
    assert consent.confirmed_at is not None, "the proof of the first steps stays"
    attributes = stage.control.ticket(ticket_id)["custom_attributes"]
    assert isinstance(attributes, dict)
    assert {key: attributes[key] for key in kept} == kept


def test_s2_6_read_state(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    outcome = desk.done(opened.ticket_id, c.MarkRead(opened.message_id))
    assert outcome.ticket is not None
    assert outcome.ticket.unread == 0
    stage.customer_writes(opened.ticket_id, "Noch etwas")
    assert desk.ticket(opened.ticket_id).unread == 1


def test_s2_6_typing_leaves_no_trace(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Typing(True))
    desk.done(ticket_id, c.Typing(False))
    assert [m for m in desk.messages(ticket_id) if m.author.kind is AuthorKind.AGENT] == []


def test_trap_21_mute_closes_and_unmute_does_not_reopen(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Mute(True))
    muted = desk.ticket(ticket_id)
    assert (muted.is_muted, muted.status) == (True, TicketStatus.CLOSED)
    desk.done(ticket_id, c.Mute(False))
    unmuted = desk.ticket(ticket_id)
    assert (unmuted.is_muted, unmuted.status) == (False, TicketStatus.CLOSED)


@pytest.mark.parametrize(
    "payload",
    [
        c.Claim(),
        c.AssignTeam(TeamId(1)),
        c.Close(),
        c.Reopen(),
        c.SetPriority(Priority.HIGH),
        c.MarkRead(MessageId(1)),
        c.Mute(True),
        c.RecordConsent(ConsentState.REVOKED, "form"),
        c.Reply("Guten Tag"),
        c.Note("intern"),
    ],
    ids=lambda payload: type(payload).__name__,
)
def test_s1_6_commands_on_a_ticket_that_is_gone_are_refused(
    stage: Stage, desk: Desk, payload: c.Payload
) -> None:
    deleted = stage.open_ticket().ticket_id
    stage.control.delete_ticket(deleted)
    foreign = stage.open_ticket(inbox=FOREIGN_INBOX).ticket_id
    for ticket_id in (deleted, foreign):
        outcome = desk.execute(ticket_id, payload)
        assert isinstance(outcome, Refused)
        assert outcome.is_gone


@pytest.mark.parametrize(
    "payload",
    [
        c.Claim(),
        c.Close(),
        c.SetPriority(Priority.HIGH),
        c.Snooze(None),
        c.RecordConsent(ConsentState.DECLARED, "form"),
        c.ChangeLabels(add=("eilig",)),
    ],
    ids=lambda payload: type(payload).__name__,
)
@pytest.mark.parametrize(
    "fault",
    [Fault("answer_lost"), Fault("error_after_commit", 500), Fault("error_after_commit", 422)],
    ids=str,
)
def test_s3_7_lost_answers_are_ambiguous_and_the_ticket_is_the_evidence(
    stage: Stage, desk: Desk, payload: c.Payload, fault: Fault
) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.ticket(ticket_id)
    fault.switch_on(stage.control, count=1, method="POST")
    wish = command(ticket_id, payload)
    assert isinstance(desk.run(desk.provider.execute(wish)), MaybeDone)
    evidence = desk.evidence(wish)
    assert evidence.ticket is not None
    assert evidence.ticket.id == ticket_id


def test_s3_7_no_evidence_of_what_never_happened(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    stage.control.add_fault("error_before", count=1, method="POST", status=503)
    wish = command(ticket_id, c.Claim())
    assert isinstance(desk.run(desk.provider.execute(wish)), MaybeDone)
    assert desk.run(desk.provider.find(wish, None)) is None
