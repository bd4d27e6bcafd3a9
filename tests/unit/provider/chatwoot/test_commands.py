# SPDX-License-Identifier: Apache-2.0
"""Commands against a server that answers strangely: what a sandbox would never say."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

import msgspec
import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.ids import AgentId, CommandId, TicketId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.domain.tickets import ConsentState
from desktop_agent.provider.chatwoot import ChatwootProvider
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import Confirmed, MaybeDone, Outcome, Refused, SurelyNotSent
from tests.unit.provider.chatwoot.hand_clock import HandClock
from tests.unit.provider.chatwoot.scripted_server import Asked, ScriptedServer, reply
from tests.unit.provider.chatwoot.wire_samples import ACCOUNT, REF, Json, conversation, outgoing

PROFILE: Json = {
    "id": 5,
    "name": "Marie",
    "access_token": "t",
    "pubsub_token": "p",
    "accounts": [{"id": ACCOUNT, "name": "Stadt", "status": "active", "role": "agent"}],
}
Answers = Callable[[Asked], bytes | None]


class Ran:
    """What came of a command, what the server was asked, and how long was waited."""

    def __init__(self, outcome: Outcome, asked: list[Asked], slept: list[float]) -> None:
        self.outcome = outcome
        self.asked = asked
        self.slept = slept

    def bodies(self, part: str) -> list[dict[str, object]]:
        """JSON bodies of POSTs whose path contains `part`."""
        return [
            msgspec.json.decode(asked.body, type=dict[str, object])
            for asked in self.asked
            if asked.method == "POST" and part in asked.path
        ]


def run(
    payload: c.Payload, answers: Answers, ticket: Json | None = None, *, is_up: bool = True
) -> Ran:
    """Run one command; `answers` overrides the server's usual answers."""

    def script(asked: Asked) -> bytes:
        special = answers(asked)
        if special is not None:
            return special
        match asked.path.rsplit("/", 1)[-1]:
            case "profile":
                return reply(PROFILE)
            case "api":
                return reply({"version": "4.10.0"})
            case "9":
                return reply(ticket or conversation())
            case _:
                return reply(b"", content_type="text/plain")

    async def scene() -> Ran:
        server = ScriptedServer(script)
        await server.start()
        clock = HandClock()
        provider = ChatwootProvider(ConnectionConfig(origin=parse_origin(server.url)), clock)
        session = Session(
            server=server.url,
            account_id=ACCOUNT,
            account_name="",
            agent_id=AgentId(5),
            agent_name="",
            role=Role.AGENT,
            availability=Availability.OFFLINE,
            token=SecretText("t"),
            feed_token=SecretText("p"),
        )
        await provider.resume(session)
        server.asked.clear()
        if not is_up:
            await server.stop()
        wish = c.Command(
            CommandId(REF), TicketId(9), payload, c.Basis(), datetime(2026, 5, 28, tzinfo=UTC)
        )
        try:
            outcome = await provider.execute(wish, b"%PDF")
        finally:
            await provider.aclose()
            await server.stop()
        return Ran(outcome, server.asked, clock.slept)

    return asyncio.run(scene())


def usual(_asked: Asked) -> bytes | None:
    return None


def on(part: str, answer: bytes) -> Answers:
    """Answer POSTs whose path contains `part`."""

    def answers(asked: Asked) -> bytes | None:
        return answer if asked.method == "POST" and part in asked.path else None

    return answers


EVERY_PAYLOAD: list[c.Payload] = [
    c.Reply("Guten Tag"),
    c.Note("intern"),
    c.SendFile("b", "a.pdf", "application/pdf", 4),
    c.SendTemplate("t", "de", "utility", "Guten Tag"),
    c.Claim(),
    c.Release(),
    c.AssignTeam(None),
    c.Close(),
    c.Reopen(),
    c.Snooze(None),
    c.ChangeLabels(add=("eilig",)),
    c.MarkRead(up_to_id=1),  # type: ignore[arg-type]  # a NewType of int
    c.Typing(True),
    c.Mute(True),
    c.RecordConsent(ConsentState.REVOKED, "form"),
]
KINDS = pytest.mark.parametrize(
    "payload", EVERY_PAYLOAD, ids=lambda payload: type(payload).__name__
)


@KINDS
def test_a_server_that_is_down_gets_nothing(payload: c.Payload) -> None:
    assert isinstance(run(payload, usual, is_up=False).outcome, SurelyNotSent)


@KINDS
def test_a_page_in_the_servers_place_proves_nothing(payload: c.Payload) -> None:
    page = reply(b"<html>Welcome to the hotel</html>", content_type="text/html")
    closed = conversation(status="resolved", labels=[])
    outcome = run(payload, on("", page), closed).outcome
    assert isinstance(outcome, MaybeDone)


