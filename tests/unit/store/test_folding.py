# SPDX-License-Identifier: Apache-2.0
"""Words that must find each other, and those that must not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.store.excerpts import Wanted
from desktop_agent.store.folding import forms, index_text, words

PAIRS = [
    pytest.param("Müller", "muller", id="umlaut-left-out"),
    pytest.param("Müller", "mueller", id="umlaut-spelled-out"),
    pytest.param("Mueller", "müller", id="umlaut-typed"),
    pytest.param("Straße", "STRASSE", id="sharp-s"),
    pytest.param("Strasse", "straße", id="sharp-s-typed"),
    pytest.param("GROẞ", "groß", id="capital-sharp-s"),
    pytest.param("Ayşe", "ayse", id="cedilla"),
    pytest.param("Chloé", "CHLOE", id="accent"),
    pytest.param("Mu\u0308ller", "Müller", id="decomposed"),
    pytest.param("مرحبا", "مرحبا", id="arabic"),
]


def meet(held: str, typed: str) -> bool:
    wanted = Wanted(forms(words(typed)[0]))
    return wanted.is_met_by(words(held)[0])


@pytest.mark.parametrize(("held", "typed"), PAIRS)
def test_spellings_of_one_word_meet(held: str, typed: str) -> None:
    assert meet(held, typed)


@pytest.mark.parametrize(
    ("held", "typed"),
    [("euer", "eur"), ("neue", "neu"), ("Bauer", "Baur"), ("Maße", "Mase")],
)
def test_different_words_do_not_meet(held: str, typed: str) -> None:
    assert not meet(held, typed)


def test_plain_text_is_indexed_as_it_is() -> None:
    assert index_text("Guten Tag, 4711!") == "Guten Tag, 4711!"


def test_words_with_umlauts_are_indexed_under_both_spellings() -> None:
    assert index_text("Die Müllabfuhr in der Straße") == (
        "Die Müllabfuhr in der Strasse\nMuellabfuhr"
    )


@given(st.text(max_size=80))
def test_composition_of_a_text_does_not_matter(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert index_text(decomposed) == index_text(unicodedata.normalize("NFC", text))


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_every_word_meets_itself(word: str) -> None:
    for one in words(word):
        assert meet(one, one)
