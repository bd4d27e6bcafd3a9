# SPDX-License-Identifier: Apache-2.0
"""Asks how a customer withdrew consent before it is recorded (domain-rules C7). Records nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.strings import tr


class WithdrawalPopover(Popover):
    """Signals:
    chosen: the source of the withdrawal in the server's words.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("Record withdrawal?"), parent)
        self.add_text(
            tr(
                "From then on nothing more is sent to this customer, waiting answers included. "
                "How did the customer withdraw?"
            )
        )
        for text, source in (
            (tr("In this chat"), "chat"),
            (tr("By telephone"), "phone_log"),
            (tr("In writing"), "paper"),
        ):
            self.add_choice(text, self._on_chosen).setProperty("source", source)
        self.add_action(tr("Cancel"), self.close)

    @Slot()
    def _on_chosen(self) -> None:
        self.chosen.emit(str(self.sender().property("source")))
        self.close()
