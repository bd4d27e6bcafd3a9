# SPDX-License-Identifier: Apache-2.0
"""Names of a ticket's customer, status and priority in words. Must not paint."""

from __future__ import annotations

from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.tickets import Priority, TicketStatus
from desktop_agent.ui.people import customer_title
from desktop_agent.ui.strings import tr


def customer_name(detail: TicketDetail) -> str:
    """The customer's display name, or the masked id where the messenger gave none."""
    customer = detail.ticket.customer
    return customer_title(customer.name, customer.mask)


def status_word(detail: TicketDetail) -> str:
    """The status in a word; wishes on their way say so."""
    pending = detail.row.pending_status
    if pending is TicketStatus.CLOSED:
        return tr("being closed …")
    if pending is TicketStatus.OPEN:
        return tr("being reopened …")
    if pending is TicketStatus.SNOOZED:
        return tr("being snoozed …")
    match detail.ticket.status:
        case TicketStatus.OPEN:
            return tr("open")
        case TicketStatus.PENDING:
            return tr("with the bot")
        case TicketStatus.SNOOZED:
            return tr("snoozed")
        case TicketStatus.CLOSED:
            return tr("done")


def priority_word(priority: Priority) -> str:
    """High and urgent in words."""
    return tr("urgent") if priority is Priority.URGENT else tr("high priority")
