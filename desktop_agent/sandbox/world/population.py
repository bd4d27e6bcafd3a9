# SPDX-License-Identifier: Apache-2.0
"""Draws the columns of all tickets from a seed; writes no texts and keeps no message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from desktop_agent.sandbox.corpus.cast import CAST, CastTicket
from desktop_agent.sandbox.corpus.topics import TOPIC_WHEEL, TOPICS
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.directory import (
    API,
    FACEBOOK,
    MARIE,
    TELEGRAM,
    WHATSAPP,
    WHATSAPP_TECHNIK,
    Directory,
)
from desktop_agent.sandbox.world.index import TicketIndex
from desktop_agent.sandbox.world.model import OPEN, PENDING, RESOLVED, SNOOZED, STATUSES

MINUTE_S: Final = 60.0
DAY_S: Final = 86400.0
LONG_TICKET_MESSAGES: Final = 10_000
_LONG_TICKET_FROM: Final = 500_000
_MIN_TICKETS_FOR_CAST: Final = 20
_AYSE_NO: Final = 4711
_INBOX_WHEEL: Final = (WHATSAPP,) * 11 + (TELEGRAM,) * 3 + (FACEBOOK,) * 3 + (API,) * 3
_STOERUNG_TEAM: Final = 2


@dataclass(frozen=True, slots=True)
class Size:
    """How much to simulate. `open_tickets` None = a believable share of `tickets`."""

    tickets: int = 180
    messages: int = 2500
    open_tickets: int | None = None
    has_cast: bool = True


@dataclass(frozen=True, slots=True)
class _Draft:
    created_at: float
    last_activity_at: float
    status: int
    salt: int
    cast: int = 0


def populate(seed: int, size: Size, started_at: float, directory: Directory) -> TicketIndex:
    """Return the index of a world that starts at `started_at` (unix seconds)."""
    drafts = _drafts(seed, size, started_at)
    first_no = 1
    for row, draft in enumerate(drafts):
        if draft.cast and CAST[draft.cast - 1].key == "ayse":
            first_no = max(1, _AYSE_NO - row)
    index = TicketIndex(first_no, [label.title for label in directory.labels.values()])
    _append_all(index, drafts, seed, directory)
    _deal_messages(index, seed, size)
    index.settle()
    _number_messages(index)
    return index


def _drafts(seed: int, size: Size, started_at: float) -> list[_Draft]:
    cast = CAST if size.has_cast and size.tickets >= _MIN_TICKETS_FOR_CAST else ()
    drafts = [
        _Draft(
            created_at=started_at - ticket.lines[0].minutes_ago * MINUTE_S,
            last_activity_at=started_at - ticket.lines[-1].minutes_ago * MINUTE_S,
            status=STATUSES.index(ticket.status),
            salt=number,
            cast=number,
        )
        for number, ticket in enumerate(cast, start=1)
    ]
    rest = size.tickets - len(drafts)
    wanted_open = size.open_tickets
    if wanted_open is None:
        wanted_open = min(60 + size.tickets // 50, max(12, size.tickets * 2 // 5))
    open_rest = max(0, min(rest, wanted_open - sum(d.status == OPEN for d in drafts)))
    snoozed = min(rest - open_rest, max(2, open_rest // 20)) if rest > 4 else 0
    pending = min(rest - open_rest - snoozed, max(2, open_rest // 25)) if rest > 4 else 0
    history_s = min(720.0, max(21.0, size.tickets / 150)) * DAY_S
    for number in range(rest):
        dice = Dice(seed, 11, number)
        if number < open_rest:
            drafts.append(_living(dice, number, OPEN, started_at, open_rest))
        elif number < open_rest + snoozed:
            drafts.append(_living(dice, number, SNOOZED, started_at, open_rest))
        elif number < open_rest + snoozed + pending:
            drafts.append(_living(dice, number, PENDING, started_at, open_rest))
        else:
            drafts.append(_resolved(dice, number, started_at, history_s))
    drafts.sort(key=lambda draft: (draft.created_at, draft.salt))
    return drafts


def _living(dice: Dice, number: int, status: int, started_at: float, count: int) -> _Draft:
    """A ticket that is not closed: mostly active today, some silent for days (window closed)."""
    spread_s = DAY_S * (0.9 if count < 500 else 2.5)
    quiet_s = 3 * MINUTE_S + dice.unit() ** 2 * spread_s
    if dice.chance(0.1):
        quiet_s += (1 + dice.unit() * 5) * DAY_S
    life_s = 5 * MINUTE_S + dice.unit() ** 3 * 4 * DAY_S
    last = started_at - quiet_s
    return _Draft(last - life_s, last, status, 1000 + number)


def _resolved(dice: Dice, number: int, started_at: float, history_s: float) -> _Draft:
    last = started_at - 10 * MINUTE_S - dice.unit() * history_s
    life_s = 15 * MINUTE_S + dice.unit() ** 3 * 3 * DAY_S
    return _Draft(last - life_s, last, RESOLVED, 1000 + number)


def _append_all(index: TicketIndex, drafts: list[_Draft], seed: int, directory: Directory) -> None:
    customers = _Customers()
    mine_left = 1 if any(draft.cast for draft in drafts) else 10
    masks = [sum(index.label_bits.get(title, 0) for title in topic.labels) for topic in TOPICS]
    for draft in drafts:
        if draft.cast:
            _append_cast(index, draft, directory, customers)
            continue
        dice = Dice(seed, 12, draft.salt)
        topic_no = dice.pick(TOPIC_WHEEL)
        topic = TOPICS[topic_no]
        is_technik = topic.team_id == _STOERUNG_TEAM and dice.chance(0.7)
        inbox_id = WHATSAPP_TECHNIK if is_technik else dice.pick(_INBOX_WHEEL)
        contact_id, inbox_id, earlier = customers.next(
            dice, topic.language, inbox_id, draft.status == RESOLVED
        )
        assignee_id = _owner(dice, draft.status, inbox_id, topic.team_id, directory)
        if assignee_id == MARIE and draft.status == OPEN:
            mine_left -= 1
            if mine_left < 0:
                assignee_id = _other_than_marie(dice, inbox_id, directory)
        index.append(
            status=draft.status,
            inbox_id=inbox_id,
            team_id=topic.team_id,
            assignee_id=assignee_id,
            contact_id=contact_id,
            created_at=draft.created_at,
            last_activity_at=draft.last_activity_at,
            priority=dice.pick((0,) * 12 + (1, 2, 3, 4)),
            label_mask=masks[topic_no],
            topic=topic_no,
            waiting=dice.pick((0, 0, 1, 1, 1, 2, 3)) if draft.status == OPEN else 0,
            earlier=earlier,
        )


class _Customers:
    """Hands out contacts: some come back, but only while they have no other open ticket."""

    def __init__(self) -> None:
        self._count = 0
        # By language and by whether the channel belongs to the technical team alone.
        self._idle: dict[tuple[str, bool], list[tuple[int, int]]] = {}
        self._tickets: dict[int, int] = {}

    def next(
        self, dice: Dice, language: str, inbox_id: int, is_resolved: bool
    ) -> tuple[int, int, int]:
        """Return (contact id, the contact's inbox, earlier tickets)."""
        idle = self._idle.setdefault((language, inbox_id == WHATSAPP_TECHNIK), [])
        if idle and dice.chance(0.3):
            place = dice.below(len(idle))
            contact_id, inbox_id = idle[place]
            if not is_resolved:
                idle[place] = idle[-1]
                idle.pop()
        else:
            contact_id = self.fresh()
            if is_resolved:
                idle.append((contact_id, inbox_id))
        earlier = self._tickets.get(contact_id, 0)
        self._tickets[contact_id] = earlier + 1
        return contact_id, inbox_id, earlier

    def fresh(self) -> int:
        """Return a contact who never wrote before."""
        self._count += 1
        return self._count


def _owner(dice: Dice, status: int, inbox_id: int, team_id: int, directory: Directory) -> int:
    if status == PENDING or (status == OPEN and dice.chance(0.15)):
        return 0
    in_team = directory.teams[team_id].member_ids
    members = directory.inboxes[inbox_id].member_ids
    both = [agent for agent in members if agent in in_team]
    return dice.pick(both or members) if members else 0


def _other_than_marie(dice: Dice, inbox_id: int, directory: Directory) -> int:
    others = [a for a in directory.inboxes[inbox_id].member_ids if a != MARIE]
    return dice.pick(others) if others else 0


def _append_cast(
    index: TicketIndex, draft: _Draft, directory: Directory, customers: _Customers
) -> None:
    ticket = CAST[draft.cast - 1]
    index.append(
        status=draft.status,
        inbox_id=ticket.inbox_id,
        team_id=ticket.team_id,
        assignee_id=ticket.assignee_id if ticket.assignee_id in directory.agents else 0,
        contact_id=customers.fresh(),
        created_at=draft.created_at,
        last_activity_at=draft.last_activity_at,
        priority=ticket.priority,
        label_mask=sum(index.label_bits.get(title, 0) for title in ticket.labels),
        topic=_topic_like(ticket),
        cast=draft.cast,
        earlier=ticket.earlier_tickets,
    )


def _topic_like(ticket: CastTicket) -> int:
    """Return a topic that continues a hand-written ticket: its rule or at least its language."""
    same_language = [n for n, topic in enumerate(TOPICS) if topic.language == ticket.language]
    same_rule = [n for n in same_language if TOPICS[n].rule == ticket.rule]
    return (same_rule or same_language)[0]


def _deal_messages(index: TicketIndex, seed: int, size: Size) -> None:
    """Give every ticket its number of base messages; the sum is `size.messages` if possible."""
    total = len(index)
    budget = size.messages
    free = []
    for row in range(total):
        if index.cast[row]:
            index.base_count[row] = len(CAST[index.cast[row] - 1].lines)
            budget -= index.base_count[row]
        else:
            free.append(row)
    if size.messages >= _LONG_TICKET_FROM and free:
        long_row = _long_row(index, free)
        index.base_count[long_row] = LONG_TICKET_MESSAGES
        budget -= LONG_TICKET_MESSAGES
        free.remove(long_row)
    weights = [0.35 + Dice(seed, 13, row).unit() ** 2 * 2 for row in free]
    scale = max(0.0, budget - len(free)) / (sum(weights) or 1.0)
    carry = 0.0
    for row, weight in zip(free, weights, strict=True):
        carry += weight * scale
        extra = int(carry + 1e-6)
        carry -= extra
        index.base_count[row] = 1 + extra


def _long_row(index: TicketIndex, free: list[int]) -> int:
    """The long conversation is an open ticket of the first agent where there is one."""
    mine = [row for row in free if index.assignee[row] == MARIE and index.status[row] == OPEN]
    open_rows = [row for row in free if index.status[row] == OPEN]
    return (mine or open_rows or free)[0]


def _number_messages(index: TicketIndex) -> None:
    """Number blocks of messages by last activity, so that ids grow with time over all tickets."""
    next_id = 1
    for row in reversed(list(index.by_activity())):
        index.first_message_id[row] = next_id
        next_id += index.base_count[row]
