# SPDX-License-Identifier: Apache-2.0
"""What may be written follows the guard, and every lock offers a legal way on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from desktop_agent.domain.commands import Claim, Reopen
from desktop_agent.domain.guard import GuardReason
from desktop_agent.domain.queries import DraftText, TicketDetail
from desktop_agent.domain.rules import ConsentMode, ServiceRules
from desktop_agent.domain.tickets import Consent, ConsentState, Owner, OwnerKind, TicketStatus
from desktop_agent.ui.composer.composer_state import NextStep, ReplyMode, composer_state
from tests.fakes.desk_reader import DeskReader
from tests.fakes.sample_service import ME, TOMASZ

NOW = datetime(2026, 11, 21, 10, 44, tzinfo=UTC)
RULES = ServiceRules()


def _detail(number: int = 4711, **guard: Any) -> TicketDetail:
    desk = DeskReader(NOW)
    story = next(s for s in desk.stories.values() if s.ticket.id == number)
    row = desk.row_of(story.ticket)
    channel = next(c for c in desk.directory.channels if c.id == story.ticket.channel_id)
    from desktop_agent.domain.guard import GuardFacts

    facts = GuardFacts(
        channel=channel,
        owner=story.ticket.owner,
        consent=story.ticket.facts.consent,
        first_inbound_id=story.messages[0].id,
        last_inbound_at=story.ticket.last_inbound_at,
    )
    return TicketDetail(
        ticket=replace(story.ticket, owner=guard.get("owner", story.ticket.owner)),
        row=row,
        channel=channel,
        guard=replace(facts, **guard),
        last_message_id=story.messages[-1].id,
        draft=DraftText(),
    )


def test_my_ticket_with_consent_and_window_takes_text() -> None:
    state = composer_state(_detail(), ME, RULES, NOW)
    assert (state.mode, state.before_send, state.reason) == (ReplyMode.TEXT, (), None)


def test_a_free_ticket_is_taken_with_the_reply() -> None:
    state = composer_state(_detail(owner=None), ME, RULES, NOW)
    assert state.mode is ReplyMode.TEXT
    assert state.before_send == (Claim(),)
    assert state.takes_first


def test_a_claim_on_its_way_is_not_wished_twice() -> None:
    detail = _detail(owner=None)
    mine = Owner(OwnerKind.AGENT, ME)
    pending = replace(detail, row=replace(detail.row, is_owner_pending=True, pending_owner=mine))
    assert composer_state(pending, ME, RULES, NOW).before_send == ()


def test_a_closed_ticket_is_opened_with_the_reply() -> None:
    detail = _detail()
    closed = replace(detail, ticket=replace(detail.ticket, status=TicketStatus.CLOSED))
    assert composer_state(closed, ME, RULES, NOW).before_send == (Reopen(),)


def test_a_closed_window_leaves_the_template() -> None:
    state = composer_state(_detail(last_inbound_at=NOW - timedelta(hours=25)), ME, RULES, NOW)
    assert (state.mode, state.reason) == (ReplyMode.TEMPLATE, GuardReason.WINDOW_CLOSED)
    assert state.steps == (NextStep.TEMPLATE,)


def test_a_colleagues_ticket_can_get_a_note_or_be_taken_over() -> None:
    state = composer_state(_detail(owner=TOMASZ), ME, RULES, NOW)
    assert (state.mode, state.reason) == (ReplyMode.LOCKED, GuardReason.OWNED_BY_OTHER)
    assert state.steps == (NextStep.AS_NOTE, NextStep.TAKE_OVER)


def test_a_bots_ticket_can_be_taken() -> None:
    bot = Owner(OwnerKind.BOT, ME, "Anliegen")
    assert composer_state(_detail(owner=bot), ME, RULES, NOW).steps == (NextStep.TAKE,)


def test_open_consent_offers_the_approved_question() -> None:
    asked = Consent(ConsentState.ASKED)
    rules = ServiceRules(consent_question="Dürfen wir antworten?")
    state = composer_state(_detail(consent=asked), ME, rules, NOW)
    assert (state.mode, state.reason) == (ReplyMode.LOCKED, GuardReason.CONSENT_OPEN)
    assert NextStep.ASK_CONSENT in state.steps


def test_an_enquiry_may_be_answered_where_the_operator_allows_it() -> None:
    rules = ServiceRules(consent_mode=ConsentMode.ENQUIRY)
    state = composer_state(_detail(consent=Consent(ConsentState.ASKED)), ME, rules, NOW)
    assert state.mode is ReplyMode.TEXT


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"is_group": True}, GuardReason.NOT_ONE_TO_ONE),
        ({"first_inbound_id": None}, GuardReason.NO_INBOUND),
        ({"is_blocked": True}, GuardReason.BLOCKED_CUSTOMER),
        ({"is_channel_locked": True}, GuardReason.CHANNEL_LOCKED),
        ({"consent": Consent(ConsentState.REVOKED)}, GuardReason.CONSENT_REVOKED),
        ({"consent": Consent(ConsentState.ASKED)}, GuardReason.CONSENT_OPEN),
        ({"owner": TOMASZ}, GuardReason.OWNED_BY_OTHER),
        ({"last_inbound_at": NOW - timedelta(days=3)}, GuardReason.WINDOW_CLOSED),
    ],
    ids=lambda value: value.value if isinstance(value, GuardReason) else "",
)
def test_no_lock_is_a_dead_end(facts: dict[str, Any], reason: GuardReason) -> None:
    state = composer_state(_detail(**facts), ME, RULES, NOW)
    assert state.reason is reason
    assert state.steps
