# SPDX-License-Identifier: Apache-2.0
"""Status, assignment, labels, read state, intake, silent changes (chatwoot §2.6 - §2.11, §5.4)."""

from __future__ import annotations

from typing import cast

import pytest

from tests.unit.sandbox.conftest import MARIE, OLE, SABINE, TOMASZ, JsonObject, Office


@pytest.fixture
def ayse(office: Office) -> int:
    return office.ticket("Ayşe Demir")


def _owner(shown: JsonObject) -> object:
    assignee = cast("JsonObject", shown["meta"]).get("assignee")
    return None if assignee is None else cast("JsonObject", assignee)["id"]


def test_open_by_an_agent_assigns_to_that_agent_but_not_by_an_admin(
    office: Office, ayse: int
) -> None:
    tomasz, sabine = office.rest(TOMASZ), office.rest(SABINE)
    tomasz.post(f"conversations/{ayse}/toggle_status", status="open")
    assert _owner(tomasz.show(ayse)) == TOMASZ
    sabine.post(f"conversations/{ayse}/toggle_status", status="resolved")
    answer = sabine.post(f"conversations/{ayse}/toggle_status").json()["payload"]
    assert answer == {
        "success": True,
        "conversation_id": ayse,
        "current_status": "open",
        "snoozed_until": None,
    }
    assert _owner(sabine.show(ayse)) == TOMASZ


def test_unknown_status_and_priority_are_500(office: Office, ayse: int) -> None:
    marie = office.rest()
    assert marie.post(f"conversations/{ayse}/toggle_status", status="gone").status_code == 500
    assert marie.post(f"conversations/{ayse}/toggle_priority", priority="x").status_code == 500
    marie.post(f"conversations/{ayse}/toggle_priority", priority="urgent")
    assert marie.show(ayse)["priority"] == "urgent"


def test_snooze_wakes_by_time_and_by_the_customer(office: Office, ayse: int) -> None:
    marie, jonas = office.rest(), office.ticket("Jonas Weber")
    until = int(office.running.world.clock.now()) + 600
    marie.post(f"conversations/{ayse}/toggle_status", status="snoozed", snoozed_until=until)
    marie.post(f"conversations/{jonas}/toggle_status", status="snoozed")
    assert str(marie.show(ayse)["snoozed_until"]).endswith(".000Z")
    office.control.advance_clock(601)
    assert (marie.show(ayse)["status"], marie.show(ayse)["snoozed_until"]) == ("open", None)
    assert marie.show(jonas)["status"] == "snoozed"
    office.control.customer_writes(jonas, "Hallo?")
    assert marie.show(jonas)["status"] == "open"


def test_assignment_is_last_writer_wins_and_always_200(office: Office, ayse: int) -> None:
    path = f"conversations/{ayse}/assignments"
    first = office.rest(TOMASZ).post(path, assignee_id=TOMASZ)
    second = office.rest(SABINE).post(path, assignee_id=SABINE)
    assert (first.json()["id"], second.json()["id"]) == (TOMASZ, SABINE)
    assert office.owned(ayse) == SABINE


@pytest.mark.parametrize(
    ("body", "owner"),
    [
        pytest.param({"assignee_id": None}, None, id="null"),
        pytest.param({"assignee_id": 0}, None, id="zero"),
        pytest.param({"assignee_id": 4711}, None, id="unknown-id"),
        pytest.param({}, MARIE, id="empty"),
        pytest.param({"assignee_type": "AgentBot", "assignee_id": 77}, MARIE, id="unknown-bot"),
        pytest.param({"team_id": 0}, MARIE, id="team-cleared"),
    ],
)
def test_assignments_that_answer_null(
    office: Office, ayse: int, body: dict[str, object], owner: int | None
) -> None:
    answer = office.rest().post(f"conversations/{ayse}/assignments", **body)
    assert (answer.status_code, answer.json()) == (200, None)
    assert office.owned(ayse) == owner


def test_assignee_and_team_together_ignore_the_team(office: Office, ayse: int) -> None:
    answer = office.rest().post(f"conversations/{ayse}/assignments", assignee_id=TOMASZ, team_id=2)
    assert answer.json()["id"] == TOMASZ
    assert office.control.ticket(ayse)["team_id"] == 1


