# SPDX-License-Identifier: Apache-2.0
"""A ticket survives its row, and merging adds nothing of its own."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.ids import ChannelId, CustomerId, TeamId, TicketId
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    Ticket,
    TicketFacts,
    TicketStatus,
)
from desktop_agent.store.ticket_rows import Derived, merge, ticket_of, ticket_row

ONE = TicketId(1)

times = st.datetimes(datetime(2001, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ids = st.integers(1, 2**53)


@st.composite
def any_tickets(draw: st.DrawFn) -> Ticket:
    """Tickets with every field set or not told."""
    return Ticket(
        id=ONE,
        channel_id=ChannelId(draw(ids)),
        status=draw(st.sampled_from(TicketStatus)),
        customer=Customer(
            CustomerId(draw(ids)), draw(texts), draw(texts), draw(st.none() | st.booleans())
        ),
        version=draw(st.floats(0, 1e10)),
        created_at=draw(times),
        last_activity_at=draw(times),
        priority=draw(st.sampled_from(Priority)),
        owner=draw(st.none() | st.builds(Owner, st.sampled_from(OwnerKind), ids, texts)),
        team_id=draw(st.none() | ids.map(TeamId)),
        labels=tuple(draw(st.lists(texts, max_size=3))),
        waiting_since_at=draw(st.none() | times),
        snoozed_until_at=draw(st.none() | times),
        unread=draw(st.integers(0, 10)),
        can_reply=draw(st.booleans()),
        is_muted=draw(st.none() | st.booleans()),
        last_inbound_at=draw(st.none() | times),
        preview=draw(
            st.none()
            | st.builds(
                Preview,
                message_id=ids,
                kind=texts,
                author=texts,
                author_name=texts,
                text=texts,
                attachment_kind=texts,
                at=st.none() | times,
            )
        ),
        facts=draw(
            st.builds(
                TicketFacts,
                consent=st.builds(
                    Consent,
                    st.sampled_from(ConsentState),
                    texts,
                    texts,
                    st.none() | times,
                    st.none() | times,
                    st.none() | ids,
                    texts,
                ),
                legal_basis=texts,
                is_sensitive=st.booleans(),
                routing_rule=texts,
                routed_at=st.none() | times,
                customer_since_at=st.none() | times,
                earlier_tickets=st.none() | st.integers(0, 99),
            )
        ),
    )


@given(any_tickets())
def test_row_gives_back_the_ticket_it_was_made_from(ticket: Ticket) -> None:
    row = ticket_row(ticket, Derived(None, None, is_range_held=False))
    customer = ticket.customer
    assert ticket_of((*row[:39], customer.name, customer.mask, customer.is_blocked)) == ticket


@given(any_tickets())
def test_merging_a_record_with_itself_changes_nothing(ticket: Ticket) -> None:
    assert merge(ticket, ticket) == ticket
