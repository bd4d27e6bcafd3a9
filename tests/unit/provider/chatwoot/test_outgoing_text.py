# SPDX-License-Identifier: Apache-2.0
"""Typed text survives the server's two languages (chatwoot traps 8 and 9).

The expected strings were checked against CommonMark and Liquid implementations; the properties
hold for any text.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.provider.chatwoot.outgoing_text import (
    escape_liquid,
    escape_liquid_value,
    escape_markdown,
    protect_reply,
    unescape_markdown,
)

BRACE = "{{ '{' }}"
BACKTICK = "{{ '%60' | url_decode }}"

MARKUP = st.text(alphabet="ab1 \t\n*_~`#>-+=.)(&;[]<>!\\|{}%'\"/:ä😀x3", max_size=60)


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        pytest.param("Guten Tag, Frau Demir!", "Guten Tag, Frau Demir!", id="plain"),
        pytest.param("*wichtig*", r"\*wichtig\*", id="bold-mark"),
        pytest.param("_kursiv_", r"\_kursiv\_", id="italic-mark"),
        pytest.param("Bescheid_2026.pdf", "Bescheid_2026.pdf", id="underscore-in-word"),
        pytest.param("~~weg~~ ~5 Tage", r"\~\~weg\~\~ ~5 Tage", id="strike"),
        pytest.param("# 7", r"\# 7", id="heading"),
        pytest.param("> zitiert", r"\> zitiert", id="quote"),
        pytest.param("a > b", "a > b", id="greater-in-line"),
        pytest.param("- eins\n- zwei", "\\- eins\n\\- zwei", id="list"),
        pytest.param("1. eins\n2) zwei", "1\\. eins\n2\\) zwei", id="numbers"),
        pytest.param("Am 3.5. um 10.30", "Am 3.5. um 10.30", id="date-in-line"),
        pytest.param("Titel\n===", "Titel\n\\===", id="underlined-heading"),
        pytest.param("[Text](https://x.example)", r"\[Text\](https://x.example)", id="link"),
        pytest.param("<b>fett</b>", r"\<b>fett\</b>", id="html"),
        pytest.param("Müller &amp; Co & Söhne", r"Müller \&amp; Co & Söhne", id="entity"),
        pytest.param(r"C:\neu", r"C:\\neu", id="backslash"),
        pytest.param("  eingerückt", "&#32; eingerückt", id="indent"),
        pytest.param("\tx", "&#9;x", id="tab"),
        pytest.param("`code`", r"\`code\`", id="code"),
    ],
)
def test_markdown_is_escaped_where_it_would_act(typed: str, sent: str) -> None:
    assert escape_markdown(typed) == sent


@given(MARKUP)
def test_our_readers_see_what_was_typed(typed: str) -> None:
    assert unescape_markdown(escape_markdown(typed)) == typed


@given(MARKUP)
def test_nothing_that_opens_a_block_is_left_at_a_line_start(typed: str) -> None:
    for line in escape_markdown(typed).split("\n"):
        assert not re.match(r"[ \t]*(?:[#>+=`~-]{1}(?![~])|\d{1,9}[.)])", line.rstrip("~")) or (
            line.startswith("~")
        )


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        pytest.param("keine Klammern, `Code`", "keine Klammern, `Code`", id="untouched"),
        pytest.param("{einfach} 5 %", "{einfach} 5 %", id="single"),
        pytest.param("{{contact.name}}", BRACE + "{contact.name}}", id="variable"),
        pytest.param("{% raw %}", BRACE + "% raw %}", id="tag"),
        pytest.param("{{{x", BRACE + BRACE + "{x", id="three"),
        pytest.param("`{{x}}`", BACKTICK + BRACE + "{x}}" + BACKTICK, id="in-backticks"),
    ],
)
def test_liquid_is_printed_instead_of_run(typed: str, sent: str) -> None:
    assert escape_liquid(typed) == sent


@given(MARKUP)
def test_liquid_prints_the_typed_text(typed: str) -> None:
    """A reading of the two printed forms is the typed text, and nothing else could open."""
    sent = escape_liquid(typed)
    rest = sent.replace(BRACE, "\x01").replace(BACKTICK, "\x02")
    assert "{{" not in rest
    assert "{%" not in rest
    assert rest.replace("\x01", "{").replace("\x02", "`") == typed
    if sent != typed:
        assert "`" not in sent, "the server would not evaluate between backticks"


def test_values_of_templates_have_no_protected_backticks() -> None:
    assert escape_liquid_value("`{{x}}`") == "`" + BRACE + "{x}}`"


def test_reply_is_escaped_for_the_channel() -> None:
    assert protect_reply("*a*\r\n{{b}}", is_markdown=False) == "*a*\n" + BRACE + "{b}}"
    assert protect_reply("*a*\r\n{{b}}", is_markdown=True) == "\\*a\\*\n" + BRACE + "{b}}"
