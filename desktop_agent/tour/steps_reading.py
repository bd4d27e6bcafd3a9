# SPDX-License-Identifier: Apache-2.0
"""The first half of the tour: sign in, look, read, search. Each step returns its evidence."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import TicketId
from desktop_agent.tour.record import Evidence
from desktop_agent.tour.stage import CONTROL, Stage
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.strings import tr

CUSTOMER = "Ayşe Demir"
NEWS = "Noch etwas: Der Bescheid gilt ab dem 1. Oktober. Reicht das so? 🙂"
MARKUP = "<b>Ist das fett?</b> <img src='http://127.0.0.1:9/x.png'> *ja*"
SEARCHED = "Wohngeld"
TRIES = 5


def fill_in_sign_in(stage: Stage) -> Evidence:
    """Type e-mail and password; the connection is checked meanwhile."""
    eyes, hands = stage.eyes, stage.hands
    server = eyes.field(tr("Server"))
    wait_for(server.text, "the preset server address")
    hands.click(eyes.field(tr("Work e-mail")))
    hands.type(stage.agent.email)
    hands.press(Qt.Key.Key_Tab)
    hands.type(stage.agent.password)
    wait_for(lambda: eyes.reads(tr("Connection checked")), "the checked connection")
    return {"connection_was_checked": True, "is_loopback": "//127.0.0.1:" in server.text()}


def sign_in(stage: Stage) -> Evidence:
    """Press Enter and arrive in the program."""
    stage.signed_in_at = time.monotonic()
    stage.hands.press(Qt.Key.Key_Return)
    session = wait_for(lambda: stage.window.session, "a session", limit_s=15)
    if session.agent_id != stage.agent.id:
        raise TourFailure("somebody else is signed in")
    return {
        "agent": int(session.agent_id),
        "role": session.role.value,
        "server_version": session.server_version,
    }


def first_inbox(stage: Stage) -> Evidence:
    """The inbox shows tickets after the first page and then goes live."""
    rows = wait_for(stage.eyes.rows, "tickets in the list", limit_s=15)
    stage.figures["sign_in_to_first_rows_ms"] = stage.since_sign_in_ms()
    stage.wait_for_phase(Phase.LIVE, limit_s=20)
    stage.figures["sign_in_to_live_ms"] = stage.since_sign_in_ms()
    wait_for(lambda: len(stage.eyes.rows()) >= 8, "my tickets in the list")
    rows = stage.eyes.rows()
    for row in rows.values():
        holder = stage.server(row.id)["assignee_id"]
        if holder != stage.agent.id:
            raise TourFailure(f"ticket {row.id} is listed as mine, the server says otherwise")
    return {"rows_in_mine": len(rows), "server_agrees_on_owner_of": len(rows)}


def customer_writes(stage: Stage) -> Evidence:
    """A customer writes; the message stands in the open conversation by a live event."""
    ticket_id = stage.open_ticket(CUSTOMER)
    before = len(stage.control.requests())
    started = time.monotonic()
    written = stage.control.customer_writes(ticket_id, NEWS)
    message = wait_for(lambda: stage.eyes.message(NEWS), "the customer's new message")
    shown_ms = (time.monotonic() - started) * 1000
    if message.id != written.message_id:
        raise TourFailure("another message is shown than the server has")
    fetched = [
        request
        for request in stage.control.requests()[before:]
        if request.path.endswith("/messages") and request.method == "GET"
    ]
    stage.figures["customer_message_shown_ms"] = round(shown_ms, 1)
    return {
        "ticket": ticket_id,
        "message": written.message_id,
        "shown_ms": round(shown_ms, 1),
        "messages_fetched_for_it": len(fetched),
    }


def markup_stays_text(stage: Stage) -> Evidence:
    """What looks like markup is shown letter by letter, in the conversation and in the list."""
    ticket_id = stage.eyes.detail.ticket.id
    written = stage.control.customer_writes(ticket_id, MARKUP)
    wait_for(lambda: stage.eyes.message(MARKUP), "the message letter by letter")
    wait_for(lambda: MARKUP[:20] in _preview(stage, ticket_id), "the preview letter by letter")
    rendered = stage.eyes.markup_labels()
    if rendered:
        raise TourFailure(f"labels that would render markup: {', '.join(rendered)}")
    return {"message": written.message_id, "labels_with_markup": 0}


def _preview(stage: Stage, ticket_id: int) -> str:
    previews = {row.id: row.preview for row in stage.eyes.rows().values()}
    preview = previews.get(TicketId(ticket_id))
    return "" if preview is None else preview.text


def search(stage: Stage) -> Evidence:
    """Ctrl+K, a word, the arrow keys and Enter lead to a message."""
    hands, eyes = stage.hands, stage.eyes
    hands.press(Qt.Key.Key_K, CONTROL)
    wait_for(eyes.field(tr("Search all tickets")).hasFocus, "the cursor in the search")
    hands.type(SEARCHED)
    results = eyes.results

    def found() -> list[str]:
        entries = [results.entry(row) for row in range(results.rowCount())]
        return [e.text for e in entries if e is not None and e.message_id is not None and e.marks]

    texts = _search_again_until(stage, found)
    wrong = [text for text in texts if SEARCHED.casefold() not in text.casefold()]
    if wrong:
        raise TourFailure("a found message does not contain the word")
    return {"word": SEARCHED, "found": len(texts)}


def _search_again_until(stage: Stage, found: Callable[[], list[str]]) -> list[str]:
    """New messages are indexed a moment after they came; a person types the last letter again."""
    for _ in range(TRIES):
        try:
            return wait_for(found, "found messages", limit_s=1.0)
        except TourFailure:
            stage.hands.press(Qt.Key.Key_Backspace)
            stage.hands.type(SEARCHED[-1])
    return wait_for(found, f"messages with “{SEARCHED}”")


def open_found_message(stage: Stage) -> Evidence:
    """Enter opens what was found; Esc brings the list back."""
    hands, results = stage.hands, stage.eyes.results
    entries = [results.entry(row) for row in range(results.rowCount())]
    found = {e.message_id for e in entries if e is not None and e.message_id is not None}
    hands.press(Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)

    def shown() -> list[int]:
        return [int(one.id) for one in stage.eyes.messages() if one.id in found]

    ids = wait_for(shown, "the found message in the conversation")
    hands.click(stage.eyes.field(tr("Search all tickets")))
    hands.press(Qt.Key.Key_Escape)
    wait_for(stage.eyes.ticket_list.isVisible, "the list in its place again")
    ticket_id = stage.eyes.detail.ticket.id
    known = {int(str(one["id"])) for one in stage.server_messages(ticket_id)}
    if not set(ids) <= known:
        raise TourFailure("a message is shown that the server does not have")
    return {"ticket": ticket_id, "found_messages_shown": len(ids)}
