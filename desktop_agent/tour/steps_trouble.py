# SPDX-License-Identifier: Apache-2.0
"""Lost network, a closing window and missing consent, as the tour's steps."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import TicketId
from desktop_agent.tour.record import Evidence
from desktop_agent.tour.stage import CONTROL, Stage
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.strings import tr

CUSTOMER = "Ayşe Demir"
OFFLINE_ANSWER = "Danke, der Bescheid reicht so. Sie bekommen bis Freitag Antwort."
WINDOW = "Jonas Weber"
COLLEAGUE = "Tomasz Lind"
WITHOUT_CONSENT = "Familie Schröder-Okafor"


def network_drops(stage: Stage) -> Evidence:
    """The network is gone: the window says so, and an answer is written and kept."""
    ticket_id = stage.open_ticket(CUSTOMER)
    stage.control.add_fault("offline")
    wait_for(lambda: not stage.state.is_online, "the program without connection", limit_s=20)
    stage.eyes.button(tr("Try now"))
    stage.write(OFFLINE_ANSWER)
    stage.press_button(tr("Send"))
    waiting = wait_for(stage.eyes.wishes, "the answer waiting for the connection")
    return {
        "ticket": ticket_id,
        "phase": stage.state.phase.value,
        "waiting_answers": len(waiting),
        "copies_at_server": len(stage.server_copies(ticket_id, OFFLINE_ANSWER)),
    }


def offline_answer_goes_out(stage: Stage) -> Evidence:
    """The network is back: the program catches up first, then the answer leaves, once."""
    ticket_id = stage.eyes.detail.ticket.id
    stage.control.clear_faults("offline")
    # The program may have come back by itself before anybody can press.
    retry = stage.eyes.find_button(tr("Try now"))
    if retry is not None:
        stage.hands.click(retry)
    stage.wait_for_phase(Phase.LIVE, limit_s=30)
    wait_for(lambda: stage.server_copies(ticket_id, OFFLINE_ANSWER), "the answer at the server", 20)
    wait_for(lambda: stage.eyes.message(OFFLINE_ANSWER), "the answer among the messages")
    wait_for(lambda: not stage.eyes.wishes(), "nothing waiting any more")
    return {
        "ticket": ticket_id,
        "copies_at_server": len(stage.server_copies(ticket_id, OFFLINE_ANSWER)),
    }


def window_closes(stage: Stage) -> Evidence:
    """A messaging window closes: free text is over, templates are offered instead."""
    ticket_id = stage.open_ticket(WINDOW)
    closes_at = stage.eyes.detail.row.window_closes_at
    if closes_at is None or closes_at <= stage.clock.now():
        raise TourFailure("the window was not open")
    left_s = (closes_at - stage.clock.now() + timedelta(seconds=30)).total_seconds()
    stage.clock.skip(left_s)
    stage.control.advance_clock(round(left_s))
    # A colleague's note makes the window look at the ticket, and so at the time, again.
    stage.control.note(ticket_id, "Techniker ist unterwegs.", agent=COLLEAGUE)
    composer = stage.eyes.conversation.composer
    banner = stage.eyes.conversation.banner
    wait_for(banner.isVisible, "the banner that the window is closed", limit_s=25)
    stage.wait_for_phase(Phase.LIVE, limit_s=20)
    stage.press_button(tr("Choose a template"), within=composer)
    wait_for(lambda: stage.eyes.field(tr("Find a template")).isVisible(), "the templates")
    return {
        "ticket": ticket_id,
        "server_says_can_reply": stage.server(ticket_id)["can_reply"],
        "minutes_skipped": round(left_s / 60, 1),
        "free_text_possible": composer.edit.isVisible() and not composer.edit.isReadOnly(),
    }


def send_template(stage: Stage) -> Evidence:
    """An approved template, its fields filled, may leave after the window closed."""
    ticket_id = stage.eyes.detail.ticket.id
    before = len(stage.server_messages(ticket_id))
    _fill_fields(stage)
    stage.press_button(tr("Send"), within=stage.eyes.conversation.composer)

    def sent() -> list[object]:
        new = stage.server_messages(ticket_id)[before:]
        return [one["template_params"] for one in new if one["template_params"]]

    templates = wait_for(sent, "the template at the server", limit_s=20)
    return {"ticket": ticket_id, "templates_at_server": len(templates)}


def _fill_fields(stage: Stage) -> None:
    """Type something into every empty field of the chosen template."""
    picker = stage.eyes.field(tr("Find a template")).parentWidget()
    if picker is None:
        raise TourFailure("the template picker is gone")
    for field in picker.findChildren(QLineEdit):
        is_search = field.accessibleName() == tr("Find a template")
        if field.isVisible() and not is_search and not field.text():
            stage.hands.click(field)
            stage.hands.type("Jonas Weber")


def consent_missing(stage: Stage) -> Evidence:
    """Without consent no answer can be written; the window says why and offers the legal step."""
    stage.hands.press(Qt.Key.Key_2, CONTROL)
    ticket_id = stage.open_ticket(WITHOUT_CONSENT)
    composer = stage.eyes.conversation.composer
    wait_for(lambda: not composer.edit.isVisible(), "a locked composer")
    stage.eyes.button(tr("Send the consent question"), within=composer)
    before = _outgoing(stage, ticket_id)
    stage.hands.press(Qt.Key.Key_R)
    stage.hands.press(Qt.Key.Key_Return, CONTROL)
    if composer.edit.isVisible() or composer.text or stage.eyes.wishes():
        raise TourFailure("something could be written without consent")
    attributes = stage.server(ticket_id)["custom_attributes"]
    state = attributes.get("consent_state") if isinstance(attributes, dict) else None
    return {
        "ticket": ticket_id,
        "consent_at_server": state,
        "answers_sent": _outgoing(stage, ticket_id) - before,
    }


def _outgoing(stage: Stage, ticket_id: TicketId) -> int:
    return sum(
        one["type"] == "outgoing" and not one["is_private"]
        for one in stage.server_messages(ticket_id)
    )


def data_protection(stage: Stage) -> Evidence:
    """The page for the data protection officer says what this device holds."""
    stage.press_button(tr("Data protection"))
    wait_for(lambda: stage.eyes.reads(tr("Data protection")), "the data-protection page")
    return {"tickets_at_server": stage.control.state()["tickets"]}
