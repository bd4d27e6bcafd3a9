# SPDX-License-Identifier: Apache-2.0
"""Sign-in, second factor, profile and denials (chatwoot §1)."""

from __future__ import annotations

import httpx
import pytest

from desktop_agent.sandbox.rest.sessions import one_time_code
from tests.unit.sandbox.conftest import MARIE, SABINE, YASEMIN, Office


def test_probe_names_the_version_without_sign_in(office: Office) -> None:
    answer = httpx.get(f"{office.url}/api")
    assert answer.json()["version"] == "4.10.0"


def test_password_sign_in_gives_session_headers_and_both_tokens(office: Office) -> None:
    agent = office.running.agents[MARIE]
    body = {"email": agent.email, "password": agent.password}
    answer = httpx.post(f"{office.url}/auth/sign_in", json=body)
    assert answer.status_code == 200
    assert answer.json()["data"]["access_token"] == agent.access_token
    assert answer.json()["data"]["pubsub_token"] == agent.pubsub_token
    session = {name: answer.headers[name] for name in ("access-token", "client", "uid")}
    assert httpx.get(f"{office.url}/api/v1/profile", headers=session).status_code == 200
    bundle = {"authorization": answer.headers["authorization"]}
    assert httpx.get(f"{office.url}/auth/validate_token", headers=bundle).status_code == 200
    assert httpx.delete(f"{office.url}/auth/sign_out", headers=session).status_code == 200
    assert httpx.get(f"{office.url}/api/v1/profile", headers=session).status_code == 401
    assert office.rest().get("/api/v1/profile").status_code == 200


def test_wrong_password_is_401_with_errors(office: Office) -> None:
    body = {"email": office.running.agents[MARIE].email, "password": "wrong"}
    answer = httpx.post(f"{office.url}/auth/sign_in", json=body)
    assert answer.status_code == 401
    assert answer.json()["success"] is False


def test_second_factor_needs_the_current_code(office: Office) -> None:
    agent = office.running.agents[YASEMIN]
    first = httpx.post(
        f"{office.url}/auth/sign_in", json={"email": agent.email, "password": agent.password}
    )
    assert first.status_code == 206
    token = first.json()["mfa_token"]
    assert agent.otp_secret is not None
    code = one_time_code(agent.otp_secret, office.running.world.clock.now())
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    refused = httpx.post(f"{office.url}/auth/sign_in", json={"mfa_token": token, "otp_code": wrong})
    assert refused.status_code == 400
    accepted = httpx.post(f"{office.url}/auth/sign_in", json={"mfa_token": token, "otp_code": code})
    assert accepted.status_code == 200
    assert accepted.json()["data"]["id"] == YASEMIN


def test_second_factor_token_lapses_after_five_minutes(office: Office) -> None:
    agent = office.running.agents[YASEMIN]
    first = httpx.post(
        f"{office.url}/auth/sign_in", json={"email": agent.email, "password": agent.password}
    )
    office.control.advance_clock(301)
    answer = httpx.post(
        f"{office.url}/auth/sign_in",
        json={"mfa_token": first.json()["mfa_token"], "otp_code": "000000"},
    )
    assert answer.status_code == 401


def test_no_credentials_and_unknown_token_differ_in_their_key(office: Office) -> None:
    bare = httpx.get(f"{office.url}/api/v1/profile")
    unknown = httpx.get(f"{office.url}/api/v1/profile", headers={"api-access-token": "x"})
    assert (bare.status_code, list(bare.json())) == (401, ["errors"])
    assert (unknown.status_code, unknown.json()) == (401, {"error": "Invalid Access Token"})


def test_removed_agent_is_told_by_401(office: Office) -> None:
    marie = office.rest()
    office.control.remove_agent(MARIE)
    answer = marie.get("conversations")
    assert answer.status_code == 401
    assert answer.json() == {"error": "You are not authorized to access this account"}
    assert marie.get("/api/v1/profile").json()["accounts"] == []


def test_revoked_access_token_dies_at_once(office: Office) -> None:
    marie = office.rest()
    office.control.revoke_access_token(MARIE)
    assert marie.get("/api/v1/profile").json() == {"error": "Invalid Access Token"}


def test_password_change_rotates_the_pubsub_token(office: Office) -> None:
    agent = office.running.agents[MARIE]
    old = agent.pubsub_token
    body = {"password": "Neu-123456!", "current_password": agent.password}
    answer = office.rest().send("PUT", "/api/v1/profile", json={"profile": body})
    assert answer.json()["pubsub_token"] != old


def test_forbidden_is_401_and_missing_is_404(office: Office) -> None:
    marie = office.rest()
    foreign = office.rest(SABINE).listed(inbox_id=5)[0]["id"]
    answer = marie.get(f"conversations/{foreign}")
    assert answer.status_code == 401
    assert answer.json() == {"error": "You are not authorized to do this action"}
    assert marie.get("conversations/999999").json() == {"error": "Resource could not be found"}
    assert marie.get("nothing/here").status_code == 404
    assert marie.send("DELETE", f"conversations/{foreign}").status_code == 401


def test_other_accounts_do_not_exist(office: Office) -> None:
    assert office.rest().get("/api/v1/accounts/2/conversations").status_code == 404


def test_bot_token_may_not_read_lists(office: Office) -> None:
    bot = office.running.world.directory.bots[1]
    answer = httpx.get(
        f"{office.url}/api/v1/accounts/1/conversations",
        headers={"api-access-token": bot.access_token},
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("header", ["api-access-token", "api_access_token"])
def test_both_spellings_of_the_token_header_work(office: Office, header: str) -> None:
    token = office.running.agents[MARIE].access_token
    assert httpx.get(f"{office.url}/api/v1/profile", headers={header: token}).status_code == 200


def test_availability_follows_presence_when_auto_offline(office: Office) -> None:
    marie = office.rest()
    account = marie.get("/api/v1/profile").json()["accounts"][0]
    assert (account["availability"], account["availability_status"]) == ("online", "offline")
    body: dict[str, dict[str, object]] = {"profile": {"account_id": 1, "auto_offline": False}}
    marie.send("POST", "/api/v1/profile/auto_offline", json=body)
    body = {"profile": {"account_id": 1, "availability": "busy"}}
    account = marie.send("POST", "/api/v1/profile/availability", json=body).json()["accounts"][0]
    assert account["availability_status"] == "busy"


def test_gets_carry_etags_that_answer_304(office: Office) -> None:
    marie = office.rest()
    first = marie.get("agents")
    assert first.headers["etag"].startswith('W/"')
    again = marie.send("GET", "agents", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
