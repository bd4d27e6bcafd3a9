# SPDX-License-Identifier: Apache-2.0
"""Who is signed in where, and what the server can promise. Holds no password."""

from __future__ import annotations

from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.secret import SecretText


@dataclass(frozen=True, slots=True)
class PasswordCredentials:
    """Work e-mail and password; `code` is the second factor once it was asked for."""

    email: SecretText
    password: SecretText
    code: SecretText = SecretText("")


@dataclass(frozen=True, slots=True)
class TokenCredentials:
    """A personal access token from the server's profile page."""

    token: SecretText


Credentials = PasswordCredentials | TokenCredentials


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One agent in one account at one server. `token` and `feed_token` are secrets."""

    server: str
    """Origin, e.g. `https://chat.example`."""
    account_id: int
    account_name: str
    agent_id: AgentId
    agent_name: str
    role: Role
    availability: Availability
    token: SecretText
    feed_token: SecretText
    server_version: str = ""


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """What a probe without credentials learns; `clock_skew_s` = server minus this machine."""

    server: str
    version: str
    clock_skew_s: float
    is_supported: bool


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a backend can promise; the engine does less where it promises more (architecture §5)."""

    has_conditional_assignment: bool = False
    has_idempotent_commands: bool = False
    has_change_feed: bool = True
    has_templates: bool = True
    has_typing: bool = True
    has_read_receipts: bool = True
