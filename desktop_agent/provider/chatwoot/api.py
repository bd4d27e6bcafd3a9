# SPDX-License-Identifier: Apache-2.0
"""REST calls of one signed-in agent: typed answers, typed errors. Knows no conversation.

A 401 means "not signed in" or "not allowed" (chatwoot trap 25): the profile call decides.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping, Sequence
from typing import TypeVar

import msgspec

from desktop_agent.domain.errors import (
    AgentError,
    EnvironmentProblem,
    NotSent,
    Problem,
    ProblemCode,
    ServerRefusal,
)
from desktop_agent.domain.session import Session
from desktop_agent.provider.chatwoot import classify
from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.classify import Denial
from desktop_agent.provider.chatwoot.decode import decode_answer
from desktop_agent.provider.chatwoot.line import File, HttpLine, Json, Params
from desktop_agent.provider.port import MaybeDone, Outcome, Refused, SurelyNotSent, TicketGone

T = TypeVar("T")

PROFILE_PATH = "/api/v1/profile"

_DENIALS = {
    Denial.ACCOUNT: ProblemCode.ACCOUNT_FORBIDDEN,
    Denial.SUSPENDED: ProblemCode.ACCOUNT_SUSPENDED,
    Denial.POLICY: ProblemCode.PERMISSION_LOST,
}


class Stop(Exception):
    """A command ends here with `outcome`; caught by the command runner."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__()
        self.outcome = outcome


async def before_write(reading: Awaitable[T]) -> T:
    """Read what a command needs before it writes; trouble here means that nothing was sent.

    Raises `Stop`.
    """
    try:
        return await reading
    except EnvironmentProblem as error:
        retry_after_s = error.problem.facts.get("retry_after_s")
        wait_s = float(retry_after_s) if retry_after_s is not None else None
        raise Stop(SurelyNotSent(error.problem, wait_s)) from None
    except ServerRefusal as error:
        if error.problem.code is ProblemCode.TOKEN_REJECTED:
            raise Stop(SurelyNotSent(error.problem)) from None
        raise Stop(Refused(error.problem)) from None
    except TicketGone:
        raise Stop(Refused(Problem(ProblemCode.NOT_FOUND), is_gone=True)) from None


class Api:
    """The account's REST interface. Engine thread; one session at a time."""

    def __init__(self, line: HttpLine) -> None:
        self.line = line
        self._session: Session | None = None

    @property
    def session(self) -> Session:
        """Who is signed in. Raises `NotSent(CONNECTION_LOST)` until the server has confirmed it."""
        if self._session is None:
            raise NotSent(ProblemCode.CONNECTION_LOST)
        return self._session

    def use(self, session: Session | None) -> None:
        """Speak as this session from now on."""
        self._session = session

    async def get(self, path: str, decoder: msgspec.json.Decoder[T], params: Params = ()) -> T:
        """Read a resource of the account.

        Raises `NotSent`/`EnvironmentProblem` for trouble that passes, `ServerRefusal` for a no.
        """
        answer = await self._account_request("GET", path, params=params)
        if not answer.is_ok:
            raise await self.error_of(answer)
        return decode_answer(json_body(answer), decoder)

    async def post_user(self, path: str, json: Json) -> None:
        """Change a setting of the signed-in user; writing it twice is harmless."""
        answer = await self.line.request("POST", path, token=self.session.token, json=json)
        if not answer.is_ok:
            raise await self.error_of(answer)

    async def write(
        self,
        path: str,
        *,
        json: Json | None = None,
        fields: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, File]] | None = None,
    ) -> Answer:
        """POST to the account on behalf of a command; returns a 2xx answer only.

        Raises `Stop` with what became of the command otherwise.
        """
        try:
            answer = await self._account_request(
                "POST", path, json=json, fields=fields, files=files
            )
        except NotSent as error:
            raise Stop(SurelyNotSent(error.problem)) from None
        except EnvironmentProblem as error:
            raise Stop(MaybeDone(error.problem)) from None
        if not answer.is_ok:
            raise Stop(await self._failed_write(answer))
        if answer.body.strip() and not answer.is_json:
            # A portal or proxy answered in the server's place, before or after passing it on.
            raise Stop(MaybeDone(Problem(ProblemCode.BAD_ANSWER)))
        return answer

    async def error_of(self, answer: Answer) -> AgentError:
        """The typed error of an answer that was not 2xx; asks the profile where a 401 needs it."""
        if answer.status != 401:
            return classify.refusal(answer)
        denial = classify.denial_of(answer)
        if denial is not Denial.CREDENTIALS:
            return ServerRefusal(_DENIALS[denial])
        try:
            profile = await self.line.request("GET", PROFILE_PATH, token=self.session.token)
        except EnvironmentProblem as error:
            return error
        if profile.status == 401:
            return ServerRefusal(ProblemCode.TOKEN_REJECTED)
        if profile.is_ok:
            return ServerRefusal(ProblemCode.PERMISSION_LOST)
        return classify.refusal(profile)

    async def _failed_write(self, answer: Answer) -> Outcome:
        if answer.status != 401:
            return classify.failed_write(answer)
        error = await self.error_of(answer)
        if error.problem.code is ProblemCode.TOKEN_REJECTED or isinstance(
            error, EnvironmentProblem
        ):
            # A 401 did nothing. It is no answer to the command either: after the next sign-in,
            # or once the profile could be asked, it goes out unchanged.
            return SurelyNotSent(error.problem)
        return Refused(error.problem, is_gone=error.problem.code is ProblemCode.PERMISSION_LOST)

    async def _account_request(
        self,
        method: str,
        path: str,
        *,
        params: Params = (),
        json: Json | None = None,
        fields: Mapping[str, str] | None = None,
        files: Sequence[tuple[str, File]] | None = None,
    ) -> Answer:
        session = self.session
        return await self.line.request(
            method,
            f"/api/v1/accounts/{session.account_id}/{path}",
            params=params,
            json=json,
            fields=fields,
            files=files,
            token=session.token,
        )


def json_body(answer: Answer, otherwise: ProblemCode = ProblemCode.BAD_ANSWER) -> bytes:
    """The body if it says that it is JSON. Raises `EnvironmentProblem(otherwise)`."""
    if not answer.is_json:
        raise EnvironmentProblem(otherwise, where="content-type")
    return answer.body
