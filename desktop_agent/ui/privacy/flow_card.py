# SPDX-License-Identifier: Apache-2.0
"""The way of a channel's messages, and what the operator states about it (domain-rules R1, R17).

States what the program knows or was told; what is missing is said to be missing.
"""

from __future__ import annotations

from datetime import UTC, datetime, time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_agent.domain.directory import Channel, ChannelKind, ProcessingRecord
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.ui import when
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.page import Card, plain_label
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look


@dataclass(frozen=True, slots=True)
class Station:
    """Who holds the message, and how it came there (`how` is empty for the first)."""

    who: str
    detail: str
    how: str = ""


def stations(channel: Channel, host: str, *, has_tls: bool) -> list[Station]:
    """The way from the customer to this device.

    Without TLS the server is on this computer: nothing else is accepted (architecture §5).
    """
    way = [Station(tr("Customer"), tr("writes first"))]
    if channel.kind in (ChannelKind.WHATSAPP, ChannelKind.FACEBOOK, ChannelKind.INSTAGRAM):
        # Only WhatsApp encrypts up to Meta's end point (domain-rules R17).
        how = "Signal" if channel.kind is ChannelKind.WHATSAPP else ""
        way.append(Station("Meta", channel_kind_name(channel.kind), how))
    elif channel.kind in (ChannelKind.TELEGRAM, ChannelKind.SMS):
        way.append(Station(channel_kind_name(channel.kind), tr("messenger")))
    way.append(Station(tr("Provider"), host))
    how = "TLS" if has_tls else tr("local, no TLS")
    way.append(Station(tr("This device"), "AES-256", how))
    return way


def missing_words(record: ProcessingRecord | None) -> str:
    """What the record leaves open, empty when it is complete."""
    if record is None:
        return tr("nothing stated")
    missing = []
    if record.contract_on is None:
        missing.append(tr("contract"))
    if not record.region:
        missing.append(tr("region"))
    if not record.transfer_basis:
        missing.append(tr("transfer basis"))
    return tr("missing: {what}").format(what=", ".join(missing)) if missing else ""


class FlowCard(Card):
    """One channel."""

    def __init__(
        self,
        channel: Channel,
        record: ProcessingRecord | None,
        host: str,
        *,
        has_tls: bool,
        parent: QWidget | None = None,
    ) -> None:
        name = one_line(channel.name, 60)
        super().__init__(tr("Data flow · {channel}").format(channel=name), parent=parent)
        missing = missing_words(record)
        self.remark.setText(missing or _stated(record))
        set_look(self.remark, Look.FAULT if missing else Look.SUCCESS)
        way = stations(channel, host, has_tls=has_tls)
        self.column.addWidget(_Way(way, self))
        sentences = " ".join(_sentences(channel, record, has_tls=has_tls))
        if sentences:
            self.column.addWidget(plain_label(sentences, Look.SOFT, self))
        path = " → ".join(_spoken(station) for station in way)
        self.setAccessibleName(f"{name}: {path}. {self.remark.text()}")


def _spoken(station: Station) -> str:
    """A station for screen readers, with how the message came there."""
    return f"{station.who} ({', '.join(part for part in (station.how, station.detail) if part)})"


def _stated(record: ProcessingRecord | None) -> str:
    if record is None or record.contract_on is None:
        return ""
    day = when.date(datetime.combine(record.contract_on, time(12), tzinfo=UTC))
    return tr("Region {region} · contract of {date}").format(
        region=one_line(record.region, 30), date=day
    )


def _sentences(channel: Channel, record: ProcessingRecord | None, *, has_tls: bool) -> list[str]:
    sentences = []
    if record is not None and record.provider:
        provider = one_line(record.provider, 80)
        sentences.append(tr("Provider: {name}.").format(name=provider))
    if record is not None and record.transfer_basis:
        basis = one_line(record.transfer_basis, 120)
        sentences.append(tr("Transfer basis: {basis}.").format(basis=basis))
    if record is not None and record.sub_processors is not None:
        sentences.append(tr("%n sub-processor(s) named by the operator.", record.sub_processors))
    if channel.kind is ChannelKind.WHATSAPP:
        sentences.append(
            tr("WhatsApp encrypts up to the end point at Meta, not up to this device.")
        )
        if has_tls:
            sentences.append(tr("From there on every step is encrypted by TLS."))
    if not has_tls:
        sentences.append(
            tr("The connection to the server does not leave this computer and has no TLS.")
        )
    return sentences


class _Way(QWidget):
    """Boxes joined by arrows; wraps nothing, elides the detail."""

    def __init__(self, way: list[Station], parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, station in enumerate(way):
            if number:
                row.addWidget(_arrow(station.how, self))
            row.addWidget(_box(station, self))
        row.addStretch(1)


def _box(station: Station, parent: QWidget) -> QFrame:
    box = QFrame(parent)
    set_look(box, Look.STATION)
    column = QVBoxLayout(box)
    column.setContentsMargins(10, 9, 10, 9)
    column.setSpacing(3)
    for text, look in ((station.who, Look.STRONG), (station.detail, Look.SMALL)):
        label = plain_label(text, look, box)
        label.setWordWrap(False)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(label)
    return box


def _arrow(how: str, parent: QWidget) -> QLabel:
    label = QLabel(f"→\n{how}" if how else "→", parent)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_look(label, Look.SMALL)
    return label
