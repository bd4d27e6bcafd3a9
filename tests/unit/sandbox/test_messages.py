# SPDX-License-Identifier: Apache-2.0
"""Messages: list modes, create, delivery, window, retry, delete, files (chatwoot §2.12, §3)."""

from __future__ import annotations

import json
from typing import cast

import httpx
import pytest

from desktop_agent.sandbox.state import Sandbox
from tests.unit.sandbox.conftest import MARIE, CableClient, JsonObject, Office


@pytest.fixture
def ayse(office: Office) -> int:
    return office.ticket("Ayşe Demir")


def _status_of(data: JsonObject) -> object:
    return data["status"]


def _follow(cable: CableClient, message_id: object) -> list[tuple[object, object]]:
    """Collect (status, source_id) of updates until the message is read or failed."""
    seen: list[tuple[object, object]] = []
    while not seen or seen[-1][0] not in {"read", "failed"}:
        data = cable.event("message.updated", lambda d: d["id"] == message_id)
        seen.append((data["status"], data["source_id"]))
    return seen


def test_the_four_list_modes(office: Office, ayse: int) -> None:
    marie = office.rest()
    for number in range(15):
        office.control.customer_writes(ayse, f"Zeile {number}")
    newest = marie.messages(ayse)
    assert len(newest) == 20
    ids = [cast("int", message["id"]) for message in newest]
    assert ids == sorted(ids)
    older = marie.messages(ayse, before=ids[0])
    assert [m["id"] for m in older] == list(range(cast("int", older[0]["id"]), ids[0]))
    assert [m["id"] for m in marie.messages(ayse, after=ids[-3])] == ids[-2:]
    both = marie.messages(ayse, after=ids[-3], before=2147483647)
    assert [m["id"] for m in both] == ids[-3:], "after is inclusive only together with before"
    public = marie.messages(ayse, filter_internal_messages=1, after=0)
    assert not [m for m in public if m["private"] or m["message_type"] == 2]


def test_list_meta_has_iso_times_and_the_message_no_updated_at(office: Office, ayse: int) -> None:
    answer = office.rest().get(f"conversations/{ayse}/messages").json()
    assert answer["meta"]["agent_last_seen_at"].endswith("Z")
    assert all("updated_at" not in message for message in answer["payload"])
    activity = next(m for m in answer["payload"] if m["message_type"] == 2)
    assert "sender" not in activity
    assert "attachments" not in activity


def test_echo_id_comes_back_once_and_own_keys_stay(office: Office, ayse: int) -> None:
    cable, marie = office.cable(), office.rest()
    made = marie.say(ayse, "Guten Tag", echo_id="E-1", content_attributes={"da_ref": "U-1"})
    assert (made["echo_id"], made["status"], made["source_id"]) == ("E-1", "sent", None)
    event = cable.event("message.created", lambda data: data["id"] == made["id"])
    assert event["echo_id"] == "E-1"
    assert event["content_attributes"] == {"da_ref": "U-1"}
    assert cast("JsonObject", event["performer"])["id"] == MARIE
    listed = marie.messages(ayse)[-1]
    assert "echo_id" not in listed
    assert listed["content_attributes"] == {"da_ref": "U-1"}


def test_sending_twice_makes_two_messages(office: Office, ayse: int) -> None:
    marie = office.rest()
    first = marie.say(ayse, "Einmal", content_attributes={"da_ref": "U"})
    second = marie.say(ayse, "Einmal", content_attributes={"da_ref": "U"})
    assert first["id"] != second["id"]


def test_delivery_sets_the_source_id_then_delivered_then_read(office: Office, ayse: int) -> None:
    cable = office.cable()
    made = office.rest().say(ayse, "Kommt an")
    steps = _follow(cable, made["id"])
    assert [status for status, _source in steps] == ["sent", "delivered", "read"]
    assert all(str(source).startswith("wamid.") for _status, source in steps)


def test_outside_the_window_the_create_succeeds_and_fails_later(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Hannelore Vogt")
    assert office.rest().show(ticket)["can_reply"] is False
    made = office.rest().say(ticket, "Zu spät")
    assert made["status"] == "sent"
    assert _follow(cable, made["id"])[-1] == ("failed", None)
    error = cast("JsonObject", office.rest().messages(ticket)[-1]["content_attributes"])
    assert error["external_error"] == "Template not found or invalid template name"


def test_the_window_closes_silently_with_the_server_clock(office: Office) -> None:
    ticket = office.ticket("Jonas Weber")
    before = office.rest().show(ticket)
    assert before["can_reply"] is True
    office.control.advance_clock(23 * 60)
    after = office.rest().show(ticket)
    assert after["can_reply"] is False
    assert after["updated_at"] == before["updated_at"]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param({"name": "anliegen_fortsetzen", "language": "de"}, "read", id="approved"),
        pytest.param({"name": "zaehler_erinnerung", "language": "de"}, "failed", id="pending"),
        pytest.param({"name": "anliegen_fortsetzen", "language": "fr"}, "failed", id="language"),
    ],
)
def test_templates_reopen_a_closed_window(
    office: Office, template: dict[str, str], expected: str
) -> None:
    cable, ticket = office.cable(), office.ticket("Hannelore Vogt")
    made = office.rest().say(ticket, "Guten Tag ...", template_params=template)
    assert "additional_attributes" not in made
    assert _follow(cable, made["id"])[-1][0] == expected


