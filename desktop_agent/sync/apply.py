# SPDX-License-Identifier: Apache-2.0
"""Writes what the server said into the cache and says what changed. The only writer of tickets.

Must not ask the server and must not know why something was fetched.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from desktop_agent.domain.after_message import after_message
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.ids import Cursor, MessageId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messages import Message, MessageKind
from desktop_agent.domain.tickets import Ticket
from desktop_agent.provider.port import MessagePage, Reject
from desktop_agent.sync.coalesce import Emitter
from desktop_agent.sync.ports import CacheRepos, Stores

log = logging.getLogger(__name__)

BATCH = 200
"""Rows a transaction (measured §2)."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a job changed; `unheld` were not taken although the server has them (tombstones)."""

    changed: frozenset[TicketId] = frozenset()
    unheld: frozenset[TicketId] = frozenset()


class Applier:
    """Applies records, version-guarded by the store. Engine thread only.

    Watchers are called after the commit and must return at once.
    """

    def __init__(self, stores: Stores, clock: Clock, emitter: Emitter) -> None:
        self._stores = stores
        self._clock = clock
        self._emitter = emitter
        self._on_tickets: list[Callable[[frozenset[TicketId]], None]] = []
        self._on_refs: list[Callable[[Sequence[Message]], None]] = []
        self._on_gone: list[Callable[[frozenset[TicketId]], None]] = []
        self._on_rows: list[Callable[[], None]] = []

    def watch_tickets(self, watcher: Callable[[frozenset[TicketId]], None]) -> None:
        """Tell about tickets whose records changed."""
        self._on_tickets.append(watcher)

    def watch_refs(self, watcher: Callable[[Sequence[Message]], None]) -> None:
        """Tell about messages that carry a command's reference."""
        self._on_refs.append(watcher)

    def watch_gone(self, watcher: Callable[[frozenset[TicketId]], None]) -> None:
        """Tell about tickets that were removed."""
        self._on_gone.append(watcher)

    def watch_rows(self, watcher: Callable[[], None]) -> None:
        """Tell that messages were written, so that the search index has work."""
        self._on_rows.append(watcher)

    async def tickets(
        self,
        tickets: Sequence[Ticket],
        *,
        cursor: Cursor | None = None,
        rejects: Sequence[Reject] = (),
        is_proof: bool = False,
    ) -> Applied:
        """Store records in batches; `cursor` commits with the last one (architecture §4).

        `is_proof`: the server answered for exactly these tickets just now, so tombstones of them
        are void. Raises `EnvironmentProblem` of the store with the failing batch not kept.
        """
        changed: set[TicketId] = set()
        unheld: set[TicketId] = set()
        batches = [tickets[i : i + BATCH] for i in range(0, len(tickets), BATCH)] or [()]
        for number, batch in enumerate(batches, start=1):
            is_last = number == len(batches)
            applied = await self._stores.cache(
                _ticket_job(
                    batch,
                    self._clock,
                    cursor if is_last else None,
                    rejects if is_last else (),
                    is_proof=is_proof,
                )
            )
            self._tell_tickets(applied.changed)
            changed |= applied.changed
            unheld |= applied.unheld
        return Applied(frozenset(changed), frozenset(unheld))

    async def messages(
        self,
        ticket_id: TicketId,
        page: MessagePage,
        *,
        covers_from_id: MessageId | None,
        upper_id: MessageId | None = None,
    ) -> None:
        """Store a fetched page; new customer text after what was held counts as news."""
        now = self._clock.now()

        def job(repos: CacheRepos) -> tuple[set[MessageId], MessageId | None, bool]:
            before = repos.newest_message(ticket_id)
            range_before = repos.held_range(ticket_id)
            changed = repos.put_messages(
                ticket_id,
                page.messages,
                covers_from_id=covers_from_id,
                is_first=page.is_first,
                upper_id=upper_id,
            )
            for reject in page.rejects:
                repos.note_reject(reject.what, reject.where, reject.record_id, now)
            is_wider = repos.held_range(ticket_id) != range_before
            return changed, None if before is None else before.id, is_wider

        changed, known_id, is_wider = await self._stores.cache(job)
        self._tell_refs([m for m in page.messages if m.ref is not None and m.id in changed])
        if not changed and not is_wider:
            return
        news = [
            message.id
            for message in page.messages
            if message.kind is MessageKind.INBOUND
            and message.id in changed
            and known_id is not None
            and message.id > known_id
        ]
        self._emitter.messages(ticket_id, max(news, default=None))
        # A message may move what the ticket's row shows: its window, and by that its place.
        self._emitter.tickets([ticket_id])
        self._tell_rows()

    async def live(self, tickets: Sequence[Ticket], messages: Sequence[Message]) -> Applied:
        """Store live records in one transaction and derive what messages say of their tickets."""

        def job(repos: CacheRepos) -> tuple[Applied, set[MessageId]]:
            return _live(repos, tickets, messages, self._clock)

        applied, new_ids = await self._stores.cache(job)
        new = [message for message in messages if message.id in new_ids]
        inbound: dict[TicketId, MessageId | None] = {}
        for message in new:
            inbound.setdefault(message.ticket_id, None)
            if message.kind is MessageKind.INBOUND:
                known = inbound[message.ticket_id]
                inbound[message.ticket_id] = max(known or message.id, message.id)
        for ticket_id, newest_inbound_id in inbound.items():
            self._emitter.messages(ticket_id, newest_inbound_id)
        self._tell_tickets(applied.changed)
        self._tell_refs([message for message in messages if message.ref is not None])
        if new:
            self._tell_rows()
        return applied

    async def gone(self, ids: Iterable[TicketId], *, is_deleted: bool) -> None:
        """Remove tickets with a tombstone: deleted, or out of this agent's scope (C2)."""
        wanted = frozenset(ids)
        why = "deleted" if is_deleted else "out_of_scope"
        at = self._clock.now()
        removed = await self._stores.cache(
            lambda repos: repos.remove_tickets(wanted, why=why, at=at)
        )
        log.info("%d tickets removed, %s", len(removed), why)
        self._tell_tickets(frozenset(removed))
        for watcher in self._on_gone:
            watcher(wanted)

    def _tell_tickets(self, changed: frozenset[TicketId]) -> None:
        if not changed:
            return
        self._emitter.tickets(changed)
        for watcher in self._on_tickets:
            watcher(changed)

    def _tell_refs(self, messages: Sequence[Message]) -> None:
        if messages:
            for watcher in self._on_refs:
                watcher(messages)

    def _tell_rows(self) -> None:
        for watcher in self._on_rows:
            watcher()


