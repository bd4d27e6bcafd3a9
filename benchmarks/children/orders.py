# SPDX-License-Identifier: Apache-2.0
"""Brings the parent's orders from standard input to the main thread. Knows none of them."""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Signal


class Orders(QObject):
    """Reads lines on a thread of its own.

    Signals:
        came: one order, a dictionary; delivered on the main thread.
        ended: the parent has closed its end.
    """

    came = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = threading.Thread(target=self._read, name="orders")

    def start(self) -> None:
        """Begin; connect the signals first."""
        self._thread.start()

    def join(self) -> None:
        """Wait for the reading thread, which ends with the input."""
        self._thread.join()

    def _read(self) -> None:
        for line in sys.stdin:
            order: dict[str, Any] = json.loads(line)
            self.came.emit(order)
        self.ended.emit()
