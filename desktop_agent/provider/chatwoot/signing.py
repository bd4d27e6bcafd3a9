# SPDX-License-Identifier: Apache-2.0
"""Probe, sign-in and session refresh (chatwoot §1.1-1.4). Keeps the access token and nothing else.

Passwords and codes pass through; the only thing remembered is the server's proof of a right
password while the second factor is awaited.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import msgspec

from desktop_agent.domain.clock import Clock
from desktop_agent.domain.directory import Role
from desktop_agent.domain.errors import (
    AgentError,
    Bug,
    EnvironmentProblem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import (
    Credentials,
    PasswordCredentials,
    ServerInfo,
    Session,
    TokenCredentials,
)
from desktop_agent.provider.chatwoot import classify
from desktop_agent.provider.chatwoot.answer import DEVICE_HEADERS, Answer
from desktop_agent.provider.chatwoot.api import PROFILE_PATH, json_body
from desktop_agent.provider.chatwoot.cleaning import clean_name
from desktop_agent.provider.chatwoot.decode import decode_answer
from desktop_agent.provider.chatwoot.line import HttpLine, Json
from desktop_agent.provider.chatwoot.map_directory import availability_of
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.wire_account import (
    WireAccount,
    WireProfile,
    WireSecondFactor,
    WireServer,
    WireSignIn,
)
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.port import SecondFactorNeeded

log = logging.getLogger(__name__)

SUPPORTED_MAJOR = 4

_SERVER = msgspec.json.Decoder(WireServer)
_PROFILE = msgspec.json.Decoder(WireProfile)
_SIGN_IN = msgspec.json.Decoder(WireSignIn)
_SECOND_FACTOR = msgspec.json.Decoder(WireSecondFactor)

_SIGN_IN_PATH = "/auth/sign_in"
_TOTP_DIGITS = 6
_MAX_TOKEN = 512


class Signing:
    """Turns credentials into sessions. Engine thread."""

    def __init__(
        self, config: ConnectionConfig, line: HttpLine, clock: Clock, server_clock: ServerClock
    ) -> None:
        self._config = config
        self._line = line
        self._clock = clock
        self._server_clock = server_clock
        self._mfa_token = SecretText("")
        self._mfa_for = SecretText("")

    async def probe(self) -> ServerInfo:
        """Version and clock without credentials.

        Raises `EnvironmentProblem(NOT_THE_SERVER)` when something else answers.
        """
        answer = await self._line.request("GET", "/api")
        if answer.status in (429, 407) or answer.status >= 500:
            raise classify.refusal(answer)
        if not answer.is_ok:
            raise EnvironmentProblem(ProblemCode.NOT_THE_SERVER, status=answer.status)
        body = json_body(answer, ProblemCode.NOT_THE_SERVER)
        try:
            wire = decode_answer(body, _SERVER)
        except EnvironmentProblem:
            raise EnvironmentProblem(ProblemCode.NOT_THE_SERVER) from None
        self._note_time(wire, answer)
        version = clean_name(wire.version, 40)
        return ServerInfo(
            server=str(self._config.origin),
            version=version,
            clock_skew_s=self._server_clock.skew_s(),
            is_supported=is_supported(version),
        )

    async def sign_in(self, credentials: Credentials) -> Session | SecondFactorNeeded:
        """Exchange credentials for a session.

        Raises `ServerRefusal` with BAD_CREDENTIALS, BAD_SECOND_FACTOR, TOKEN_REJECTED,
        VERSION_UNSUPPORTED, ACCOUNT_FORBIDDEN or ACCOUNT_SUSPENDED.
        """
        info = await self.probe()
        if not info.is_supported:
            raise ServerRefusal(ProblemCode.VERSION_UNSUPPORTED, version=info.version)
        if isinstance(credentials, TokenCredentials):
            token = _checked_token(credentials.token)
        else:
            answer = await self._password(credentials)
            if answer is None:
                return SecondFactorNeeded()
            token = _checked_token(SecretText(answer.data.access_token))
        profile = await self._profile(token)
        return self._session(profile, token, self._config.account_id, info.version)

    async def resume(self, session: Session) -> Session:
        """Refresh a stored session from the profile call, and the version where it can be had."""
        if session.server != str(self._config.origin):
            raise Bug("session belongs to another server")
        profile = await self._profile(session.token)
        version = session.server_version
        try:
            info = await self.probe()
        except AgentError as error:
            log.info("version could not be asked: %s", error.problem.code)
        else:
            if not info.is_supported:
                raise ServerRefusal(ProblemCode.VERSION_UNSUPPORTED, version=info.version)
            version = info.version
        return self._session(profile, session.token, session.account_id, version)

    async def refreshed(self, session: Session) -> Session:
        """The session with today's feed token, role and availability."""
        profile = await self._profile(session.token)
        return self._session(profile, session.token, session.account_id, session.server_version)

    async def _password(self, credentials: PasswordCredentials) -> WireSignIn | None:
        """None = the second factor is needed."""
        if credentials.code and self._mfa_token and self._mfa_for == credentials.email:
            answer = await self._post_sign_in(self._second_factor(credentials.code))
            if answer.status != 401:
                return await self._signed_in_with_code(answer)
            # The proof of the password lives five minutes (§1.3); get a new one.
            self._mfa_token = SecretText("")
        answer = await self._post_sign_in(
            {"email": credentials.email.reveal(), "password": credentials.password.reveal()}
        )
        if answer.status == 206:
            wire = decode_answer(json_body(answer), _SECOND_FACTOR)
            self._mfa_token = SecretText(wire.mfa_token)
            self._mfa_for = credentials.email
            if not credentials.code:
                return None
            answer = await self._post_sign_in(self._second_factor(credentials.code))
            return await self._signed_in_with_code(answer)
        if answer.status == 401:
            raise ServerRefusal(ProblemCode.BAD_CREDENTIALS)
        return await self._signed_in(answer)

    def _second_factor(self, code: SecretText) -> Json:
        digits = "".join(code.reveal().split())
        is_totp = len(digits) == _TOTP_DIGITS and digits.isdigit()
        return {
            "mfa_token": self._mfa_token.reveal(),
            "otp_code" if is_totp else "backup_code": digits,
        }

    async def _signed_in_with_code(self, answer: Answer) -> WireSignIn:
        if answer.status in (400, 401):
            raise ServerRefusal(ProblemCode.BAD_SECOND_FACTOR)
        self._mfa_token = SecretText("")
        return await self._signed_in(answer)

    async def _signed_in(self, answer: Answer) -> WireSignIn:
        if not answer.is_ok:
            raise classify.refusal(answer)
        wire = decode_answer(json_body(answer, ProblemCode.NOT_THE_SERVER), _SIGN_IN)
        await self._close_device_session(answer)
        return wire

    async def _close_device_session(self, answer: Answer) -> None:
        """End the session that the sign-in opened beside the access token.

        A person has room for 25 of them; the oldest, perhaps a browser in use, would be dropped.
        """
        if len(answer.device) != len(DEVICE_HEADERS):
            return
        try:
            await self._line.request("DELETE", "/auth/sign_out", headers=answer.device)
        except AgentError as error:
            log.info("device session stays open: %s", error.problem.code)

    async def _post_sign_in(self, body: Json) -> Answer:
        return await self._line.request("POST", _SIGN_IN_PATH, json=body)

    async def _profile(self, token: SecretText) -> WireProfile:
        answer = await self._line.request("GET", PROFILE_PATH, token=token)
        if answer.status == 401:
            raise ServerRefusal(ProblemCode.TOKEN_REJECTED)
        if not answer.is_ok:
            raise classify.refusal(answer)
        return decode_answer(json_body(answer), _PROFILE)

    def _session(
        self, profile: WireProfile, token: SecretText, account_id: int | None, version: str
    ) -> Session:
        account = choose_account(profile.accounts, account_id)
        return Session(
            server=str(self._config.origin),
            account_id=account.id,
            account_name=clean_name(account.name),
            agent_id=AgentId(profile.id),
            agent_name=clean_name(profile.available_name or profile.name),
            role=Role.LEAD if account.role == "administrator" else Role.AGENT,
            availability=availability_of(account.availability),
            token=token,
            feed_token=SecretText(profile.pubsub_token or ""),
            server_version=version,
        )

    def _note_time(self, wire: WireServer, answer: Answer) -> None:
        if answer.date is not None or wire.timestamp is None:
            return
        try:
            at = datetime.fromisoformat(wire.timestamp[:40])
        except ValueError:
            return
        self._server_clock.observe(at if at.tzinfo else at.replace(tzinfo=UTC))


