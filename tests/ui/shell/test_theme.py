# SPDX-License-Identifier: Apache-2.0
"""The look: switched live, drawn from files that exist, named by looks that are styled."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_agent.ui.resource_files import ICONS
from desktop_agent.ui.theme.icons import Icon, icon_pixmap
from desktop_agent.ui.theme.looks import Look
from desktop_agent.ui.theme.style_sheet import style_sheet
from desktop_agent.ui.theme.theme import Theme, ThemeChoice
from desktop_agent.ui.theme.tokens import DARK, LIGHT, Palette

# The plain button: its look is the rule for all buttons.
UNSTYLED = {Look.SECONDARY}


def test_choosing_a_theme_repaints_at_once(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(ThemeChoice.DARK)
    assert theme.palette is DARK
    assert qapp.palette().window().color() == QColor(DARK.surface)
    with qtbot.waitSignal(theme.changed):
        theme.choose(ThemeChoice.LIGHT)
    assert theme.palette is LIGHT


def test_the_system_is_followed_only_when_chosen(theme: Theme) -> None:
    theme.choose(ThemeChoice.DARK)
    theme.choose(ThemeChoice.SYSTEM)
    assert theme.palette is LIGHT, "the offscreen platform is light"


def test_fonts_and_colours_are_shared(theme: Theme) -> None:
    assert theme.font(13) is theme.font(13)
    assert theme.colour("#102030") is theme.colour("#102030")
    assert theme.font(13).pixelSize() == 13


@pytest.mark.parametrize("icon", list(Icon))
def test_every_icon_has_a_file_and_takes_its_colour(icon: Icon, theme: Theme) -> None:
    image = icon_pixmap(icon, "#ff0000", 24, 2.0).toImage()
    assert image.width() == 48
    painted = [
        image.pixelColor(x, y)
        for x in range(48)
        for y in range(48)
        if image.pixelColor(x, y).alpha()
    ]
    assert painted
    assert all(colour.red() >= colour.green() + 200 for colour in painted if colour.alpha() > 250)


def test_no_icon_file_is_left_over() -> None:
    assert {path.stem for path in ICONS.glob("*.svg")} == {icon.value for icon in Icon}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_look_is_styled_by_tokens_only(palette: Palette) -> None:
    sheet = style_sheet(palette)
    named = set(re.findall(r'look="([^"]+)"', sheet))
    assert named <= {look.value for look in Look}
    assert {look.value for look in Look} - named <= {look.value for look in UNSTYLED}
    known = {value for value in map(str, _values(palette)) if value.startswith("#")}
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet)) <= known


def _values(palette: Palette) -> list[object]:
    return [getattr(palette, name) for name in Palette.__dataclass_fields__]
