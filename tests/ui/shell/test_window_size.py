# SPDX-License-Identifier: Apache-2.0
"""The first window fits the screen it opens on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from desktop_agent.ui.window_size import SMALLEST, USUAL, fitting


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        pytest.param(QSize(1920, 1080), USUAL, id="large-screen"),
        pytest.param(QSize(1280, 720), QSize(1280, 720), id="laptop"),
        pytest.param(QSize(960, 640), SMALLEST, id="smallest"),
        pytest.param(QSize(800, 600), SMALLEST, id="too-small"),
        pytest.param(QSize(1366, 700), QSize(1360, 700), id="low"),
    ],
)
def test_first_size_fits_the_screen(room: QSize, expected: QSize) -> None:
    assert fitting(room) == expected
