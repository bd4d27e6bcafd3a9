# SPDX-License-Identifier: Apache-2.0
"""Sign-in, profile, accounts, denials (chatwoot §1)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import replace

import pytest

from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.errors import EnvironmentProblem, NotSent, ProblemCode, ServerRefusal
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials, Session, TokenCredentials
from desktop_agent.provider.port import SecondFactorNeeded, TicketGone
from tests.contract.conftest import MakeDesk
from tests.contract.desk import Desk
from tests.contract.stage import FOREIGN_INBOX, MARIE, SABINE, YASEMIN, Fault, Stage


def password(stage: Stage, number: int, code: str = "") -> PasswordCredentials:
    agent = stage.agent(number)
    return PasswordCredentials(
        SecretText(agent.email), SecretText(agent.password), SecretText(code)
    )


def totp(secret: str) -> str:
    """The code of this half minute (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def refusal_of(desk: Desk, credentials: PasswordCredentials | TokenCredentials) -> ProblemCode:
    with pytest.raises(ServerRefusal) as refused:
        desk.run(desk.provider.sign_in(credentials))
    return refused.value.problem.code


def test_s1_1_access_token_signs_in(stage: Stage, make_desk: MakeDesk) -> None:
    session = make_desk().sign_in(stage.token)
    assert session.server == stage.url
    assert session.account_id == stage.account_id
    assert session.feed_token
    assert session.agent_name


def test_s1_1_unknown_token_is_rejected(make_desk: MakeDesk) -> None:
    unknown = TokenCredentials(SecretText("not-a-token-of-anybody"))
    assert refusal_of(make_desk(), unknown) is ProblemCode.TOKEN_REJECTED


@pytest.mark.parametrize("token", ["", "two words", "line\r\nbreak", "ümlaut", "x" * 4000])
def test_s1_1_what_cannot_be_a_header_never_leaves(
    stage: Stage, make_desk: MakeDesk, token: str
) -> None:
    assert (
        refusal_of(make_desk(), TokenCredentials(SecretText(token))) is ProblemCode.TOKEN_REJECTED
    )
    if not stage.is_live:
        assert not stage.requests("/profile")


def test_s1_2_password_signs_in_and_only_the_access_token_is_kept(
    stage: Stage, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    session = desk.run(desk.provider.sign_in(password(stage, MARIE)))
    assert isinstance(session, Session)
    assert session.token.reveal() == stage.agent(MARIE).access_token
    assert (session.agent_id, session.role) == (MARIE, Role.AGENT)
    # The device session that came with it is closed again; the access token lives on.
    assert [seen.status for seen in stage.requests("/auth/sign_out", "DELETE")] == [200]
    assert desk.run(desk.provider.resume(session)) == session


def test_s1_2_wrong_password_is_told(stage: Stage, make_desk: MakeDesk) -> None:
    wrong = replace(password(stage, MARIE), password=SecretText("wrong"))
    assert refusal_of(make_desk(), wrong) is ProblemCode.BAD_CREDENTIALS


def test_s1_3_second_factor_is_asked_for_and_taken(stage: Stage, make_desk: MakeDesk) -> None:
    desk = make_desk()
    first = desk.run(desk.provider.sign_in(password(stage, YASEMIN)))
    assert isinstance(first, SecondFactorNeeded)
    code = totp(stage.agent(YASEMIN).otp_secret or "")
    session = desk.run(desk.provider.sign_in(password(stage, YASEMIN, code)))
    assert isinstance(session, Session)
    assert session.agent_id == YASEMIN
    # The password was proved once: the code went out with the server's proof of it (§1.3).
    assert len(stage.requests("/auth/sign_in")) == 2


def test_s1_3_wrong_code_is_told_apart_from_a_wrong_password(
    stage: Stage, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    assert isinstance(desk.run(desk.provider.sign_in(password(stage, YASEMIN))), SecondFactorNeeded)
    assert refusal_of(desk, password(stage, YASEMIN, "000000")) is ProblemCode.BAD_SECOND_FACTOR


def test_s1_3_code_given_at_once_is_used_at_once(stage: Stage, make_desk: MakeDesk) -> None:
    desk = make_desk()
    code = totp(stage.agent(YASEMIN).otp_secret or "")
    session = desk.run(desk.provider.sign_in(password(stage, YASEMIN, code)))
    assert isinstance(session, Session)


def test_s1_3_proof_of_one_persons_password_serves_nobody_else(
    stage: Stage, make_desk: MakeDesk
) -> None:
    desk = make_desk()
    desk.run(desk.provider.sign_in(password(stage, YASEMIN)))
    code = totp(stage.agent(YASEMIN).otp_secret or "")
    session = desk.run(desk.provider.sign_in(password(stage, MARIE, code)))
    assert isinstance(session, Session)
    assert session.agent_id == MARIE


def test_s1_4_probe_needs_no_credentials(make_desk: MakeDesk) -> None:
    desk = make_desk()
    info = desk.run(desk.provider.probe())
    assert info.version.startswith("4.")
    assert info.is_supported
    assert abs(info.clock_skew_s) < 60


def test_s1_4_other_versions_are_refused(stage: Stage, make_desk: MakeDesk) -> None:
    stage.control.add_fault("version", version="3.9.0")
    desk = make_desk()
    assert not desk.run(desk.provider.probe()).is_supported
    token = TokenCredentials(SecretText(stage.token))
    assert refusal_of(desk, token) is ProblemCode.VERSION_UNSUPPORTED


def test_s1_4_administrator_is_a_lead(stage: Stage, make_desk: MakeDesk) -> None:
    assert make_desk().sign_in(stage.agent(SABINE).access_token).role is Role.LEAD


def test_s1_4_session_is_resumed_with_todays_facts(stage: Stage, make_desk: MakeDesk) -> None:
    session = make_desk().sign_in(stage.token)
    if not stage.is_live:
        rotated = stage.control.rotate_pubsub_token(MARIE)
        stage.control.set_role(MARIE, "administrator")
        desk = make_desk()
        refreshed = desk.run(desk.provider.resume(session))
        assert refreshed.feed_token.reveal() == rotated
        assert refreshed.role is Role.LEAD
    else:
        desk = make_desk()
        assert desk.run(desk.provider.resume(session)) == session


def test_s1_5_availability_is_set(stage: Stage, desk: Desk) -> None:
    desk.run(desk.provider.set_availability(Availability.BUSY))
    assert desk.session is not None
    assert desk.run(desk.provider.resume(desk.session)).availability is Availability.BUSY
    desk.run(desk.provider.set_availability(Availability.OFFLINE))
    assert desk.run(desk.provider.resume(desk.session)).availability is Availability.OFFLINE


def test_s1_6_policy_denial_is_no_sign_out(stage: Stage, desk: Desk) -> None:
    foreign = stage.open_ticket(inbox=FOREIGN_INBOX)
    with pytest.raises(TicketGone) as gone:
        desk.ticket(foreign.ticket_id)
    assert not gone.value.is_deleted
    assert desk.run(desk.provider.ownership()) is not None


def test_s1_6_revoked_token_is_rejected_after_the_profile_said_so(stage: Stage, desk: Desk) -> None:
    stage.control.revoke_access_token(MARIE)
    stage.control.clear_requests()
    with pytest.raises(ServerRefusal) as refused:
        desk.run(desk.provider.ownership())
    assert refused.value.problem.code is ProblemCode.TOKEN_REJECTED
    assert [seen.path for seen in stage.requests("/profile")] == ["/api/v1/profile"]


def test_s1_6_removal_from_the_account_is_told(stage: Stage, desk: Desk) -> None:
    stage.control.remove_agent(MARIE)
    with pytest.raises(ServerRefusal) as refused:
        desk.run(desk.provider.ownership())
    assert refused.value.problem.code is ProblemCode.ACCOUNT_FORBIDDEN


def test_s1_6_missing_record_is_gone(desk: Desk) -> None:
    with pytest.raises(TicketGone) as gone:
        desk.ticket(TicketId(99_999_999))
    assert gone.value.is_deleted


def test_without_a_session_nothing_is_sent(stage: Stage, make_desk: MakeDesk) -> None:
    desk = make_desk()
    with pytest.raises(NotSent):
        desk.run(desk.provider.ownership())


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault("html_error", status=200), ProblemCode.NOT_THE_SERVER),
        (Fault("wrong_json", mode="list"), ProblemCode.NOT_THE_SERVER),
        (Fault("wrong_json", mode="garbage"), ProblemCode.NOT_THE_SERVER),
        (Fault("html_error", status=502), ProblemCode.SERVER_ERROR),
        (Fault("rate_limited"), ProblemCode.RATE_LIMITED),
    ],
    ids=str,
)
def test_s1_4_something_else_at_the_address(
    stage: Stage, make_desk: MakeDesk, fault: Fault, code: ProblemCode
) -> None:
    fault.switch_on(stage.control, path="/api")
    desk = make_desk()
    with pytest.raises(EnvironmentProblem) as trouble:
        desk.run(desk.provider.probe())
    assert trouble.value.problem.code is code
