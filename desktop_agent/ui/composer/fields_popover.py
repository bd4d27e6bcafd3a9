# SPDX-License-Identifier: Apache-2.0
"""Asks for the variables of a snippet that the ticket does not answer itself."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop_agent.ui.composer.snippet_fields import field_names, fill
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look


class FieldsPopover(Popover):
    """One line per open variable.

    Signals:
        filled: the text with every variable filled.
    """

    filled = Signal(str)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(tr("Fill in the snippet"), parent)
        self._text = text
        self._fields: dict[str, QLineEdit] = {}
        form = QWidget(self)
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        for name in field_names(text):
            field = QLineEdit(form)
            field.setAccessibleName(one_line(name, 60))
            field.textChanged.connect(self._on_typed)
            field.returnPressed.connect(self._on_filled)
            rows.addRow(one_line(name, 60), field)
            self._fields[name] = field
        self.add_widget(form)
        self._button = self.add_action(tr("Insert"), self._on_filled, Look.PRIMARY)
        self._button.setEnabled(False)
        for field in list(self._fields.values())[:1]:
            form.setFocusProxy(field)

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._button.setEnabled(all(f.text().strip() for f in self._fields.values()))

    @Slot()
    def _on_filled(self) -> None:
        values = {name: field.text().strip() for name, field in self._fields.items()}
        if all(values.values()):
            self.filled.emit(fill(self._text, values))
            self.close()
