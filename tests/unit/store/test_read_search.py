# SPDX-License-Identifier: Apache-2.0
"""What an agent finds by typing, and that the index follows every change."""

from __future__ import annotations

import pytest

from desktop_agent.domain.ids import CustomerId, MessageId, TicketId
from desktop_agent.domain.messages import MessageKind
from desktop_agent.domain.queries import SearchAnswer, SearchQuery
from desktop_agent.domain.tickets import Customer
from desktop_agent.store import read_search
from tests.unit.store.conftest import Files
from tests.unit.store.records import NOW, make_directory, make_message, make_ticket

ONE = TicketId(1)


@pytest.fixture
def desk(files: Files) -> Files:
    """Three tickets with a few German messages, fully indexed."""
    files.cache.put_directory(make_directory())
    names = {1: "Ayşe Demir", 2: "Jürgen Müller", 3: "Petra Mueller"}
    files.cache.put_tickets(
        [
            make_ticket(number, customer=Customer(CustomerId(number), name, f"7f3a9{number}"))
            for number, name in names.items()
        ],
        seen_at=NOW,
    )
    texts = {
        1: "Wann kommt die Müllabfuhr in der Hauptstraße?",
        2: "Mein Zähler zeigt 4711 an.",
        3: "Die Muellabfuhr war da",
        4: "Rechnungsnummer fehlt auf der Rechnung",
        5: "NEAR AND OR NOT * ^ : \" ' ( )",
        6: "Das E-Mail-Programm",
    }
    for number, text in texts.items():
        files.cache.put_messages(
            TicketId(number % 3 + 1), [make_message(number, number % 3 + 1, text=text)]
        )
    files.cache.index_some(100)
    return files


def found(desk: Files, text: str) -> list[int]:
    return [hit.message_id for hit in desk.ask(SearchQuery(text)).hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("müllabfuhr ", [3, 1], id="umlaut"),
        pytest.param("muellabfuhr ", [3, 1], id="spelled-out"),
        pytest.param("mullabfuhr ", [1], id="left-out"),
        pytest.param("hauptstrasse ", [1], id="sharp-s"),
        pytest.param("mül", [3, 1], id="beginning"),
        pytest.param("müllab", [3, 1], id="six-letters"),
        pytest.param("müllabf", [3, 1], id="seven-letters"),
        pytest.param("rechnungsn", [4], id="long-beginning"),
        pytest.param("rechnung ", [4], id="closed-by-a-space"),
        pytest.param("rechnungsn ", [], id="not-a-beginning-after-a-space"),
        pytest.param("mü", [], id="too-short-for-a-beginning"),
        pytest.param("kommt hauptstr", [1], id="two-words"),
        pytest.param("kommt zähler", [], id="not-in-one-message"),
        pytest.param("4711", [2], id="number"),
        pytest.param("e-mail-prog", [6], id="hyphens"),
        pytest.param('NEAR AND OR " NOT', [5], id="operators-are-words"),
        pytest.param("", [], id="nothing"),
        pytest.param("  *  ", [], id="no-word"),
    ],
)
def test_messages_are_found_newest_first(desk: Files, typed: str, expected: list[int]) -> None:
    assert found(desk, typed) == expected


def tickets_of(answer: SearchAnswer) -> set[int]:
    return {row.id for row in answer.tickets}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("ayse", {1}, id="name-without-marks"),
        pytest.param("müller", {2, 3}, id="both-spellings"),
        pytest.param("jürgen mül", {2}, id="full-name"),
        pytest.param("mü", set(), id="too-short"),
        pytest.param("#2", {2}, id="number-sign"),
        pytest.param("3", {3}, id="bare-number"),
        pytest.param("#99", set(), id="unknown-number"),
        pytest.param("7f3a92", {2}, id="end-of-the-opaque-id"),
    ],
)
def test_tickets_are_found_by_customer_and_number(
    desk: Files, typed: str, expected: set[int]
) -> None:
    assert tickets_of(desk.ask(SearchQuery(typed))) == expected


