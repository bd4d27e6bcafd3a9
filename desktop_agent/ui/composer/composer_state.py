# SPDX-License-Identifier: Apache-2.0
"""Decides what may be written for a ticket and what sending does first. Pure; asks the guard."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from desktop_agent.domain.commands import Claim, Payload, Reopen, Reply
from desktop_agent.domain.guard import GuardReason, check
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messaging_window import MessagingWindow, window_at
from desktop_agent.domain.queries import TicketDetail
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.tickets import OwnerKind, TicketStatus


class ReplyMode(StrEnum):
    """What the reply side of the composer offers; notes are always possible."""

    TEXT = "text"
    TEMPLATE = "template"
    LOCKED = "locked"


class NextStep(StrEnum):
    """The legal way on when a reply is locked (domain-rules §5.3)."""

    TAKE = "take"
    TAKE_OVER = "take_over"
    AS_NOTE = "as_note"
    TEMPLATE = "template"
    ASK_CONSENT = "ask_consent"
    NOTE = "note"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class ComposerState:
    """`before_send` are wishes that go out ahead of the reply, in order."""

    mode: ReplyMode
    window: MessagingWindow
    reason: GuardReason | None = None
    steps: tuple[NextStep, ...] = ()
    before_send: tuple[Payload, ...] = ()

    @property
    def takes_first(self) -> bool:
        """True when sending also takes the free ticket."""
        return any(isinstance(payload, Claim) for payload in self.before_send)

    @property
    def reopens_first(self) -> bool:
        """True when sending also opens the closed ticket."""
        return any(isinstance(payload, Reopen) for payload in self.before_send)


_CONSENT_OPEN = (GuardReason.CONSENT_OPEN, GuardReason.CONSENT_EXPIRED)


def composer_state(
    detail: TicketDetail, me: AgentId, rules: ServiceRules, now: datetime
) -> ComposerState:
    """What the agent may do in this ticket at this moment."""
    window = window_at(now, detail.guard.last_inbound_at, detail.guard.channel.window)
    reasons = check(Reply("."), detail.guard, me, rules, now).reasons
    before = _before_send(detail, me)
    heavy = [r for r in reasons if r is not GuardReason.WINDOW_CLOSED]
    if heavy:
        steps = _steps(heavy[0], detail, rules, has_window=window.is_open)
        return ComposerState(ReplyMode.LOCKED, window, heavy[0], steps, before)
    if GuardReason.WINDOW_CLOSED in reasons:
        return ComposerState(
            ReplyMode.TEMPLATE, window, GuardReason.WINDOW_CLOSED, (NextStep.TEMPLATE,), before
        )
    return ComposerState(ReplyMode.TEXT, window, before_send=before)


def _before_send(detail: TicketDetail, me: AgentId) -> tuple[Payload, ...]:
    before: list[Payload] = []
    if detail.ticket.status is TicketStatus.CLOSED and detail.row.pending_status is None:
        before.append(Reopen())
    wished = detail.row.pending_owner if detail.row.is_owner_pending else None
    if detail.ticket.owner is None and not (wished is not None and wished.is_agent(me)):
        before.append(Claim())
    return tuple(before)


def _steps(
    reason: GuardReason, detail: TicketDetail, rules: ServiceRules, *, has_window: bool
) -> tuple[NextStep, ...]:
    if reason is GuardReason.OWNED_BY_OTHER:
        owner = detail.ticket.owner
        if owner is not None and owner.kind is OwnerKind.BOT:
            return (NextStep.TAKE,)
        return (NextStep.AS_NOTE, NextStep.TAKE_OVER)
    if reason in _CONSENT_OPEN and rules.consent_question and has_window:
        return (NextStep.ASK_CONSENT, NextStep.NOTE)
    if detail.ticket.status is TicketStatus.CLOSED:
        return (NextStep.NOTE,)
    return (NextStep.NOTE, NextStep.DONE)
