# SPDX-License-Identifier: Apache-2.0
"""The look's numbers and colours (ui §4). Must not know widgets or pick a theme.

Colours are `#rrggbb`; sizes are logical pixels on a 4 px grid; type sizes are pixels.
Text on its own ground keeps a contrast of 4.5:1; `tests/ui/test_contrast.py` measures it.
"""

from __future__ import annotations

from typing import Final

from desktop_agent.domain.light_dataclass import dataclass

GRID: Final = 4
RADIUS: Final = 8
RADIUS_SMALL: Final = 6
RADIUS_BUBBLE: Final = 12

RAIL_WIDTH: Final = 56
LIST_WIDTH: Final = 336
CONTEXT_WIDTH: Final = 300
ROW_HEIGHT: Final = 76
AVATAR: Final = 34
MAX_BUBBLE: Final = 412

TYPE_SMALL: Final = 11
TYPE_LABEL: Final = 12
TYPE_BODY: Final = 13
TYPE_TITLE: Final = 15
TYPE_PAGE: Final = 20
TYPE_LEAD: Final = 30

FONT_FAMILIES: Final = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
"""The first one that is installed is used; the platform's own font otherwise."""


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme. `x` is a ground, `on_x` what stands on it."""

    name: str
    is_dark: bool
    # grounds
    rail: str
    rail_selected: str
    on_rail: str
    on_rail_soft: str
    me_online: str
    me_busy: str
    me_away: str
    on_me: str
    dot_live: str
    dot_away: str
    surface: str
    canvas: str
    field: str
    raised: str
    border: str
    border_strong: str
    # text
    text: str
    text_soft: str
    text_faint: str
    # accent
    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str
    accent_outline: str
    selection: str
    # meaning
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    badge: str
    on_badge: str
    # transcript
    bubble_in: str
    bubble_in_border: str
    bubble_out: str
    note: str
    note_border: str
    on_note: str
    held_border: str
    highlight: str
    # channel marks: ground and text
    mark_whatsapp: tuple[str, str]
    mark_telegram: tuple[str, str]
    mark_facebook: tuple[str, str]
    mark_instagram: tuple[str, str]
    mark_other: tuple[str, str]


LIGHT: Final = Palette(
    name="light",
    is_dark=False,
    rail="#17312f",
    rail_selected="#354b49",
    on_rail="#dcebe9",
    on_rail_soft="#9fb5b2",
    me_online="#3d6f6a",
    me_busy="#7a5a1e",
    me_away="#56605f",
    on_me="#ffffff",
    dot_live="#3fb56a",
    dot_away="#b9c6c4",
    surface="#ffffff",
    canvas="#f6f7f9",
    field="#f6f7f9",
    raised="#ffffff",
    border="#e3e6ea",
    border_strong="#c9ced6",
    text="#1a1f26",
    text_soft="#5a6472",
    text_faint="#656e7b",
    accent="#0f6b63",
    on_accent="#ffffff",
    accent_text="#0f6b63",
    accent_soft="#e2f1ef",
    accent_outline="#9fcfc9",
    selection="#eaf4f3",
    success="#1e6f3e",
    success_soft="#dff3e6",
    warning="#835000",
    warning_soft="#fff3dc",
    danger="#ad2018",
    danger_soft="#fde8e6",
    badge="#e5a93a",
    on_badge="#2b1d00",
    bubble_in="#ffffff",
    bubble_in_border="#e3e6ea",
    bubble_out="#dff0ee",
    note="#fff8d9",
    note_border="#d9b93f",
    on_note="#5c4a00",
    held_border="#a8660a",
    highlight="#fdeec3",
    mark_whatsapp=("#dff3e6", "#1e6f3e"),
    mark_telegram=("#def0fa", "#0b5c8a"),
    mark_facebook=("#e8e9fb", "#3d3f9e"),
    mark_instagram=("#fbe6f0", "#97245f"),
    mark_other=("#eceef0", "#4c5561"),
)

DARK: Final = Palette(
    name="dark",
    is_dark=True,
    rail="#0d1a19",
    rail_selected="#2c3736",
    on_rail="#d5e6e4",
    on_rail_soft="#9fb5b2",
    me_online="#3d6f6a",
    me_busy="#7a5a1e",
    me_away="#4c5655",
    on_me="#ffffff",
    dot_live="#3fb56a",
    dot_away="#a9b6b4",
    surface="#1b2027",
    canvas="#14181d",
    field="#14181d",
    raised="#232932",
    border="#2c333c",
    border_strong="#424b57",
    text="#e9edf2",
    text_soft="#a3adba",
    text_faint="#8f99a6",
    accent="#58b8ad",
    on_accent="#06201d",
    accent_text="#6cc8be",
    accent_soft="#173733",
    accent_outline="#2f6a63",
    selection="#20302f",
    success="#7fd39c",
    success_soft="#173423",
    warning="#f0bf6b",
    warning_soft="#3a2c10",
    danger="#ff9a90",
    danger_soft="#3f1d1a",
    badge="#e5a93a",
    on_badge="#2b1d00",
    bubble_in="#1b2027",
    bubble_in_border="#2c333c",
    bubble_out="#173733",
    note="#36300f",
    note_border="#b7982e",
    on_note="#eddc97",
    held_border="#f0bf6b",
    highlight="#5a4514",
    mark_whatsapp=("#173423", "#7fd39c"),
    mark_telegram=("#142e3d", "#84c7ef"),
    mark_facebook=("#23254a", "#b0b3f5"),
    mark_instagram=("#3d1a2d", "#f0a3c8"),
    mark_other=("#2b323a", "#b4bdc8"),
)
