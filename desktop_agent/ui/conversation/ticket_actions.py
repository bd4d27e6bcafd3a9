# SPDX-License-Identifier: Apache-2.0
"""What an agent can do with a ticket: take, hand over, release, snooze, finish, open again.

Makes wishes and offers the way back; never changes what is shown by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from desktop_agent.domain import commands as c
from desktop_agent.domain.directory import Agent, Directory, Team
from desktop_agent.domain.ids import AgentId, CommandId
from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import TicketStatus
from desktop_agent.ui import when
from desktop_agent.ui.composer.composer import Composer
from desktop_agent.ui.composer.composer_state import NextStep
from desktop_agent.ui.composer.wishes import Wishes
from desktop_agent.ui.conversation.banner_choice import BannerAction, BannerState
from desktop_agent.ui.conversation.notice_bar import NoticeBar
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.conversation.ticket_popovers import (
    HandOverPopover,
    SnoozePopover,
    TakeOverPopover,
)
from desktop_agent.ui.strings import tr

_SAID_S = 6.0


class TicketActions(QObject):
    """Acts on the ticket whose detail it was given last. Main thread."""

    def __init__(
        self,
        wishes: Wishes,
        me: AgentId,
        now: Callable[[], datetime],
        notice: NoticeBar,
        rules: ServiceRules,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self._me = me
        self._now = now
        self._notice = notice
        self._undo_s = max(rules.undo_s, _SAID_S)
        self._directory = Directory()
        self._detail: TicketDetail | None = None
        self._closing: CommandId | None = None
        self._is_reopening = False

    def set_directory(self, directory: Directory) -> None:
        """Whom a ticket can go to."""
        self._directory = directory

    def set_detail(self, detail: TicketDetail | None) -> None:
        """The ticket to act on; a close that was taken back too late is opened again."""
        if detail is None or self._detail is None or detail.ticket.id != self._detail.ticket.id:
            self._closing, self._is_reopening = None, False
        self._detail = detail
        is_closed = (
            detail is not None
            and detail.ticket.status is TicketStatus.CLOSED
            and detail.row.pending_status is None
        )
        if is_closed and self._is_reopening:
            self._is_reopening = False
            self._put(c.Reopen())

    @Slot()
    def take(self) -> None:
        """Wish to hold the ticket."""
        self._put(c.Claim())

    @Slot()
    def release(self) -> None:
        """Give the ticket back to the free ones."""
        command_id = self._put(c.Release())
        self._say(tr("The ticket goes back to the free ones."), command_id)

    @Slot(QWidget)
    def ask_hand_over(self, under: QWidget) -> None:
        """Choose a colleague or a team."""
        popover = HandOverPopover(self._directory, self._me, under)
        popover.chosen.connect(self._on_hand_over)
        popover.show_under(under)

    @Slot(QWidget)
    def ask_take_over(self, under: QWidget) -> None:
        """Ask for the reason of taking a colleague's ticket."""
        owner = None if self._detail is None else self._detail.ticket.owner
        if owner is None:
            self.take()
            return
        popover = TakeOverPopover(one_line(owner.name, 60), under)
        popover.chosen.connect(self._on_take_over)
        popover.show_under(under)

    @Slot(QWidget)
    def ask_snooze(self, under: QWidget) -> None:
        """Choose until when the ticket sleeps."""
        popover = SnoozePopover(self._now(), under)
        popover.chosen.connect(self._on_snooze)
        popover.show_under(under)

    @Slot()
    def close_ticket(self) -> None:
        """The ticket is done; it can be taken back for a while."""
        self._closing = self._put(c.Close())
        self._notice.say(tr("Ticket done."), seconds=self._undo_s, undo=self._undo_close)

    @Slot()
    def reopen(self) -> None:
        """The ticket is open again."""
        self._put(c.Reopen())

    def do_step(self, step: object, composer: Composer) -> None:
        """A next step that the composer's lock offers."""
        match step:
            case NextStep.TAKE:
                self.take()
            case NextStep.TAKE_OVER:
                self.ask_take_over(composer)
            case NextStep.DONE:
                self.close_ticket()

    def do_banner(self, state: object, composer: Composer, under: QWidget) -> int | None:
        """A banner's action; returns the number of a ticket to open instead."""
        if not isinstance(state, BannerState):
            return None
        match state.action:
            case BannerAction.TAKE:
                self.take()
            case BannerAction.TAKE_OVER:
                self.ask_take_over(under)
            case BannerAction.TEMPLATE:
                composer.pick_template()
            case BannerAction.OPEN_NEXT:
                return None if state.next_id is None else int(state.next_id)
        return None

    def _put(self, payload: c.Payload) -> CommandId | None:
        if self._detail is None:
            return None
        return self._wishes.put(self._detail, payload)

    def _say(self, text: str, command_id: CommandId | None) -> None:
        if command_id is not None:
            undo = _Undo(self._wishes, command_id)
            self._notice.say(text, seconds=self._undo_s, undo=undo.cancel)

    def _undo_close(self) -> None:
        """Take the wish back; if the server was faster, open the ticket again."""
        if self._closing is not None:
            self._wishes.cancel(self._closing)
            self._is_reopening = True
            self.set_detail(self._detail)

    @Slot(object)
    def _on_hand_over(self, choice: object) -> None:
        if isinstance(choice, Agent):
            command_id = self._put(c.Assign(choice.id))
        elif isinstance(choice, Team):
            command_id = self._put(c.AssignTeam(choice.id))
        else:
            return
        name = one_line(choice.name, 60)
        self._say(tr("The ticket goes to {name}.").format(name=name), command_id)

    @Slot(str)
    def _on_take_over(self, reason: str) -> None:
        self._put(c.Claim(reason))

    @Slot(object)
    def _on_snooze(self, until: datetime | None) -> None:
        command_id = self._put(c.Snooze(until))
        text = (
            tr("The ticket sleeps until the customer writes.")
            if until is None
            else tr("The ticket sleeps until {time}.").format(time=when.moment(until, self._now()))
        )
        self._say(text, command_id)


class _Undo:
    """Takes one wish back."""

    def __init__(self, wishes: Wishes, command_id: CommandId) -> None:
        self._wishes = wishes
        self._command_id = command_id

    def cancel(self) -> None:
        """Only what still waits can be taken back; the outbox decides."""
        self._wishes.cancel(self._command_id)
