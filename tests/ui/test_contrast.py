# SPDX-License-Identifier: Apache-2.0
"""Text stands out from its ground by 4.5:1 in both themes (ui §4)."""

from __future__ import annotations

import pytest

from desktop_agent.ui.theme.tokens import DARK, LIGHT, Palette

PAIRS = [
    ("text", "surface"),
    ("text", "canvas"),
    ("text", "field"),
    ("text", "raised"),
    ("text", "selection"),
    ("text", "bubble_out"),
    ("text", "highlight"),
    ("text_soft", "surface"),
    ("text_soft", "canvas"),
    ("text_soft", "field"),
    ("text_soft", "selection"),
    ("text_faint", "surface"),
    ("text_faint", "field"),
    ("text_faint", "selection"),
    ("on_rail", "rail"),
    ("on_rail", "rail_selected"),
    ("on_rail_soft", "rail"),
    ("on_me", "me_online"),
    ("on_me", "me_busy"),
    ("on_me", "me_away"),
    ("on_accent", "accent"),
    ("accent_text", "surface"),
    ("accent_text", "accent_soft"),
    ("accent_text", "canvas"),
    ("success", "success_soft"),
    ("success", "surface"),
    ("warning", "warning_soft"),
    ("warning", "surface"),
    ("danger", "danger_soft"),
    ("danger", "surface"),
    ("on_badge", "badge"),
    ("on_note", "note"),
]
MARKS = ["mark_whatsapp", "mark_telegram", "mark_facebook", "mark_instagram", "mark_other"]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.1)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours (WCAG 2.1)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=[f"{a} on {b}" for a, b in PAIRS])
def test_words_stand_out(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", MARKS)
def test_marks_stand_out(palette: Palette, mark: str) -> None:
    ground, letters = getattr(palette, mark)
    assert contrast(letters, ground) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("dot", ["dot_live", "dot_away", "badge"])
def test_the_connection_dot_is_seen_on_the_rail(palette: Palette, dot: str) -> None:
    assert contrast(getattr(palette, dot), palette.rail) >= 3.0