def test_number_sign_asks_for_tickets_only(desk: Files) -> None:
    assert desk.ask(SearchQuery("#4711")).hits == ()


def test_hit_tells_what_the_list_shows(desk: Files) -> None:
    hit = desk.ask(SearchQuery("zähler")).hits[0]

    assert (hit.ticket_id, hit.customer_name, hit.channel_kind) == (3, "Petra Mueller", "whatsapp")
    assert hit.excerpt == "Mein Zähler zeigt 4711 an."
    assert hit.marks == ((5, 6),)


def test_limit_is_kept(desk: Files) -> None:
    assert len(desk.ask(SearchQuery("müllabfuhr", limit=1)).hits) == 1


class TestIndexFollows:
    def test_message_is_found_once_it_is_indexed(self, desk: Files) -> None:
        desk.cache.put_messages(ONE, [make_message(50, text="Kanalreinigung")])
        before = desk.ask(SearchQuery("kanalreinigung"))
        assert (before.hits, before.is_index_complete) == ((), False)

        assert desk.cache.index_some(10) == 0

        after = desk.ask(SearchQuery("kanalreinigung"))
        assert (len(after.hits), after.is_index_complete) == (1, True)

    def test_newest_messages_are_indexed_first(self, desk: Files) -> None:
        many = [make_message(number, text="Baustelle") for number in range(50, 60)]
        desk.cache.put_messages(ONE, many)

        assert desk.cache.index_some(3) == 7

        assert found(desk, "baustelle") == [59, 58, 57]

    def test_changed_text_is_found_by_its_new_words_only(self, desk: Files) -> None:
        desk.cache.put_messages(TicketId(3), [make_message(2, 3, text="Ölheizung")])
        assert found(desk, "zähler") == []

        desk.cache.index_some(10)

        assert found(desk, "oelheizung") == [2]
        assert found(desk, "zähler") == []

    def test_text_that_changes_before_it_was_indexed_leaves_nothing(self, desk: Files) -> None:
        for text in ("Erstfassung", "Zweitfassung"):
            desk.cache.put_messages(ONE, [make_message(50, text=text)])
        desk.cache.index_some(10)

        assert found(desk, "erstfassung") == []
        assert found(desk, "zweitfassung") == [50]

    def test_message_that_turns_into_a_system_line_is_taken_out(self, desk: Files) -> None:
        system = make_message(2, 3, text="Mein Zähler zeigt 4711 an.", kind=MessageKind.ACTIVITY)
        desk.cache.put_messages(TicketId(3), [system])
        desk.cache.index_some(10)

        assert found(desk, "zähler") == []

    def test_index_stays_sound_through_changes(self, desk: Files) -> None:
        desk.cache.put_messages(ONE, [make_message(3, text="anders")])
        desk.cache.remove_tickets([TicketId(2)], why="deleted", at=NOW)
        desk.cache.index_some(100)

        desk.cache_db.execute(
            "INSERT INTO message_index (message_index) VALUES ('integrity-check')"
        )
        counted = desk.cache_db.execute("SELECT count(*) FROM message_index").fetchone()[0]
        assert counted == desk.cache_db.execute("SELECT count(*) FROM messages").fetchone()[0]


def test_frequent_long_beginning_is_answered_from_its_short_one(
    desk: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_search, "FIRST_LOOK", 3)
    many = [
        make_message(number, text="Rechnungsdatum" if number % 5 else "Rechnungskopie")
        for number in range(100, 120)
    ]
    desk.cache.put_messages(ONE, many, covers_from_id=MessageId(100))
    desk.cache.index_some(100)

    assert found(desk, "rechnungskop") == [115, 110, 105, 100]
    assert len(desk.ask(SearchQuery("rechnungsdat", limit=2)).hits) == 2
