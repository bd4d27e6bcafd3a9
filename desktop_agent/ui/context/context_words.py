# SPDX-License-Identifier: Apache-2.0
"""The words of the context column: facts as they are stated, and "not stated" where none is.

Pure; must not guess.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QDate, QLocale

from desktop_agent.domain.directory import ChannelKind
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.messaging_window import WindowState, window_at
from desktop_agent.domain.queries import OwnerChange, TicketDetail, TicketRow
from desktop_agent.domain.tickets import Consent, ConsentState, OwnerKind, TicketStatus
from desktop_agent.ui import when
from desktop_agent.ui.channel_marks import channel_kind_name
from desktop_agent.ui.conversation.safe_text import one_line
from desktop_agent.ui.people import shown_mask
from desktop_agent.ui.strings import tr


class Tone(StrEnum):
    """How a statement is to be taken; always together with words."""

    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known about it."""

    label: str
    value: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a timeline: what happened, and when or whence."""

    text: str
    detail: str = ""
    is_done: bool = True


_LEGAL_BASIS = re.compile(r"art(\d+)_(\d+)_([a-z])")
_META = (ChannelKind.WHATSAPP, ChannelKind.FACEBOOK, ChannelKind.INSTAGRAM)


def transfer_state(detail: TicketDetail) -> tuple[str, Tone]:
    """Whether contract, region and transfer basis are all stated (domain-rules R21)."""
    record = detail.processing
    if detail.guard.is_channel_locked:
        return tr("locked"), Tone.FAULT
    if record is None:
        return tr("not stated"), Tone.WARNING
    return (tr("in order"), Tone.GOOD) if record.is_complete else (tr("incomplete"), Tone.WARNING)


def transfer_facts(detail: TicketDetail) -> list[Fact]:
    """Who passes the text on, under which contract, and what this device does with it."""
    record = detail.processing
    kind = detail.channel.kind
    stations = [channel_kind_name(kind)]
    is_metas_own = record is not None and record.provider.startswith("Meta")
    if kind in _META and not is_metas_own:
        stations.append("Meta")
    if record is not None:
        provider = one_line(record.provider, 60) or tr("provider not stated")
        region = one_line(record.region, 30) or tr("region not stated")
        stations.append(f"{provider} ({region})")
    else:
        stations.append(tr("provider not stated"))
    stations.append(tr("this device"))
    facts = [Fact(tr("Way"), " → ".join(stations))]
    if record is None or record.contract_on is None:
        facts.append(Fact(tr("Contract"), tr("not stated"), Tone.WARNING))
    else:
        day = record.contract_on
        written = QLocale().toString(QDate(day.year, day.month, day.day), tr("dd/MM/yyyy"))
        facts.append(Fact(tr("Contract"), tr("DPA of {date}").format(date=written)))
    if record is None or not record.transfer_basis:
        facts.append(Fact(tr("Basis"), tr("not stated"), Tone.WARNING))
    else:
        facts.append(Fact(tr("Basis"), one_line(record.transfer_basis, 160)))
    facts.append(Fact(tr("Device"), tr("encrypted, no address book")))
    return facts


def consent_state_word(state: ConsentState) -> tuple[str, Tone]:
    """Where the double opt-in stands (domain-rules §5.2)."""
    match state:
        case ConsentState.UNKNOWN:
            return tr("not asked yet"), Tone.WARNING
        case ConsentState.ASKED:
            return tr("asked"), Tone.WARNING
        case ConsentState.DECLARED:
            return tr("declared"), Tone.WARNING
        case ConsentState.CONFIRMED:
            return tr("confirmed"), Tone.GOOD
        case ConsentState.REFUSED:
            return tr("refused"), Tone.FAULT
        case ConsentState.REVOKED:
            return tr("withdrawn"), Tone.FAULT
        case ConsentState.EXPIRED:
            return tr("out of date"), Tone.WARNING


def consent_steps(consent: Consent, *, has_written: bool) -> list[Step]:
    """Step 1 the notice, step 2 the customer's own message, each as far as it is proven."""
    notice = version_text(consent.notice)
    if consent.declared_at is None:
        first = Step(tr("Privacy notice not accepted yet"), is_done=False)
    else:
        text = (
            tr("Privacy notice {version} accepted").format(version=notice)
            if notice
            else tr("Privacy notice accepted, version not stated")
        )
        source = source_word(consent.source)
        first = Step(text, f"{source} · {_moment(consent.declared_at)}")
    if consent.confirmed_at is not None:
        second = Step(
            tr("Customer wrote first"),
            f"{_moment(consent.confirmed_at)} · {link_word(consent.link)}",
        )
    elif has_written:
        second = Step(tr("Customer wrote first"), tr("not tied to a notice"), is_done=False)
    else:
        second = Step(tr("Customer has not written yet"), is_done=False)
    return [first, second]


def version_text(notice: str) -> str:
    """A notice's version as people write it: "v4"; other words stay as they are."""
    text = one_line(notice, 40)
    return f"v{text}" if text.isdigit() else text


