# SPDX-License-Identifier: Apache-2.0
"""Excerpts show the found words and mark exactly them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.store.excerpts import LENGTH, Wanted, excerpt
from desktop_agent.store.folding import forms, words


def wanted(text: str, *, is_prefix: bool = False) -> tuple[Wanted, ...]:
    found = words(text)
    return tuple(
        Wanted(forms(word), is_prefix and place == len(found) - 1)
        for place, word in enumerate(found)
    )


def marked(text: str, query: str, *, is_prefix: bool = False) -> list[str]:
    shown, marks = excerpt(text, wanted(query, is_prefix=is_prefix))
    return [shown[start : start + length] for start, length in marks]


def test_short_text_is_shown_whole_on_one_line() -> None:
    assert excerpt("Guten Tag,\nMüll?", wanted("mull"))[0] == "Guten Tag, Müll?"


def test_each_spelling_is_marked_as_it_stands() -> None:
    assert marked("Müller, MUELLER und muller", "müller") == ["Müller", "MUELLER", "muller"]


def test_beginning_marks_the_whole_word() -> None:
    assert marked("Die Müllabfuhr kam", "muell", is_prefix=True) == ["Müllabfuhr"]


def test_excerpt_begins_near_the_first_find() -> None:
    text = "vorher " * 60 + "Zähler defekt " + "nachher " * 60

    shown, marks = excerpt(text, wanted("zaehler"))

    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) <= LENGTH + 2
    start, length = marks[0]
    assert shown[start : start + length] == "Zähler"


def test_text_without_the_word_shows_its_beginning() -> None:
    assert excerpt("Guten Tag", wanted("fehlt")) == ("Guten Tag", ())


def test_decomposed_umlaut_is_marked_with_its_mark() -> None:
    assert marked("Mu\u0308ll heute", "müll") == ["Mu\u0308ll"]


@given(
    st.lists(
        st.sampled_from(["Müll", "Straße", "👋🏽", "heute\n", "4711", "مرحبا", "x"]), max_size=80
    ),
    st.sampled_from(["müll", "strasse", "heute", "4711", "مرحبا"]),
)
def test_marks_always_lie_on_the_wanted_word(parts: list[str], query: str) -> None:
    text = " ".join(parts)

    shown, marks = excerpt(text, wanted(query))

    for start, length in marks:
        assert wanted(query)[0].is_met_by(shown[start : start + length])
    assert "\n" not in shown
