# SPDX-License-Identifier: Apache-2.0
"""The context column of one ticket: data protection first, then customer and responsibility.

Shows what is stated and says where nothing is; never invents a fact.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.commands import ChangeLabels, RecordConsent
from desktop_agent.domain.directory import Directory
from desktop_agent.domain.events import DirectoryChanged, OutboxChanged, TicketsChanged
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import (
    CustomerTicketsQuery,
    DirectoryQuery,
    TicketDetail,
    TicketDetailQuery,
    TicketRow,
)
from desktop_agent.domain.tickets import ConsentState
from desktop_agent.ui.composer.wishes import Wishes
from desktop_agent.ui.context import context_words as words
from desktop_agent.ui.context.consent_popover import WithdrawalPopover
from desktop_agent.ui.context.label_row import LabelRow
from desktop_agent.ui.context.sections import FactGrid, Section, Timeline, plain_label
from desktop_agent.ui.questions import Questions
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_MAX_EARLIER = 5


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class ContextPanel(QFrame):
    """Follows one ticket by the bridge's events. Main thread.

    Signals:
        ticket_opened: number of an earlier ticket that the agent wants to see.
        message_wanted: number of the ticket and of the message that proves the consent.
    """

    ticket_opened = Signal(int)
    message_wanted = Signal(int, int)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._now = now
        self._wishes = Wishes(bridge, now)
        self._ticket_id: TicketId | None = None
        self._detail: TicketDetail | None = None
        self._earlier: tuple[TicketRow, ...] = ()
        self._directory = Directory()
        self._questions = Questions(bridge, self)
        self._adding: set[str] = set()
        self._removing: set[str] = set()
        self._inner = QWidget(self)
        self._transfer = Section(theme, self._inner)
        self._consent = Section(theme, self._inner)
        self._content = Section(theme, self._inner)
        self._customer = Section(theme, self._inner)
        self._responsibility = Section(theme, self._inner)
        self._build()
        bridge.happened.connect(self._on_happened)
        theme.changed.connect(self._on_theme_changed)
        self._ask_directory()

    def show_ticket(self, ticket_id: TicketId | None) -> None:
        """Follow another ticket; None shows nothing."""
        if ticket_id == self._ticket_id:
            return
        self._ticket_id = ticket_id
        self._earlier = ()
        self._adding.clear()
        self._removing.clear()
        if ticket_id is None:
            self._detail = None
            self._inner.hide()
        else:
            self._ask()

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.setAccessibleName(tr("Details"))
        self._on_theme_changed()

    @Slot()
    def _on_theme_changed(self) -> None:
        for section in self._inner.findChildren(Section):
            section.forget()
        if self._detail is not None:
            self._show_all(self._detail)

    def _build(self) -> None:
        set_look(self, Look.SURFACE)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for section in (
            self._transfer,
            self._consent,
            self._content,
            self._customer,
            self._responsibility,
        ):
            column.addWidget(section)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(self._inner, Look.SURFACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._inner.hide()
        self.retranslate()

    def _ask(self) -> None:
        ticket_id = self._ticket_id
        if ticket_id is None:
            return

        def take(detail: TicketDetail | None) -> None:
            if ticket_id == self._ticket_id and detail is not None:
                self._take_detail(detail)

        self._questions.ask_anew("detail", TicketDetailQuery(ticket_id), take)

    def _ask_directory(self) -> None:
        self._questions.ask_anew("directory", DirectoryQuery(), self._take_directory)

    def _take_directory(self, directory: Directory) -> None:
        self._directory = directory
        if self._detail is not None:
            self._show_customer(self._detail)

    def _take_detail(self, detail: TicketDetail) -> None:
        former, self._detail = self._detail, detail
        if former is None or former.ticket.id != detail.ticket.id:
            self._ask_earlier(detail)
        if detail == former:
            return
        self._adding -= set(detail.ticket.labels)
        self._removing &= set(detail.ticket.labels)
        if detail.row.held_count:
            self._adding.clear()
            self._removing.clear()
        self._show_all(detail)
        self._inner.show()

    def _show_all(self, detail: TicketDetail) -> None:
        self._show_transfer(detail)
        self._show_consent(detail)
        self._show_content(detail)
        self._show_customer(detail)
        self._show_responsibility(detail)

    def _ask_earlier(self, detail: TicketDetail) -> None:
        ticket_id = detail.ticket.id

        def take(rows: tuple[TicketRow, ...]) -> None:
            if self._detail is not None and self._detail.ticket.id == ticket_id:
                self._earlier = tuple(row for row in rows if row.id != ticket_id)
                self._show_customer(self._detail)

        query = CustomerTicketsQuery(detail.ticket.customer.id)
        self._questions.ask_anew("earlier", query, take)

    def _show_transfer(self, detail: TicketDetail) -> None:
        state, facts = words.transfer_state(detail), words.transfer_facts(detail)
        if self._transfer.is_new((state, facts)):
            self._transfer.show_title(tr("Transfer"), *state)
            self._transfer.new_body().addWidget(FactGrid(facts))

    def _show_consent(self, detail: TicketDetail) -> None:
        consent = detail.ticket.facts.consent
        has_written = detail.guard.first_inbound_id is not None
        if not self._consent.is_new((consent, has_written)):
            return
        self._consent.show_title(tr("Consent"), *words.consent_state_word(consent.state))
        body = self._consent.new_body()
        steps = words.consent_steps(consent, has_written=has_written)
        body.addWidget(Timeline(self._theme, steps, is_numbered=True))
        row = QHBoxLayout()
        row.setSpacing(14)
        if consent.first_message_id is not None:
            proof = self._link(tr("Proof"))
            proof.clicked.connect(self._on_proof)
            row.addWidget(proof)
        if consent.state is not ConsentState.REVOKED:
            withdraw = self._link(tr("Record withdrawal"))
            withdraw.clicked.connect(self._on_withdraw)
            row.addWidget(withdraw)
        row.addStretch(1)
        body.addLayout(row)

    def _show_content(self, detail: TicketDetail) -> None:
        basis, tone, sentence = words.content_facts(detail)
        if not self._content.is_new((basis, sentence)):
            return
        self._content.show_title(tr("Content"), basis, tone)
        body = self._content.new_body()
        look = Look.WARNING if detail.ticket.facts.is_sensitive else Look.SOFT
        body.addWidget(plain_label(sentence, look, self._content))

    def _show_customer(self, detail: TicketDetail) -> None:
        facts = words.customer_facts(detail, self._now())
        labels = (
            detail.ticket.labels,
            sorted(self._adding),
            sorted(self._removing),
            [label.name for label in self._directory.labels],
        )
        earlier_texts = [
            (earlier, words.earlier_ticket_text(earlier, self._now()))
            for earlier in self._earlier[:_MAX_EARLIER]
        ]
        if not self._customer.is_new((facts, labels, earlier_texts)):
            return
        self._customer.show_title(tr("Customer"))
        body = self._customer.new_body()
        body.addWidget(FactGrid(facts))
        for earlier, text in earlier_texts:
            link = self._link(text)
            link.setProperty("ticket", int(earlier.id))
            link.clicked.connect(self._on_earlier)
            body.addWidget(link)
        label_row = LabelRow(self._theme, *labels)
        label_row.add_wanted.connect(self._on_add_label)
        label_row.remove_wanted.connect(self._on_remove_label)
        body.addWidget(label_row)

    def _show_responsibility(self, detail: TicketDetail) -> None:
        steps = words.owner_steps(detail, self._now())
        if not self._responsibility.is_new(steps):
            return
        self._responsibility.show_title(tr("Responsibility"))
        self._responsibility.new_body().addWidget(Timeline(self._theme, steps))

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"), self)
        set_look(button, Look.LINK)
        return button

    @Slot()
    def _on_proof(self) -> None:
        detail = self._detail
        if detail is not None and detail.ticket.facts.consent.first_message_id is not None:
            message_id = detail.ticket.facts.consent.first_message_id
            self.message_wanted.emit(int(detail.ticket.id), int(message_id))

    @Slot()
    def _on_withdraw(self) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            popover = WithdrawalPopover(self)
            popover.chosen.connect(self._on_withdrawal_chosen)
            popover.show_under(button)

    @Slot(str)
    def _on_withdrawal_chosen(self, source: str) -> None:
        if self._detail is not None:
            self._wishes.put(self._detail, RecordConsent(ConsentState.REVOKED, source))

    @Slot()
    def _on_earlier(self) -> None:
        self.ticket_opened.emit(int(self.sender().property("ticket")))

    @Slot(str)
    def _on_add_label(self, name: str) -> None:
        if self._detail is not None:
            self._wishes.put(self._detail, ChangeLabels(add=(name,)))
            self._adding.add(name)
            self._show_customer(self._detail)

    @Slot(str)
    def _on_remove_label(self, name: str) -> None:
        if self._detail is not None:
            self._wishes.put(self._detail, ChangeLabels(remove=(name,)))
            self._removing.add(name)
            self._show_customer(self._detail)

    @Slot(object)
    def _on_happened(self, event: object) -> None:
        match event:
            case TicketsChanged(ids) if ids is None or self._ticket_id in ids:
                self._ask()
            case OutboxChanged(ids) if self._ticket_id in ids:
                self._ask()
            case DirectoryChanged():
                self._ask_directory()
            case _:
                pass
