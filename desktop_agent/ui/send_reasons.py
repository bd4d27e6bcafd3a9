# SPDX-License-Identifier: Apache-2.0
"""Says why something must not or did not go to a customer, and what the agent may do about it.

Decides nothing: the guard (`domain.guard`) and the outbox (`sync`) do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.guard import GuardReason
from desktop_agent.domain.messages import AuthorKind
from desktop_agent.domain.outbox import HeldReason, OutboxRow, OutboxState
from desktop_agent.ui import when
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.problems import TroubleText, problem_text
from desktop_agent.ui.strings import tr


def guard_text(reason: GuardReason) -> TroubleText:
    """Why the composer is locked and the next step that is allowed."""
    return _GUARD[reason]()


def row_text(row: OutboxRow, now: datetime) -> TroubleText:
    """What became of a command that is not confirmed; facts are those of `domain.dispatch`."""
    if row.state is OutboxState.HELD and row.held is not None:
        return held_text(row.held, row.facts, now)
    if row.state is OutboxState.FAILED:
        return _refused(row.facts)
    return _STATES.get(row.state, _held)()


def held_text(reason: HeldReason, facts: Mapping[str, str], now: datetime) -> TroubleText:
    """Why a command waits for its author."""
    if reason is HeldReason.MOVED_ON:
        return _moved_on(facts, now)
    if reason in (HeldReason.REASSIGNED, HeldReason.CONFLICT) and facts.get("owner_name"):
        return _owned(reason, one_line(facts["owner_name"], 60))
    if reason in (HeldReason.GUARD, HeldReason.CONSENT):
        return _guarded(reason, facts)
    if reason is HeldReason.REFUSED:
        return _refused(facts)
    return _HELD[reason]()


def _moved_on(facts: Mapping[str, str], now: datetime) -> TroubleText:
    who, at = one_line(facts.get("author_name", ""), 60), _clock(facts.get("at", ""), now)
    if facts.get("author_kind") == AuthorKind.CUSTOMER:
        return TroubleText(
            tr("Not done: the customer has written again"),
            tr("Please read the new message first, then decide."),
        )
    if not who:
        return _HELD[HeldReason.MOVED_ON]()
    return TroubleText(
        tr("Not sent: {who} answered at {time}").format(who=who, time=at)
        if at
        else tr("Not sent: {who} has answered").format(who=who),
        tr("Please read that answer first. Your text is kept."),
    )


def _owned(reason: HeldReason, who: str) -> TroubleText:
    if reason is HeldReason.REASSIGNED:
        return TroubleText(
            tr("Not sent: {who} has the ticket now").format(who=who),
            tr("Your text is kept. You can hand it over as a note or discard it."),
        )
    return TroubleText(
        tr("Not done: {who} has the ticket").format(who=who),
        tr("Nothing was changed. You can take the ticket over with a reason, or discard this."),
    )


def _guarded(reason: HeldReason, facts: Mapping[str, str]) -> TroubleText:
    text = _HELD[reason]()
    first = facts.get("reasons", "").split(",")[0]
    if first not in _GUARD_VALUES:
        return text
    why = guard_text(GuardReason(first))
    return TroubleText(text.headline, f"{why.sentence} {tr('Your text is kept.')}")


def _refused(facts: Mapping[str, str]) -> TroubleText:
    code = facts.get("code", "")
    if code not in _PROBLEM_VALUES:
        return _HELD[HeldReason.REFUSED]()
    why = problem_text(Problem(ProblemCode(code)))
    return TroubleText(
        tr("Not sent: the server refused it"),
        f"{why.headline} {tr('Your text is kept. You can edit it, try again or discard it.')}",
    )


def _clock(text: str, now: datetime) -> str:
    """The hour of an ISO time of today; empty for other days, where it would mislead."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return ""
    return when.clock(at) if when.is_same_day(at, now) else ""


def _held() -> TroubleText:
    return TroubleText(tr("Not sent"), tr("Your text is kept. Please look at it and decide."))


_STATES: Final[dict[OutboxState, Callable[[], TroubleText]]] = {
    OutboxState.QUEUED: lambda: TroubleText(
        tr("Waiting to be sent"), tr("Goes out by itself as soon as it may.")
    ),
    OutboxState.SENDING: lambda: TroubleText(
        tr("Being sent …"), tr("The server has not confirmed it yet.")
    ),
    OutboxState.UNKNOWN: lambda: TroubleText(
        tr("Unclear whether it was sent"),
        tr("The program looks it up at the server before anything is sent again."),
    ),
}