def test_team_change_clears_an_outside_owner_without_saying_so(office: Office, ayse: int) -> None:
    answer = office.rest().post(f"conversations/{ayse}/assignments", team_id=2).json()
    assert (answer["id"], answer["name"]) == (2, "störung")
    assert "assignee" not in answer
    assert str(answer["updated_at"]).endswith("Z")
    assert office.owned(ayse) is None


def test_team_round_robin_takes_online_members_of_the_inbox(office: Office, ayse: int) -> None:
    office.control.set_presence(OLE)
    office.rest().post(f"conversations/{ayse}/assignments", team_id=2)
    assert office.owned(ayse) == OLE


def test_bot_assignment_clears_the_user(office: Office, ayse: int) -> None:
    body = {"assignee_type": "AgentBot", "assignee_id": 1}
    answer = office.rest().post(f"conversations/{ayse}/assignments", **body).json()
    assert answer["bot_type"] == "webhook"
    meta = cast("JsonObject", office.rest().show(ayse)["meta"])
    assert meta["assignee_type"] == "AgentBot"
    assert office.owned(ayse) is None


def test_someone_outside_the_inbox_can_be_assigned_but_cannot_open_it(office: Office) -> None:
    ticket = office.ticket("Lea Brandt")
    answer = office.rest().post(f"conversations/{ticket}/assignments", assignee_id=OLE)
    assert answer.json()["id"] == OLE
    assert office.rest(OLE).get(f"conversations/{ticket}").status_code == 401


def test_storing_the_same_value_makes_no_event(office: Office, ayse: int) -> None:
    cable, marie = office.cable(), office.rest()
    before = marie.show(ayse)["updated_at"]
    marie.post(f"conversations/{ayse}/assignments", assignee_id=MARIE)
    marie.post(f"conversations/{ayse}/labels", labels=["unterlagen", "wohngeld"])
    marie.post(f"conversations/{ayse}/toggle_priority", priority="low")
    assert cable.names_until("conversation.updated") == ["conversation.updated"]
    assert cast("float", marie.show(ayse)["updated_at"]) > cast("float", before)


def test_the_activity_message_comes_after_the_change(office: Office, ayse: int) -> None:
    cable = office.cable()
    office.rest(TOMASZ).post(f"conversations/{ayse}/assignments", assignee_id=TOMASZ)
    names = cable.names_until("message.created")
    assert names == ["assignee.changed", "conversation.updated", "message.created"]
    assert office.rest().messages(ayse)[-1]["message_type"] == 2


def test_labels_and_custom_attributes_are_replaced(office: Office, ayse: int) -> None:
    marie = office.rest()
    assert marie.post(f"conversations/{ayse}/labels", labels=["neu"]).json()["payload"] == ["neu"]
    assert marie.show(ayse)["labels"] == ["neu"]
    assert marie.post(f"conversations/{ayse}/labels").json()["payload"] == []
    marie.post(f"conversations/{ayse}/custom_attributes", custom_attributes={"a": 1})
    assert marie.show(ayse)["custom_attributes"] == {"a": 1}
    long = {"a": "x" * 1501}
    answer = marie.post(f"conversations/{ayse}/custom_attributes", custom_attributes=long)
    assert answer.status_code == 422


def test_bulk_actions_are_deltas_done_later_without_access_checks(office: Office) -> None:
    foreign = office.rest(SABINE).listed(inbox_id=5, status="all")[0]
    number = cast("int", foreign["id"])
    cable = office.cable(SABINE)
    answer = office.rest().post(
        "bulk_actions",
        type="Conversation",
        ids=[number, 999999],
        fields={"assignee_id": SABINE},
        labels={"add": ["eilig"]},
    )
    assert (answer.status_code, answer.content) == (200, b"")
    is_labelled = lambda data: data["id"] == number and "eilig" in data["labels"]  # noqa: E731
    cable.event("conversation.updated", is_labelled)
    assert set(cast("list[str]", foreign["labels"])) < set(
        cast("list[str]", office.control.ticket(number)["labels"])
    )


