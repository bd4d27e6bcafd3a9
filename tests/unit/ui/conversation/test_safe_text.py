# SPDX-License-Identifier: Apache-2.0
"""Foreign text is shown without hiding, reordering or painting over anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.ui.conversation.safe_text import file_name, one_line, shown, utf16_length


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("abc\u202etxt.exe", "abc⟨RLO⟩txt.exe"),
        ("a\u202db", "a⟨LRO⟩b"),
        ("null\u200bbreite", "nullbreite"),
        ("\ufeffAnfang", "Anfang"),
        ("a\u2066b\u2069c", "abc"),
        ("Glocke\x07", "Glocke␇"),
        ("C1\x9b31m", "C1\N{REPLACEMENT CHARACTER}31m"),
        ("Zeile\u2028zwei", "Zeile\nzwei"),
        ("a\r\nb", "a\nb"),
        ("halb\ud83d", "halb\N{REPLACEMENT CHARACTER}"),
        ("geheim\U000e0041\U000e0042", "geheim"),
    ],
)
def test_dangerous_characters_become_visible_or_go(text: str, expected: str) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Grüße\n\tIhre Stadt",
        "👨‍👩‍👧 Familie",
        "مرحبا",
        "می‌خواهم",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "é mit Akzent",
        "שָׁלוֹם",
    ],
)
def test_what_languages_and_emoji_need_stays(text: str) -> None:
    assert shown(text) == text


def test_piled_up_marks_are_cut() -> None:
    assert shown("z" + "\u0335" * 50 + "a") == "z" + "\u0335" * 6 + "a"


@given(st.text())
def test_nothing_reorders_or_controls_after_showing(text: str) -> None:
    result = shown(text)
    bad = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b\x7f\r")
    assert not bad & set(result)
    result.encode("utf-8")


@given(st.text())
def test_utf16_length_is_qts_length(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_one_line_is_one_line_and_short() -> None:
    assert one_line("a\n b\t c") == "a b c"
    assert len(one_line("x" * 999, 40)) == 40


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Bescheid 2026.pdf", "Bescheid 2026.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\Windows\\x.exe", "C_Windows_x.exe"),
        ("rechnung\u202efdp.exe", "rechnung⟨RLO⟩fdp.exe"),
        ("con.txt", "Anhang"),
        ("...", "Anhang"),
        ("", "Anhang"),
        ("a\nb.pdf", "a b.pdf"),
    ],
)
def test_file_names_lead_nowhere(name: str, expected: str) -> None:
    assert file_name(name, "Anhang") == expected