def test_a_source_id_on_create_suppresses_the_sending(office: Office, ayse: int) -> None:
    cable, marie = office.cable(), office.rest()
    kept = marie.say(ayse, "Nie gesendet", source_id="own-1")
    sent = marie.say(ayse, "Gesendet")
    _follow(cable, sent["id"])
    message = next(m for m in marie.messages(ayse) if m["id"] == kept["id"])
    assert (message["status"], message["source_id"]) == ("sent", "own-1")


def test_api_inboxes_never_set_a_source_id_but_take_status_reports(office: Office) -> None:
    cable, marie, ticket = office.cable(), office.rest(), office.ticket("Lea Brandt")
    made = marie.say(ticket, "Guten Tag Frau Brandt")
    path = f"conversations/{ticket}/messages/{made['id']}"
    assert marie.send("PATCH", path, json={"status": "read"}).json()["status"] == "read"
    assert marie.send("PATCH", path, json={"status": "delivered"}).json()["status"] == "read"
    assert cable.event("message.updated")["source_id"] is None
    foreign = f"conversations/{office.ticket('Ayşe Demir')}/messages/1"
    assert marie.send("PATCH", foreign, json={"status": "read"}).status_code == 403


def test_incoming_creates_are_for_api_inboxes_only(office: Office, ayse: int) -> None:
    marie = office.rest()
    refused = marie.post(f"conversations/{ayse}/messages", content="x", message_type="incoming")
    assert refused.status_code == 422
    made = marie.say(office.ticket("Lea Brandt"), "Ich bin's", message_type="incoming")
    assert cast("JsonObject", made["sender"])["type"] == "contact"


def test_notes_never_leave_and_mentions_notify(office: Office, ayse: int) -> None:
    cable = office.cable(2)
    text = "[@Tomasz Lind](mention://user/2/Tomasz%20Lind) bitte prüfen"
    made = office.rest().say(ayse, text, private=True)
    assert made["private"] is True
    assert cable.event("conversation.mentioned")["id"] == ayse
    sent = office.rest().say(ayse, "Antwort")
    _follow(cable, sent["id"])
    note = next(m for m in office.rest().messages(ayse) if m["id"] == made["id"])
    assert note["source_id"] is None
    listed = office.rest(2).get("notifications").json()["data"]["payload"]
    assert listed[0]["notification_type"] == "conversation_mention"
    assert listed[0]["primary_actor"]["id"] == ayse
    assert listed[0]["primary_actor_id"] != ayse


def test_liquid_is_evaluated_and_backticks_protect(office: Office, ayse: int) -> None:
    made = office.rest().say(ayse, "Hallo {{contact.name}}{{ secret }}{% if x %}, `{{bleibt}}`")
    assert made["content"] == "Hallo Ayşe Demir, `{{bleibt}}`"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("{{ '{' }}{x}}", "{{x}}"),
        ('{{"a b"}}', "a b"),
        ("{{ '%60+%7B' | url_decode }}", "` {"),
        ("{{ 'a' | shout }}{{ 'a' 'b' }}{{}}.", "."),
        ("`{{ 'x' }}` {{ 'x' }}", "`{{ 'x' }}` x"),
        ("{{ '`' }} und {{ '`' }}", "{{ '`' }} und {{ '`' }}"),
    ],
)
def test_liquid_prints_quoted_strings_outside_code(
    office: Office, ayse: int, written: str, stored: str
) -> None:
    assert office.rest().say(ayse, written)["content"] == stored


def test_empty_messages_are_accepted(office: Office, ayse: int) -> None:
    assert office.rest().say(ayse, None)["content"] is None


def test_replies_get_the_provider_id_and_unknown_ones_null(office: Office, ayse: int) -> None:
    marie = office.rest()
    asked = marie.messages(ayse)[-1]
    made = marie.say(ayse, "Dazu", content_attributes={"in_reply_to": asked["id"]})
    attributes = cast("JsonObject", made["content_attributes"])
    assert attributes["in_reply_to_external_id"] == asked["source_id"]
    lost = marie.say(ayse, "Dazu", content_attributes={"in_reply_to": 1})
    assert cast("JsonObject", lost["content_attributes"])["in_reply_to"] is None


