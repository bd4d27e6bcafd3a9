# SPDX-License-Identifier: Apache-2.0
"""Tickets, their customers, labels, owners and tombstones in `cache.db`. Db thread only.

Must not write anything that the server did not say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desktop_agent.domain.ids import AgentId, CustomerId, TicketId
from desktop_agent.domain.tickets import Customer, Owner, Ticket
from desktop_agent.store import message_repo
from desktop_agent.store.database import Connection
from desktop_agent.store.folding import forms, words
from desktop_agent.store.ticket_rows import (
    SELECT_TICKETS,
    UPSERT_CUSTOMER,
    UPSERT_TICKET,
    Derived,
    merge,
    ticket_of,
    ticket_row,
)
from desktop_agent.store.timestamps import from_micros, to_micros

_CHUNK = 500


def id_list(ids: Iterable[int]) -> str:
    """Ids as one parameter for `IN (SELECT value FROM json_each(?))`."""
    return json.dumps(list(ids))


class TicketRepo:
    """Reads and writes tickets within the caller's transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put_tickets(self, tickets: Sequence[Ticket], *, seen_at: datetime) -> set[TicketId]:
        """See `sync.ports.CacheRepos`; a renamed customer changes all of their tickets."""
        changed: set[TicketId] = set()
        for start in range(0, len(tickets), _CHUNK):
            changed |= self._put_chunk(tickets[start : start + _CHUNK], seen_at)
        return changed

    def _put_chunk(self, tickets: Sequence[Ticket], seen_at: datetime) -> set[TicketId]:
        ids = id_list(ticket.id for ticket in tickets)
        buried = _ids(
            self._db,
            "SELECT ticket_id FROM tombstones WHERE ticket_id IN (SELECT value FROM json_each(?))",
            ids,
        )
        before = self._held(ids)
        after: dict[TicketId, Ticket] = {}
        for told in tickets:
            if told.id in buried:
                continue
            held = after.get(told.id) or before.get(told.id)
            if held is None:
                after[told.id] = told
            elif told.version >= held.version:
                after[told.id] = merge(held, told)
        new = [one for one in after.values() if one.id not in before]
        after.update(self._with_known_inbound(new))
        changed = {one.id: one for one in after.values() if one != before.get(one.id)}
        renamed = self._put_customers(one.customer for one in changed.values())
        self._write_tickets(changed.values())
        self._note_owners(changed.values(), before, seen_at)
        self._put_labels(changed.values(), before)
        self._put_words({*(one.id for one in new), *renamed})
        return {*changed, *renamed}

    def _held(self, ids: str) -> dict[TicketId, Ticket]:
        rows = self._db.execute(
            SELECT_TICKETS  # noqa: S608 - constants only
            + "WHERE t.id IN (SELECT value FROM json_each(?))",
            (ids,),
        )
        return {row[0]: ticket_of(row) for row in rows}

    def _with_known_inbound(self, new: Sequence[Ticket]) -> dict[TicketId, Ticket]:
        """Messages may have come before their ticket: they prove when the customer wrote."""
        rows = self._db.execute(
            "SELECT ticket_id, max(created_at) FROM messages WHERE kind = 'inbound' AND ticket_id "
            "IN (SELECT value FROM json_each(?)) GROUP BY ticket_id",
            (id_list(one.id for one in new),),
        )
        proven = {row[0]: from_micros(row[1]) for row in rows}
        return {
            one.id: replace(
                one,
                last_inbound_at=max(filter(None, (one.last_inbound_at, proven[one.id]))),
            )
            for one in new
            if one.id in proven
        }

    def _put_customers(self, customers: Iterable[Customer]) -> set[TicketId]:
        """Upsert; returns the tickets of customers who were already held and are told anew."""
        told = {one.id: one for one in customers}
        rows = self._db.execute(
            "SELECT id, name, mask, is_blocked FROM customers "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (id_list(told),),
        )
        held = {
            row[0]: Customer(row[0], row[1], row[2], None if row[3] is None else bool(row[3]))
            for row in rows
        }
        for one in list(told.values()):
            known = held.get(one.id)
            if known is not None and one.is_blocked is None:
                told[one.id] = replace(one, is_blocked=known.is_blocked)
        differing = [one for one in told.values() if held.get(one.id) != one]
        self._db.executemany(
            UPSERT_CUSTOMER, [(one.id, one.name, one.mask, one.is_blocked) for one in differing]
        )
        return {
            ticket_id
            for one in differing
            if one.id in held
            for ticket_id in self.ids_of_customer(one.id)
        }

    def _write_tickets(self, tickets: Iterable[Ticket]) -> None:
        windows = dict(self._db.execute("SELECT id, window_us FROM channels").fetchall())
        tickets = list(tickets)
        ranges = {
            row[0]: row[1]
            for row in self._db.execute(
                "SELECT ticket_id, newest_id FROM held_ranges "
                "WHERE ticket_id IN (SELECT value FROM json_each(?))",
                (id_list(one.id for one in tickets),),
            )
        }
        self._db.executemany(
            UPSERT_TICKET,
            [
                ticket_row(
                    one,
                    Derived(
                        window_us=windows.get(one.channel_id),
                        held_newest_id=ranges.get(one.id),
                        is_range_held=one.id in ranges,
                    ),
                )
                for one in tickets
            ],
        )

    def _note_owners(
        self, tickets: Iterable[Ticket], before: Mapping[TicketId, Ticket], seen_at: datetime
    ) -> None:
        rows = []
        for one in tickets:
            held = before.get(one.id)
            if _owner_key(one.owner) != _owner_key(held.owner if held else None):
                kind, owner_id = _owner_key(one.owner)
                name = one.owner.name if one.owner else ""
                rows.append((one.id, to_micros(seen_at), kind, owner_id, name))
        self._db.executemany("INSERT INTO owner_changes VALUES (?, ?, ?, ?, ?)", rows)

    def _put_labels(self, tickets: Iterable[Ticket], before: Mapping[TicketId, Ticket]) -> None:
        relabelled = [
            one for one in tickets if one.id not in before or before[one.id].labels != one.labels
        ]
        self._db.executemany(
            "DELETE FROM ticket_labels WHERE ticket_id = ?",
            [(one.id,) for one in relabelled if one.id in before],
        )
        self._db.executemany(
            "INSERT INTO ticket_labels (label, ticket_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(label, one.id) for one in relabelled for label in one.labels],
        )

    def _put_words(self, ids: Iterable[TicketId]) -> None:
        rows = self._db.execute(
            "SELECT t.id, c.name, c.mask FROM tickets t JOIN customers c ON c.id = t.customer_id "
            "WHERE t.id IN (SELECT value FROM json_each(?))",
            (id_list(ids),),
        ).fetchall()
        self._db.executemany(
            "DELETE FROM ticket_words WHERE ticket_id = ?", [(row[0],) for row in rows]
        )
        self._db.executemany(
            "INSERT INTO ticket_words (word, ticket_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [
                (form, ticket_id)
                for ticket_id, name, mask in rows
                for word in words(f"{name} {mask}")
                for form in forms(word)
            ],
        )

    def remove_tickets(self, ids: Iterable[TicketId], *, why: str, at: datetime) -> set[TicketId]:
        """See `sync.ports.CacheRepos`. Words leave the search index at once (domain-rules C3)."""
        removed = set()
        for ticket_id in ids:
            customers = self._db.execute(
                "SELECT customer_id FROM tickets WHERE id = ?", (ticket_id,)
            ).fetchone()
            message_repo.remove_all_of(self._db, ticket_id)
            for table in ("ticket_labels", "ticket_words", "owner_changes"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE ticket_id = ?",  # noqa: S608 - constants only
                    (ticket_id,),
                )
            if customers is not None:
                removed.add(ticket_id)
                self._db.execute("DELETE FROM tickets WHERE id = ?", (ticket_id,))
                self._db.execute(
                    "DELETE FROM customers WHERE id = ? AND NOT EXISTS "
                    "(SELECT 1 FROM tickets WHERE customer_id = customers.id)",
                    customers,
                )
            self._db.execute(
                "INSERT INTO tombstones (ticket_id, why, at) VALUES (?, ?, ?) "
                "ON CONFLICT (ticket_id) DO UPDATE SET why = excluded.why, at = excluded.at",
                (ticket_id, why, to_micros(at)),
            )
        return removed

    def forget_tombstones(self, ids: Iterable[TicketId]) -> None:
        """See `sync.ports.CacheRepos`."""
        self._db.executemany("DELETE FROM tombstones WHERE ticket_id = ?", [(one,) for one in ids])

    def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The held record."""
        row = self._db.execute(SELECT_TICKETS + "WHERE t.id = ?", (ticket_id,)).fetchone()
        return None if row is None else ticket_of(row)

    def open_ids(self, me: AgentId) -> tuple[frozenset[TicketId], frozenset[TicketId]]:
        """Open tickets that the cache shows as mine, and as free."""
        mine = self._db.execute(
            "SELECT id FROM tickets WHERE owner_id = ? AND shelf = 0 "
            "AND status = 'open' AND owner_kind = 'agent'",
            (me,),
        )
        free = self._db.execute(
            "SELECT id FROM tickets WHERE shelf = 0 AND status = 'open' AND owner_kind IS NULL"
        )
        return frozenset(row[0] for row in mine), frozenset(row[0] for row in free)

    def ids_of_customer(self, customer_id: CustomerId) -> frozenset[TicketId]:
        """Held tickets of a customer."""
        rows = self._db.execute("SELECT id FROM tickets WHERE customer_id = ?", (customer_id,))
        return frozenset(row[0] for row in rows)

    def ids_without_messages(self, limit: int) -> tuple[TicketId, ...]:
        """Open tickets whose held range does not reach their newest message, recent ones first."""
        rows = self._db.execute(
            "SELECT id FROM tickets WHERE lacks_messages = 1 AND status = 'open' "
            "ORDER BY last_activity_at DESC LIMIT ?",
            (limit,),
        )
        return tuple(row[0] for row in rows)


def _owner_key(owner: Owner | None) -> tuple[str | None, int | None]:
    return (None, None) if owner is None else (owner.kind.value, owner.id)


def _ids(db: Connection, sql: str, ids: str) -> set[int]:
    return {row[0] for row in db.execute(sql, (ids,))}
