# SPDX-License-Identifier: Apache-2.0
"""Lists, counts, filter, search and the change feed (chatwoot §2.1 - §2.5, §5.1)."""

from __future__ import annotations

from typing import cast

import pytest

from desktop_agent.sandbox.server import run_in_thread
from tests.unit.sandbox.conftest import MARIE, OLE, SABINE, Office, RestClient


def test_default_list_shows_open_only_and_meta_ignores_the_owner_filter(office: Office) -> None:
    marie = office.rest()
    everything = marie.get("conversations").json()["data"]["meta"]
    mine = marie.get("conversations", assignee_type="me").json()["data"]
    assert mine["meta"] == everything
    assert mine["payload"]
    assert all(row["meta"]["assignee"]["id"] == MARIE for row in mine["payload"])
    assert {row["status"] for row in marie.listed()} == {"open"}
    assert everything["all_count"] == everything["assigned_count"] + everything["unassigned_count"]
    assert marie.get("conversations/meta").json()["meta"] == everything


def test_agents_see_their_inboxes_and_admins_all(office: Office) -> None:
    seen = {row["inbox_id"] for row in _all(office.rest())}
    assert seen == {1, 2, 3, 4}
    assert {row["inbox_id"] for row in _all(office.rest(SABINE))} == {1, 2, 3, 4, 5}
    assert office.rest().listed(inbox_id=5) == []


def test_team_access_opens_single_tickets_but_lists_and_events_stay_silent(office: Office) -> None:
    ticket = office.ticket("Lea Brandt")
    ole = office.rest(OLE)
    assert ole.get(f"conversations/{ticket}").status_code == 401
    office.control.assign_team(ticket, agent=SABINE, team=2)
    assert ole.get(f"conversations/{ticket}").status_code == 200
    assert ticket not in [row["id"] for row in _all(ole)]


def test_pages_end_with_an_empty_one_and_contain_each_ticket_once(office: Office) -> None:
    rows = _all(office.rest(SABINE))
    ids = [cast("int", row["id"]) for row in rows]
    assert len(ids) == len(set(ids)) == 60
    assert ids == sorted(ids)


def test_updated_within_switches_pages_off_and_follows_the_server_clock(office: Office) -> None:
    sabine = office.rest(SABINE)
    assert len(sabine.listed(status="all", updated_within=10**9)) == 60
    office.control.advance_clock(3600)
    assert sabine.listed(status="all", updated_within=60) == []
    ticket = office.ticket("Hannelore Vogt")
    office.control.customer_writes(ticket, "Hier bin ich wieder.")
    assert [row["id"] for row in sabine.listed(status="all", updated_within=60)] == [ticket]


def test_activity_order_puts_the_newest_first(office: Office) -> None:
    ticket = office.ticket("Hannelore Vogt")
    office.control.customer_writes(ticket, "Die Nummer ist 77.")
    assert office.rest().listed()[0]["id"] == ticket


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param({"status": "snoozed"}, {"snoozed"}, id="one"),
        pytest.param({"status": "all"}, {"open", "resolved", "pending", "snoozed"}, id="all"),
        pytest.param({"status[]": ["open", "pending"]}, {"open", "pending"}, id="array"),
        pytest.param({"status": "nonsense"}, set(), id="unknown-word"),
    ],
)
def test_status_filter(office: Office, params: dict[str, object], expected: set[str]) -> None:
    rows = office.rest(SABINE).send(
        "GET", "conversations", params={**params, "updated_within": 10**9}
    )
    assert {row["status"] for row in rows.json()["data"]["payload"]} == expected


def test_labels_match_any_and_unknown_team_is_404(office: Office) -> None:
    marie = office.rest()
    answer = marie.send("GET", "conversations", params={"labels[]": ["kita", "vertrag"]})
    found = answer.json()["data"]
    assert found["payload"]
    assert all({"kita", "vertrag"} & set(row["labels"]) for row in found["payload"])
    assert found["meta"]["all_count"] == len(found["payload"])
    assert marie.get("conversations", team_id=99).status_code == 404
    assert {r["meta"]["team"]["id"] for r in found["payload"]} <= {1, 2, 3}


