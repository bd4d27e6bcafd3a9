# SPDX-License-Identifier: Apache-2.0
"""Invents German-like service tickets of any number, the same for the same seed.

Word frequencies follow Zipf's law with a long tail of compounds, names and reference numbers, since
they decide what a search index costs. Must not use any real text.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from desktop_agent.domain.directory import (
    Agent,
    Channel,
    ChannelKind,
    Directory,
    Label,
    Team,
)
from desktop_agent.domain.ids import (
    AgentId,
    ChannelId,
    CustomerId,
    MessageId,
    TeamId,
    TicketId,
)
from desktop_agent.domain.messages import Author, AuthorKind, Delivery, Message, MessageKind
from desktop_agent.domain.tickets import (
    Consent,
    ConsentState,
    Customer,
    Owner,
    OwnerKind,
    Preview,
    Ticket,
    TicketFacts,
    TicketStatus,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
ME = AgentId(1)
LONG_TICKET = TicketId(1)
"""The ticket that holds 10,000 messages when the corpus is large enough."""
LONG_MESSAGES = 10_000

_SLOTS = 64  # message ids a ticket may use; ids still grow with time across tickets
_TICKET_EVERY_S = 600


def _words(text: str) -> list[str]:
    return text.split()


_COMMON = _words(
    "ich sie die der das und nicht ist es bitte haben wir den mit für noch auf ein eine im zu von "
    "habe dem mir wie kann aber wenn oder auch so dass bei am schon nur was wann sich mein meine "
    "Ihnen Ihre uns werden wird war hat sind bin danke vielen gern guten Tag Morgen Abend leider "
    "heute morgen gestern jetzt wieder immer dann da hier dort nach vor seit bis über unter ohne "
    "gegen durch möchte müssen könnte würde können dürfen soll mehr viel sehr ganz alle keine"
)
_HEADS = _words(
    "Abfall Antrags Ausweis Bau Bürger Energie Familien Gas Gebühren Gewerbe Haus Heizungs Kinder "
    "Kosten Kunden Leitungs Liefer Melde Miet Müll Netz Park Personal Prüf Rechnungs Reise Renten "
    "Reparatur Schul Sommer Steuer Straßen Strom Termin Umwelt Urlaubs Verkehrs Vertrags Wärme "
    "Wasser Wohn Zahlungs Zähler Zoll Führerschein Geburts Grundstücks Störungs Geräte Garantie"
)
_TAILS = _words(
    "amt angebot anschluss antrag aufnahme auskunft ausweis behörde bescheid beratung bestätigung "
    "daten dienst fall frist führung gebühr gerät geld karte kasse kosten kunde lieferung liste "
    "meldung nummer ordnung plan platz preis prüfung rechnung reparatur sache schein schutz sperre "
    "stand stelle steuer tarif teil termin unterlagen vertrag verwaltung zahlung zeiten zentrum "
    "zuschuss änderung übergabe öffnung größe straße kündigung mängel rückgabe schlüssel wünsche"
)
_VERBS = _words(
    "warte frage brauche suche finde bekomme schicke sende zahle rufe melde hoffe denke glaube "
    "prüfen senden klären melden ändern kündigen bestellen abholen bezahlen verlängern beantragen "
    "funktioniert fehlt stimmt kommt geht liegt kostet dauert gehört verschoben erhalten geschickt "
    "bezahlt beantragt defekt fertig offen dringend richtig falsch neu alt möglich nötig kaputt"
)
_FIRST = _words(
    "Ayşe Jonas Lea Piotr Hannelore Mehmet Sofia Karl Jürgen Björn Zoë Fatma Olga Günther Anke "
    "Tomasz Elif Lukas Marie René Søren Chloé Uwe Birgit Dörte Igor Nadia Emre Paul Ida"
)
_LAST = _words(
    "Müller Demir Weber Brandt Nowak Vogt Schröder Okafor Yılmaz Schäfer Groß Weiß Krüger Lind "
    "Böhm Jäger Köhler Strauß Öztürk Kowalski García Bauer Mueller Schmidt Schmitt Hoffmann Becker "
    "Wolf Klein Neumann Schwarz Zimmermann Braun Hartmann Lange Krause Lehmann Walter Huber Kaiser"
)
_STATUSES = (
    (TicketStatus.OPEN, 50),
    (TicketStatus.PENDING, 4),
    (TicketStatus.SNOOZED, 6),
    (TicketStatus.CLOSED, 40),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much to invent."""

    tickets: int = 100_000
    messages: int = 2_000_000