def test_read_state_is_shared_and_silent(office: Office, ayse: int) -> None:
    cable = office.cable()
    before = office.rest().show(ayse)
    assert before["unread_count"] == 2
    office.rest(TOMASZ).post(f"conversations/{ayse}/update_last_seen")
    after = office.rest().show(ayse)
    assert (after["unread_count"], after["updated_at"]) == (0, before["updated_at"])
    office.rest().post(f"conversations/{ayse}/unread")
    assert office.rest().show(ayse)["unread_count"] == 1
    office.control.customer_writes(ayse, "Ende")
    assert cable.names_until("message.created") == ["message.created"]


def test_mute_blocks_everywhere_and_unmute_does_not_reopen(office: Office, ayse: int) -> None:
    marie = office.rest()
    marie.post(f"conversations/{ayse}/mute")
    assert (marie.show(ayse)["muted"], marie.show(ayse)["status"]) == (True, "resolved")
    office.control.customer_writes(ayse, "Hallo?")
    assert marie.show(ayse)["status"] == "resolved"
    marie.post(f"conversations/{ayse}/unmute")
    assert (marie.show(ayse)["muted"], marie.show(ayse)["status"]) == (False, "resolved")


def test_participants_are_replaced_by_patch_and_outsiders_left_out(
    office: Office, ayse: int
) -> None:
    marie, path = office.rest(), f"conversations/{ayse}/participants"
    marie.post(path, user_ids=[TOMASZ])
    found = marie.send("PATCH", path, json={"user_ids": [SABINE, 99]}).json()
    assert [agent["id"] for agent in found] == [SABINE]


def test_whatsapp_opens_a_new_ticket_after_resolve_unless_locked(office: Office) -> None:
    sabine = office.rest(SABINE)
    ayse = office.ticket("Ayşe Demir")
    contact = cast("int", office.control.ticket(ayse)["contact_id"])
    assert office.control.known_customer_writes(contact, "Noch etwas").ticket == ayse
    sabine.post(f"conversations/{ayse}/toggle_status", status="resolved")
    fresh = office.control.known_customer_writes(contact, "Etwas Neues").ticket
    newest = sabine.listed(status="all", sort_by="created_at_desc")[0]["id"]
    assert fresh == newest != ayse
    locked = office.control.new_customer_writes("Strom weg", name="Uta Kern", inbox=5)
    contact = cast("int", office.control.ticket(locked.ticket)["contact_id"])
    sabine.post(f"conversations/{locked.ticket}/toggle_status", status="resolved")
    assert office.control.known_customer_writes(contact, "Wieder").ticket == locked.ticket


def test_new_tickets_wait_for_the_bot_until_it_hands_over(office: Office) -> None:
    cable = office.cable()
    made = office.control.new_customer_writes("Hallo", name="Uta Kern", is_handed_over=False)
    assert cable.event("conversation.created")["messages"] == []
    assert office.rest().show(made.ticket)["status"] == "pending"
    office.control.bot_hands_over(made.ticket, text="Ich übergebe.", rule="Kita → Bürgerbüro")
    assert office.rest().show(made.ticket)["status"] == "open"
    kinds = [n["notification_type"] for n in _notifications(office)]
    assert "conversation_creation" in kinds


def _notifications(office: Office) -> list[dict[str, str]]:
    found = office.rest().get("notifications").json()["data"]["payload"]
    return cast("list[dict[str, str]]", found)


def test_blocked_customers_get_resolved_tickets(office: Office) -> None:
    ayse = office.ticket("Ayşe Demir")
    contact = cast("int", office.control.ticket(ayse)["contact_id"])
    office.rest().post(f"conversations/{ayse}/mute")
    fresh = office.control.known_customer_writes(contact, "Hallo").ticket
    assert fresh != ayse
    assert office.control.ticket(fresh)["status"] == "resolved"


def test_auto_assignment_takes_present_agents_only(office: Office) -> None:
    first = office.control.new_customer_writes("Strom weg", inbox=5)
    assert office.owned(first.ticket) is None
    office.control.set_presence(OLE)
    second = office.control.new_customer_writes("Strom weg", inbox=5)
    assert office.owned(second.ticket) == OLE
    office.control.advance_clock(21)
    third = office.control.new_customer_writes("Strom weg", inbox=5)
    assert office.owned(third.ticket) is None
    office.control.set_presence(OLE, "busy")
    fourth = office.control.new_customer_writes("Strom weg", inbox=5)
    assert office.owned(fourth.ticket) is None


