# SPDX-License-Identifier: Apache-2.0
"""One unconfirmed command: for whom, what, why it waits, and what may be done. Does nothing."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_agent.domain.commands import Note, Reply, SendFile, SendTemplate
from desktop_agent.domain.outbox import OutboxRow, OutboxState
from desktop_agent.domain.queries import TicketRow
from desktop_agent.ui import when
from desktop_agent.ui.channel_marks import ChannelMark
from desktop_agent.ui.conversation.phrases import wish_name
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.conversation.safe_text import shown
from desktop_agent.ui.page import plain_label
from desktop_agent.ui.people import customer_title
from desktop_agent.ui.send_reasons import row_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_MAX_TEXT = 600
_DECISION = (OutboxState.HELD, OutboxState.FAILED)
_CANCELLABLE = (OutboxState.QUEUED, OutboxState.HELD, OutboxState.FAILED)


def command_text(row: OutboxRow) -> str:
    """What the agent wrote, empty for wishes without text."""
    match row.command.payload:
        case Reply(text) | Note(text) | SendTemplate(text=text) | SendFile(caption=text):
            return text
        case _:
            return ""


def command_name(row: OutboxRow) -> str:
    """What kind of thing it is."""
    match row.command.payload:
        case Reply():
            return tr("Answer")
        case SendTemplate():
            return tr("Template")
        case SendFile():
            return tr("File")
        case Note():
            return tr("Note")
        case _:
            return wish_name(row)


class OutboxCard(QFrame):
    """The card of one row; its signals carry that row.

    Signals:
        opened, approved, edited, discarded: what the agent wants.
    """

    opened = Signal(object)
    approved = Signal(object)
    edited = Signal(object)
    discarded = Signal(object)

    def __init__(
        self,
        row: OutboxRow,
        ticket: TicketRow | None,
        theme: Theme,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.row = row
        set_look(self, Look.CARD)
        text = row_text(row, now)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addLayout(self._head(row, ticket, theme, now))
        words = command_text(row)
        if words:
            column.addWidget(plain_label(_cut(shown(words)), None, self))
        reason_look = Look.WARNING if row.state in _DECISION else Look.LABEL
        column.addWidget(plain_label(text.headline, reason_look, self))
        column.addWidget(plain_label(text.detail, Look.SMALL, self))
        column.addLayout(self._actions(row, is_gone=ticket is None))
        name = self._name(ticket)
        self.setAccessibleName(f"{name}, {command_name(row)}. {text.sentence}")

    def _name(self, ticket: TicketRow | None) -> str:
        if ticket is None:
            return tr("Ticket {number}").format(number=int(self.row.command.ticket_id))
        return customer_title(ticket.customer_name, ticket.customer_mask)

    def _head(
        self, row: OutboxRow, ticket: TicketRow | None, theme: Theme, now: datetime
    ) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(10)
        if ticket is not None:
            mark = ChannelMark(theme, 34, self)
            mark.set_kind(ticket.channel_kind)
            line.addWidget(mark)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(plain_label(self._name(ticket), Look.STRONG, self))
        number = tr("Ticket {number}").format(number=int(row.command.ticket_id))
        words.addWidget(plain_label(f"{command_name(row)} · {number}", Look.SMALL, self))
        line.addLayout(words, 1)
        at = QLabel(when.moment(row.command.created_at, now), self)
        set_look(at, Look.SMALL)
        line.addWidget(at, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _actions(self, row: OutboxRow, *, is_gone: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(14)
        if row.state in _DECISION and not is_gone:
            is_text = isinstance(row.command.payload, (Reply, SendFile, SendTemplate))
            words = tr("Send all the same") if is_text else tr("Try again")
            self._action(line, words, self._on_approve)
        if row.state in _CANCELLABLE and isinstance(row.command.payload, (Reply, Note)):
            self._action(line, tr("Edit"), self._on_edit)
        if row.state in _CANCELLABLE:
            self._action(line, tr("Discard"), self._on_discard)
        if not is_gone:
            self._action(line, tr("Open ticket"), self._on_open)
        line.addStretch(1)
        return line

    def _action(self, line: QHBoxLayout, words: str, slot: object) -> None:
        button = QPushButton(words, self)
        set_look(button, Look.LINK)
        button.clicked.connect(slot)
        line.addWidget(button)

    @Slot()
    def _on_approve(self) -> None:
        self.approved.emit(self.row)

    @Slot()
    def _on_edit(self) -> None:
        self.edited.emit(self.row)

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self.row)

    @Slot()
    def _on_discard(self) -> None:
        if not command_text(self.row):
            self._discard()
            return
        popover = Popover(tr("Discard this text?"), self)
        popover.add_text(tr("It is not sent and cannot be brought back."))
        popover.add_action(tr("Keep it"), popover.close)
        popover.add_action(tr("Discard"), self._discard, Look.DANGER)
        popover.show_over(self)

    @Slot()
    def _discard(self) -> None:
        self.discarded.emit(self.row)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[:_MAX_TEXT].rstrip() + " …"