def test_text_query_ignores_the_status(office: Office) -> None:
    found = office.rest().listed(q="einkommensbescheid")
    assert office.ticket("Ayşe Demir") in [row["id"] for row in found]


def test_source_id_finds_a_customers_tickets(office: Office) -> None:
    ticket = office.ticket("Ayşe Demir")
    sender = cast("dict[str, dict[str, str]]", office.rest().show(ticket)["meta"])["sender"]
    wa_id = sender["phone_number"].removeprefix("+")
    assert [row["id"] for row in office.rest().listed(source_id=wa_id)] == [ticket]


def test_filter_has_flat_conditions_and_refuses_bad_ones(office: Office) -> None:
    marie = office.rest()

    def conditions(*items: tuple[str, str, list[object], str | None]) -> list[dict[str, object]]:
        keys = ("attribute_key", "filter_operator", "values", "query_operator")
        return [dict(zip(keys, item, strict=True)) for item in items]

    both = conditions(
        ("status", "equal_to", ["open"], "and"), ("assignee_id", "equal_to", [MARIE], None)
    )
    answer = marie.post("conversations/filter", payload=both)
    assert answer.json()["meta"]["mine_count"] == len(answer.json()["payload"])
    assert "assigned_count" not in answer.json()["meta"]
    dangling = conditions(("status", "equal_to", ["open"], "and"))
    assert marie.post("conversations/filter", payload=dangling).status_code == 500
    bad_key = conditions(("updated_at", "is_greater_than", ["2026-01-01"], None))
    assert marie.post("conversations/filter", payload=bad_key).status_code == 422
    bad_operator = conditions(("status", "contains", ["open"], None))
    assert marie.post("conversations/filter", payload=bad_operator).status_code == 422
    consent = conditions(("consent_state", "equal_to", ["revoked"], None))
    revoked = marie.post("conversations/filter", payload=consent).json()["payload"]
    assert office.ticket("Rolf Tiedemann") in [row["id"] for row in revoked]


def test_search_finds_people_and_texts(office: Office) -> None:
    marie = office.rest()
    people = marie.get("search/conversations", q="schröder").json()["payload"]["conversations"]
    assert [hit["contact"]["name"] for hit in people] == ["Familie Schröder-Okafor"]
    texts = marie.get("search/messages", q="Zwillinge").json()["payload"]["messages"]
    assert texts[0]["conversation_id"] == office.ticket("Familie Schröder-Okafor")
    slim = marie.get("conversations/search", q="Zwillinge").json()["payload"]
    assert set(slim[0]) == {
        "id",
        "uuid",
        "created_at",
        "account_id",
        "contact",
        "inbox",
        "messages",
    }


def test_times_and_absent_keys_of_the_rest_shape(office: Office) -> None:
    free = office.rest().show(office.ticket("Familie Schröder-Okafor"))
    meta = cast("dict[str, object]", free["meta"])
    assert "assignee" not in meta
    assert "assignee_type" not in meta
    assert free["first_reply_created_at"] == 0
    assert isinstance(free["created_at"], int)
    assert isinstance(free["updated_at"], float)
    assert free["snoozed_until"] is None
    snoozed = office.rest().show(office.ticket("Wiebke Oltmanns"))
    assert str(snoozed["snoozed_until"]).endswith("Z")


def test_unread_count_is_capped_at_ten(office: Office) -> None:
    ticket = office.ticket("Lea Brandt")
    for number in range(12):
        office.control.customer_writes(ticket, f"Nachricht {number}")
    assert office.rest().show(ticket)["unread_count"] == 10


def test_page_size_is_a_server_setting() -> None:
    from desktop_agent.sandbox.state import SandboxConfig
    from desktop_agent.sandbox.world.population import Size
    from desktop_agent.sandbox.world.world import WorldConfig

    config = SandboxConfig(world=WorldConfig(size=Size(40, 200), page_size=7))
    with run_in_thread(config) as running:
        client = RestClient(running.url, running.agents[SABINE].access_token)
        assert len(client.listed(status="all")) == 7
        client.http.close()


def _all(client: RestClient) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    page = 1
    while found := client.listed(status="all", sort_by="created_at_asc", page=page):
        rows.extend(found)
        page += 1
    return rows
