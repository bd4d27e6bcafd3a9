# SPDX-License-Identifier: Apache-2.0
"""Request faults and the control API (chatwoot §10, §7.1)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import cast

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from desktop_agent.sandbox.control import ControlRefusedError, SandboxControl
from desktop_agent.sandbox.faults import FaultBoard, FaultError
from tests.unit.sandbox.conftest import MARIE, JsonObject, Office


@pytest.fixture
def ticket(office: Office) -> int:
    return office.ticket("Ayşe Demir")


def _said(office: Office, ticket: int, text: str) -> int:
    messages = cast("list[JsonObject]", office.control.ticket(ticket)["messages"])
    return sum(message["content"] == text for message in messages)


def _post(office: Office, ticket: int, text: str) -> httpx.Response:
    return office.rest().post(f"conversations/{ticket}/messages", content=text)


def test_answer_lost_commits_and_cuts_the_connection(office: Office, ticket: int) -> None:
    office.control.add_fault("answer_lost", count=1)
    office.rest().get("conversations")
    with pytest.raises(httpx.RemoteProtocolError):
        _post(office, ticket, "verloren")
    assert _said(office, ticket, "verloren") == 1
    assert _post(office, ticket, "angekommen").status_code == 200


@pytest.mark.parametrize("status", [500, 422])
def test_error_after_commit_answers_wrongly(office: Office, ticket: int, status: int) -> None:
    office.control.add_fault("error_after_commit", count=1, status=status)
    assert _post(office, ticket, "doch da").status_code == status
    assert _said(office, ticket, "doch da") == 1


def test_error_before_does_nothing(office: Office, ticket: int) -> None:
    office.control.add_fault("error_before", count=1, status=503)
    assert _post(office, ticket, "nie").status_code == 503
    assert _said(office, ticket, "nie") == 0


def test_execute_late_cuts_first_and_commits_afterwards(office: Office, ticket: int) -> None:
    cable = office.cable()
    office.control.add_fault("execute_late", count=1, delay_ms=150)
    with pytest.raises(httpx.RemoteProtocolError):
        _post(office, ticket, "später")
    assert _said(office, ticket, "später") == 0
    assert cable.event("message.created")["content"] == "später"
    assert _said(office, ticket, "später") == 1


def test_rate_limit_is_text_without_retry_after(office: Office) -> None:
    office.control.add_fault("rate_limited", count=1)
    answer = office.rest().get("conversations")
    assert (answer.status_code, answer.text) == (429, "Retry later\n")
    assert answer.headers["content-type"] == "text/plain"
    assert "retry-after" not in answer.headers


def test_rack_attack_limits_sign_ins_when_switched_on(office: Office) -> None:
    body = {"email": "x@lindenau.example", "password": "x"}
    office.control.add_fault("rack_attack")
    codes = [httpx.post(f"{office.url}/auth/sign_in", json=body).status_code for _ in range(6)]
    assert codes == [401] * 5 + [429]
    office.control.advance_clock(301)
    assert httpx.post(f"{office.url}/auth/sign_in", json=body).status_code == 401


def test_slow_delays_and_still_answers(office: Office) -> None:
    office.control.add_fault("slow", count=1, delay_ms=300)
    marie = office.rest()
    started = time.monotonic()
    assert marie.get("agents").status_code == 200
    assert time.monotonic() - started >= 0.3


def test_html_instead_of_json(office: Office) -> None:
    office.control.add_fault("html_error", count=1)
    answer = office.rest().get("agents")
    assert answer.status_code == 502
    assert answer.headers["content-type"] == "text/html"


def _is_no_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return True
    return False


@pytest.mark.parametrize(
    ("mode", "is_broken"),
    [
        pytest.param("truncated", _is_no_json, id="truncated"),
        pytest.param("garbage", _is_no_json, id="garbage"),
        pytest.param("empty", _is_no_json, id="empty"),
        pytest.param("deep", _is_no_json, id="deep"),
        pytest.param("null", lambda body: json.loads(body) is None, id="null"),
        pytest.param("list", lambda body: json.loads(body)[0] == 1, id="list"),
        pytest.param(
            "types",
            lambda body: isinstance(json.loads(body)["data"]["payload"][0]["id"], str),
            id="types",
        ),
    ],
)
def test_wrong_json(office: Office, mode: str, is_broken: Callable[[bytes], bool]) -> None:
    office.control.add_fault("wrong_json", count=1, mode=mode)
    answer = office.rest().get("conversations")
    assert answer.status_code == 200
    assert is_broken(answer.content)


def test_huge_answers_have_the_wanted_size(office: Office) -> None:
    office.control.add_fault("huge", count=1, bytes=3_000_000)
    answer = office.rest().get("conversations")
    assert len(answer.content) >= 3_000_000
    assert "data" in answer.json()


def test_offline_cuts_everything_but_the_control_api(office: Office) -> None:
    cable = office.cable()
    office.control.add_fault("offline")
    with pytest.raises(httpx.TransportError):
        office.rest().get("conversations")
    with pytest.raises(ConnectionClosed):
        cable.read_to_the_end()
    office.control.clear_faults()
    assert office.rest().get("conversations").status_code == 200


def test_another_version_is_pretended(office: Office) -> None:
    office.control.add_fault("version", version="3.9.1")
    assert httpx.get(f"{office.url}/api").json()["version"] == "3.9.1"


def test_path_method_and_count_choose_the_requests(office: Office, ticket: int) -> None:
    office.control.add_fault("error_before", count=2, path="*/assignments", method="POST")
    marie = office.rest()
    assert marie.get("conversations").status_code == 200
    path = f"conversations/{ticket}/assignments"
    codes = [marie.post(path, assignee_id=MARIE).status_code for _ in range(3)]
    assert codes == [500, 500, 200]
    assert office.control.faults() == []


def test_lost_answers_spare_reads() -> None:
    board = FaultBoard()
    board.add("answer_lost")
    assert board.take({"answer_lost"}, "GET", "/x") is None
    assert board.take({"answer_lost"}, "POST", "/x") is not None


def test_unknown_faults_and_acts_are_refused(office: Office) -> None:
    with pytest.raises(ControlRefusedError, match="unknown fault"):
        office.control.add_fault("earthquake")
    with pytest.raises(ControlRefusedError, match="unknown act"):
        office.control.act("dance", {})
    with pytest.raises(ControlRefusedError, match="no such ticket"):
        office.control.customer_writes(999_999, "x")
    with pytest.raises(FaultError):
        FaultBoard().add("slow", count=0)


def test_the_control_api_needs_its_token(office: Office) -> None:
    with pytest.raises(ControlRefusedError, match="token"):
        SandboxControl(office.url, "wrong").state()


def test_requests_are_recorded_without_bodies(office: Office, ticket: int) -> None:
    office.control.clear_requests()
    office.control.add_fault("answer_lost", count=1)
    with pytest.raises(httpx.RemoteProtocolError):
        _post(office, ticket, "geheim")
    office.rest().get("agents")
    seen = office.control.requests()
    assert [(item.method, item.path.rsplit("/", 1)[-1], item.status) for item in seen] == [
        ("POST", "messages", None),
        ("GET", "agents", 200),
    ]
    assert "geheim" not in str(seen)
    assert office.control.requests(since=seen[0].number) == seen[1:]


def test_reset_starts_the_same_world_again(office: Office, ticket: int) -> None:
    before = office.rest().messages(ticket)[0]["content"]
    office.control.customer_writes(ticket, "weg damit")
    office.control.add_fault("offline")
    office.control.reset()
    assert office.control.state()["changed_tickets"] == 0
    assert office.rest().messages(ticket)[0]["content"] == before
    assert _said(office, ticket, "weg damit") == 0
    cable = office.cable()
    made = office.rest().say(ticket, "Zeitgeber laufen")
    wanted = cable.event("message.updated", lambda data: data["status"] == "read")
    assert wanted["id"] == made["id"]
