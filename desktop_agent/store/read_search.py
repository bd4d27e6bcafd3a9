# SPDX-License-Identifier: Apache-2.0
"""Answers what an agent typed into a search field: tickets by number or customer, and messages.

Message hits come newest first by rowid, never ranked: ranking would read every hit (measured §2).
"""

from __future__ import annotations

import re

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.queries import SearchAnswer, SearchHit, SearchQuery, TicketRow
from desktop_agent.store.database import Row
from desktop_agent.store.excerpts import Wanted, excerpt, has_word
from desktop_agent.store.folding import forms, words
from desktop_agent.store.read_rows import rows_of
from desktop_agent.store.sources import Sources
from desktop_agent.store.timestamps import from_micros

PREFIX_LETTERS = 3
"""The last word counts as a beginning from here on; shorter ones must match as a whole."""
INDEXED_LETTERS = 6
"""Longest beginning that has an index of its own (`migrations/cache`)."""
FIRST_LOOK = 100
"""Messages read at least to judge a longer beginning by its first six letters; about 3 ms."""
FREQUENT = 8
"""A longer beginning is frequent when one in so many messages with its first letters has it."""
TICKETS_SHOWN = 20
_NUMBER = re.compile(r"#?\s*(\d{1,18})")
_HIGHEST = "\U0010ffff"
_FIND = (
    "SELECT m.ticket_id, m.id, c.name, coalesce(ch.kind, 'other'), m.text, m.created_at "
    "FROM message_index x CROSS JOIN messages m ON m.id = x.rowid "
    "CROSS JOIN tickets t ON t.id = m.ticket_id CROSS JOIN customers c ON c.id = t.customer_id "
    "LEFT JOIN channels ch ON ch.id = t.channel_id "
    "WHERE x.message_index MATCH ? ORDER BY x.rowid DESC LIMIT ?"
)


def search(sources: Sources, query: SearchQuery) -> SearchAnswer:
    """Tickets whose number or customer matches, and messages, both newest first."""
    wanted = _wanted(query.text)
    number = _NUMBER.fullmatch(query.text.strip())
    is_number_only = query.text.strip().startswith("#") and number is not None
    ids = _tickets_by_customer(sources, wanted) if wanted and not is_number_only else []
    if number is not None:
        ids.insert(0, TicketId(int(number.group(1))))
    hits = () if is_number_only else _hits(sources, wanted, query.limit)
    queued = sources.db.execute("SELECT 1 FROM index_queue LIMIT 1").fetchone()
    return SearchAnswer(_newest_first(sources, ids), hits, is_index_complete=queued is None)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A word as typed and how it is compared."""

    word: str
    wanted: Wanted


def _wanted(text: str) -> tuple[_Typed, ...]:
    typed = words(text)
    last = len(typed) - 1
    is_open = bool(text) and not text[-1].isspace()
    return tuple(
        _Typed(
            word,
            Wanted(forms(word), place == last and is_open and len(word) >= PREFIX_LETTERS),
        )
        for place, word in enumerate(typed)
    )


def _tickets_by_customer(sources: Sources, wanted: tuple[_Typed, ...]) -> list[TicketId]:
    """Tickets whose customer's name or mask has all words; highest numbers first."""
    parts, parameters = [], []
    for one in wanted:
        choices = []
        for form in one.wanted.forms:
            choices.append("word >= ? AND word <= ?" if one.wanted.is_prefix else "word = ?")
            parameters += [form, form + _HIGHEST] if one.wanted.is_prefix else [form]
        parts.append(
            "SELECT ticket_id FROM ticket_words WHERE "  # noqa: S608 - constants only
            + " OR ".join(choices)
        )
    rows = sources.db.execute(
        f"{' INTERSECT '.join(parts)} ORDER BY ticket_id DESC LIMIT ?",
        (*parameters, TICKETS_SHOWN * 3),
    )
    return list(dict.fromkeys(TicketId(row[0]) for row in rows))[:TICKETS_SHOWN]


def _newest_first(sources: Sources, ids: list[TicketId]) -> tuple[TicketRow, ...]:
    found = rows_of(sources, ids)
    return tuple(sorted(found.values(), key=lambda row: row.last_activity_at, reverse=True))


def _hits(sources: Sources, wanted: tuple[_Typed, ...], limit: int) -> tuple[SearchHit, ...]:
    if not wanted:
        return ()
    last = wanted[-1]
    if last.wanted.is_prefix and max(map(len, _choices(last.word))) > INDEXED_LETTERS:
        found = _by_short_prefix(sources, wanted, limit)
        if found is not None:
            return found
    rows = sources.db.execute(_FIND, (_match(wanted), limit))
    return tuple(_hit(row, wanted) for row in rows.fetchall())


def _by_short_prefix(
    sources: Sources, wanted: tuple[_Typed, ...], limit: int
) -> tuple[SearchHit, ...] | None:
    """Hits of a long beginning among those of its indexed part, read newest first.

    A frequent long beginning fills the answer early; None for a rare one, which the index collects
    faster.
    """
    last = wanted[-1]
    found = []
    rows = sources.db.execute(_FIND, (_match(wanted, INDEXED_LETTERS), FREQUENT * limit))
    for number, row in enumerate(rows, start=1):
        if has_word(row[4], last.wanted):
            found.append(row)
        if len(found) == limit:
            break
        if number >= FIRST_LOOK and len(found) * FREQUENT < number:
            return None
    return tuple(_hit(row, wanted) for row in found)


def _hit(row: Row, wanted: tuple[_Typed, ...]) -> SearchHit:
    ticket_id, message_id, name, kind, text, created_at = row
    shown, marks = excerpt(text, tuple(one.wanted for one in wanted))
    return SearchHit(
        ticket_id=TicketId(ticket_id),
        message_id=MessageId(message_id),
        customer_name=name,
        channel_kind=ChannelKind(kind),
        excerpt=shown,
        marks=marks,
        at=from_micros(created_at),
    )


def _match(wanted: tuple[_Typed, ...], prefix_letters: int | None = None) -> str:
    """The query in FTS5's words: every typed word, each in quotes so that none is an operator.

    `prefix_letters` shortens the beginning that the last word is.
    """
    parts = []
    for one in wanted:
        choices = _choices(one.word)
        if one.wanted.is_prefix:
            choices = list(dict.fromkeys(choice[:prefix_letters] for choice in choices))
        star = "*" if one.wanted.is_prefix else ""
        parts.append("(" + " OR ".join(f'"{choice}"{star}' for choice in choices) + ")")
    return " AND ".join(parts)


def _choices(word: str) -> list[str]:
    """Spellings under which the index may hold a word; it folds case and marks itself."""
    sharp = word.replace("ß", "ss").replace("ẞ", "SS")
    return list(dict.fromkeys((sharp, *forms(word))))
