# SPDX-License-Identifier: Apache-2.0
"""Sign-in sessions and second-factor tokens (chatwoot §1.2, §1.3); answers no requests itself."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import struct
from dataclasses import dataclass
from typing import Final

from desktop_agent.sandbox.world.model import Agent
from desktop_agent.sandbox.world.world import World

SESSION_LIFE_S: Final = 61 * 86400
MFA_LIFE_S: Final = 300
MAX_DEVICES: Final = 25
_OTP_STEP_S: Final = 30


@dataclass(frozen=True, slots=True)
class Session:
    """One devise session: sent as headers access-token, client, uid."""

    agent_id: int
    client: str
    token: str
    expires_at: int

    def headers(self, uid: str) -> dict[str, str]:
        """Return the answer headers of a sign-in."""
        bundle = {
            "access-token": self.token,
            "token-type": "Bearer",
            "client": self.client,
            "expiry": str(self.expires_at),
            "uid": uid,
        }
        encoded = base64.b64encode(json.dumps(bundle).encode()).decode()
        return bundle | {"authorization": f"Bearer {encoded}"}


class Sessions:
    """Open sessions and half-done sign-ins."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, Session] = {}
        self._mfa: dict[str, tuple[int, float]] = {}

    def open(self, agent: Agent) -> Session:
        """Start a session; the oldest of more than 25 devices is dropped."""
        session = Session(
            agent.id,
            secrets.token_urlsafe(16),
            secrets.token_urlsafe(16),
            int(self._world.clock.now()) + SESSION_LIFE_S,
        )
        own = [s for s in self._sessions.values() if s.agent_id == agent.id]
        if len(own) >= MAX_DEVICES:
            del self._sessions[own[0].client]
        self._sessions[session.client] = session
        return session

    def find(self, client: str, token: str, uid: str) -> Agent | None:
        """Return the agent of a session, None if it is unknown or over."""
        session = self._sessions.get(client)
        if session is None or not hmac.compare_digest(session.token.encode(), token.encode()):
            return None
        if session.expires_at <= self._world.clock.now():
            return None
        agent = self._world.directory.agents.get(session.agent_id)
        return agent if agent is not None and agent.email == uid else None

    def close(self, client: str) -> bool:
        """End a session; return whether there was one."""
        return self._sessions.pop(client, None) is not None

    def close_all_of(self, agent: Agent, keep_client: str | None = None) -> None:
        """End an agent's sessions (after a change of the password)."""
        for session in list(self._sessions.values()):
            if session.agent_id == agent.id and session.client != keep_client:
                del self._sessions[session.client]

    def start_mfa(self, agent: Agent) -> str:
        """Return a token for the second step, valid 5 minutes."""
        token = secrets.token_urlsafe(24)
        self._mfa[token] = (agent.id, self._world.clock.now() + MFA_LIFE_S)
        return token

    def mfa_agent(self, token: str) -> Agent | None:
        """Return whose second step this is, None if unknown or expired."""
        agent_id, expires_at = self._mfa.get(token, (0, 0.0))
        if expires_at <= self._world.clock.now():
            return None
        return self._world.directory.member(agent_id)

    def end_mfa(self, token: str) -> None:
        """Use up a token."""
        self._mfa.pop(token, None)


def one_time_code(secret: str, at_s: float) -> str:
    """Return the six-digit time-based code (RFC 6238) of a base32 secret."""
    counter = struct.pack(">Q", int(at_s) // _OTP_STEP_S)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def is_code_valid(secret: str, code: str, at_s: float) -> bool:
    """Whether a code is right now, one step of drift allowed either way."""
    return any(
        hmac.compare_digest(one_time_code(secret, at_s + drift).encode(), code.encode())
        for drift in (-_OTP_STEP_S, 0, _OTP_STEP_S)
    )
