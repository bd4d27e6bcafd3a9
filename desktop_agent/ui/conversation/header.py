# SPDX-License-Identifier: Apache-2.0
"""Who is talked to, where and whose it is, with the actions on the ticket. Sends nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.tickets import OwnerKind, Priority, TicketStatus
from desktop_agent.ui.channel_marks import ChannelMark
from desktop_agent.ui.conversation.elided_label import ElidedLabel
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.conversation.ticket_names import (
    customer_name,
    priority_word,
    status_word,
)
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_of, icon_size
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.restyle import restyle
from desktop_agent.ui.theme.theme import Theme

HEIGHT = 60


class Header(QFrame):
    """The strip over a conversation.

    Signals:
        take_wanted, hand_over_wanted, release_wanted, take_over_wanted: about the owner.
        snooze_wanted: the button's widget, to open the choice under it.
        done_wanted, reopen_wanted: about the status.
        context_toggled: the agent wants the context column shown or hidden.
    """

    take_wanted = Signal()
    hand_over_wanted = Signal(QWidget)
    release_wanted = Signal()
    take_over_wanted = Signal(QWidget)
    snooze_wanted = Signal(QWidget)
    done_wanted = Signal()
    reopen_wanted = Signal()
    context_toggled = Signal()

    def __init__(self, theme: Theme, me: AgentId, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._me = me
        self._detail: TicketDetail | None = None
        self._mark = ChannelMark(theme, parent=self)
        self._name = ElidedLabel(self)
        self._place = ElidedLabel(self)
        self.take = QPushButton(self)
        self.owner = QPushButton(self)
        self._snooze = QToolButton(self)
        self.done = QPushButton(self)
        self._context = QToolButton(self)
        self._build()
        theme.changed.connect(self._on_theme_changed)

    def show_detail(self, detail: TicketDetail) -> None:
        """Show a ticket, its pending wishes included."""
        self._detail = detail
        row = detail.row
        self._mark.set_kind(detail.channel.kind)
        self._name.set_text(customer_name(detail))
        parts = [
            one_line(row.team_name or detail.channel.name, 60),
            tr("Ticket {number}").format(number=int(detail.ticket.id)),
            status_word(detail),
        ]
        if detail.ticket.priority in (Priority.HIGH, Priority.URGENT):
            parts.append(priority_word(detail.ticket.priority))
        self._place.set_text(" · ".join(parts))
        self.setAccessibleName(
            tr("Conversation with {name}, {place}").format(
                name=customer_name(detail), place=", ".join(parts)
            )
        )
        self._show_owner(detail)
        self._show_status(detail)

    @Slot()
    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self._snooze.setToolTip(tr("Snooze"))
        self._snooze.setAccessibleName(tr("Snooze"))
        self._context.setToolTip(tr("Show or hide details"))
        self._context.setAccessibleName(tr("Show or hide details"))
        self.take.setText(tr("Take"))
        if self._detail is not None:
            self.show_detail(self._detail)

    def _build(self) -> None:
        set_look(self, Look.SURFACE)
        self.setObjectName("conversation-header")
        self.setFixedHeight(HEIGHT)
        set_look(self._name, Look.TITLE)
        set_look(self._place, Look.LABEL)
        set_look(self.take, Look.PRIMARY)
        for button in (self._snooze, self._context):
            button.setIconSize(icon_size(18))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._place)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addSpacing(4)
        row.addLayout(words, 1)
        for widget in (self.owner, self.take, self._snooze, self.done, self._context):
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(widget)
        self.take.clicked.connect(self.take_wanted)
        self.owner.clicked.connect(self._on_owner_clicked)
        self._snooze.clicked.connect(self._on_snooze_clicked)
        self.done.clicked.connect(self._on_done_clicked)
        self._context.clicked.connect(self.context_toggled)
        self._on_theme_changed()
        self.retranslate()

    def _show_owner(self, detail: TicketDetail) -> None:
        owner = detail.row.pending_owner if detail.row.is_owner_pending else detail.ticket.owner
        is_pending = detail.row.is_owner_pending
        is_free = owner is None and not is_pending
        is_bot = owner is not None and owner.kind is OwnerKind.BOT
        self.take.setVisible((is_free or is_bot) and not self._is_closed(detail))
        self.owner.setVisible(not is_free)
        if owner is None:
            name = tr("being released …")
        else:
            name = one_line(owner.name, 30) or tr("Agent {number}").format(number=int(owner.id))
            if is_pending and owner.is_agent(self._me):
                name = tr("being taken …")
            elif is_pending:
                name = tr("to {name} …").format(name=name)
        self.owner.setText(name.replace("&", "&&"))
        self.owner.setAccessibleName(tr("Owner: {name}").format(name=name))
        self.owner.setEnabled(not is_pending)
        p = self._theme.palette
        dashed = f"border: 1px dashed {p.border_strong}; color: {p.text_soft};"
        style = dashed if is_pending else ""
        restyle(self.owner, style)
        icon = icon_of(Icon.CHEVRON_DOWN, p.text_soft, 14)
        self.owner.setIcon(icon if not is_pending else icon_of(Icon.CLOCK, p.text_soft, 14))

    def _show_status(self, detail: TicketDetail) -> None:
        is_closed = self._is_closed(detail)
        self.done.setText(tr("Reopen") if is_closed else tr("Done"))
        is_primary = not is_closed and not self.take.isVisibleTo(self)
        set_look(self.done, Look.PRIMARY if is_primary else Look.SECONDARY)
        is_pending = detail.row.pending_status is not None
        self.done.setEnabled(not is_pending)
        self._snooze.setEnabled(not is_closed and not is_pending)

    def _is_closed(self, detail: TicketDetail) -> bool:
        return detail.ticket.status is TicketStatus.CLOSED

    @Slot()
    def _on_owner_clicked(self) -> None:
        if self._detail is None or self._detail.ticket.owner is None:
            return
        is_mine = self._detail.ticket.owner.is_agent(self._me)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not is_mine:
            menu.addAction(tr("Take over …")).triggered.connect(self._on_take_over)
        menu.addAction(tr("Hand over to …")).triggered.connect(self._on_hand_over)
        if is_mine:
            menu.addAction(tr("Release")).triggered.connect(self.release_wanted)
        menu.popup(self.owner.mapToGlobal(self.owner.rect().bottomLeft()))

    @Slot()
    def _on_take_over(self) -> None:
        self.take_over_wanted.emit(self.owner)

    @Slot()
    def _on_hand_over(self) -> None:
        self.hand_over_wanted.emit(self.owner)

    @Slot()
    def _on_snooze_clicked(self) -> None:
        self.snooze_wanted.emit(self._snooze)

    @Slot()
    def _on_done_clicked(self) -> None:
        if self._detail is not None and self._is_closed(self._detail):
            self.reopen_wanted.emit()
        else:
            self.done_wanted.emit()

    @Slot()
    def _on_theme_changed(self) -> None:
        p = self._theme.palette
        self.owner.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.owner.setIconSize(icon_size(14))
        self._snooze.setIcon(icon_of(Icon.SNOOZE, p.text, 18))
        self._context.setIcon(icon_of(Icon.PANEL, p.text, 18))
        restyle(
            self,
            f"#conversation-header {{ background: {p.surface};"
            f" border: none; border-bottom: 1px solid {p.border}; }}",
        )
        if self._detail is not None:
            self._show_owner(self._detail)
