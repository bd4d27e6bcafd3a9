# SPDX-License-Identifier: Apache-2.0
"""Data protection at a glance: flow by channel, safeguards, and what is stored here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.events import DirectoryChanged, EngineEvent
from desktop_agent.domain.queries import DeviceReport, DeviceReportQuery, DirectoryQuery
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.session import Session
from desktop_agent.ui.page import Card, Page
from desktop_agent.ui.privacy.device_card import DeviceCard
from desktop_agent.ui.privacy.flow_card import FlowCard, missing_words
from desktop_agent.ui.sign_in.check_row import CheckRow, CheckState
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.theme import Theme


class PrivacyPage(Page):
    """Two columns of cards, filled when the page comes up."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        session: Session,
        rules: ServiceRules,
        preset: SignInPreset,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            tr("Data protection"),
            tr("What this program processes, where it goes and what of it lies on this device."),
            parent,
        )
        self._bridge = bridge
        self._theme = theme
        self._now = now
        server = QUrl(session.server)
        self._host = server.host()
        self._has_tls = server.scheme() == "https"
        self._preset = preset
        self._device = DeviceCard(rules, self)
        self._flows = QVBoxLayout()
        self._flows.setSpacing(16)
        self._safeguards = Card(tr("Safeguards"), parent=self)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(14)
        self._safeguards.column.addLayout(self._rows)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(16)
        right.setSpacing(16)
        left.addLayout(self._flows)
        left.addStretch(1)
        right.addWidget(self._safeguards)
        right.addWidget(self._device)
        right.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.column.addLayout(columns)
        self.column.addStretch(1)
        bridge.happened.connect(self._on_happened)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask when the page comes up."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        self._bridge.query(DirectoryQuery(), self._show_directory)
        self._bridge.query(DeviceReportQuery(), self._show_report)

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, DirectoryChanged) and self.isVisible():
            self._ask()

    def _show_report(self, report: DeviceReport) -> None:
        self._device.show_report(report, self._now())

    def _show_directory(self, directory: Directory) -> None:
        _empty(self._flows)
        for channel in directory.channels:
            record = directory.processing.get(channel.id)
            self._flows.addWidget(
                FlowCard(channel, record, self._host, has_tls=self._has_tls, parent=self)
            )
        _empty(self._rows)
        open_points = 0
        for state, title, detail in self._facts(directory):
            row = CheckRow(self._theme, self._safeguards)
            row.tell(state, title, detail)
            self._rows.addWidget(row)
            open_points += state is not CheckState.GOOD
        remark = tr("%n open", open_points) if open_points else ""
        self._safeguards.remark.setText(remark)

    def _facts(self, directory: Directory) -> list[tuple[CheckState, str, str]]:
        open_channels = [
            channel.name
            for channel in directory.channels
            if missing_words(directory.processing.get(channel.id))
        ]
        contracts = (
            (CheckState.WARN, tr("Processing not fully stated"), ", ".join(open_channels))
            if open_channels
            else (CheckState.GOOD, tr("Processing stated for every channel"), "")
        )
        return [
            contracts,
            self._connection_fact(),
            self._key_fact(),
            (
                CheckState.GOOD,
                tr("No phone, no address book, no installed messenger"),
                tr("The program contains no part that could read contacts or make calls."),
            ),
            (
                CheckState.GOOD,
                tr("No figures about single people"),
                tr("Nothing is measured or ranked by agent."),
            ),
        ]

    def _connection_fact(self) -> tuple[CheckState, str, str]:
        if self._has_tls:
            words = tr("{host}, by TLS; the certificate check cannot be switched off")
        else:
            words = tr("{host}, which is this computer itself: nothing leaves it, so without TLS")
        return CheckState.GOOD, tr("One connection only"), words.format(host=self._host)

    def _key_fact(self) -> tuple[CheckState, str, str]:
        if self._preset.is_memory_only:
            return (
                CheckState.WARN,
                tr("Stored data is encrypted, the key is in memory only"),
                tr("Nothing is kept on this device after the program ends."),
            )
        return (
            CheckState.GOOD,
            tr("Stored data is encrypted (AES-256)"),
            tr("The key lies in the key ring: {name}").format(name=self._preset.keyring)
            if self._preset.keyring
            else tr("The key lies in the key ring of the system."),
        )


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
