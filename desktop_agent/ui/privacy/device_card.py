# SPDX-License-Identifier: Apache-2.0
"""What this device holds, why and until when, with counted numbers (domain-rules C19)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_agent.domain.queries import DeviceReport
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.ui import when
from desktop_agent.ui.conversation.phrases import byte_size
from desktop_agent.ui.page import Card, plain_label
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look


class DeviceCard(Card):
    """A table of five lines; empty until the report is here."""

    def __init__(self, rules: ServiceRules, parent: QWidget | None = None) -> None:
        super().__init__(tr("On this device"), parent=parent)
        self._rules = rules
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(0)
        self._grid.setHorizontalSpacing(0)
        for column, share in enumerate((6, 5, 5, 3)):
            self._grid.setColumnStretch(column, share)
        self.column.addLayout(self._grid)

    def show_report(self, report: DeviceReport, now: datetime) -> None:
        """Fill in the numbers."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.remark.setText(tr("as of {time}").format(time=when.clock(now)))
        lines = [(tr("What"), tr("Purpose"), tr("Deleted"), tr("Number")), *self._lines(report)]
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                look = Look.CELL_HEAD if row == 0 else Look.CELL
                label = plain_label(text, look, self)
                if column == 3:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._grid.addWidget(label, row, column)

    def _lines(self, report: DeviceReport) -> list[tuple[str, str, str, str]]:
        number = QLocale().toString
        days = self._rules.closed_horizon.days
        attachments = number(report.attachments)
        if report.attachments:
            attachments += f" ({byte_size(report.attachment_bytes)})"
        return [
            (
                tr("Tickets you may see"),
                tr("Service"),
                tr("%n day(s) after they are done", days),
                number(report.tickets),
            ),
            (
                tr("Messages and search words"),
                tr("Reading, searching offline"),
                tr("with the ticket"),
                number(report.messages),
            ),
            (tr("Attachments"), tr("Display"), tr("with the ticket"), attachments),
            (
                tr("Drafts and outbox"),
                tr("so that nothing is lost"),
                tr("after sending"),
                number(report.drafts + report.outbox),
            ),
            (
                tr("Display names of customers"),
                tr("Recognising the chat"),
                tr("with the ticket"),
                number(report.customers),
            ),
            (
                tr("Phone numbers, e-mail addresses, contacts"),
                tr("none"),
                tr("never stored"),
                tr("none"),
            ),
        ]
