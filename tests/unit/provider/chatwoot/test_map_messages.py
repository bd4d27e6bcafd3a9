# SPDX-License-Identifier: Apache-2.0
"""Messages in both shapes: kinds, authors, delivery, references, attachments, markers."""

from __future__ import annotations

import pytest

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import AttachmentKind, AuthorKind, Delivery, Message, MessageKind
from desktop_agent.provider.chatwoot.map_messages import read_message, read_messages
from desktop_agent.provider.port import Reject
from tests.unit.provider.chatwoot.wire_samples import (
    MARKERS,
    PHONE,
    REF,
    Json,
    event_message,
    message,
    outgoing,
    raw,
)


def mapped(record: Json) -> Message:
    result = read_message(raw(record), TicketId(9))
    assert isinstance(result, Message)
    return result


def rejected(record: Json) -> Reject:
    result = read_message(raw(record), TicketId(9))
    assert isinstance(result, Reject)
    return result


@pytest.mark.parametrize(
    ("record", "kind", "author"),
    [
        pytest.param(message(), MessageKind.INBOUND, AuthorKind.CUSTOMER, id="incoming"),
        pytest.param(outgoing(), MessageKind.OUTBOUND, AuthorKind.AGENT, id="outgoing"),
        pytest.param(outgoing(private=True), MessageKind.NOTE, AuthorKind.AGENT, id="private"),
        pytest.param(
            message(message_type=2, sender=None), MessageKind.ACTIVITY, AuthorKind.SYSTEM, id="act"
        ),
        pytest.param(
            message(message_type=3, sender=None), MessageKind.TEMPLATE, AuthorKind.SYSTEM, id="tpl"
        ),
        pytest.param(
            message(message_type=1, sender={"id": 1, "name": "Bot", "type": "agent_bot"}),
            MessageKind.OUTBOUND,
            AuthorKind.BOT,
            id="bot",
        ),
        pytest.param(
            message(message_type=1, sender={"id": 1, "name": "C"}, sender_type="AgentBot"),
            MessageKind.OUTBOUND,
            AuthorKind.BOT,
            id="bot-by-event-shape",
        ),
        pytest.param(
            message(message_type="incoming"), MessageKind.INBOUND, AuthorKind.CUSTOMER, id="word"
        ),
        pytest.param(message(message_type=99), MessageKind.ACTIVITY, AuthorKind.CUSTOMER, id="new"),
    ],
)
def test_kind_and_author(record: Json, kind: MessageKind, author: AuthorKind) -> None:
    result = mapped(record)
    assert (result.kind, result.author.kind) == (kind, author)


@pytest.mark.parametrize(
    ("fields", "delivery"),
    [
        pytest.param({"status": "sent"}, Delivery.TAKEN, id="birth"),
        pytest.param({"status": "sent", "source_id": "w1"}, Delivery.ACCEPTED, id="provider-id"),
        pytest.param({"status": "delivered", "source_id": "w1"}, Delivery.DELIVERED, id="there"),
        pytest.param({"status": "read"}, Delivery.READ, id="read-without-id"),
        pytest.param({"status": "failed", "source_id": "w1"}, Delivery.FAILED, id="failed"),
        pytest.param({"status": "progress"}, Delivery.TAKEN, id="unknown-word"),
        pytest.param({"status": None}, Delivery.TAKEN, id="null"),
    ],
)
def test_delivery_of_what_goes_to_the_customer(fields: Json, delivery: Delivery) -> None:
    assert mapped({**outgoing(), **fields}).delivery is delivery


def test_incoming_messages_and_notes_have_no_delivery() -> None:
    assert mapped(message(status="read")).delivery is Delivery.TAKEN
    assert mapped(outgoing(private=True, status="delivered")).delivery is Delivery.TAKEN


def test_provider_error_becomes_the_failure_and_is_cut() -> None:
    result = mapped(outgoing(status="failed", content_attributes={"external_error": "e" * 900}))
    assert result.failure == "e" * 300


def test_our_reference_is_read_from_both_carriers() -> None:
    assert mapped(outgoing(content_attributes={"desktop_agent_ref": REF})).ref == REF
    assert mapped(outgoing(echo_id=REF)).ref == REF
    assert mapped(outgoing(echo_id="1b2c-web-client")).ref is None
    assert mapped(outgoing(content_attributes={"desktop_agent_ref": "x" * 32})).ref is None


def test_a_customer_cannot_confirm_our_command() -> None:
    spoofed = message(echo_id=REF, content_attributes={"desktop_agent_ref": REF})
    assert mapped(spoofed).ref is None


def test_text_that_we_escaped_is_shown_as_typed_and_other_text_as_stored() -> None:
    attributes: Json = {"desktop_agent_ref": REF, "desktop_agent_escaped": True}
    ours = mapped(outgoing(content=r"\*fett\* und 1\. Punkt", content_attributes=attributes))
    assert ours.text == "*fett* und 1. Punkt"
    assert mapped(outgoing(content=r"\*fett\*")).text == r"\*fett\*"
    spoofed = mapped(message(content=r"\*", content_attributes=attributes))
    assert spoofed.text == r"\*"


