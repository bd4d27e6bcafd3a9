# SPDX-License-Identifier: Apache-2.0
"""Simulated customers: write, answer after an agent's reply, open new tickets."""

from __future__ import annotations

import itertools
from typing import Final

from desktop_agent.sandbox.corpus import names
from desktop_agent.sandbox.corpus.grammar import expand
from desktop_agent.sandbox.corpus.phrases import PHRASES
from desktop_agent.sandbox.corpus.topic import Topic
from desktop_agent.sandbox.corpus.topics import TOPIC_WHEEL, TOPICS
from desktop_agent.sandbox.operations.changes import TicketChanges
from desktop_agent.sandbox.operations.delivery import Delivery
from desktop_agent.sandbox.operations.intake import Intake
from desktop_agent.sandbox.operations.posting import Posting
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import API, FACEBOOK, TELEGRAM, WHATSAPP
from desktop_agent.sandbox.world.facts import consent_facts
from desktop_agent.sandbox.world.model import INCOMING, OPEN, OUTGOING, Message
from desktop_agent.sandbox.world.plan import make_slots
from desktop_agent.sandbox.world.ticket import Ticket
from desktop_agent.sandbox.world.world import World

_INBOXES: Final = (WHATSAPP, WHATSAPP, WHATSAPP, TELEGRAM, FACEBOOK, API)
_ANSWER_CHANCE: Final = 0.75
# How often a closing word stays the last one; an answer would reopen the ticket.
_CONTENT_CHANCE: Final = 0.85
_NEW_TICKET_CHANCE: Final = 0.25
_CANDIDATES: Final = 60
_MAX_UNANSWERED: Final = 2


class SimulatedCustomers:
    """Customers with something to say."""

    def __init__(
        self,
        world: World,
        changes: TicketChanges,
        posting: Posting,
        delivery: Delivery,
        intake: Intake,
        dice: Dice,
    ) -> None:
        self._world = world
        self._changes = changes
        self._delivery = delivery
        self._posting = posting
        self._intake = intake
        self._dice = dice

    def act(self) -> None:
        """One customer writes, in an open ticket or about something new."""
        if self._dice.chance(_NEW_TICKET_CHANCE):
            self._open_ticket()
            return
        index = self._world.index
        rows = [row for row in index.by_activity() if index.status[row] == OPEN][:_CANDIDATES]
        tickets = [self._world.ticket_at(row) for row in rows]
        willing = [ticket for ticket in tickets if self._may_nudge(ticket)]
        if willing:
            ticket = self._dice.pick(willing)
            self._say(ticket, PHRASES[ticket.topic.language].nudges)

    @staticmethod
    def _may_nudge(ticket: Ticket) -> bool:
        """Nobody insists forever, and who withdrew the consent is silent."""
        state = ticket.custom_attributes.get("consent_state")
        unanswered = itertools.takewhile(
            lambda message: message.message_type == INCOMING, ticket.newest()
        )
        is_patient = sum(1 for _ in itertools.islice(unanswered, _MAX_UNANSWERED)) < _MAX_UNANSWERED
        return is_patient and state not in {"revoked", "refused"}

    def on_message(self, ticket: Ticket, message: Message) -> None:
        """Answer an agent's reply after a while."""
        is_reply = message.message_type == OUTGOING and not message.is_private
        if is_reply and message.sender_kind == "user" and self._dice.chance(_ANSWER_CHANCE):
            delay_s = 4 + self._dice.unit() * 20
            self._world.timers.after(delay_s, lambda: self._answer(ticket, message))

    def _answer(self, ticket: Ticket, message: Message) -> None:
        if message.status == "failed" or self._world.ticket(ticket.no) is None:
            return
        if ticket.status == "resolved" and self._dice.chance(_CONTENT_CHANCE):
            return
        topic = ticket.topic
        exchange = self._dice.pick(topic.exchanges)
        phrases = PHRASES[topic.language]
        self._say(
            ticket, self._dice.pick((exchange.customer, phrases.small_answers, phrases.thanks))
        )

    def _say(self, ticket: Ticket, variants: tuple[str, ...]) -> None:
        contact = self._world.customers.get(ticket.contact_id)
        if contact is not None and not contact.is_blocked:
            if not self._world.inbox_of(ticket).sets_source_id:
                self._delivery.customer_read(ticket)
            self._posting.incoming(ticket, self._text(ticket, ticket.topic, variants))

    def _text(self, ticket: Ticket, topic: Topic, variants: tuple[str, ...]) -> str:
        slots = make_slots(
            self._world.config.seed, ticket.row, len(ticket), self._world.clock.now(), topic
        )
        return expand(self._dice.pick(variants), self._dice, slots)

    def _open_ticket(self) -> None:
        number = self._dice.pick(TOPIC_WHEEL)
        topic = TOPICS[number]
        first, last = _names_of(topic.language)
        name = f"{self._dice.pick(first)} {self._dice.pick(last)}"
        now = self._world.clock.now()
        contact = self._world.customers.create(name, self._dice.pick(_INBOXES), now, topic.language)
        ticket = self._intake.open_ticket(
            contact, {"legal_basis": topic.legal_basis}, topic=number, team_id=topic.team_id
        )
        self._changes.set_labels(ticket, topic.labels, None)
        self._say(ticket, topic.openings)
        if ticket.status == "pending":
            self._world.timers.after(3.0, lambda: self._consent_and_hand_over(ticket, topic))

    def _consent_and_hand_over(self, ticket: Ticket, topic: Topic) -> None:
        if self._world.ticket(ticket.no) is None or ticket.status != "pending":
            return
        first_incoming = ticket.last_incoming()
        if first_incoming is not None:
            facts = consent_facts(
                "confirmed", "widget_chip", first_incoming.created_at, first_incoming.id, self._dice
            )
            ticket.custom_attributes = ticket.custom_attributes | facts
        greeting = self._text(ticket, topic, PHRASES[topic.language].bot_greeting)
        self._intake.hand_over(ticket, greeting, topic.rule)


def _names_of(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return {
        "de": (names.FIRST_NAMES_DE, names.LAST_NAMES_DE),
        "en": (names.FIRST_NAMES_EN, names.LAST_NAMES_EN),
        "tr": (names.FIRST_NAMES_TR, names.LAST_NAMES_TR),
        "ar": (names.FIRST_NAMES_AR, names.LAST_NAMES_AR),
    }[language]
