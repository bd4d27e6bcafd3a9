# SPDX-License-Identifier: Apache-2.0
"""Action Cable: handshake, subscriptions, presence, recipients, shapes (chatwoot §4)."""

from __future__ import annotations

import json
from typing import cast

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.unit.sandbox.conftest import (
    MARIE,
    OLE,
    SABINE,
    TOMASZ,
    CableClient,
    JsonObject,
    Office,
)


def test_pings_carry_server_seconds(office: Office) -> None:
    cable = office.bare_cable()
    frame = cable.frame()
    assert frame["type"] == "ping"
    assert isinstance(frame["message"], int)
    assert cable.socket.subprotocol == "actioncable-v1-json"


def test_a_bad_token_is_never_answered_and_stays_registered(office: Office) -> None:
    cable = office.bare_cable()
    cable.subscribe("wrong", MARIE)
    token = office.running.agents[MARIE].pubsub_token
    cable.subscribe(token, TOMASZ)
    bad = cable.identifier
    cable.subscribe(token, MARIE)
    answer = cable.frame()
    assert (answer["type"], answer["identifier"]) == ("confirm_subscription", cable.identifier)
    cable.event("presence.update")
    cable.identifier = bad
    cable.command("subscribe")
    assert cable.frame()["type"] == "ping"