def test_only_events_carry_a_version() -> None:
    assert mapped(message()).version is None
    assert mapped(event_message()).version == pytest.approx(1_780_000_001.25)


def test_deleted_quoted_and_unsupported() -> None:
    assert mapped(outgoing(content_attributes={"deleted": True})).is_deleted
    assert mapped(outgoing(content_attributes={"in_reply_to": 480})).quoted_id == 480
    assert mapped(outgoing(content_attributes={"in_reply_to": "480"})).quoted_id == 480
    assert mapped(outgoing(content_attributes={"in_reply_to": "abc"})).quoted_id is None
    assert mapped(message(content_attributes={"is_unsupported": True})).content_kind == (
        "unsupported"
    )


@pytest.mark.parametrize("attributes", [None, [], "text", {"deleted": "perhaps"}, {"items": [1]}])
def test_strange_attributes_cost_nothing_but_themselves(attributes: object) -> None:
    result = mapped(message(content_attributes=attributes))
    assert not result.is_deleted
    assert result.text == "Guten Tag"


def test_null_and_missing_keys() -> None:
    bare: Json = {"id": 1, "message_type": 2, "created_at": 1_780_000_000}
    result = mapped(bare)
    assert result.text == ""
    assert result.attachments == ()
    assert read_message(b"null", TicketId(9)) is None


@pytest.mark.parametrize(
    ("record", "where"),
    [
        pytest.param(message(id="x"), "$.id", id="id-text"),
        pytest.param(message(id=-4), "$.id", id="id-negative"),
        pytest.param(message(id=2**70), "$.id", id="id-huge"),
        pytest.param(message(created_at=0), "$.created_at", id="no-time"),
        pytest.param(message(content={"html": 1}), "$.content", id="content-object"),
        pytest.param(message(conversation_id=10), "$.conversation_id", id="other-ticket"),
        pytest.param(message(attachments=[{"id": -1}]), "$.attachments[...].id", id="attachment"),
    ],
)
def test_rejects_name_the_field_and_no_content(record: Json, where: str) -> None:
    reject = rejected(record)
    assert reject.where == where
    assert reject.what == "message"


def test_one_bad_message_never_costs_the_page() -> None:
    records = [raw(message(id=3)), raw(message(id=None)), raw("junk"), raw(message(id=2))]
    messages, rejects = read_messages(records, TicketId(9))
    assert [found.id for found in messages] == [2, 3]
    assert len(rejects) == 2


def test_messages_come_oldest_first_and_once() -> None:
    records = [
        raw(message(id=12, created_at=1_780_000_002)),
        raw(message(id=11, created_at=1_780_000_005)),
        raw(message(id=10, created_at=1_780_000_002)),
        raw(message(id=12, created_at=1_780_000_002)),
    ]
    messages, _ = read_messages(records, TicketId(9))
    assert [found.id for found in messages] == [10, 12, 11]


def test_attachment_of_every_kind() -> None:
    files: list[Json] = [
        {
            "id": 1,
            "file_type": "image",
            "data_url": "https://chat.example/rails/blobs/redirect/k/Foto%20%C3%BC.png",
            "file_size": 100,
            "width": 640,
            "height": 480.0,
        },
        {"id": 2, "file_type": "location", "coordinates_lat": 52.1, "coordinates_long": 11.6},
        {
            "id": 3,
            "file_type": "contact",
            "fallback_title": PHONE,
            "meta": {"firstName": "Erna", "lastName": "Beispiel", "phone": PHONE},
        },
        {"id": 4, "file_type": "ig_reel", "data_url": None},
        {"id": 5, "file_type": "hologram", "width": -3, "height": 1e300},
    ]
    found = mapped(message(attachments=files)).attachments
    assert [file.kind for file in found] == [
        AttachmentKind.IMAGE,
        AttachmentKind.LOCATION,
        AttachmentKind.CONTACT,
        AttachmentKind.UNKNOWN,
        AttachmentKind.UNKNOWN,
    ]
    assert found[0].name == "Foto ü.png"
    assert (found[0].width, found[0].height) == (640, 480)
    assert (found[1].latitude, found[1].longitude) == (52.1, 11.6)
    assert found[2].title == "Erna Beispiel"
    assert found[4].width is None
    assert "chat.example" not in repr(found[0])


def test_sticker_is_an_image_with_another_name() -> None:
    sticker = message(content_type="sticker", attachments=[{"id": 1, "file_type": "image"}])
    assert mapped(sticker).attachments[0].kind is AttachmentKind.STICKER


def test_file_name_is_never_a_path() -> None:
    url = "https://chat.example/x/..%2F..%2F%5Cwindows%5Cevil%00.exe"
    name = mapped(message(attachments=[{"id": 1, "data_url": url}])).attachments[0].name
    assert "/" not in name
    assert "\\" not in name
    assert "\x00" not in name


def test_planted_markers_never_come_out() -> None:
    shown = repr(mapped(message())) + repr(mapped(event_message(sender={"name": PHONE})))
    assert not [marker for marker in MARKERS if marker in shown]