def test_retry_wipes_the_attributes_and_resends_only_without_source_id(office: Office) -> None:
    cable, marie, ticket = office.cable(), office.rest(), office.ticket("Ayşe Demir")
    office.control.add_fault("delivery_failed", count=1)
    failed = marie.say(ticket, "Erst nicht", content_attributes={"da_ref": "U"})
    assert _follow(cable, failed["id"])[-1][0] == "failed"
    answer = marie.post(f"conversations/{ticket}/messages/{failed['id']}/retry").json()
    assert (answer["status"], answer["content_attributes"]) == ("sent", {})
    cable.event("message.updated", lambda d: d["id"] == failed["id"] and d["status"] == "sent")
    assert _follow(cable, failed["id"])[-1][0] == "read"
    assert marie.post(f"conversations/{ticket}/messages/1/retry").status_code == 422


def test_statuses_may_move_backwards(office: Office, ayse: int) -> None:
    cable = office.cable()
    office.control.add_fault("delivery_backwards", count=1)
    made = office.rest().say(ayse, "Rückwärts")
    seen = [
        _status_of(cable.event("message.updated", lambda d: d["id"] == made["id"]))
        for _ in range(3)
    ]
    assert seen == ["sent", "read", "delivered"]


def test_stuck_messages_stay_sent_without_source_id(office: Office, ayse: int) -> None:
    cable, marie = office.cable(), office.rest()
    office.control.add_fault("delivery_stuck", count=1)
    stuck = marie.say(ayse, "Hängt")
    _follow(cable, marie.say(ayse, "Geht")["id"])
    message = next(m for m in marie.messages(ayse) if m["id"] == stuck["id"])
    assert (message["status"], message["source_id"]) == ("sent", None)


def test_delete_wipes_everything_and_any_agent_may(office: Office, ayse: int) -> None:
    cable = office.cable()
    bescheid = next(m for m in office.rest().messages(ayse) if "attachments" in m)
    url = cast("list[dict[str, str]]", bescheid["attachments"])[0]["data_url"]
    answer = office.rest(2).send("DELETE", f"conversations/{ayse}/messages/{bescheid['id']}")
    assert answer.json()["content_attributes"] == {"deleted": True}
    assert "attachments" not in answer.json()
    event = cable.event("message.updated")
    assert event["content_attributes"] == {"deleted": True}
    assert "content" in cast("JsonObject", event["previous_changes"])
    assert httpx.get(url).status_code == 404


def test_attachment_urls_redirect_without_sign_in_and_lapse(office: Office, ayse: int) -> None:
    bescheid = next(m for m in office.rest().messages(ayse) if "attachments" in m)
    attachment = cast("list[dict[str, object]]", bescheid["attachments"])[0]
    redirect = httpx.get(str(attachment["data_url"]))
    assert redirect.status_code == 302
    file = httpx.get(redirect.headers["location"])
    assert file.headers["content-type"] == "application/pdf"
    assert len(file.content) == attachment["file_size"] == 412_000
    assert file.content.startswith(b"%PDF-")
    office.control.advance_clock(301)
    assert httpx.get(redirect.headers["location"]).status_code == 404
    assert httpx.get(str(attachment["data_url"])).status_code == 302
    assert httpx.get(str(attachment["data_url"]).replace("--", "--0")).status_code == 404


def test_uploads_in_multipart_come_back_byte_for_byte(office: Office, ayse: int) -> None:
    answer = office.rest().send(
        "POST",
        f"conversations/{ayse}/messages",
        data={"content": "Anbei", "echo_id": "E", "content_attributes": json.dumps({"r": "U"})},
        files={"attachments[]": ("brief.pdf", b"%PDF-1.4 eigen", "application/pdf")},
    )
    made = answer.json()
    assert made["content_attributes"] == {"r": "U"}
    attachment = made["attachments"][0]
    assert (attachment["file_type"], attachment["extension"]) == ("file", "pdf")
    file = httpx.get(attachment["data_url"], follow_redirects=True)
    assert file.content == b"%PDF-1.4 eigen"


def test_direct_uploads_are_for_browsers_only(office: Office, ayse: int) -> None:
    assert office.rest().post(f"conversations/{ayse}/direct_uploads").status_code == 422


def test_too_many_messages_a_minute_are_refused(office: Office, ayse: int) -> None:
    def chatter(sandbox: Sandbox) -> None:
        ticket = sandbox.world.ticket(ayse)
        assert ticket is not None
        for _ in range(200):
            sandbox.posting.activity(ticket, "x")

    office.running.call(chatter)
    answer = office.rest().post(f"conversations/{ayse}/messages", content="zu viel")
    assert answer.status_code == 422
    assert answer.json() == {"error": "Validation failed: Too many messages"}
