# SPDX-License-Identifier: Apache-2.0
"""Tells when a widget has been painted and the paint has reached the screen. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget


class PaintWatch(QObject):
    """Calls `on_paint` in the turn of the event loop after each paint of `widget`.

    Qt flushes a window at the end of the turn that painted it, so the next turn is when a person
    can see it. `counts` decides at the paint whether it is worth telling.
    """

    def __init__(
        self,
        widget: QWidget,
        on_paint: Callable[[], None],
        counts: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(widget)
        self._on_paint = on_paint
        self._counts = counts
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice paints, take none."""
        del watched
        if event.type() == QEvent.Type.Paint and self._counts():
            QTimer.singleShot(0, self._tell)
        return False

    @Slot()
    def _tell(self) -> None:
        self._on_paint()
