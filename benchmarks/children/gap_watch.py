# SPDX-License-Identifier: Apache-2.0
"""Watches how long the main thread leaves a timer waiting, while somebody scrolls. Main thread."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView

_FRAME_MS = 33
_STEP_PX = 24
_TURN_PX = 4000


class GapWatch(QObject):
    """A timer of 1 ms that notes the times between its calls, in milliseconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._on_timeout)
        self._gaps: list[float] = []
        self._last_s = 0.0

    def start(self) -> None:
        """Begin anew."""
        self._gaps = []
        self._last_s = time.perf_counter()
        self._timer.start()

    def stop(self) -> list[float]:
        """End; returns every gap since `start`."""
        self._timer.stop()
        return self._gaps

    @Slot()
    def _on_timeout(self) -> None:
        now_s = time.perf_counter()
        self._gaps.append(round((now_s - self._last_s) * 1e3, 2))
        self._last_s = now_s


class Scroller(QObject):
    """Scrolls a list down and up again, 30 times a second, as a reading agent does."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._bar = view.verticalScrollBar()
        self._step = _STEP_PX
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        """Begin where the list stands."""
        self._timer.start()

    def stop(self) -> None:
        """Stay where it is."""
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        value = self._bar.value() + self._step
        if value > min(_TURN_PX, self._bar.maximum()) or value < 0:
            self._step = -self._step
        self._bar.setValue(value)
