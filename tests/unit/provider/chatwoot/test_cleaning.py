# SPDX-License-Identifier: Apache-2.0
"""Names and texts: what is removed, what stays, and that no number survives in a name."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.provider.chatwoot import cleaning
from desktop_agent.provider.chatwoot.cleaning import (
    clean_labels,
    clean_name,
    clean_text,
    customer_mask,
    customer_name,
)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        pytest.param("Ayşe Demir", "Ayşe Demir", id="plain"),
        pytest.param("مريم حداد", "مريم حداد", id="arabic"),
        pytest.param("Familie Schröder-Okafor", "Familie Schröder-Okafor", id="hyphen"),
        pytest.param("Studio 54", "Studio 54", id="short-number-stays"),
        pytest.param("Jahrgang 1987", "Jahrgang 1987", id="year-stays"),
        pytest.param("+49 1555 0109999", "", id="number"),
        pytest.param("4915550109999", "", id="bare-number"),
        pytest.param("whatsapp:+4915550109999", "", id="prefixed-number"),
        pytest.param("(01555) 010 99-99", "", id="dressed-number"),
        pytest.param("٠١٥٥٥٠١٠٩٩٩٩", "", id="arabic-digits"),
        pytest.param("~+49 1555 0109999", "", id="tilde-number"),
        pytest.param("Jonas +49 1555 0109999", "Jonas", id="name-with-number"),
        pytest.param("jonas@kunde.example", "", id="mail"),
        pytest.param("Jonas <jonas@kunde.example>", "Jonas", id="name-with-mail"),
        pytest.param("", "", id="empty"),
        pytest.param(None, "", id="null"),
    ],
)
def test_customer_name_holds_no_number_and_no_mail(name: str | None, kept: str) -> None:
    assert customer_name(name) == kept


def test_name_cannot_disguise_its_neighbours() -> None:
    assert clean_name("Kunde\u202egnp.exe\u2066\u200b\nZeile\t2\x00\x9b") == "Kundegnp.exe Zeile 2"


def test_joined_emoji_stay_whole() -> None:
    assert clean_name("Familie 👩‍👩‍👧") == "Familie 👩‍👩‍👧"


def test_text_keeps_lines_tabs_and_direction_but_no_controls() -> None:
    assert clean_text("a\r\nb\rc\td\x00\x1b[31m\x85\u202e") == "a\nb\nc\td[31m\u202e"


def test_absurd_sizes_are_cut() -> None:
    assert len(clean_text("x" * 400_000)) == cleaning.TEXT_LIMIT
    assert len(clean_name("x" * 400_000)) == cleaning.NAME_LIMIT
    assert len(clean_labels([f"label-{n}" for n in range(500)])) == cleaning.MAX_LABELS


def test_labels_lose_blanks_and_repeats_only() -> None:
    assert clean_labels(["wohngeld", "", " \n", "eilig", "wohngeld"]) == ("wohngeld", "eilig")


def test_mask_is_six_hex_digits_of_an_opaque_id() -> None:
    assert customer_mask(1, 77) == customer_mask(1, 77)
    assert len({customer_mask(1, number) for number in range(500)}) == 500
    assert customer_mask(1, 77) != customer_mask(2, 77)
    assert len(customer_mask(1, 77)) == 6
    assert set(customer_mask(1, 77)) <= set("0123456789abcdef")


@given(st.text(max_size=300))
def test_cleaned_names_are_one_harmless_line(text: str) -> None:
    name = customer_name(text)
    assert len(name) <= cleaning.NAME_LIMIT
    assert not any(unicodedata.category(character) == "Cc" for character in name)
    assert name == name.strip()
    assert not re.search(r"[^\s@<>,;]@[^\s@<>,;]", name)


@given(
    st.text(alphabet="0123456789", min_size=7, max_size=15),
    st.sampled_from(["", "+", "00", "whatsapp:"]),
)
def test_no_digits_of_a_number_survive(digits: str, prefix: str) -> None:
    assert customer_name(prefix + digits) == ""