_HELD: Final[dict[HeldReason, Callable[[], TroubleText]]] = {
    HeldReason.MAY_HAVE_BEEN_SENT: lambda: TroubleText(
        tr("May have been sent"),
        tr(
            "The connection broke while sending and the server shows no trace. Sending again may "
            "reach the customer twice."
        ),
    ),
    HeldReason.MOVED_ON: lambda: TroubleText(
        tr("Not sent: a colleague has answered meanwhile"),
        tr("Please read that answer first. Your text is kept."),
    ),
    HeldReason.STALE: lambda: TroubleText(
        tr("Not sent: it waited too long"),
        tr("Please check whether the answer still fits. Your text is kept."),
    ),
    HeldReason.REASSIGNED: lambda: TroubleText(
        tr("Not sent: the ticket has a new owner"),
        tr("Your text is kept. You can hand it over as a note or discard it."),
    ),
    HeldReason.CONFLICT: lambda: TroubleText(
        tr("Not done: a colleague was first"),
        tr("Nothing was changed. You can take the ticket over with a reason, or discard this."),
    ),
    HeldReason.WINDOW_CLOSED: lambda: TroubleText(
        tr("Not sent: the window has closed"),
        tr("Only an approved template may be sent now. Your text is kept."),
    ),
    HeldReason.CONSENT: lambda: TroubleText(
        tr("Not sent: consent is missing or withdrawn"),
        tr("Your text is kept. Nothing may be sent until the customer agrees."),
    ),
    HeldReason.GUARD: lambda: TroubleText(
        tr("Not sent: a rule speaks against it"),
        tr("Your text is kept. The ticket shows which rule it is."),
    ),
    HeldReason.TICKET_CLOSED: lambda: TroubleText(
        tr("Not sent: the ticket was closed meanwhile"),
        tr("Your text is kept. You can reopen the ticket or discard this."),
    ),
    HeldReason.TICKET_GONE: lambda: TroubleText(
        tr("Not sent: you can no longer see the ticket"),
        tr("It was deleted or moved out of your teams. You can copy your text or discard it."),
    ),
    HeldReason.REFUSED: lambda: TroubleText(
        tr("Not sent: the server refused it"),
        tr("Your text is kept. You can edit it, try again or discard it."),
    ),
}

_GUARD: Final[dict[GuardReason, Callable[[], TroubleText]]] = {
    GuardReason.NOT_ONE_TO_ONE: lambda: TroubleText(
        tr("This is a group chat."),
        tr("Only chats with one customer can be answered. You can write a note."),
    ),
    GuardReason.NO_INBOUND: lambda: TroubleText(
        tr("The customer has not written yet."),
        tr("Only somebody who wrote first may be answered. You can write a note."),
    ),
    GuardReason.CHANNEL_LOCKED: lambda: TroubleText(
        tr("This channel is locked."),
        tr("Its processing record is not complete. Please ask your IT or data protection officer."),
    ),
    GuardReason.BLOCKED_CUSTOMER: lambda: TroubleText(
        tr("This customer is blocked."),
        tr("Lift the block before you answer, or write a note."),
    ),
    GuardReason.CONSENT_REVOKED: lambda: TroubleText(
        tr("The customer has withdrawn consent."),
        tr("Nothing may be sent. You can write a note or close the ticket."),
    ),
    GuardReason.CONSENT_REFUSED: lambda: TroubleText(
        tr("The customer has refused consent."),
        tr("Nothing may be sent. You can write a note or close the ticket."),
    ),
    GuardReason.CONSENT_EXPIRED: lambda: TroubleText(
        tr("The consent is out of date."),
        tr("The notice has changed; the customer must agree again before you answer."),
    ),
    GuardReason.CONSENT_OPEN: lambda: TroubleText(
        tr("Consent is open."),
        tr("The customer must agree before you answer. You can write a note or close the ticket."),
    ),
    GuardReason.MARKETING: lambda: TroubleText(
        tr("This template is advertising."),
        tr("Advertising is switched off here. Please choose another template."),
    ),
    GuardReason.WINDOW_CLOSED: lambda: TroubleText(
        tr("The window is closed."),
        tr("Only an approved template may be sent until the customer writes again."),
    ),
    GuardReason.OWNED_BY_OTHER: lambda: TroubleText(
        tr("A colleague has this ticket."),
        tr("Your draft is kept. You can hand it over as a note or take the ticket over."),
    ),
    GuardReason.EMPTY: lambda: TroubleText(
        tr("There is no text yet."), tr("Please write something before you send it.")
    ),
    GuardReason.TOO_LONG: lambda: TroubleText(
        tr("The text is too long for this channel."), tr("Please shorten it.")
    ),
    GuardReason.BAD_FIELD: lambda: TroubleText(
        tr("A field of the template is empty or has a line break."),
        tr("Please fill every field in one line."),
    ),
}

_GUARD_VALUES: Final = frozenset(reason.value for reason in GuardReason)
_PROBLEM_VALUES: Final = frozenset(code.value for code in ProblemCode)