def test_removing_an_agent_unassigns_silently(office: Office, ayse: int) -> None:
    tomasz = office.rest(TOMASZ)
    before = tomasz.show(ayse)
    cable = office.cable(TOMASZ)
    office.control.remove_agent(MARIE)
    after = tomasz.show(ayse)
    assert _owner(after) is None
    assert after["updated_at"] == before["updated_at"]
    office.control.customer_writes(ayse, "Ende")
    assert cable.names_until("message.created") == ["message.created"]


def test_deleting_a_ticket_is_silent_and_then_404(office: Office, ayse: int) -> None:
    cable, marie = office.cable(), office.rest()
    office.control.delete_ticket(ayse)
    assert marie.get(f"conversations/{ayse}").status_code == 404
    assert marie.get(f"conversations/{ayse}/messages").status_code == 404
    assert ayse not in [row["id"] for row in marie.listed(status="all", updated_within=10**9)]
    office.control.customer_writes(office.ticket("Lea Brandt"), "Ende")
    assert cable.names_until("message.created") == ["message.created"]


def test_deleting_a_contact_sends_one_event_and_its_tickets_vanish(office: Office) -> None:
    cable, ayse = office.cable(), office.ticket("Ayşe Demir")
    contact = cast("int", office.control.ticket(ayse)["contact_id"])
    office.control.delete_contact(contact)
    assert cable.event("contact.deleted")["id"] == contact
    office.control.advance_clock(1)
    assert office.rest().get(f"conversations/{ayse}").status_code == 404


def test_an_orphaned_ticket_makes_lists_fail_for_a_moment(office: Office, ayse: int) -> None:
    contact = cast("int", office.control.ticket(ayse)["contact_id"])
    office.running.call(lambda sandbox: sandbox.world.customers.deleted.add(contact))
    assert office.rest().get(f"conversations/{ayse}").status_code == 500
    assert office.rest().get("conversations").status_code == 500


def test_merging_moves_tickets_and_tells_both_ways(office: Office, ayse: int) -> None:
    cable, lea = office.cable(), office.ticket("Lea Brandt")
    base = cast("int", office.control.ticket(lea)["contact_id"])
    mergee = cast("int", office.control.ticket(ayse)["contact_id"])
    office.control.merge_contacts(base, mergee)
    names = cable.names_until("contact.updated")
    assert names == [
        "contact.deleted", "conversation.contact_changed", "contact.merged", "contact.updated",
    ]  # fmt: skip
    meta = cast("dict[str, JsonObject]", office.rest().show(ayse)["meta"])
    assert meta["sender"]["id"] == base


def test_losing_an_inbox_shows_in_cache_keys_and_the_inbox_list(office: Office) -> None:
    cable, marie = office.cable(), office.rest()
    old = marie.get("cache_keys").json()["cache_keys"]
    office.control.set_membership(MARIE, 1, is_member=False)
    new = cast("JsonObject", cable.event("account.cache_invalidated")["cache_keys"])
    assert new["inbox"] != old["inbox"]
    assert new["label"] == old["label"]
    assert {box["id"] for box in marie.get("inboxes").json()["payload"]} == {2, 3, 4}


def test_customers_carry_identifiers_that_a_client_must_drop(office: Office, ayse: int) -> None:
    contact = office.control.ticket(ayse)["contact_id"]
    shown = office.rest().get(f"contacts/{contact}").json()["payload"]
    assert shown["phone_number"].startswith("+49155501")
    assert shown["email"] is None or "@example." in shown["email"]
    tickets = office.rest().get(f"contacts/{contact}/conversations").json()["payload"]
    assert [row["id"] for row in tickets] == [ayse]


def test_consent_states_can_be_set(office: Office, ayse: int) -> None:
    office.control.set_consent(ayse, "revoked", art9=True)
    facts = cast("JsonObject", office.rest().show(ayse)["custom_attributes"])
    assert (facts["consent_state"], facts["art9"]) == ("revoked", True)
    assert facts["legal_basis"] == "art6_1_e"
    office.control.set_consent(ayse, "unknown")
    facts = cast("JsonObject", office.rest().show(ayse)["custom_attributes"])
    assert not [key for key in facts if key.startswith("consent_")]
