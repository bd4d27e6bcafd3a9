# SPDX-License-Identifier: Apache-2.0
"""How the composer looks as a reply and as a note. Colours come from the tokens only."""

from __future__ import annotations

from desktop_agent.ui.theme import tokens as t
from desktop_agent.ui.theme.tokens import Palette


def composer_style(p: Palette, *, is_note: bool) -> str:
    """A style sheet; a note is unmistakable by ground, dashed edge and colour of its words."""
    ground = p.note if is_note else p.surface
    words = p.on_note if is_note else p.text
    edge = f"1px dashed {p.note_border}" if is_note else f"1px solid {p.border_strong}"
    focus = p.note_border if is_note else p.accent
    return (
        f"#composer {{ background: {ground}; border: none; border-top: 1px solid {p.border}; }}"
        f"GrowingEdit {{ background: {ground}; color: {words}; border: {edge};"
        f" border-radius: {t.RADIUS}px; padding: 6px 9px; }}"
        f"GrowingEdit:focus {{ border: 2px solid {focus}; padding: 5px 8px; }}"
    )
