# SPDX-License-Identifier: Apache-2.0
"""Lays out a ticket's base conversation: who speaks when; renders texts one by one on demand.

Pure functions of (seed, row, message number) and the columns at start; keeps nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from desktop_agent.sandbox.corpus import names
from desktop_agent.sandbox.corpus.cast import CAST
from desktop_agent.sandbox.corpus.grammar import expand
from desktop_agent.sandbox.corpus.phrases import PHRASES
from desktop_agent.sandbox.corpus.topic import Phrases, Topic
from desktop_agent.sandbox.corpus.topics import TOPICS
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import Directory
from desktop_agent.sandbox.world.index import TicketIndex
from desktop_agent.sandbox.world.model import OPEN, PENDING, RESOLVED

CUSTOMER: Final = 0
AGENT: Final = 1
BOT: Final = 2
SYSTEM: Final = 3
NOTE: Final = 4
_AUTHORS: Final = {
    "customer": CUSTOMER,
    "agent": AGENT,
    "bot": BOT,
    "activity": SYSTEM,
    "note": NOTE,
}

Turn = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """One base conversation: author, time (unix s), agent id and text variants by position."""

    authors: bytes
    times: array[float]
    agents: array[int]
    variants: tuple[tuple[str, ...], ...]
    is_literal: bool


def plan_ticket(seed: int, row: int, index: TicketIndex, directory: Directory) -> Plan:
    """Return the layout of a ticket's base messages (as they stood when the world started)."""
    if index.cast[row]:
        return _cast_plan(index, row)
    if not index.base_count[row]:
        return Plan(b"", array("d"), array("H"), (), is_literal=True)
    dice = Dice(seed, 20, row)
    topic = TOPICS[index.topic[row]]
    count = index.base_count[row]
    colleagues = directory.base_writers(index.inbox[row], topic.team_id)
    writer = index.base_assignee[row] or dice.pick(colleagues)
    tail = _tail(index, row, topic, dice)[-count:]
    turns: list[Turn] = []
    for turn in _body(dice, topic, index.base_status[row] == PENDING, directory, writer):
        if len(turns) >= count - len(tail):
            break
        turns.append(turn)
    turns.extend(tail)
    return Plan(
        authors=bytes(author for author, _variants in turns),
        times=_times(dice, count, index.created[row], index.last_activity[row]),
        agents=array("H", (_speaker(dice, author, writer, colleagues) for author, _v in turns)),
        variants=tuple(variants for _author, variants in turns),
        is_literal=False,
    )


def _cast_plan(index: TicketIndex, row: int) -> Plan:
    ticket = CAST[index.cast[row] - 1]
    started_at = index.created[row] + ticket.lines[0].minutes_ago * 60
    return Plan(
        authors=bytes(_AUTHORS[line.author] for line in ticket.lines),
        times=array("d", (started_at - line.minutes_ago * 60 for line in ticket.lines)),
        agents=array("H", (line.agent_id for line in ticket.lines)),
        variants=tuple((line.text,) for line in ticket.lines),
        is_literal=True,
    )


def _speaker(dice: Dice, author: int, writer: int, colleagues: tuple[int, ...]) -> int:
    if author == NOTE or (author == AGENT and dice.chance(0.06)):
        return dice.pick(colleagues)
    return writer if author == AGENT else 0


def _body(
    dice: Dice, topic: Topic, is_pending: bool, directory: Directory, writer: int
) -> Iterator[Turn]:
    phrases = PHRASES[topic.language]
    if dice.chance(0.4):
        yield CUSTOMER, phrases.hello
    yield CUSTOMER, topic.openings
    if is_pending or dice.chance(0.55):
        yield BOT, phrases.bot_greeting
        if dice.chance(0.4):
            yield BOT, phrases.bot_question
            yield CUSTOMER, phrases.consent_yes
        yield SYSTEM, (f"Bot „Anliegen“ hat übergeben · Regel „{topic.rule}“",)
    if writer in directory.agents:
        yield SYSTEM, (f"{directory.agents[writer].name} hat sich das Gespräch zugewiesen",)
    while True:
        yield from _episode(dice, topic, phrases)
        yield CUSTOMER, topic.openings