class Corpus:
    """Tickets with their messages, oldest first."""

    def __init__(self, size: Size, seed: int = 1) -> None:
        self._size = size
        self._random = random.Random(seed)  # noqa: S311 - invented text, not a key
        self._sentences = self._make_sentences(20_000)

    def directory(self) -> Directory:
        """Sixty agents, four teams, three channels."""
        return Directory(
            agents=tuple(
                Agent(AgentId(n), f"{_FIRST[n % 30]} {_LAST[n % 40]}", team_ids=(TeamId(n % 4),))
                for n in range(1, 61)
            ),
            teams=tuple(Team(TeamId(n), f"Team {n}") for n in range(4)),
            channels=(
                Channel(ChannelId(1), "Bürgerbüro", ChannelKind.WHATSAPP, timedelta(hours=24)),
                Channel(ChannelId(2), "Störung", ChannelKind.WHATSAPP, timedelta(hours=24)),
                Channel(ChannelId(3), "Termine", ChannelKind.TELEGRAM),
            ),
            labels=tuple(Label(tail.capitalize()) for tail in _TAILS[:12]),
        )

    def tickets(self) -> Iterator[tuple[Ticket, list[Message]]]:
        """Every ticket with all of its messages."""
        mean = max(1, self._size.messages // max(1, self._size.tickets))
        has_long = self._size.messages >= 20 * LONG_MESSAGES
        for number in range(self._size.tickets):
            if number == 0 and has_long:
                yield self._ticket(number, LONG_MESSAGES)
            else:
                spread = max(1, mean // 2)
                count = self._random.randint(mean - spread, mean + spread)
                yield self._ticket(number, min(_SLOTS, max(1, count)))

    def _ticket(self, number: int, count: int) -> tuple[Ticket, list[Message]]:
        pick = self._random
        ticket_id = TicketId(number + 1)
        created_at = NOW - timedelta(seconds=_TICKET_EVERY_S * (self._size.tickets - number))
        customer = Customer(
            CustomerId(number * 7 // 10 + 1),
            f"{pick.choice(_FIRST)} {pick.choice(_LAST)}" if pick.random() < 0.95 else "",
            f"{pick.randrange(16**6):06x}",
        )
        agent = pick.randint(1, 60)
        messages = [
            self._message(ticket_id, number, place, count, created_at, customer, agent)
            for place in range(count)
        ]
        newest = messages[-1]
        inbound = [one for one in messages if one.kind is MessageKind.INBOUND]
        status = pick.choices([one for one, _ in _STATUSES], [n for _, n in _STATUSES])[0]
        is_free = pick.random() < 0.2
        ticket = Ticket(
            id=ticket_id,
            channel_id=ChannelId(number % 3 + 1),
            status=status,
            customer=customer,
            version=newest.created_at.timestamp(),
            created_at=created_at,
            last_activity_at=newest.created_at,
            owner=None if is_free else Owner(OwnerKind.AGENT, AgentId(agent)),
            team_id=TeamId(number % 4),
            labels=tuple({pick.choice(_TAILS[:12]).capitalize() for _ in range(number % 3)}),
            waiting_since_at=newest.created_at if newest.kind is MessageKind.INBOUND else None,
            unread=pick.choice((0, 0, 0, 1, 2, 10)),
            last_inbound_at=inbound[-1].created_at if inbound else None,
            preview=Preview(
                message_id=newest.id,
                kind=newest.kind.value,
                author=newest.author.kind.value,
                author_name=newest.author.name,
                text=newest.text[:200],
                at=newest.created_at,
            ),
            facts=TicketFacts(
                consent=Consent(pick.choice(list(ConsentState)), source="widget_chip", notice="4")
            ),
        )
        return ticket, messages

    def _message(
        self,
        ticket_id: TicketId,
        number: int,
        place: int,
        count: int,
        created_at: datetime,
        customer: Customer,
        agent: int,
    ) -> Message:
        pick = self._random
        is_inbound = place == 0 or pick.random() < 0.5
        step = 7 if count <= _SLOTS else 1
        if count <= _SLOTS:
            message_id = (number + place * step) * _SLOTS + place
        else:  # the long ticket runs beside all others; slot 63 is free in practice
            message_id = place * max(1, self._size.tickets // count) * _SLOTS + _SLOTS - 1
        return Message(
            id=MessageId(message_id + 1),
            ticket_id=ticket_id,
            kind=MessageKind.INBOUND if is_inbound else MessageKind.OUTBOUND,
            author=Author(AuthorKind.CUSTOMER, customer.id, customer.name)
            if is_inbound
            else Author(AuthorKind.AGENT, agent, _LAST[agent % 40]),
            text=self._text(message_id),
            created_at=created_at + timedelta(seconds=place * step * _TICKET_EVERY_S),
            delivery=Delivery.TAKEN if is_inbound else Delivery.READ,
        )

    def _text(self, message_id: int) -> str:
        pick = self._random
        sentences = pick.choices(self._sentences, k=pick.choice((1, 2, 2, 3, 4)))
        if message_id % 5 == 0:
            sentences.append(f"Aktenzeichen {pick.randrange(10**7):07d}.")
        return " ".join(sentences)

    def _make_sentences(self, count: int) -> list[str]:
        compounds = [head + tail for head in _HEADS for tail in _TAILS]
        self._random.shuffle(compounds)
        ranked = [*_COMMON, *_VERBS, *compounds, *_FIRST, *_LAST]
        weights = list(accumulate(1 / (rank + 3) for rank in range(len(ranked))))
        sentences = []
        for _ in range(count):
            chosen = self._random.choices(
                ranked, cum_weights=weights, k=self._random.randint(4, 16)
            )
            sentence = " ".join(chosen)
            sentences.append(sentence[0].upper() + sentence[1:] + self._random.choice(".?!."))
        return sentences
