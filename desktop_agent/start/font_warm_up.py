# SPDX-License-Identifier: Apache-2.0
"""Makes Qt load its fallback fonts once, after the first paint, before a message needs them.

The first emoji or Arabic letter costs about 50 ms (measured §1); nobody types in that moment.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QImage, QPainter, QTextLayout

_SAMPLE = "A😀 ✓ مرحبا 你好 Привет"


def warm_up_fonts(font: QFont) -> None:
    """Lay out and paint one line of every script we expect, where nobody sees it. Main thread."""
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    layout = QTextLayout(_SAMPLE, font)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1000)
    layout.endLayout()
    painter = QPainter(image)
    layout.draw(painter, QPointF(0, 0))
    painter.end()
