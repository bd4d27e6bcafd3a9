# SPDX-License-Identifier: Apache-2.0
"""Tells when a widget has been painted and the paint has reached the screen. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget


class PaintWatch(QObject):
    """Calls `on_paint` right after each paint of `widget` has been flushed to the screen.

    Qt paints and flushes a window in one posted event; what is posted meanwhile comes next, before
    any timer. `counts` decides at the paint whether it is worth telling.
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
            done = QEvent(QEvent.Type.User)
            QCoreApplication.postEvent(self, done, Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """The paint is on the screen."""
        if event.type() == QEvent.Type.User:
            self._on_paint()
            return True
        return super().event(event)
