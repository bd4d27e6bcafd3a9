# SPDX-License-Identifier: Apache-2.0
"""Signs in and out and keeps the session. Never holds a password beyond the call.

A signed-out session stays stored without its secrets, so that a profile knows whose drafts and
outbox it holds: they belong to one agent and never go out under another one's name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from desktop_agent.domain.errors import AgentError, Problem, ProblemCode, ServerRefusal
from desktop_agent.domain.events import ServerProbed, SignedIn, SignInRefused
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.requests import SignIn
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.provider.port import Provider, SecondFactorNeeded
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.ports import Stores, WorkRepos
from desktop_agent.sync.trouble import TroubleDesk

log = logging.getLogger(__name__)

ProviderFactory = Callable[[str], Provider]
"""Builds the backend for a server address. Raises `EnvironmentProblem` for a bad address."""


@dataclass(frozen=True, slots=True)
class Access:
    """A session and the provider that speaks with it."""

    provider: Provider
    session: Session


class SigningDesk:
    """Sessions from sign-in to sign-out. Engine thread only."""

    def __init__(
        self,
        make_provider: ProviderFactory,
        stores: Stores,
        emitter: Emitter,
        trouble: TroubleDesk,
    ) -> None:
        self._make_provider = make_provider
        self._stores = stores
        self._emitter = emitter
        self._trouble = trouble
        self._half_done: tuple[str, Provider] | None = None

    async def open(self) -> Access | None:
        """The stored session, usable at once and without the server; None when signed out."""
        session = await self._stores.work(lambda repos: repos.session())
        if session is None or not session.token:
            return None
        access = Access(self._make_provider(session.server), session)
        self._emitter.now(SignedIn(session))
        return access

    async def sign_in(self, request: SignIn) -> Access | None:
        """Exchange credentials for a session; a refusal is told and returns None."""
        try:
            provider = await self._provider_for(request.server)
            answer = await provider.sign_in(request.credentials)
            if isinstance(answer, SecondFactorNeeded):
                self._emitter.now(SignInRefused(None, needs_code=True))
                return None
            await self._check_owner(answer)
            await self._drop_unowned()
            await self._store(answer)
        except AgentError as trouble:
            log.warning("sign-in refused: %s", trouble.problem.code)
            await self._refuse(trouble.problem)
            return None
        except Exception as error:
            # The sign-in form must get an answer whatever happened.
            await self._refuse(self._trouble.bug("sign-in", error))
            return None
        self._half_done = None
        self._emitter.now(SignedIn(answer))
        return Access(provider, answer)

    async def resume(self, access: Access) -> Session:
        """Ask the server for the session's present state; a change is stored and told.

        Raises `ServerRefusal` when the server says that the session is over.
        """
        session = await access.provider.resume(access.session)
        await self._check_owner(session)
        if session != access.session:
            await self.keep(session)
        return session

    async def keep(self, session: Session) -> None:
        """Store a session that changed, and tell."""
        await self._store(session)
        self._emitter.now(SignedIn(session))

    async def sign_out(self) -> None:
        """Forget the secrets; drafts, outbox and cache stay."""

        def job(repos: WorkRepos) -> None:
            session = repos.session()
            if session is not None:
                empty = SecretText("")
                repos.set_session(replace(session, token=empty, feed_token=empty))

        await self._stores.work(job)

    async def probe(self, server: str) -> None:
        """Look at a server without credentials and tell what was found."""
        try:
            provider = self._make_provider(server)
            try:
                info = await provider.probe()
            finally:
                await provider.aclose()
        except AgentError as trouble:
            self._emitter.now(ServerProbed(server, problem=trouble.problem))
        except Exception as error:
            # Whoever asked must get an answer whatever happened.
            problem = self._trouble.bug("probe", error)
            self._emitter.now(ServerProbed(server, problem=problem))
        else:
            self._emitter.now(ServerProbed(server, info))

    async def close(self) -> None:
        """End a sign-in that stopped half way."""
        if self._half_done is not None:
            await self._half_done[1].aclose()
            self._half_done = None

    async def _provider_for(self, server: str) -> Provider:
        if self._half_done is not None:
            half_server, provider = self._half_done
            if half_server == server:
                return provider
            await self.close()
        provider = self._make_provider(server)
        self._half_done = (server, provider)
        return provider

    async def _check_owner(self, session: Session) -> None:
        known = await self._stores.work(lambda repos: repos.session())
        if known is not None and _who(known) != _who(session):
            raise ServerRefusal(ProblemCode.OTHER_AGENT)

    async def _drop_unowned(self) -> None:
        """Tickets without a session may be another agent's: a lost `work.db` knew whose."""
        if await self._stores.work(lambda repos: repos.session()) is None:
            await self._stores.drop_cache()

    async def _store(self, session: Session) -> None:
        await self._stores.work(lambda repos: repos.set_session(session))

    async def _refuse(self, problem: Problem) -> None:
        needs_code = problem.code is ProblemCode.BAD_SECOND_FACTOR
        if not needs_code:
            # A second try starts afresh; only a wrong code goes on with the same first step.
            await self.close()
        self._emitter.now(SignInRefused(problem, needs_code=needs_code))


def _who(session: Session) -> tuple[str, int, int]:
    return session.server, session.account_id, session.agent_id