def legal_basis_text(code: str) -> str:
    """The server's code for a legal basis as people write it: "Art. 6 (1) e"."""
    text = one_line(code, 40)
    found = _LEGAL_BASIS.fullmatch(text)
    return "Art. {} ({}) {}".format(*found.groups()) if found else text


def source_word(source: str) -> str:
    """Where the notice was accepted, as the server names it (domain-rules §5.1)."""
    words = {
        "widget_card": tr("Card widget"),
        "widget_chip": tr("Chip widget"),
        "bot_question": tr("Bot question"),
        "form": tr("Form"),
        "paper": tr("Paper"),
        "phone_log": tr("Telephone note"),
        "import": tr("Import"),
        "chat": tr("Chat"),
        "agent": tr("Recorded by an agent"),
    }
    return words.get(source) or one_line(source, 40) or tr("source not stated")


def link_word(link: str) -> str:
    """How firmly notice and chat are tied; shown honestly (domain-rules §5.4)."""
    words = {
        "token": tr("tied by code"),
        "button_payload": tr("tied by button"),
        "time_only": tr("tied by time only"),
    }
    return words.get(link) or tr("not tied")


def content_facts(detail: TicketDetail) -> tuple[str, Tone, str]:
    """Legal basis with its tone, and the sentence about special categories."""
    basis = legal_basis_text(detail.ticket.facts.legal_basis)
    sentence = (
        tr("Specially protected (Art. 9): no previews in notifications.")
        if detail.ticket.facts.is_sensitive
        else tr("Not marked as specially protected (Art. 9).")
    )
    return (basis, Tone.PLAIN, sentence) if basis else (tr("not stated"), Tone.WARNING, sentence)


def customer_facts(detail: TicketDetail, now: datetime) -> list[Fact]:
    """Masked id, since when, and what is left of the window."""
    mask = shown_mask(detail.ticket.customer.mask)
    facts = [Fact(tr("Id"), f"{channel_kind_name(detail.channel.kind)} {mask}".strip())]
    since = detail.ticket.facts.customer_since_at
    count = detail.ticket.facts.earlier_tickets or detail.earlier_tickets
    tickets = tr("%n earlier ticket(s)", n=count) if count else ""
    if since is not None:
        parts = [when.date(since), tickets]
        facts.append(Fact(tr("Contact since"), ", ".join(part for part in parts if part)))
    elif tickets:
        facts.append(Fact(tr("Contact"), tickets))
    window = window_at(now, detail.guard.last_inbound_at, detail.channel.window)
    if window.state is not WindowState.UNLIMITED and window.closes_at is not None:
        value = (
            when.left_until(window.closes_at, now)
            if window.is_open
            else tr("closed {time}").format(time=when.moment(window.closes_at, now))
        )
        facts.append(Fact(tr("Window"), value))
    return facts


def earlier_ticket_text(row: TicketRow, now: datetime) -> str:
    """One earlier ticket in a line."""
    words = {
        TicketStatus.OPEN: tr("open"),
        TicketStatus.PENDING: tr("with the bot"),
        TicketStatus.SNOOZED: tr("snoozed"),
        TicketStatus.CLOSED: tr("done"),
    }
    at = when.list_time(row.last_activity_at, now)
    return tr("Ticket {number} · {status} · {time}").format(
        number=int(row.id), status=words[row.status], time=at
    )


def owner_steps(detail: TicketDetail, now: datetime) -> list[Step]:
    """Who had the ticket, newest first, as this device saw it, and why it was routed."""
    steps = []
    history = detail.owner_history
    for place in range(len(history) - 1, -1, -1):
        before = history[place - 1] if place else None
        steps.append(_owner_step(history[place], before, now))
    if not history:
        owner = detail.ticket.owner
        name = tr("Free") if owner is None else one_line(owner.name, 60)
        steps.append(Step(name, tr("since when is not known here")))
    rule = one_line(detail.ticket.facts.routing_rule, 80)
    if rule:
        routed_at = detail.ticket.facts.routed_at
        steps.append(
            Step(
                tr("Rule “{rule}”").format(rule=rule),
                "" if routed_at is None else when.moment(routed_at, now),
            )
        )
    return steps


def _owner_step(change: OwnerChange, before: OwnerChange | None, now: datetime) -> Step:
    at = when.since(change.seen_at, now)
    if change.owner is None:
        since = tr("since {time}") if before is None else tr("released {time}")
        return Step(tr("Free"), since.format(time=at))
    name = one_line(change.owner.name, 60) or tr("Agent {number}").format(
        number=int(change.owner.id)
    )
    if change.owner.kind is OwnerKind.BOT:
        name = tr("Bot · {name}").format(name=name)
    if before is None:
        return Step(name, tr("since {time}").format(time=at))
    previous = tr("free") if before.owner is None else one_line(before.owner.name, 60)
    return Step(name, tr("since {time}, before: {previous}").format(time=at, previous=previous))


def _moment(at: datetime) -> str:
    return f"{when.date(at)} {when.clock(at)}"
