# SPDX-License-Identifier: Apache-2.0
"""Taking, answering and losing tickets, as the tour's steps. Each returns its evidence."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.messages import Delivery
from desktop_agent.domain.queries import TicketRow
from desktop_agent.domain.tickets import ConsentState
from desktop_agent.tour.record import Evidence
from desktop_agent.tour.stage import CONTROL, Stage
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.strings import tr

ANSWER = "Guten Tag, ich habe Ihr Anliegen übernommen und melde mich noch heute."
LOST = "Lea Brandt"
COLLEAGUE = "Tomasz Lind"
DRAFT = "Ich höre mir Ihre Sprachnachricht gleich an und"


def take_free_ticket(stage: Stage) -> Evidence:
    """Ctrl+2 shows the free tickets; T takes one; it is done when the server says so."""
    stage.hands.press(Qt.Key.Key_2, CONTROL)
    row = wait_for(lambda: _takeable(stage), "a free ticket that may be answered")
    customer_id, ticket_id = row.customer_name, row.id
    stage.hands.click_row(stage.eyes.ticket_list, stage.eyes.place_of(ticket_id))
    wait_for(lambda: stage.eyes.detail.ticket.id == ticket_id, "the free ticket opened")
    wait_for(stage.eyes.messages, "its messages")
    if stage.server(ticket_id)["assignee_id"] is not None:
        raise TourFailure("the ticket is not free at the server")
    stage.press_button(tr("Take"))
    wait_for(
        lambda: stage.server(ticket_id)["assignee_id"] == stage.agent.id,
        "the server's word that the ticket is mine",
    )
    wait_for(lambda: _is_mine(stage, ticket_id), "the ticket shown as mine")
    return {
        "ticket": ticket_id,
        "has_customer_name": bool(customer_id),
        "assignee_at_server": stage.server(ticket_id)["assignee_id"],
    }


def _takeable(stage: Stage) -> TicketRow | None:
    for row in stage.eyes.rows().values():
        is_answerable = row.consent is ConsentState.CONFIRMED and not row.is_sensitive
        has_window = row.window_closes_at is not None and row.window_closes_at > stage.clock.now()
        if row.owner is None and is_answerable and has_window:
            return row
    return None


def _is_mine(stage: Stage, ticket_id: TicketId) -> bool:
    detail = stage.eyes.detail
    owner = detail.ticket.owner
    is_settled = detail.ticket.id == ticket_id and not detail.row.is_owner_pending
    return is_settled and owner is not None and owner.is_agent(stage.window.session.agent_id)  # type: ignore[union-attr]  # signed in


def answer(stage: Stage) -> Evidence:
    """Write an answer and send it; it can be undone for a moment, then the server has it once."""
    ticket_id = stage.eyes.detail.ticket.id
    stage.write(ANSWER)
    stage.press_button(tr("Send"))
    wait_for(stage.eyes.wishes, "the answer waiting to leave")
    if stage.server_copies(ticket_id, ANSWER):
        raise TourFailure("the answer left before it could be undone")
    wait_for(lambda: stage.server_copies(ticket_id, ANSWER), "the answer at the server")
    wait_for(lambda: stage.eyes.message(ANSWER), "the answer among the messages")
    copies = stage.server_copies(ticket_id, ANSWER)
    return {
        "ticket": ticket_id,
        "copies_at_server": len(copies),
        "message": copies[0]["id"],
        "carries_reference": bool(copies[0]["content_attributes"]),
    }


def delivery_turns_to_read(stage: Stage) -> Evidence:
    """The ticks follow what the messenger reports."""
    ticket_id = stage.eyes.detail.ticket.id

    def is_read() -> bool:
        message = stage.eyes.message(ANSWER)
        return message is not None and message.delivery is Delivery.READ

    wait_for(is_read, "the answer shown as read")
    (copy,) = stage.server_copies(ticket_id, ANSWER)
    return {"ticket": ticket_id, "message": copy["id"], "status_at_server": copy["status"]}


def colleague_takes_ticket(stage: Stage) -> Evidence:
    """A colleague takes the ticket while a draft stands: nothing can be sent, nothing is lost."""
    stage.hands.press(Qt.Key.Key_1, CONTROL)
    ticket_id = stage.open_ticket(LOST)
    stage.write(DRAFT)
    before = len(stage.server_messages(ticket_id))
    stage.control.assign(ticket_id, agent=COLLEAGUE)
    composer = stage.eyes.conversation.composer
    banner = stage.eyes.conversation.banner

    def is_told() -> bool:
        return banner.isVisible() and COLLEAGUE in banner.accessibleName()

    wait_for(is_told, "the banner that a colleague has the ticket")
    wait_for(composer.edit.isReadOnly, "a composer that takes no more text")
    if composer.text != DRAFT:
        raise TourFailure("the draft is gone")
    return {
        "ticket": ticket_id,
        "assignee_at_server": stage.server(ticket_id)["assignee_id"],
        "draft_kept": composer.text == DRAFT,
        "sent_meanwhile": _from_me_since(stage, ticket_id, before),
    }


def _from_me_since(stage: Stage, ticket_id: TicketId, before: int) -> int:
    return sum(
        one["type"] == "outgoing" and one["sender_id"] == stage.agent.id
        for one in stage.server_messages(ticket_id)[before:]
    )
