# SPDX-License-Identifier: Apache-2.0
"""Whatever a server sends, decoding ends in values, rejects or typed errors, never otherwise."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.errors import EnvironmentProblem
from desktop_agent.domain.ids import ChannelId, TicketId
from desktop_agent.provider.chatwoot.decode import decode_answer
from desktop_agent.provider.chatwoot.facts import facts_of
from desktop_agent.provider.chatwoot.frames import FRAME, read_event
from desktop_agent.provider.chatwoot.map_messages import read_message
from desktop_agent.provider.chatwoot.map_tickets import read_ticket
from desktop_agent.provider.chatwoot.templates import read_templates
from desktop_agent.provider.chatwoot.wire import WireList, WireMessages
from desktop_agent.provider.port import Reject
from tests.unit.provider.chatwoot.wire_samples import (
    Json,
    conversation,
    event_message,
    message,
    raw,
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=30),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
DEEP = b"[" * 100_000 + b"]" * 100_000
READERS: list[Callable[[bytes], object]] = [
    lambda body: read_message(body, TicketId(9)),
    lambda body: read_ticket(body, 1),
    lambda body: list(read_event(msgspec.Raw(body), 1, lambda record: read_ticket(record, 1))),
    lambda body: facts_of(msgspec.Raw(body)),
    lambda body: read_templates(msgspec.Raw(body), ChannelId(1)),
]


def spoil(record: Json, path: list[str], value: object) -> Json:
    """A record with one key, possibly nested, replaced."""
    if len(path) > 1 and isinstance(record.get(path[0]), dict):
        inner = record[path[0]]
        assert isinstance(inner, dict)
        return {**record, path[0]: spoil(inner, path[1:], value)}
    return {**record, path[0]: value}


@given(st.sampled_from(sorted(message())), VALUES)
def test_any_value_in_any_field_of_a_message(key: str, value: object) -> None:
    read_message(raw(spoil(event_message(), [key], value)), TicketId(9))


@given(
    st.sampled_from(
        [[key] for key in sorted(conversation())] + [["meta", "sender"], ["meta", "x"]]
    ),
    VALUES,
)
def test_any_value_in_any_field_of_a_ticket(path: list[str], value: object) -> None:
    result = read_ticket(raw(spoil(conversation(), path, value)), 1)
    if isinstance(result, Reject):
        assert result.where.startswith("$")


@given(st.binary(max_size=200))
def test_any_bytes(body: bytes) -> None:
    for reader in READERS:
        reader(body)


@given(VALUES)
def test_any_json(value: object) -> None:
    body = msgspec.json.encode(value)
    for reader in READERS:
        reader(body)


def where_refused(read: Callable[[], object]) -> str | None:
    """The field path of a typed refusal, None when the answer was taken."""
    try:
        read()
    except EnvironmentProblem as error:
        return str(error.problem.facts["where"])
    return None


@given(VALUES)
def test_any_json_as_a_whole_answer(value: object) -> None:
    body = msgspec.json.encode(value)
    tickets = where_refused(lambda: decode_answer(body, msgspec.json.Decoder(WireList)))
    messages = where_refused(lambda: decode_answer(body, msgspec.json.Decoder(WireMessages)))
    assert all(where is None or where.startswith("$") for where in (tickets, messages))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(DEEP, id="nesting-bomb"),
        pytest.param(b'{"id":1,"x":' + DEEP + b"}", id="nesting-bomb-inside"),
        pytest.param(b'{"id":1e400}', id="float-overflow"),
        pytest.param(b'{"id":' + b"9" * 5000 + b"}", id="endless-digits"),
        pytest.param(b'{"content":"\xff\xfe"}', id="broken-utf8"),
        pytest.param(rb'{"content":"\ud800"}', id="lone-surrogate"),
        pytest.param(b'{"id":1,"id":2}', id="repeated-key"),
        pytest.param(b"\xef\xbb\xbf{}", id="byte-order-mark"),
        pytest.param(b'{"id":NaN}', id="nan"),
        pytest.param(b"", id="empty"),
        pytest.param(b"<html><script>alert(1)</script>", id="html"),
    ],
)
def test_classic_attacks(body: bytes) -> None:
    for reader in READERS:
        reader(body)
    with pytest.raises(EnvironmentProblem):
        decode_answer(body, msgspec.json.Decoder(WireList))


def test_nesting_bomb_in_a_frame() -> None:
    with pytest.raises((msgspec.DecodeError, RecursionError)):
        FRAME.decode(b'{"type":' + DEEP + b"}")
    assert list(read_event(msgspec.Raw(DEEP), 1, lambda record: read_ticket(record, 1)))


def test_absurd_sizes_are_cut_not_kept() -> None:
    huge = message(
        content="x" * 3_000_000,
        sender={"id": 1, "name": "n" * 1_000_000, "type": "contact"},
        content_type="t" * 100_000,
        attachments=[{"id": n, "data_url": "https://x.example/" + "a" * 9000} for n in range(900)],
    )
    result = read_message(raw(huge), TicketId(9))
    assert not isinstance(result, Reject | None)
    assert len(result.text) == 150_000
    assert len(result.author.name) <= 200
    assert len(result.content_kind) <= 40
    assert len(result.attachments) == 50
    assert not any(file.url for file in result.attachments)


def test_absurd_labels_are_cut() -> None:
    result = read_ticket(raw(conversation(labels=["l" * 5000] + [str(n) for n in range(9000)])), 1)
    assert not isinstance(result, Reject)
    assert len(result.labels) <= 100
    assert max(map(len, result.labels)) <= 100