def test_a_rotated_token_needs_a_new_subscription(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Lea Brandt")
    office.control.rotate_pubsub_token(MARIE)
    office.control.customer_writes(ticket, "Unbemerkt")
    fresh = office.cable()
    office.control.customer_writes(ticket, "Bemerkt")
    assert fresh.event("message.created")["content"] == "Bemerkt"
    assert cable.frame()["type"] == "ping"


def test_presence_answers_the_sender_only_and_lapses(office: Office) -> None:
    tomasz, marie = office.cable(TOMASZ), office.cable(MARIE)
    marie.command("message", data=json.dumps({"action": "update_presence"}))
    users = cast("JsonObject", marie.event("presence.update")["users"])
    assert users == {str(TOMASZ): "online", str(MARIE): "online"}
    office.control.advance_clock(21)
    marie.command("message", data=json.dumps({"action": "update_presence"}))
    users = cast("JsonObject", marie.event("presence.update")["users"])
    assert users == {str(MARIE): "online"}
    assert tomasz.frame()["type"] == "ping"


def test_events_reach_inbox_members_and_admins_only(office: Office) -> None:
    ole, sabine = office.cable(OLE), office.cable(SABINE)
    office.control.customer_writes(office.ticket("Lea Brandt"), "Erste")
    assert sabine.event("message.created")["content"] == "Erste"
    made = office.control.new_customer_writes("Zweite", inbox=5)
    assert ole.event("conversation.created")["id"] == made.ticket


def test_assignees_outside_the_inbox_hear_nothing(office: Office) -> None:
    ticket, ole = office.ticket("Lea Brandt"), office.cable(OLE)
    office.control.assign(ticket, agent=SABINE, to=OLE)
    assert office.owned(ticket) == OLE
    office.control.customer_writes(ticket, "Unbemerkt")
    office.control.new_customer_writes("Bemerkt", inbox=5)
    assert ole.event("message.created")["content"] == "Bemerkt"


def test_the_event_shape_differs_from_rest(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Familie Schröder-Okafor")
    rest = office.rest().show(ticket)
    office.control.note(ticket, "Nur intern", agent=TOMASZ)
    office.control.set_labels(ticket, ["kita", "eilig"], agent=TOMASZ)
    event = cable.event(
        "conversation.updated", lambda data: "eilig" in cast("list[str]", data["labels"])
    )
    meta = cast("JsonObject", event["meta"])
    assert meta["assignee"] is None
    assert "assignee" not in cast("JsonObject", rest["meta"])
    assert event["first_reply_created_at"] is None
    assert rest["first_reply_created_at"] == 0
    assert set(rest) - set(event) == {
        "uuid", "muted", "assignee_last_seen_at", "last_non_activity_message", "sla_policy_id",
    }  # fmt: skip
    assert set(event) - set(rest) == {"channel", "contact_inbox"}
    assert "performer" not in event
    newest = cast("list[JsonObject]", event["messages"])[0]
    assert newest["private"] is False, "notes and activities are not in the event's messages"
    after = office.rest().show(ticket)
    assert cast("list[JsonObject]", after["messages"])[0]["private"] is True


def test_message_events_hold_all_columns(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Ayşe Demir")
    office.control.customer_writes(ticket, "<image Foto.png>Das Foto")
    event = cable.event("message.created")
    assert isinstance(event["created_at"], int)
    assert str(event["updated_at"]).endswith("Z")
    assert (event["sender_type"], event["account_id"]) == ("Contact", 1)
    assert cast("JsonObject", event["conversation"])["unread_count"] == 3
    assert cast("list[JsonObject]", event["attachments"])[0]["file_type"] == "image"


def test_first_reply_is_told_once(office: Office) -> None:
    cable = office.cable()
    made = office.control.new_customer_writes("Hallo", inbox=2)
    office.rest().say(made.ticket, "Guten Tag")
    assert cable.event("first.reply.created")["content"] == "Guten Tag"
    office.rest().say(made.ticket, "Noch etwas")
    names = cable.names_until("message.updated")
    assert "first.reply.created" not in names


def test_typing_reaches_everybody_but_the_typist(office: Office) -> None:
    marie, tomasz, ticket = office.cable(), office.cable(TOMASZ), office.ticket("Ayşe Demir")
    office.rest().post(f"conversations/{ticket}/toggle_typing_status", typing_status="on")
    event = tomasz.event("conversation.typing_on")
    assert cast("JsonObject", event["user"])["id"] == MARIE
    office.control.customer_types(ticket)
    names = marie.names_until("conversation.typing_on")
    assert names == ["conversation.typing_on"]


def test_reading_in_an_own_app_is_an_event(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Lea Brandt")
    made = office.rest().say(ticket, "Guten Tag")
    office.control.customer_reads(ticket)
    assert cable.event("conversation.read")["id"] == ticket
    assert cable.event("message.updated", lambda d: d["id"] == made["id"])["status"] == "read"


def test_notifications_go_to_their_owner(office: Office) -> None:
    marie, ticket = office.cable(), office.ticket("Familie Schröder-Okafor")
    office.control.assign(ticket, agent=SABINE, to=MARIE)
    event = marie.event("notification.created")
    note = cast("JsonObject", event["notification"])
    assert note["notification_type"] == "conversation_assignment"
    count = office.rest().get("notifications/unread_count").json()
    assert count == event["unread_count"] == 1
    office.rest().post("notifications/read_all")
    assert office.rest().get("notifications").json()["data"]["payload"] == []


def test_contact_changes_reach_the_whole_account(office: Office) -> None:
    ole, ticket = office.cable(OLE), office.ticket("Lea Brandt")
    contact = office.control.ticket(ticket)["contact_id"]
    office.rest().send("PATCH", f"contacts/{contact}", json={"name": "Lea Brandt-Ott"})
    assert ole.event("contact.updated")["name"] == "Lea Brandt-Ott"


def test_unsubscribing_ends_the_events(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Ayşe Demir")
    cable.command("unsubscribe")
    cable.command("message", data=json.dumps({"action": "update_presence"}))
    office.control.customer_writes(ticket, "Unbemerkt")
    assert cable.frame()["type"] == "ping"


# -- faults --------------------------------------------------------------------------------


def test_drop_cable_cuts_every_connection(office: Office) -> None:
    cable = office.cable()
    assert office.control.add_fault("drop_cable")["dropped"] == 1
    with pytest.raises(ConnectionClosed):
        cable.read_to_the_end()
    assert office.cable().identifier


def test_refuse_cable_refuses_so_many_handshakes(office: Office) -> None:
    office.control.add_fault("refuse_cable", count=1)
    with pytest.raises(InvalidStatus):
        office.bare_cable()
    assert office.bare_cable().socket is not None


def test_mute_cable_stops_pings_and_events(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Ayşe Demir")
    office.control.add_fault("mute_cable")
    office.control.customer_writes(ticket, "Unbemerkt")
    with pytest.raises(TimeoutError):
        cable.frame(timeout_s=3.5)
    office.control.clear_faults("mute_cable")
    office.control.customer_writes(ticket, "Bemerkt")
    assert cable.event("message.created")["content"] == "Bemerkt"


def test_duplicate_lost_and_reordered_events(office: Office) -> None:
    cable, ticket = office.cable(), office.ticket("Ayşe Demir")
    office.control.add_fault("duplicate_events", count=1, path="message.created")
    office.control.customer_writes(ticket, "zweimal")
    assert _contents(cable, 2) == ["zweimal", "zweimal"]
    office.control.add_fault("lose_events", count=1, path="message.created")
    office.control.customer_writes(ticket, "verloren")
    office.control.customer_writes(ticket, "da")
    assert _contents(cable, 1) == ["da"]
    office.control.add_fault("reorder_events", count=1, path="message.created")
    office.control.customer_writes(ticket, "erste")
    office.control.customer_writes(ticket, "zweite")
    assert _contents(cable, 2) == ["zweite", "erste"]


def _contents(cable: CableClient, count: int) -> list[object]:
    return [cable.event("message.created")["content"] for _ in range(count)]