def _episode(dice: Dice, topic: Topic, phrases: Phrases) -> Iterator[Turn]:
    for exchange in topic.exchanges:
        yield AGENT, exchange.agent
        if dice.chance(0.1):
            yield NOTE, topic.notes
        yield CUSTOMER, exchange.customer
        if dice.chance(0.2):
            yield CUSTOMER, phrases.small_answers
        if dice.chance(0.15):
            yield AGENT, phrases.agent_wait
    yield AGENT, topic.closings
    if dice.chance(0.8):
        yield CUSTOMER, phrases.thanks


def _tail(index: TicketIndex, row: int, topic: Topic, dice: Dice) -> list[Turn]:
    """Return the turns that make the end fit the ticket's status."""
    phrases = PHRASES[topic.language]
    if index.base_status[row] == RESOLVED:
        end: list[Turn] = [(CUSTOMER, topic.openings), (AGENT, topic.closings)]
        if dice.chance(0.6):
            end.append((CUSTOMER, phrases.thanks))
        return [*end, (SYSTEM, ("Das Gespräch wurde als erledigt markiert",))]
    if index.base_status[row] == PENDING:
        return [(CUSTOMER, topic.openings), (BOT, phrases.bot_greeting)]
    waiting = index.waiting[row]
    if index.base_status[row] == OPEN and (waiting or index.base_assignee[row] == 0):
        follow = [(CUSTOMER, phrases.nudges)] * max(0, waiting - 1)
        return [(CUSTOMER, topic.openings), *follow]
    return [(CUSTOMER, topic.openings), (AGENT, phrases.agent_wait)]


def _times(dice: Dice, count: int, first_at: float, last_at: float) -> array[float]:
    """Spread messages in bursts between the first and the last, in order."""
    if count == 1:
        return array("d", (last_at,))
    total = 0.0
    marks = [0.0]
    for _ in range(count - 1):
        gap = 0.05 + dice.unit()
        if dice.chance(0.12):
            gap *= 40
        total += gap
        marks.append(total)
    scale = (last_at - first_at) / total
    times = array("d", (first_at + mark * scale for mark in marks))
    times[-1] = last_at
    return times


def render_text(plan: Plan, seed: int, row: int, position: int, slots: Mapping[str, str]) -> str:
    """Return the text of one base message, file mark included."""
    variants = plan.variants[position]
    if plan.is_literal or plan.authors[position] == SYSTEM:
        return variants[0]
    dice = Dice(seed, 22, row, position)
    return expand(dice.pick(variants), dice, slots)


def make_slots(seed: int, row: int, position: int, at: float, topic: Topic) -> dict[str, str]:
    """Return slot values: reference and address per ticket, dates and sums per stretch of talk."""
    fixed = Dice(seed, 23, row)
    loose = Dice(seed, 24, row, position // 9)
    day = datetime.fromtimestamp(at, UTC) + timedelta(days=loose.between(2, 24))
    past = datetime.fromtimestamp(at, UTC) - timedelta(days=loose.between(3, 20))
    ref = f"{topic.key[:2].upper()}-{day.year}-{fixed.between(1000, 9899)}"
    hour = loose.between(8, 14)
    return {
        "ref": ref,
        "matter": ref,
        "street": fixed.pick(names.STREETS),
        "number": str(fixed.between(1, 148)),
        "district": fixed.pick(names.DISTRICTS[:4]),
        "district2": fixed.pick(names.DISTRICTS[4:]),
        "goods": fixed.pick(names.GOODS),
        "device": fixed.pick(names.DEVICES),
        "colour": fixed.pick(names.COLOURS[:4]),
        "colour2": fixed.pick(names.COLOURS[4:]),
        "date": f"{day.day}.{day.month}.",
        "past": f"{past.day}.{past.month}.",
        "month": names.MONTHS[day.month - 1],
        "weekday": loose.pick(names.WEEKDAYS[:3]),
        "weekday2": loose.pick(names.WEEKDAYS[3:]),
        "hour": str(hour),
        "hour2": str(hour + loose.between(1, 4)),
        "small": str(loose.between(2, 6)),
        "price": f"{loose.between(9, 480)},{loose.pick(('00', '50', '80', '37', '95'))}",
        "meter": f"{fixed.between(1, 89)}.{loose.between(100, 999)}",
    }