def _ticket_job(
    batch: Sequence[Ticket],
    clock: Clock,
    cursor: Cursor | None,
    rejects: Sequence[Reject],
    *,
    is_proof: bool,
) -> Callable[[CacheRepos], Applied]:
    now = clock.now()

    def job(repos: CacheRepos) -> Applied:
        if is_proof:
            repos.forget_tombstones(ticket.id for ticket in batch)
        changed = repos.put_tickets(batch, seen_at=now)
        same = [ticket.id for ticket in batch if ticket.id not in changed]
        unheld = frozenset(ticket_id for ticket_id in same if repos.ticket(ticket_id) is None)
        for reject in rejects:
            repos.note_reject(reject.what, reject.where, reject.record_id, now)
        if cursor is not None:
            repos.set_cursor(cursor)
        return Applied(frozenset(changed), unheld)

    return job


def _live(
    repos: CacheRepos, tickets: Sequence[Ticket], messages: Sequence[Message], clock: Clock
) -> tuple[Applied, set[MessageId]]:
    now = clock.now()
    held = {ticket.id: repos.ticket(ticket.id) for ticket in tickets}
    changed = repos.put_tickets(
        [_keeping_newer_preview(ticket, held[ticket.id]) for ticket in tickets], seen_at=now
    )
    unheld = {ticket_id for ticket_id in held if repos.ticket(ticket_id) is None}
    new_ids: set[MessageId] = set()
    for ticket_id in {message.ticket_id for message in messages}:
        own = sorted((m for m in messages if m.ticket_id == ticket_id), key=lambda m: m.id)
        ticket = repos.ticket(ticket_id)
        if ticket is None:
            unheld.add(ticket_id)
            continue
        put = repos.put_messages(ticket_id, own)
        new_ids |= put
        derived = ticket
        for message in own:
            if message.id in put:
                derived = after_message(derived, message)
        if derived is not ticket:
            changed |= repos.put_tickets([derived], seen_at=now)
    return Applied(frozenset(changed), frozenset(unheld)), new_ids


def _keeping_newer_preview(ticket: Ticket, held: Ticket | None) -> Ticket:
    # The event shape previews the newest public message, REST the newest of any kind
    # (chatwoot §4.5): a preview that is older than the held one tells nothing.
    if held is None or held.preview is None or ticket.preview is None:
        return ticket
    if ticket.preview.message_id >= held.preview.message_id:
        return ticket
    return replace(ticket, preview=None)
