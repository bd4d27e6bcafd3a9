# SPDX-License-Identifier: Apache-2.0
"""Chooses the one banner a ticket shows, by weight (ui §2). Pure words; paints nothing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.commands import Reply
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.guard import GuardReason, check
from desktop_agent.domain.ids import AgentId, TicketId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.queries import NextWindow, TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import OwnerKind, TicketStatus
from desktop_agent.ui import when
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.send_reasons import guard_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon

_IDENTITY = (
    GuardReason.NOT_ONE_TO_ONE,
    GuardReason.NO_INBOUND,
    GuardReason.CHANNEL_LOCKED,
    GuardReason.BLOCKED_CUSTOMER,
)
_CONSENT = (
    GuardReason.CONSENT_REVOKED,
    GuardReason.CONSENT_REFUSED,
    GuardReason.CONSENT_EXPIRED,
    GuardReason.CONSENT_OPEN,
)


class BannerAction(StrEnum):
    """What a banner offers."""

    TAKE = "take"
    TAKE_OVER = "take_over"
    TEMPLATE = "template"
    OPEN_NEXT = "open_next"


@dataclass(frozen=True, slots=True)
class BannerState:
    """One sentence, its weight, and at most one action."""

    text: str
    icon: Icon
    is_fault: bool = False
    action: BannerAction | None = None
    hint: str = ""
    next_id: TicketId | None = None

    @property
    def action_text(self) -> str:
        """The word on the action."""
        match self.action:
            case BannerAction.TAKE:
                return tr("Take")
            case BannerAction.TAKE_OVER:
                return tr("Take over …")
            case BannerAction.TEMPLATE:
                return tr("Choose a template")
            case BannerAction.OPEN_NEXT:
                return tr("Open")
            case None:
                return ""


def choose_banner(
    detail: TicketDetail,
    me: AgentId,
    rules: ServiceRules,
    now: datetime,
    engine: EngineState | None,
    next_window: NextWindow | None,
) -> BannerState | None:
    """The heaviest thing to say, None when all is well."""
    reasons = check(Reply("."), detail.guard, me, rules, now).reasons
    for reason in (*_IDENTITY, *_CONSENT):
        if reason in reasons:
            text = guard_text(reason)
            is_fault = reason is not GuardReason.CONSENT_OPEN
            icon = Icon.SHIELD if reason in _CONSENT else Icon.ALERT
            return BannerState(text.headline, icon, is_fault, hint=text.detail)
    is_closed = detail.ticket.status is TicketStatus.CLOSED
    if GuardReason.WINDOW_CLOSED in reasons and not is_closed:
        text = guard_text(GuardReason.WINDOW_CLOSED)
        may_send = GuardReason.OWNED_BY_OTHER not in reasons
        return BannerState(
            text.sentence,
            Icon.WINDOW_CLOSED,
            is_fault=True,
            action=BannerAction.TEMPLATE if may_send else None,
            hint=text.detail,
        )
    return (
        _owner_banner(detail, me)
        or _offline_banner(engine, now)
        or (None if next_window is None else _next_banner(next_window, now))
    )


def _owner_banner(detail: TicketDetail, me: AgentId) -> BannerState | None:
    owner = detail.ticket.owner
    is_mine_soon = detail.row.is_owner_pending and (
        detail.row.pending_owner is not None and detail.row.pending_owner.is_agent(me)
    )
    if owner is None or owner.is_agent(me):
        if detail.ticket.status is TicketStatus.PENDING and not is_mine_soon:
            return BannerState(
                tr("A bot is talking to this customer."), Icon.INFO, action=BannerAction.TAKE
            )
        return None
    name = one_line(owner.name, 60)
    if owner.kind is OwnerKind.BOT:
        text = tr("The bot “{name}” is answering here.").format(name=name)
        return BannerState(text, Icon.INFO, action=None if is_mine_soon else BannerAction.TAKE)
    since = next((c.seen_at for c in reversed(detail.owner_history) if c.owner == owner), None)
    if since is None:
        text = tr("{name} has this ticket.").format(name=name)
    else:
        text = tr("{name} has had this ticket since {time}.").format(
            name=name, time=when.clock(since)
        )
    return BannerState(text, Icon.USER, action=None if is_mine_soon else BannerAction.TAKE_OVER)


def _offline_banner(engine: EngineState | None, now: datetime) -> BannerState | None:
    if engine is None or engine.is_online or engine.phase is Phase.OPENING:
        return None
    since = (
        tr("No connection since {time}.").format(time=when.since(engine.live_at, now))
        if engine.live_at is not None
        else tr("No connection.")
    )
    kept = tr("You can go on writing; it is sent once the connection is back.")
    hint = problem_text(engine.problem).sentence if engine.problem is not None else ""
    return BannerState(f"{since} {kept}", Icon.OFFLINE, hint=hint)


def _next_banner(next_window: NextWindow, now: datetime) -> BannerState | None:
    if next_window.closes_at <= now:
        return None
    name = one_line(next_window.customer_name, 60)
    number = int(next_window.ticket_id)
    left = when.duration(next_window.closes_at - now)
    text = (
        tr("{name} (ticket {number}) is waiting, the window closes in {time}.").format(
            name=name, number=number, time=left
        )
        if name
        else tr("Ticket {number} is waiting, its window closes in {time}.").format(
            number=number, time=left
        )
    )
    return BannerState(
        text, Icon.WINDOW_URGENT, action=BannerAction.OPEN_NEXT, next_id=next_window.ticket_id
    )
