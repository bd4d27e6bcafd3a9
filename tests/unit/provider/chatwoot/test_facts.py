# SPDX-License-Identifier: Apache-2.0
"""Facts out of custom attributes: known keys only, one bad value never costs the others."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_agent.domain.tickets import Consent, ConsentState, TicketFacts
from desktop_agent.provider.chatwoot.facts import facts_of
from tests.unit.provider.chatwoot.wire_samples import raw


def test_all_keys_are_read() -> None:
    facts = facts_of(
        raw(
            {
                "consent_state": "confirmed",
                "consent_source": "bot_question",
                "consent_notice_version": "4",
                "consent_declared_at": "2026-05-28T20:26:40Z",
                "consent_confirmed_at": "2026-05-28T20:27:40Z",
                "consent_first_message_id": 812,
                "consent_link": "token",
                "legal_basis": "art6_1_e",
                "art9": True,
                "routing_rule": "Wohngeld → Bürgerbüro",
                "routed_at": "2026-05-28T20:28:00Z",
                "customer_since": "2024-01-02T00:00:00Z",
                "earlier_tickets": 3,
                "internal_number": "+49 1555 0109999",
            }
        )
    )
    assert facts.consent.state is ConsentState.CONFIRMED
    assert facts.consent.source == "bot_question"
    assert facts.consent.notice == "4"
    assert facts.consent.declared_at == datetime(2026, 5, 28, 20, 26, 40, tzinfo=UTC)
    assert facts.consent.first_message_id == 812
    assert facts.consent.link == "token"
    assert facts.legal_basis == "art6_1_e"
    assert facts.is_sensitive
    assert facts.routing_rule == "Wohngeld → Bürgerbüro"
    assert facts.earlier_tickets == 3
    assert "1555" not in repr(facts)


@pytest.mark.parametrize("value", [{}, None, [], "text", 7])
def test_absent_is_unknown(value: object) -> None:
    assert facts_of(raw(value)) == TicketFacts(consent=Consent())


def test_an_unknown_state_is_unknown() -> None:
    assert facts_of(raw({"consent_state": "granted"})).consent.state is ConsentState.UNKNOWN


def test_one_bad_value_costs_nothing_else() -> None:
    facts = facts_of(
        raw(
            {
                "consent_state": {"nested": True},
                "consent_declared_at": "soon",
                "earlier_tickets": 10**40,
                "routed_at": -5,
                "art9": "ja",
                "legal_basis": "art6_1_a",
            }
        )
    )
    assert facts.consent.state is ConsentState.UNKNOWN
    assert facts.consent.declared_at is None
    assert facts.earlier_tickets is None
    assert facts.is_sensitive
    assert facts.legal_basis == "art6_1_a"
