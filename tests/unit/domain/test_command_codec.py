# SPDX-License-Identifier: Apache-2.0
"""Every command survives storing, whatever stands in its fields."""

from __future__ import annotations

from datetime import UTC
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain import commands as c
from desktop_agent.domain.command_codec import (
    KINDS,
    decode_basis,
    decode_payload,
    encode_basis,
    encode_payload,
    kind_of,
)
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.ids import AgentId, MessageId, TeamId
from desktop_agent.domain.tickets import ConsentState, Owner, OwnerKind, Priority

TEXT = st.text(max_size=200)
IDS = st.integers(1, 2**53)
TIMES = st.datetimes(timezones=st.just(UTC))
FIELDS = st.dictionaries(TEXT, TEXT, max_size=4)

PAYLOADS: dict[type[object], st.SearchStrategy[c.Payload]] = {
    c.Reply: st.builds(c.Reply, TEXT, st.none() | IDS.map(MessageId)),
    c.SendFile: st.builds(c.SendFile, TEXT, TEXT, TEXT, IDS, TEXT),
    c.SendTemplate: st.builds(c.SendTemplate, TEXT, TEXT, TEXT, TEXT, FIELDS),
    c.Note: st.builds(c.Note, TEXT),
    c.Claim: st.builds(c.Claim, TEXT),
    c.Release: st.just(c.Release()),
    c.Assign: st.builds(c.Assign, IDS.map(AgentId), TEXT),
    c.AssignTeam: st.builds(c.AssignTeam, st.none() | IDS.map(TeamId)),
    c.Close: st.just(c.Close()),
    c.Reopen: st.just(c.Reopen()),
    c.Snooze: st.builds(c.Snooze, st.none() | TIMES),
    c.ChangeLabels: st.builds(c.ChangeLabels, st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple)),
    c.SetPriority: st.builds(c.SetPriority, st.sampled_from(Priority)),
    c.MarkRead: st.builds(c.MarkRead, IDS.map(MessageId)),
    c.Typing: st.builds(c.Typing, st.booleans()),
    c.Mute: st.builds(c.Mute, st.booleans()),
    c.RecordConsent: st.builds(c.RecordConsent, st.sampled_from(ConsentState), TEXT),
}
OWNERS = st.builds(Owner, st.sampled_from(OwnerKind), IDS.map(AgentId), TEXT)
BASES = st.builds(c.Basis, st.none() | OWNERS, st.none() | IDS.map(MessageId), st.booleans())


def test_every_kind_has_a_name_and_a_strategy() -> None:
    kinds = set(get_args(c.Payload))
    assert set(KINDS.values()) == kinds
    assert set(PAYLOADS) == kinds


@given(st.one_of(*PAYLOADS.values()))
def test_payload_round_trip(payload: c.Payload) -> None:
    assert decode_payload(kind_of(payload), encode_payload(payload)) == payload


@given(BASES)
def test_basis_round_trip(basis: c.Basis) -> None:
    assert decode_basis(encode_basis(basis)) == basis


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("reply", "{"),
        ("reply", "{}"),
        ("reply", '{"text": "a", "colour": "red"}'),
        ("carrier_pigeon", "{}"),
        ("set_priority", '{"priority": "sky-high"}'),
        ("snooze", '{"until_at": "soon"}'),
    ],
)
def test_payload_that_nobody_wrote_is_a_bug(kind: str, text: str) -> None:
    with pytest.raises(Bug):
        decode_payload(kind, text)


@pytest.mark.parametrize("text", ["", "[]", '{"owner": 3}', '{"owner": null}'])
def test_basis_that_nobody_wrote_is_a_bug(text: str) -> None:
    with pytest.raises(Bug):
        decode_basis(text)
