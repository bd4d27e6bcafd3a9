# SPDX-License-Identifier: Apache-2.0
"""Tells when the agent begins and stops typing; does not know to whom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_ENDS_MS: Final = 5_000


class TypingSignal(QObject):
    """Main thread.

    Signals:
        changed: whether the agent types; False comes 5 seconds after the last key at the latest.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_on = False
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.setInterval(_ENDS_MS)
        self._ends.timeout.connect(self.stop)

    def keep_on(self) -> None:
        """A key was pressed."""
        self._ends.start()
        if not self._is_on:
            self._is_on = True
            self.changed.emit(True)

    @Slot()
    def stop(self) -> None:
        """The agent does something else."""
        self._ends.stop()
        if self._is_on:
            self._is_on = False
            self.changed.emit(False)
