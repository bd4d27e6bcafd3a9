# SPDX-License-Identifier: Apache-2.0
"""Sending: references, protection of the text, ambiguity and evidence (chatwoot §3.2, §3.7)."""

from __future__ import annotations

from typing import cast

import pytest

from desktop_agent.domain import commands as c
from desktop_agent.domain.errors import ProblemCode
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import AttachmentKind, AuthorKind, Delivery, Message, MessageKind
from desktop_agent.provider.port import Confirmed, MaybeDone, Refused, SurelyNotSent
from tests.contract.desk import Desk, command
from tests.contract.stage import API_INBOX, WHATSAPP, Fault, Stage

FILE = c.SendFile("b1", "Bescheid 2026 (Entwurf).pdf", "application/pdf", 8, "Ihr *Bescheid*")
SENDS = pytest.mark.parametrize(
    "payload",
    [c.Reply("Guten Tag"), c.Note("intern"), FILE],
    ids=["reply", "note", "file"],
)


def stored(stage: Stage, ticket_id: TicketId) -> list[dict[str, object]]:
    """What agents wrote, as the server keeps it."""
    kept = cast("list[dict[str, object]]", stage.control.ticket(ticket_id)["messages"])
    return [message for message in kept if message["type"] == "outgoing"]


def with_ref(desk: Desk, ticket_id: TicketId, wish: c.Command) -> list[Message]:
    return [message for message in desk.messages(ticket_id) if message.ref == wish.id]


@SENDS
def test_s3_7_reference_comes_back_everywhere(stage: Stage, desk: Desk, payload: c.Payload) -> None:
    ticket_id = stage.open_ticket().ticket_id
    wish = command(ticket_id, payload)

    async def scene() -> Message:
        async with desk.watching() as watch:
            outcome = await desk.provider.execute(wish, b"%PDF-1.4")
            assert isinstance(outcome, Confirmed)
            assert outcome.message is not None
            assert outcome.message.ref == wish.id
            told = await watch.message(lambda message: message.ref == wish.id)
            assert told.id == outcome.message.id
            return outcome.message

    message = desk.run(scene())
    assert [found.id for found in with_ref(desk, ticket_id, wish)] == [message.id]


