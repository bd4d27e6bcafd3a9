# SPDX-License-Identifier: Apache-2.0
"""Agents, teams, channels, labels, templates and snippets. Holds no customer data."""

from __future__ import annotations

from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from desktop_agent.domain.ids import AgentId, ChannelId, TeamId
from desktop_agent.domain.light_dataclass import dataclass


class ChannelKind(StrEnum):
    """What a channel speaks; drives marks, windows and limits (domain-rules R39)."""

    WHATSAPP = "whatsapp"
    TELEGRAM = "telegram"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    SMS = "sms"
    WEB = "web"
    EMAIL = "email"
    API = "api"
    OTHER = "other"


class Role(StrEnum):
    """What the server lets a person do in this account."""

    AGENT = "agent"
    LEAD = "lead"


class Availability(StrEnum):
    """Whether routing may give an agent tickets (chatwoot §1.5)."""

    ONLINE = "online"
    BUSY = "busy"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Agent:
    """A colleague; `availability` is the server's last word and may be old."""

    id: AgentId
    name: str
    role: Role = Role.AGENT
    availability: Availability = Availability.OFFLINE
    team_ids: tuple[TeamId, ...] = ()


@dataclass(frozen=True, slots=True)
class Team:
    """A group that tickets are routed to."""

    id: TeamId
    name: str


@dataclass(frozen=True, slots=True)
class Label:
    """A tag of the account with its colour as `#rrggbb`."""

    name: str
    colour: str = "#888888"


@dataclass(frozen=True, slots=True)
class Snippet:
    """A text building block; `code` is what the agent types after "/"."""

    code: str
    text: str


class TemplateCategory(StrEnum):
    """Meta's template categories (domain-rules §2.1)."""

    UTILITY = "utility"
    AUTHENTICATION = "authentication"
    MARKETING = "marketing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Template:
    """An approved message form; `fields` are its variable names in order of appearance."""

    channel_id: ChannelId
    name: str
    language: str
    category: TemplateCategory
    body: str
    is_usable: bool
    fields: tuple[str, ...] = ()
    header: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class ProcessingRecord:
    """What the operator states about a channel (domain-rules R2, R21, C17); comes from policy."""

    provider: str
    region: str
    contract_on: date | None = None
    transfer_basis: str = ""
    sub_processors: int | None = None
    privacy_notice: str = ""

    @property
    def is_complete(self) -> bool:
        """True when contract, region and transfer basis are all stated."""
        return bool(self.contract_on and self.region and self.transfer_basis)


@dataclass(frozen=True, slots=True)
class Channel:
    """One business account at one messenger.

    `window` is how long after a customer message free text may be sent; None means no limit
    (chatwoot §2.12). `text_limit` is in characters (chatwoot §7.2).
    """

    id: ChannelId
    name: str
    kind: ChannelKind
    window: timedelta | None = None
    text_limit: int = 10_000
    provider: str = ""
    needs_reconnect: bool = False


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything that lists and menus need beside tickets; replaced as a whole."""

    agents: tuple[Agent, ...] = ()
    teams: tuple[Team, ...] = ()
    channels: tuple[Channel, ...] = ()
    labels: tuple[Label, ...] = ()
    templates: tuple[Template, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    processing: dict[ChannelId, ProcessingRecord] = field(default_factory=dict)