def is_supported(version: str) -> bool:
    """Interface of major version 4 (chatwoot §1.4: there is no other negotiation)."""
    major = version.partition(".")[0]
    return major.isascii() and major.isdigit() and int(major[:9]) == SUPPORTED_MAJOR


def choose_account(accounts: list[WireAccount], wanted: int | None) -> WireAccount:
    """The wanted account, else the one used last that is usable.

    Raises `ServerRefusal` with ACCOUNT_FORBIDDEN or ACCOUNT_SUSPENDED.
    """
    candidates = [account for account in accounts if wanted in (None, account.id)]
    if not candidates:
        raise ServerRefusal(ProblemCode.ACCOUNT_FORBIDDEN)
    usable = [account for account in candidates if account.status != "suspended"]
    if not usable:
        raise ServerRefusal(ProblemCode.ACCOUNT_SUSPENDED)
    return max(usable, key=lambda account: (account.active_at or "", -account.id))


def _checked_token(token: SecretText) -> SecretText:
    """Refuse what cannot be a header value, before it becomes one."""
    text = token.reveal().strip()
    if not text or len(text) > _MAX_TOKEN or not text.isascii() or not text.isprintable():
        raise ServerRefusal(ProblemCode.TOKEN_REJECTED)
    if " " in text:
        raise ServerRefusal(ProblemCode.TOKEN_REJECTED)
    return SecretText(text)