def test_s3_2_reply_reaches_the_customer_and_a_note_does_not(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    reply = desk.done(ticket_id, c.Reply("Guten Tag")).message
    note = desk.done(ticket_id, c.Note("intern")).message
    assert reply is not None
    assert note is not None
    assert (reply.kind, note.kind) == (MessageKind.OUTBOUND, MessageKind.NOTE)


def test_s3_2_reply_quotes_a_message(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    sent = desk.done(opened.ticket_id, c.Reply("Dazu:", opened.message_id)).message
    assert sent is not None
    assert sent.quoted_id == opened.message_id


def test_trap_2_no_source_id_is_ever_sent(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.done(ticket_id, c.Reply("Guten Tag"))
    stage.agent(1)

    async def scene() -> None:
        async with desk.watching() as watch:
            await desk.provider.execute(command(ticket_id, c.Reply("Noch eine")))
            # With a source_id of ours the server would never hand it to the provider.
            await watch.message(lambda m: m.delivery is Delivery.ACCEPTED)

    desk.run(scene())


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("*wichtig* und _kursiv_", id="marks"),
        pytest.param("1. Ausweis\n2. Formular\n\n- Kopie", id="lists"),
        pytest.param("Bescheid_2026.pdf liegt bei: https://x.example/a_b?c=d&e", id="link"),
        pytest.param("C:\\neu `Code` <b> [x](y) #1", id="everything"),
        pytest.param("   eingerückt\n\tTab", id="indent"),
        pytest.param("🙂 مرحبا Grüße", id="scripts"),
    ],
)
def test_trap_9_text_comes_back_as_typed(stage: Stage, desk: Desk, typed: str) -> None:
    for inbox in (WHATSAPP, API_INBOX) if not stage.is_live else (API_INBOX,):
        ticket_id = stage.open_ticket(inbox=inbox).ticket_id
        sent = desk.done(ticket_id, c.Reply(typed)).message
        assert sent is not None
        assert sent.text == typed
        assert next(m for m in desk.messages(ticket_id) if m.id == sent.id).text == typed
        preview = desk.ticket(ticket_id).preview
        assert preview is not None
        assert preview.text == " ".join(typed.split())


def test_trap_9_channels_with_a_renderer_get_escaped_markdown(stage: Stage, desk: Desk) -> None:
    rendered = stage.open_ticket(inbox=WHATSAPP).ticket_id
    plain = stage.open_ticket(inbox=API_INBOX).ticket_id
    for ticket_id in (rendered, plain):
        desk.done(ticket_id, c.Reply("*wichtig*"))
    assert stored(stage, rendered)[-1]["content"] == r"\*wichtig\*"
    assert stored(stage, plain)[-1]["content"] == "*wichtig*"


@pytest.mark.parametrize("typed", ["{{contact.name}}", "{% if x %}a{% endif %}", "`{{x}}` {{{"])
def test_trap_8_braces_are_not_run_as_a_template(stage: Stage, desk: Desk, typed: str) -> None:
    ticket_id = stage.open_ticket(inbox=API_INBOX).ticket_id
    sent = desk.done(ticket_id, c.Reply(typed)).message
    assert sent is not None
    assert sent.text == typed


def test_trap_12_empty_messages_are_not_sent(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    for payload in (c.Reply("  \n"), c.Note("")):
        assert isinstance(desk.execute(ticket_id, payload), Refused)
    assert [m for m in desk.messages(ticket_id) if m.author.kind is AuthorKind.AGENT] == []


def test_s3_8_file_is_one_message_with_its_caption(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    sent = desk.done(ticket_id, FILE, b"%PDF-1.4").message
    assert sent is not None
    assert sent.text == "Ihr *Bescheid*"
    (file,) = sent.attachments
    assert file.kind is AttachmentKind.FILE
    assert "Bescheid" in file.name


def test_s3_8_file_without_its_bytes_is_refused(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    outcome = desk.execute(ticket_id, FILE)
    assert isinstance(outcome, Refused)
    assert outcome.problem.code is ProblemCode.ATTACHMENT_UNAVAILABLE


def test_trap_11_template_goes_as_json_with_its_parameters(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket(inbox=WHATSAPP).ticket_id
    stage.control.advance_clock(25 * 3600)
    directory, _ = desk.run(desk.provider.directory())
    template = next(t for t in directory.templates if t.is_usable and t.fields)
    values = {name: f"Wert {name}" for name in template.fields}
    payload = c.SendTemplate(
        template.name, template.language, template.category.value, "Guten Tag", values
    )

    async def scene() -> None:
        async with desk.watching() as watch:
            outcome = await desk.provider.execute(command(ticket_id, payload))
            assert isinstance(outcome, Confirmed)
            await watch.message(lambda m: m.delivery is Delivery.ACCEPTED)

    desk.run(scene())
    params = stored(stage, ticket_id)[-1]["template_params"]
    assert isinstance(params, dict)
    assert (params["name"], params["language"]) == (template.name, template.language)
    assert params["processed_params"]["body"] == values


def test_trap_3_outside_the_window_failure_comes_later(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket(inbox=WHATSAPP).ticket_id
    stage.control.advance_clock(25 * 3600)

    async def scene() -> Message:
        async with desk.watching() as watch:
            outcome = await desk.provider.execute(command(ticket_id, c.Reply("zu spät")))
            assert isinstance(outcome, Confirmed)
            return await watch.message(lambda m: m.delivery is Delivery.FAILED)

    assert desk.run(scene()).failure


@SENDS
@pytest.mark.parametrize(
    "fault",
    [
        Fault("answer_lost"),
        Fault("error_after_commit", 500),
        Fault("error_after_commit", 422),
        Fault("wrong_json", mode="truncated"),
        Fault("wrong_json", mode="types"),
        Fault("html_error", 502),
    ],
    ids=str,
)
def test_s3_7_anything_but_a_clear_answer_is_ambiguous(
    stage: Stage, desk: Desk, payload: c.Payload, fault: Fault
) -> None:
    opened = stage.open_ticket()
    desk.ticket(opened.ticket_id)
    wish = command(opened.ticket_id, payload)
    fault.switch_on(stage.control, count=1, method="POST", path="*/messages")
    assert isinstance(desk.run(desk.provider.execute(wish, b"%PDF-1.4")), MaybeDone)
    evidence = desk.run(desk.provider.find(wish, opened.message_id))
    if fault.kind == "html_error":
        assert evidence is None, "the fault answered before the server did anything"
    else:
        assert evidence is not None
        assert evidence.copies == 1
        assert evidence.message is not None
        assert evidence.message.ref == wish.id


def test_s3_7_late_execution_is_found_later(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    desk.ticket(opened.ticket_id)
    wish = command(opened.ticket_id, c.Reply("Guten Tag"))
    stage.control.add_fault("execute_late", count=1, method="POST", path="*/messages", delay_ms=300)
    assert isinstance(desk.run(desk.provider.execute(wish)), MaybeDone)
    assert desk.run(desk.provider.find(wish, opened.message_id)) is None
    assert desk.evidence(wish, opened.message_id).copies == 1


@pytest.mark.parametrize("has_anchor", [True, False], ids=["anchor", "no-anchor"])
def test_s3_7_a_second_copy_is_counted(stage: Stage, desk: Desk, has_anchor: bool) -> None:
    opened = stage.open_ticket()
    wish = command(opened.ticket_id, c.Reply("doppelt"))
    for _ in range(2):
        assert isinstance(desk.run(desk.provider.execute(wish)), Confirmed)
    anchor_id = opened.message_id if has_anchor else None
    evidence = desk.run(desk.provider.find(wish, anchor_id))
    assert evidence is not None
    assert evidence.copies == 2
    assert evidence.message is not None
    assert evidence.message.id == min(m.id for m in with_ref(desk, opened.ticket_id, wish))


def test_s3_7_evidence_is_found_behind_many_newer_messages(stage: Stage, desk: Desk) -> None:
    opened = stage.open_ticket()
    wish = command(opened.ticket_id, c.Reply("früh"))
    desk.run(desk.provider.execute(wish))
    for number in range(45):
        stage.customer_writes(opened.ticket_id, f"Zeile {number}")
    for anchor_id in (opened.message_id, MessageId(10**9), None):
        found = desk.run(desk.provider.find(wish, anchor_id))
        assert (found is not None) is (anchor_id != 10**9)


def test_trap_44_limited_requests_are_surely_not_sent(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.ticket(ticket_id)
    stage.control.add_fault("rate_limited", count=1, method="POST")
    outcome = desk.execute(ticket_id, c.Reply("Guten Tag"))
    assert isinstance(outcome, SurelyNotSent)
    assert outcome.problem.code is ProblemCode.RATE_LIMITED
    assert outcome.retry_after_s is not None
    assert outcome.retry_after_s > 0


def test_s1_6_revoked_token_keeps_the_command(stage: Stage, desk: Desk) -> None:
    ticket_id = stage.open_ticket().ticket_id
    desk.ticket(ticket_id)
    stage.control.revoke_access_token(1)
    for payload in (c.Reply("Guten Tag"), c.Claim(), c.Reopen()):
        outcome = desk.execute(ticket_id, payload)
        assert isinstance(outcome, SurelyNotSent)
        assert outcome.problem.code is ProblemCode.TOKEN_REJECTED
