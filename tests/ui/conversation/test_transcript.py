# SPDX-License-Identifier: Apache-2.0
"""Reading a ticket: paging without a jump, arriving messages, pictures, links, keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_agent.domain.events import AttachmentReady, MessagesChanged
from desktop_agent.domain.ids import AttachmentId, MessageId
from desktop_agent.domain.messages import Attachment, AttachmentKind, MessageKind
from desktop_agent.domain.queries import AttachmentBytes
from desktop_agent.domain.requests import FetchAttachment, FetchOlder
from desktop_agent.ui.conversation.link_popover import ask_link
from desktop_agent.ui.conversation.links import find_links
from desktop_agent.ui.conversation.pane import ConversationPane
from desktop_agent.ui.conversation.picture_decoder import decode
from desktop_agent.ui.conversation.pictures import BOX, Holding
from desktop_agent.ui.conversation.popover import Popover
from desktop_agent.ui.conversation.rows import MessageRow
from desktop_agent.ui.conversation.transcript_model import MAX_HELD, TranscriptRole
from tests.fakes.fake_desk import FakeDesk
from tests.fakes.sample_service import TOMASZ, customer
from tests.ui.conversation.conftest import AYSE, JONAS, open_ticket, write_history

MakePane = Callable[..., ConversationPane]


def _first_visible(pane: ConversationPane) -> tuple[MessageId, int]:
    view = pane.transcript.view
    for position in view.visible_rows():
        index = view.model().index(position, 0)
        row = index.data(TranscriptRole.ROW)
        if isinstance(row, MessageRow):
            return row.message.id, view.visualRect(index).top()
    raise AssertionError("no message in sight")


def test_opening_shows_the_newest_message(make_pane: MakePane) -> None:
    pane = make_pane()
    view, model = pane.transcript.view, pane.transcript.model
    assert view.is_at_bottom
    assert view.visible_rows()[-1] == model.rowCount() - 1


def test_older_messages_come_without_a_jump(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    write_history(desk, AYSE, 500)
    pane = make_pane()
    view, model = pane.transcript.view, pane.transcript.model
    qtbot.waitUntil(lambda: model.message_count >= 60)
    bar = view.verticalScrollBar()
    for _page in range(3):
        bar.setValue(bar.maximum() // 3)
        before = _first_visible(pane)
        with qtbot.waitSignal(model.rowsInserted):
            pane.transcript.feed.older()
        position = model.position_of_message(before[0])
        assert position is not None
        assert view.visualRect(model.index(position)).top() == before[1]


def test_messages_that_only_the_server_has_are_fetched_and_shown(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    desk.gaps.add(AYSE)
    pane = make_pane()
    pane.transcript.feed.older()
    qtbot.waitUntil(lambda: desk.requests(FetchOlder) == [FetchOlder(AYSE)])
    assert pane.transcript.loading.isVisible()
    held = pane.transcript.model.message_count
    desk.gaps.clear()
    write_history(desk, AYSE, 10)
    desk.post(MessagesChanged(AYSE))
    qtbot.waitUntil(lambda: pane.transcript.model.message_count == held + 10)
    assert not pane.transcript.loading.isVisible()


def test_the_held_window_stays_bounded_both_ways(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    write_history(desk, AYSE, 700)
    pane = make_pane()
    model, feed = pane.transcript.model, pane.transcript.feed
    oldest = desk.stories[AYSE].messages[0].id
    newest = desk.stories[AYSE].messages[-1].id
    while model.oldest_id != oldest:
        with qtbot.waitSignal(model.rowsInserted):
            feed.older()
        assert model.message_count <= MAX_HELD
    newer = []
    while feed.has_newer:
        with qtbot.waitSignal(model.rowsInserted):
            feed.newer()
        newer.append(model.newest_id)
        assert model.message_count <= MAX_HELD
    assert newer[-1] == newest


def test_at_the_bottom_a_new_message_pushes_up(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    write_history(desk, AYSE, 40)
    pane = make_pane()
    with qtbot.waitSignal(pane.transcript.arrived):
        message = desk.customer_writes(AYSE, "Noch eine Frage")
    view = pane.transcript.view
    last = view.model().index(view.visible_rows()[-1], 0).data(TranscriptRole.ROW)
    assert isinstance(last, MessageRow)
    assert last.message.id == message.id


def test_elsewhere_nothing_moves_and_the_button_counts(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    write_history(desk, AYSE, 80)
    pane = make_pane()
    view = pane.transcript.view
    qtbot.waitUntil(lambda: pane.transcript.model.message_count >= 60)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    before = _first_visible(pane)
    for text in ("eins", "zwei"):
        with qtbot.waitSignal(pane.transcript.arrived):
            desk.customer_writes(AYSE, text)
    assert _first_visible(pane) == before
    jump = pane.transcript.jump
    assert jump.isVisible()
    assert jump.text() == "2 neue"
    QTest.mouseClick(jump, Qt.MouseButton.LeftButton)
    assert view.is_at_bottom
    assert not jump.isVisible()


def test_a_new_message_is_announced(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    pane = make_pane()
    monkeypatch.setattr(pane.transcript, "announce", said.append)
    with qtbot.waitSignal(pane.transcript.arrived):
        desk.customer_writes(AYSE, "Bitte *schnell*")
    assert len(said) == 1
    assert said[0].startswith("Ayşe Demir, Bitte schnell, ")


def test_every_row_reads_as_one_sentence(make_pane: MakePane) -> None:
    pane = make_pane()
    model = pane.transcript.model
    role = Qt.ItemDataRole.AccessibleTextRole
    sentences = [model.index(i).data(role) for i in range(model.rowCount())]
    assert all(sentences)
    assert any("Bescheid_2026.pdf (412 kB)" in sentence for sentence in sentences)
    assert any(sentence.endswith("gelesen") for sentence in sentences)


def test_another_tickets_answer_that_comes_late_is_dropped(
    qtbot: QtBot, make_pane: MakePane
) -> None:
    pane = make_pane()
    pane.show_ticket(JONAS)
    open_ticket(qtbot, pane, AYSE)
    ids = {i.message.ticket_id for i in pane.transcript.model.items if i.message is not None}
    assert ids == {AYSE}
    assert pane.ticket_id == AYSE


def test_copying_one_message_takes_its_text_only(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    view = pane.transcript.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Anbei der Bescheid. Reicht das so?"


def test_copying_several_names_speakers(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    view = pane.transcript.view
    view.selectAll()
    lines = view.selected_text().splitlines()
    assert any(line.endswith("Ayşe Demir: Anbei der Bescheid. Reicht das so?") for line in lines)
    assert any("Notiz · Tomasz Lind: Akte liegt bei mir" in line for line in lines)


def test_the_reader_selects_inside_a_message(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    view = pane.transcript.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    QTest.keyClick(view, Qt.Key.Key_F2)
    reader = pane.transcript.reader
    assert reader is not None
    assert reader.isReadOnly()
    assert reader.textCursor().selectedText() == "Anbei der Bescheid. Reicht das so?"
    QTest.keyClick(reader, Qt.Key.Key_Escape)
    assert pane.transcript.reader is None


def test_enter_opens_the_rows_menu(qtbot: QtBot, make_pane: MakePane) -> None:
    pane = make_pane()
    view = pane.transcript.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    QTest.keyClick(view, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert words == ["Mit Zitat antworten", "Kopieren"]
    menu.close()


def test_a_link_opens_only_after_its_host_was_shown(
    qtbot: QtBot, make_pane: MakePane, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "desktop_agent.ui.conversation.link_popover.QDesktopServices.openUrl",
        lambda url: opened.append(url.toString()),
    )
    pane = make_pane()
    (link,) = find_links("https://bank.example@evil.example/x")
    popover = ask_link(link, pane)
    assert isinstance(popover, Popover)
    assert "evil.example" in popover.texts()
    assert opened == []
    QTest.keyClick(popover, Qt.Key.Key_Escape)
    assert opened == []


def _jpeg(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#7aa7c7"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"jpg").write(image)
    return bytes(content.data())


def test_pictures_are_decoded_small() -> None:
    image = decode(_jpeg(4000, 3000), BOX * 2)
    assert (image.width(), image.height()) == (560, 420)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"kein Bild",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        # a PNG header that promises 60,000 x 60,000 pixels
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xea`\x00\x00\xea`\x08\x02\x00\x00\x00",
    ],
    ids=["empty", "garbage", "svg", "bomb"],
)
def test_what_is_no_harmless_picture_is_refused(
    content: bytes, recwarn: pytest.WarningsRecorder
) -> None:
    assert decode(content, BOX).isNull()


def _picture(desk: FakeDesk, number: int) -> Attachment:
    attachment = Attachment(
        id=AttachmentId(number), kind=AttachmentKind.IMAGE, name="foto.jpg", size=200_000
    )
    story = desk.stories[AYSE]
    newest = story.messages[-1]
    story.messages.append(
        replace(
            newest,
            id=MessageId(newest.id + 1),
            kind=MessageKind.INBOUND,
            author=customer(story),
            attachments=(attachment,),
        )
    )
    return attachment


def test_a_picture_in_sight_is_fetched_and_shown(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    attachment = _picture(desk, 50)
    pane = make_pane()
    pictures = pane.transcript.pictures
    wanted = FetchAttachment(AYSE, attachment.id)
    qtbot.waitUntil(lambda: wanted in desk.requests(FetchAttachment))
    desk.attachments[50] = AttachmentBytes("foto.jpg", "image/jpeg", _jpeg(1200, 800))
    desk.post(AttachmentReady(attachment.id))
    qtbot.waitUntil(lambda: pictures.pixmap(attachment.id) is not None)
    assert pane.transcript.view.is_at_bottom


def test_nothing_is_fetched_unasked_in_a_specially_protected_ticket(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    story = desk.stories[AYSE]
    story.ticket = replace(story.ticket, facts=replace(story.ticket.facts, is_sensitive=True))
    attachment = _picture(desk, 51)
    pane = make_pane()
    pictures = pane.transcript.pictures
    qtbot.waitUntil(lambda: pictures.holding(attachment.id) is Holding.ABSENT)
    assert desk.requests(FetchAttachment) == []


def _move(pane: ConversationPane, point: QPointF) -> Qt.CursorShape:
    viewport = pane.transcript.view.viewport()
    nothing = Qt.MouseButton.NoButton
    none = Qt.KeyboardModifier.NoModifier
    at = viewport.mapToGlobal(point)
    event = QMouseEvent(QEvent.Type.MouseMove, point, at, nothing, nothing, none)
    QApplication.sendEvent(viewport, event)
    return viewport.cursor().shape()


def test_what_can_be_clicked_shows_it_and_acts(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    view = pane.transcript.view
    row = view.model().index(view.model().rowCount() - 2, 0)
    layout = view.delegate.layout_of(row)
    middle = layout.cards[0].rect.translated(view.visualRect(row).topLeft()).center()
    assert _move(pane, middle) is Qt.CursorShape.PointingHandCursor
    assert _move(pane, QPointF(2, 2)) is Qt.CursorShape.ArrowCursor
    with qtbot.waitSignal(pane.transcript.attachment_wanted):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle.toPoint())


def test_a_colleagues_answer_shows_its_author(
    qtbot: QtBot, desk: FakeDesk, make_pane: MakePane
) -> None:
    pane = make_pane()
    model = pane.transcript.model
    with qtbot.waitSignal(model.rowsInserted):
        desk.colleague_answers(AYSE, "Ich kümmere mich.", TOMASZ)
    assert model.index(model.rowCount() - 1).data().startswith("Tomasz Lind, Ich kümmere mich.")