@KINDS
@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'{"id":"x"}', b"{"])
def test_strange_bodies_raise_nothing(payload: c.Payload, body: bytes) -> None:
    outcome = run(payload, on("", reply(body)), conversation(status="resolved")).outcome
    assert isinstance(outcome, Confirmed | MaybeDone)
    if isinstance(payload, c.Reply | c.Note | c.SendFile | c.SendTemplate):
        assert isinstance(outcome, MaybeDone), "a message without its record is no confirmation"


def test_a_job_that_never_runs_is_ambiguous() -> None:
    foreign = conversation(status="resolved")
    foreign["meta"] = {**_meta(foreign), "assignee": {"id": 8, "name": "Tomasz"}}
    ran = run(c.Reopen(), usual, foreign)
    assert isinstance(ran.outcome, MaybeDone)
    assert ran.bodies("bulk_actions") == [
        {"type": "Conversation", "ids": [9], "fields": {"status": "open"}}
    ]
    assert sum(ran.slept) < 10


def test_labels_go_as_a_delta() -> None:
    ran = run(c.ChangeLabels(add=("wohngeld",), remove=("vip",)), usual)
    assert isinstance(ran.outcome, Confirmed)
    assert ran.bodies("bulk_actions") == [
        {
            "type": "Conversation",
            "ids": [9],
            "labels": {"add": ["wohngeld"], "remove": ["vip"]},
        }
    ]
    assert run(c.ChangeLabels(), usual).asked == []


def test_what_goes_out_with_a_reply() -> None:
    answer = reply(outgoing(echo_id=REF))
    ran = run(c.Reply("*fett* {{x}}"), on("messages", answer))
    assert isinstance(ran.outcome, Confirmed)
    assert ran.bodies("messages") == [
        {
            "content": "\\*fett\\* {{ '{' }}{x}}",
            "message_type": "outgoing",
            "private": False,
            "echo_id": REF,
            "content_attributes": {"desktop_agent_escaped": True, "desktop_agent_ref": REF},
        }
    ]


def test_a_note_is_private_and_only_protected_against_liquid() -> None:
    ran = run(c.Note("*fett* {{x}}"), on("messages", reply(outgoing(private=True))))
    (body,) = ran.bodies("messages")
    assert body["private"] is True
    assert body["content"] == "*fett* {{ '{' }}{x}}"
    assert body["content_attributes"] == {"desktop_agent_ref": REF}


def test_a_template_is_json_with_its_parameters() -> None:
    wanted = c.SendTemplate("rueck", "de", "utility", "Guten Tag Ayşe", {"1": "Ayşe"})
    (body,) = run(wanted, on("messages", reply(outgoing()))).bodies("messages")
    assert body["content"] == "Guten Tag Ayşe"
    assert body["template_params"] == {
        "name": "rueck",
        "category": "UTILITY",
        "language": "de",
        "processed_params": {"body": {"1": "Ayşe"}},
    }


def test_a_file_is_multipart_with_the_reference_as_text() -> None:
    wanted = c.SendFile("b", 'Bescheid "neu"\r\nX: y.pdf', "application/pdf", 4, "Ihr Bescheid")
    ran = run(wanted, on("messages", reply(outgoing())))
    (asked,) = [a for a in ran.asked if a.path.endswith("/messages")]
    assert asked.headers["content-type"].startswith("multipart/form-data")
    assert b'name="attachments[]"' in asked.body
    assert f'"desktop_agent_ref":"{REF}"'.encode() in asked.body
    assert b"\r\nX: y.pdf" not in asked.body
    assert b"%PDF" in asked.body


def test_limited_reading_before_a_write_keeps_its_wait() -> None:
    def limited(asked: Asked) -> bytes | None:
        is_ticket = asked.method == "GET" and asked.path.endswith("/9")
        return reply(b"Retry later", 429, "text/plain", Retry_After="7") if is_ticket else None

    outcome = run(c.Reopen(), limited).outcome
    assert isinstance(outcome, SurelyNotSent)
    assert outcome.problem.code is ProblemCode.RATE_LIMITED
    assert outcome.retry_after_s is not None
    assert 7 <= outcome.retry_after_s <= 9


def test_a_401_while_the_profile_cannot_be_asked_decides_nothing() -> None:
    def denied(asked: Asked) -> bytes | None:
        if asked.method == "POST":
            return reply({"errors": ["Bitte melden Sie sich an."]}, 401)
        return None

    assert isinstance(run(c.Claim(), denied).outcome, Refused), "the profile said: signed in"

    profile_calls: list[Asked] = []

    def no_profile(asked: Asked) -> bytes | None:
        if asked.path.endswith("/profile"):
            profile_calls.append(asked)
            return None if len(profile_calls) == 1 else reply(b"", 503)
        return denied(asked)

    assert isinstance(run(c.Claim(), no_profile).outcome, SurelyNotSent)


def _meta(record: Json) -> Json:
    meta = record["meta"]
    assert isinstance(meta, dict)
    return meta
