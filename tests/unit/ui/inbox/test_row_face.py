# SPDX-License-Identifier: Apache-2.0
"""What a row says: own and others' words, exceptions of consent, windows, pending wishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop_agent.bridge import Bridge
from desktop_agent.domain.ids import AgentId, MessageId
from desktop_agent.domain.queries import TicketRow
from desktop_agent.domain.tickets import (
    ConsentState,
    Owner,
    OwnerKind,
    Preview,
    Priority,
    TicketStatus,
)
from desktop_agent.ui.inbox.row_face import FaceMaker, RowFace, Tone
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.people import customer_title, initials
from desktop_agent.ui.theme.icons import Icon
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import ME, SESSION

NOW = datetime(2026, 11, 21, 9, 44, tzinfo=UTC)


@pytest.fixture(autouse=True)
def german(qapp: QApplication) -> Iterator[None]:
    """Words as most people see them."""
    languages = Languages(qapp)
    languages.choose(LanguageChoice.GERMAN)
    yield
    languages.choose(LanguageChoice.ENGLISH)


@pytest.fixture
def row(qapp: QApplication) -> TicketRow:
    """A calm ticket of mine."""
    desk = FakeDesk(Bridge(), NOW)
    ticket = next(s.ticket for s in desk.stories.values() if s.ticket.id == 4688)
    return desk.row_of(ticket)


def face(row: TicketRow, **changes: Any) -> RowFace:
    """The face of a changed row."""
    return FaceMaker(SESSION, lambda: NOW).face(replace(row, **changes))


def words(row: TicketRow, **changes: Any) -> list[str]:
    """The pills' words of a changed row."""
    return [pill.words for pill in face(row, **changes).pills]


def make_preview(text: str, author: str, name: str, **fields: Any) -> Preview:
    """A newest message."""
    kind = fields.pop("kind", "outbound")
    return Preview(
        message_id=MessageId(1), kind=kind, author=author, author_name=name, text=text, **fields
    )


@pytest.mark.parametrize(
    ("preview", "expected", "icon"),
    [
        (make_preview("Ja", "agent", "Marie Krüger"), "Sie: Ja", None),
        (make_preview("Ja", "agent", "Tomasz Lind"), "Tomasz: Ja", None),
        (make_preview("Ja", "bot", "Anliegen"), "Bot: Ja", None),
        (make_preview("Ja", "customer", "Ayşe", kind="inbound"), "Ja", None),
        (make_preview("Akte", "agent", "Tomasz Lind", kind="note"), "Notiz: Akte", Icon.LOCK),
        (
            make_preview("", "customer", "Lea", kind="inbound", attachment_kind="audio"),
            "Sprachnachricht",
            Icon.MICROPHONE,
        ),
        (make_preview("a\nb\u202ec", "customer", "x", kind="inbound"), "a b⟨RLO⟩c", None),
    ],
    ids=["own", "colleague", "bot", "customer", "note", "voice", "hostile"],
)
def test_the_preview_says_whose_words_they_are(
    row: TicketRow, preview: Preview, expected: str, icon: Icon | None
) -> None:
    shown = face(row, preview=preview)
    assert shown.preview == expected
    assert shown.preview_icon is icon


@pytest.mark.parametrize(
    ("left", "expected", "tone"),
    [
        (timedelta(hours=5), None, None),
        (timedelta(hours=1, minutes=18), "noch 1 Std 18 Min", Tone.WARN),
        (timedelta(minutes=22), "noch 22 Min", Tone.FAULT),
        (timedelta(0), "Fenster geschlossen", Tone.FAULT),
    ],
    ids=["wide-open", "soon", "urgent", "closed"],
)
def test_a_window_is_shown_under_four_hours(
    row: TicketRow, left: timedelta, expected: str | None, tone: Tone | None
) -> None:
    pills = [p for p in face(row, window_closes_at=NOW + left).pills if p.icon is not None]
    assert [p.words for p in pills] == ([] if expected is None else [expected])
    assert [p.tone for p in pills] == ([] if tone is None else [tone])


@pytest.mark.parametrize("state", list(ConsentState))
def test_consent_shows_exceptions_only(row: TicketRow, state: ConsentState) -> None:
    shown = [pill for pill in words(row, consent=state) if "Einwilligung" in pill]
    assert bool(shown) == (state is not ConsentState.CONFIRMED)


def test_owners_are_initials_or_free(row: TicketRow) -> None:
    assert "MK" in words(row)
    assert "frei" in words(row, owner=None)
    bot = Owner(OwnerKind.BOT, AgentId(9), "Anliegen")
    assert "Bot" in words(row, owner=bot)


def test_wishes_are_dotted_and_hide_the_old_owner(row: TicketRow) -> None:
    mine = Owner(OwnerKind.AGENT, ME)
    pills = face(row, owner=None, is_owner_pending=True, pending_owner=mine).pills
    assert (pills[0].words, pills[0].tone) == ("Übernahme läuft …", Tone.PENDING)
    assert "frei" not in [pill.words for pill in pills]
    other = Owner(OwnerKind.AGENT, AgentId(2))
    assert "Übergabe läuft …" in words(row, is_owner_pending=True, pending_owner=other)
    assert "Freigabe läuft …" in words(row, is_owner_pending=True, pending_owner=None)
    assert "Wird erledigt …" in words(row, pending_status=TicketStatus.CLOSED)


def test_held_rows_and_drafts_are_marked(row: TicketRow) -> None:
    assert words(row, held_count=1)[0] == "1 nicht gesendet"
    assert "Entwurf" in words(row, has_draft=True)


def test_a_snoozed_ticket_says_until_when(row: TicketRow) -> None:
    pills = words(row, status=TicketStatus.SNOOZED, snoozed_until_at=NOW - timedelta(seconds=1))
    assert any(pill.startswith("bis ") for pill in pills)


def test_right_to_left_names_and_words_stand_right(row: TicketRow) -> None:
    shown = face(row, customer_name="مريم حداد")
    assert shown.is_name_rtl
    assert not shown.is_preview_rtl
    arabic = make_preview("123 شكراً", "customer", "x", kind="inbound")
    assert face(row, preview=arabic).is_preview_rtl


def test_the_server_counts_no_further_than_ten(row: TicketRow) -> None:
    assert [face(row, unread=n).unread for n in (0, 1, 9, 10)] == ["", "1", "9", "9+"]


def test_a_face_is_made_once_a_minute(row: TicketRow) -> None:
    at = [NOW]
    faces = FaceMaker(SESSION, lambda: at[0])
    first = faces.face(row)
    assert faces.face(replace(row)) is first
    at[0] = NOW + timedelta(minutes=1)
    assert faces.face(row) is not first


def test_the_sentence_holds_everything_that_is_painted(row: TicketRow) -> None:
    urgent = replace(
        row, priority=Priority.URGENT, unread=2, window_closes_at=NOW + timedelta(minutes=22)
    )
    sentence = FaceMaker(SESSION, lambda: NOW).sentence(urgent)
    for part in (
        "Facebook Messenger",
        "Piotr Nowak",
        "2 ungelesene Nachrichten",
        "dringend",
        "Fenster noch 22 Min",
        "zuständig Marie Krüger",
        "Team Rechnung",
        "Danke, das hat geklappt!",
    ):
        assert part in sentence


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Marie Krüger", "MK"), ("anna", "A"), ("Ana Maria de Sá", "AS"), ("", "·"), ("--", "·")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_customer_without_name_is_called_by_the_mask() -> None:
    assert customer_title("  ", "…7f3a91") == "Kunde …7f3a91"
