# SPDX-License-Identifier: Apache-2.0
"""Agents, teams, channels, labels and snippets of the simulated account; fictional, static."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop_agent.sandbox.corpus.message_templates import WHATSAPP_TEMPLATES
from desktop_agent.sandbox.corpus.snippets import SNIPPETS
from desktop_agent.sandbox.corpus.topic import BUERGERBUERO, RECHNUNG, STOERUNG
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.model import (
    Agent,
    Bot,
    CannedResponse,
    Inbox,
    Label,
    Role,
    Team,
)

WHATSAPP: Final = 1
TELEGRAM: Final = 2
FACEBOOK: Final = 3
API: Final = 4
WHATSAPP_TECHNIK: Final = 5

MARIE: Final = 1
TOMASZ: Final = 2
SABINE: Final = 3

# name, role, teams, whether a second factor is set
_PEOPLE: Final[tuple[tuple[str, Role, tuple[int, ...], bool], ...]] = (
    ("Marie Krüger", "agent", (BUERGERBUERO, RECHNUNG), False),
    ("Tomasz Lind", "agent", (BUERGERBUERO,), False),
    ("Sabine Adler", "administrator", (BUERGERBUERO, STOERUNG, RECHNUNG), False),
    ("Henrik Vahl", "administrator", (STOERUNG,), False),
    ("Yasemin Acar", "agent", (BUERGERBUERO,), True),
    ("Ole Hansen", "agent", (STOERUNG,), False),
    ("Fatou Diallo", "agent", (BUERGERBUERO, RECHNUNG), False),
    ("Jörg Mattern", "agent", (STOERUNG,), False),
    ("Katrin Seidel", "agent", (RECHNUNG,), False),
    ("Dimitri Sokolow", "agent", (STOERUNG, RECHNUNG), False),
    ("Bente Thiel", "agent", (BUERGERBUERO,), False),
    ("Rana El-Amin", "agent", (RECHNUNG,), False),
)

_TEAMS: Final = (
    (BUERGERBUERO, "bürgerbüro", "Meldewesen, Ausweise, Wohngeld", False),
    (STOERUNG, "störung", "Strom, Wärme, Wasser und Reparatur", True),
    (RECHNUNG, "rechnung", "Abrechnung, Steuern, Bestellungen", False),
)

LABEL_TITLES: Final = (
    "wohngeld", "unterlagen", "ausweis", "termin", "meldewesen", "kita", "soziales", "steuern",
    "abfall", "stoerung", "strom", "waerme", "wasser", "zaehler", "rechnung", "vertrag",
    "bestellung", "rueckgabe", "reparatur", "englisch", "tuerkisch", "arabisch", "eilig", "vip",
)  # fmt: skip
_COLORS: Final = ("#0f766e", "#b45309", "#1d4ed8", "#be123c", "#6d28d9", "#4d7c0f")

# Inboxes that Marie Krüger is not a member of let clients meet a 401 (chatwoot §1.6).
_INBOX_OF_TEAM: Final = {
    BUERGERBUERO: (WHATSAPP, TELEGRAM, FACEBOOK, API),
    STOERUNG: (WHATSAPP, WHATSAPP_TECHNIK),
    RECHNUNG: (WHATSAPP, TELEGRAM, FACEBOOK, API),
}


@dataclass(slots=True)
class Directory:
    """Everything a client's directory call reads, by id; `cache_keys` are epoch seconds (§5.5)."""

    agents: dict[int, Agent]
    bots: dict[int, Bot]
    teams: dict[int, Team]
    inboxes: dict[int, Inbox]
    labels: dict[int, Label]
    canned_responses: dict[int, CannedResponse]
    cache_keys: dict[str, int] = field(default_factory=dict)
    # Who belonged where at start: base conversations follow from it, whatever changes later.
    base_inbox_members: dict[int, tuple[int, ...]] = field(default_factory=dict)
    base_team_members: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def base_writers(self, inbox_id: int, team_id: int) -> tuple[int, ...]:
        """Return who may have written in a base ticket: team members in the inbox, or anybody."""
        in_inbox = self.base_inbox_members[inbox_id]
        in_team = self.base_team_members[team_id]
        return tuple(agent for agent in in_inbox if agent in in_team) or in_inbox

    def members(self) -> list[Agent]:
        """Return the agents who still belong to the account, by id."""
        return [agent for agent in self.agents.values() if agent.is_member]

    def member(self, agent_id: int) -> Agent | None:
        """Return an agent of the account, None if unknown or removed."""
        agent = self.agents.get(agent_id)
        return agent if agent is not None and agent.is_member else None

    def inbox_ids_of(self, agent: Agent) -> frozenset[int] | None:
        """Return the inboxes an agent's lists cover; None = all (administrator, §1.7)."""
        if agent.role == "administrator":
            return None
        return frozenset(box.id for box in self.inboxes.values() if agent.id in box.member_ids)


