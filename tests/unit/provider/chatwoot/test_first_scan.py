# SPDX-License-Identifier: Apache-2.0
"""First scans while the server's lists move: nothing is lost (chatwoot §5.2)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.provider.chatwoot import ChatwootProvider
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import ChangePage
from tests.unit.provider.chatwoot.hand_clock import HandClock
from tests.unit.provider.chatwoot.scripted_server import Asked, reply, scripted
from tests.unit.provider.chatwoot.wire_samples import ACCOUNT, Json, conversation

PAGE = 3


@dataclass
class Row:
    id: int
    status: str
    active_at: float
    updated_at: float


@dataclass
class MovingServer:
    """Answers lists out of `rows`; before each list answer the next of `moves` happens."""

    clock: HandClock
    rows: list[Row]
    moves: list[Callable[[MovingServer], None]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    def now_s(self) -> float:
        return self.clock.wall.timestamp()

    def answer(self, asked: Asked) -> bytes:
        self.clock.pass_s(1)
        date = self.clock.wall.strftime("%a, %d %b %Y %H:%M:%S GMT")
        path = asked.path
        if path == "/api/v1/profile":
            return reply(PROFILE, Date=date)
        if path == "/api":
            return reply({"version": "4.10.0"}, Date=date)
        query = {key: words[0] for key, words in parse_qs(urlsplit(asked.target).query).items()}
        if path.endswith("/meta"):
            return reply({"meta": self._counts(query)}, Date=date)
        self.queries.append(query)
        if self.moves:
            self.moves.pop(0)(self)
        return reply({"data": {"meta": self._counts(query), "payload": self._page(query)}})

    def _matching(self, query: dict[str, str]) -> list[Row]:
        status = query["status"]
        return [row for row in self.rows if status in ("all", row.status)]

    def _counts(self, query: dict[str, str]) -> Json:
        return {"all_count": len(self._matching(query))}

    def _page(self, query: dict[str, str]) -> list[object]:
        rows = self._matching(query)
        if "updated_within" in query:
            since_s = self.now_s() - int(query["updated_within"])
            return [self._shape(row) for row in rows if row.updated_at > since_s]
        if query.get("sort_by") == "created_at_asc":
            rows.sort(key=lambda row: row.id)
        else:
            rows.sort(key=lambda row: -row.active_at)
        start = (int(query.get("page", "1")) - 1) * PAGE
        return [self._shape(row) for row in rows[start : start + PAGE]]

    def _shape(self, row: Row) -> Json:
        return conversation(
            id=row.id,
            status=row.status,
            updated_at=row.updated_at,
            last_activity_at=row.active_at,
            messages=[],
            last_non_activity_message=None,
        )


PROFILE: Json = {
    "id": 5,
    "name": "Marie",
    "access_token": "t",
    "pubsub_token": "p",
    "accounts": [{"id": ACCOUNT, "name": "Stadt", "status": "active", "role": "agent"}],
}


def close(number: int) -> Callable[[MovingServer], None]:
    """A colleague closes: the row leaves the list and pulls later rows up."""

    def move(server: MovingServer) -> None:
        for row in server.rows:
            if row.id == number:
                row.status = "resolved"
                row.updated_at = row.active_at = server.now_s()

    return move


def write(number: int) -> Callable[[MovingServer], None]:
    """A customer writes: the row jumps to the top."""

    def move(server: MovingServer) -> None:
        for row in server.rows:
            if row.id == number:
                row.updated_at = row.active_at = server.now_s()

    return move


def delete(number: int) -> Callable[[MovingServer], None]:
    """An administrator deletes: the row vanishes without a trace."""

    def move(server: MovingServer) -> None:
        server.rows = [row for row in server.rows if row.id != number]

    return move


def arrive(number: int) -> Callable[[MovingServer], None]:
    """A new ticket."""

    def move(server: MovingServer) -> None:
        if all(row.id != number for row in server.rows):
            server.rows.append(Row(number, "open", server.now_s(), server.now_s()))

    return move


def quiet(_server: MovingServer) -> None:
    """Nothing happens."""


def scan(
    count: int, moves: list[Callable[[MovingServer], None]]
) -> tuple[list[ChangePage], MovingServer]:
    """A first scan of `count` old open tickets while `moves` happen."""

    async def scene() -> tuple[list[ChangePage], MovingServer]:
        clock = HandClock()
        long_ago = clock.wall.timestamp() - 86_400
        rows = [Row(n, "open", long_ago + n, long_ago + n) for n in range(1, count + 1)]
        moving = MovingServer(clock, rows, moves)
        async with scripted(moving.answer) as server:
            provider = ChatwootProvider(ConnectionConfig(origin=parse_origin(server.url)), clock)
            session = Session(
                server=server.url,
                account_id=ACCOUNT,
                account_name="",
                agent_id=AgentId(5),
                agent_name="",
                role=Role.AGENT,
                availability=Availability.OFFLINE,
                token=SecretText("t"),
                feed_token=SecretText("p"),
            )
            try:
                await provider.resume(session)
                pages = [page async for page in provider.changes(None)]
            finally:
                await provider.aclose()
        return pages, moving

    return asyncio.run(scene())


def collected(pages: list[ChangePage]) -> dict[int, str]:
    """Status by ticket as a cache would hold it, the newer version winning."""
    held: dict[int, tuple[float, str]] = {}
    for page in pages:
        for ticket in page.tickets:
            if ticket.version >= held.get(ticket.id, (0.0, ""))[0]:
                held[ticket.id] = (ticket.version, ticket.status.value)
    return {ticket_id: status for ticket_id, (_, status) in held.items()}


def missing(pages: list[ChangePage], server: MovingServer) -> set[int]:
    """Open tickets of the server that the scan did not bring."""
    held = collected(pages)
    return {row.id for row in server.rows if row.status == "open" and held.get(row.id) != "open"}


def test_a_still_list_takes_no_more_requests_than_pages() -> None:
    pages, server = scan(7, [])
    assert not missing(pages, server)
    assert sum(query["status"] == "open" for query in server.queries) == 3
    assert pages[-1].next_cursor is not None


@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("number", [1, 9, 10])
@pytest.mark.parametrize("kind", [close, delete, write], ids=["close", "delete", "write"])
def test_a_row_that_moves_while_pages_are_read(
    kind: Callable[[int], Callable[[MovingServer], None]], number: int, at: int
) -> None:
    moves = [quiet] * at + [kind(number)]
    pages, server = scan(10, moves)
    assert not missing(pages, server)


def test_a_fall_and_a_rise_that_hide_each_other() -> None:
    def swap(server: MovingServer) -> None:
        close(10)(server)
        arrive(11)(server)

    pages, server = scan(10, [quiet, quiet, swap])
    assert not missing(pages, server)


@pytest.mark.parametrize("at", [1, 2, 3])
def test_many_rows_deleted_at_once(at: int) -> None:
    def purge(server: MovingServer) -> None:
        for number in (12, 11, 10, 9, 7):
            delete(number)(server)

    pages, server = scan(12, [quiet] * at + [purge])
    assert not missing(pages, server)


MOVES = st.one_of(
    st.builds(close, st.integers(1, 12)),
    st.builds(write, st.integers(1, 12)),
    st.builds(arrive, st.integers(13, 20)),
    st.just(quiet),
)


@settings(max_examples=40)
@given(st.integers(0, 12), st.lists(MOVES, max_size=10))
def test_no_open_ticket_is_lost_whatever_happens(
    count: int, moves: list[Callable[[MovingServer], None]]
) -> None:
    pages, server = scan(count, moves)
    assert not missing(pages, server)
    assert [page.next_cursor for page in pages[:-1]] == [None] * (len(pages) - 1)
    assert pages[-1].next_cursor is not None