def email_local_part(name: str) -> str:
    """Return the part before the @ for a name."""
    plain = name.lower()
    for letter, ascii_letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        plain = plain.replace(letter, ascii_letters)
    return plain.replace(" ", ".")


def make_agents(seed: int, count: int) -> dict[int, Agent]:
    """Return the first `count` agents with tokens that depend on the seed."""
    agents = {}
    for number, (name, role, _teams, has_factor) in enumerate(_PEOPLE[:count], start=1):
        dice = Dice(seed, 7001, number)
        agents[number] = Agent(
            id=number,
            name=name,
            email=f"{email_local_part(name)}@lindenau.example",
            password=f"Lindenau-{number:02d}!",
            role=role,
            access_token=dice.token(),
            pubsub_token=dice.token(),
            otp_secret=make_otp_secret(dice) if has_factor else None,
        )
    return agents


def make_otp_secret(dice: Dice) -> str:
    """Return a base32 secret for time-based codes."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    return "".join(dice.pick(alphabet) for _ in range(32))


def make_directory(seed: int, agent_count: int = len(_PEOPLE)) -> Directory:
    """Return the directory of the town of Lindenau."""
    agents = make_agents(seed, agent_count)
    teams = {
        team_id: Team(
            id=team_id,
            name=name,
            description=description,
            allow_auto_assign=allow,
            member_ids=[n for n in agents if team_id in _PEOPLE[n - 1][2]],
        )
        for team_id, name, description, allow in _TEAMS
    }
    bot = Bot(1, "Anliegen", "Fragt nach dem Anliegen und übergibt", Dice(seed, 7002).token())
    labels = {
        number: Label(number, title, f"Thema {title}", _COLORS[number % len(_COLORS)])
        for number, title in enumerate(LABEL_TITLES, start=1)
    }
    snippets = {
        number: CannedResponse(number, code, text)
        for number, (code, text) in enumerate(SNIPPETS, start=1)
    }
    inboxes = {box.id: box for box in _make_inboxes(seed, teams)}
    return Directory(
        agents=agents,
        bots={bot.id: bot},
        teams=teams,
        inboxes=inboxes,
        labels=labels,
        canned_responses=snippets,
        base_inbox_members={box.id: tuple(box.member_ids) for box in inboxes.values()},
        base_team_members={team.id: tuple(team.member_ids) for team in teams.values()},
    )


def _make_inboxes(seed: int, teams: dict[int, Team]) -> list[Inbox]:
    def members(inbox_id: int) -> list[int]:
        teams_there = [t for t, boxes in _INBOX_OF_TEAM.items() if inbox_id in boxes]
        return sorted({agent for team in teams_there for agent in teams[team].member_ids})

    technik = list(teams[STOERUNG].member_ids)
    return [
        Inbox(
            WHATSAPP, "WhatsApp Bürgerservice", "Channel::Whatsapp", members(WHATSAPP), 24,
            provider="whatsapp_cloud", phone_number="+4915550100001", bot_id=1,
            message_templates=[dict(template) for template in WHATSAPP_TEMPLATES],
        ),
        Inbox(TELEGRAM, "Telegram Lindenau", "Channel::Telegram", members(TELEGRAM), None),
        Inbox(FACEBOOK, "Messenger Lindenau", "Channel::FacebookPage", members(FACEBOOK), 24),
        Inbox(
            API, "App Bürgerportal", "Channel::Api", members(API), None,
            identifier=Dice(seed, 7003).token(),
        ),
        Inbox(
            WHATSAPP_TECHNIK, "WhatsApp Stadtwerke", "Channel::Whatsapp", technik, 24,
            provider="whatsapp_cloud", phone_number="+4915550100002",
            enable_auto_assignment=True, lock_to_single_conversation=True,
            message_templates=[dict(template) for template in WHATSAPP_TEMPLATES],
        ),
    ]  # fmt: skip
