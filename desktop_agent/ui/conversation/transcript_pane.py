# SPDX-License-Identifier: Apache-2.0
"""The transcript with what floats over it: jump button, loading line, reader for selecting text.

Decides no wishes; it passes on what was clicked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_agent.bridge import Bridge
from desktop_agent.domain.ids import AgentId, AttachmentId, MessageId, TicketId
from desktop_agent.domain.messages import Attachment
from desktop_agent.ui.conversation.link_popover import ask_link
from desktop_agent.ui.conversation.message_reader import MessageReader
from desktop_agent.ui.conversation.phrases import Phrases
from desktop_agent.ui.conversation.pictures import Pictures
from desktop_agent.ui.conversation.rows import MessageRow, Row, Side, WishRow
from desktop_agent.ui.conversation.safe_text import shown
from desktop_agent.ui.conversation.transcript_delegate import Hit, TranscriptDelegate
from desktop_agent.ui.conversation.transcript_feed import TranscriptFeed
from desktop_agent.ui.conversation.transcript_model import TranscriptModel
from desktop_agent.ui.conversation.transcript_view import TranscriptView
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon, icon_of, icon_size
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme

_TICK_MS: Final = 250
_USUAL_ROW: Final = 72
"""Height of a short message. Where rows are lower still, older ones are read at once."""


class TranscriptPane(QFrame):
    """One ticket's conversation, reading side.

    Signals:
        action_wanted: a `WishRow` and the `Action` chosen on it.
        quote_wanted: the message that shall be answered by a quote.
        attachment_wanted: an attachment that was clicked.
        arrived: customer messages that came in while this ticket is open.
        opened: the ticket's first page is on screen.
    """

    action_wanted = Signal(object, object)
    quote_wanted = Signal(object)
    attachment_wanted = Signal(object)
    arrived = Signal(object)
    opened = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        me: AgentId,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._unseen = 0
        self.phrases = Phrases(now)
        self.pictures = Pictures(bridge, self)
        self.model = TranscriptModel(me, self.phrases, self)
        self._delegate = TranscriptDelegate(theme, self.phrases, self.pictures, self)
        self.view = TranscriptView(self.model, self._delegate, self.phrases, self)
        self.feed = TranscriptFeed(bridge, self.model, self.view.in_place, self)
        self.jump = QPushButton(self)
        self.loading = QLabel(self)
        self.reader: MessageReader | None = None
        self._menu: QMenu | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._build()
        self._connect()

    def open_ticket(self, ticket_id: TicketId | None, message_id: MessageId | None = None) -> None:
        """Show a ticket from its newest message, or around one of them."""
        self._close_reader()
        self._unseen = 0
        self.pictures.open_ticket(ticket_id)
        self.feed.set_first_page(self.view.viewport().height() // _USUAL_ROW + 2)
        self.feed.open(ticket_id, message_id)

    def allow_unasked(self, is_allowed: bool) -> None:
        """Whether small attachments in sight are fetched without a click."""
        self.pictures.allow_unasked(is_allowed)
        self.view.look_round()

    def retranslate(self) -> None:
        """Say everything in the language in force."""
        self.view.setAccessibleName(tr("Messages"))
        self.loading.setText(tr("Older messages are being fetched …"))
        self.loading.adjustSize()
        self._show_jump()
        self.phrases.forget_words()
        self._delegate.forget_layouts()
        self.model.retranslate()
        self.view.remeasure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the place while the width changes."""
        super().resizeEvent(event)
        self._place_floating()

    def _build(self) -> None:
        set_look(self, Look.CANVAS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.jump.setIconSize(icon_size(14))
        self.jump.hide()
        self.jump.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(self.loading, Look.SMALL)
        self.loading.setTextFormat(Qt.TextFormat.PlainText)
        self.loading.hide()
        self._on_theme_changed()

    def _connect(self) -> None:
        self.view.older_wanted.connect(self.feed.older)
        self.view.newer_wanted.connect(self.feed.newer)
        self.view.hit.connect(self._on_hit)
        self.view.menu_wanted.connect(self._on_menu_wanted)
        self.view.reader_wanted.connect(self._on_reader_wanted)
        self.view.bottom_changed.connect(self._on_bottom_changed)
        self.view.seen.connect(self._on_seen)
        self.view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.feed.opened.connect(self._on_opened)
        self.feed.arrived.connect(self._on_arrived)
        self.feed.fetching_changed.connect(self._on_fetching_changed)
        self.pictures.changed.connect(self._on_picture_changed)
        self.model.rowsInserted.connect(self._on_rows_changed)
        self.model.dataChanged.connect(self._on_rows_changed)
        self._theme.changed.connect(self._on_theme_changed)
        self.jump.clicked.connect(self._on_jump)
        self._tick.timeout.connect(self._on_tick)

    def _place_floating(self) -> None:
        size = self.jump.sizeHint()
        self.jump.setGeometry(
            self.width() - size.width() - 26,
            self.height() - size.height() - 12,
            size.width(),
            size.height(),
        )
        self.loading.adjustSize()
        self.loading.move((self.width() - self.loading.width()) // 2, 6)

    def _show_jump(self) -> None:
        self.jump.setVisible(not self.view.is_at_bottom or self.feed.has_newer)
        if self._unseen:
            self.jump.setText(tr("%n new", n=self._unseen))
            set_look(self.jump, Look.PRIMARY)
        else:
            self.jump.setText("")
            set_look(self.jump, Look.SECONDARY)
        p = self._theme.palette
        colour = p.on_accent if self._unseen else p.text
        self.jump.setIcon(icon_of(Icon.ARROW_DOWN, colour, 14))
        self.jump.setAccessibleName(tr("To the newest message"))
        self.jump.setToolTip(tr("To the newest message"))
        self._place_floating()

    def announce(self, text: str) -> None:
        """Let screen readers say something."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, text))

    def _close_reader(self) -> None:
        if self.reader is not None:
            self.reader.deleteLater()
            self.reader = None

    @Slot(object)
    def _on_opened(self, message_id: MessageId | None) -> None:
        position = None if message_id is None else self.model.position_of_message(message_id)
        if position is not None:
            self.view.show_row(position)
        else:
            self.view.to_bottom()
            if self.view.verticalScrollBar().maximum() == 0:
                self.feed.older()
        # Before header, composer and context take their turns: what was clicked for is messages.
        self.view.viewport().repaint()
        self._show_jump()
        self._on_rows_changed()
        self.opened.emit()

    @Slot(object)
    def _on_arrived(self, messages: tuple[object, ...]) -> None:
        self.view.viewport().repaint()
        if not self.view.is_at_bottom:
            self._unseen += len(messages)
            self._show_jump()
        position = self.model.position_of_key(("message", getattr(messages[-1], "id", None)))
        row = None if position is None else self.model.row_at(position)
        if row is not None:
            self.announce(self.phrases.sentence(row))
        self.arrived.emit(messages)

    @Slot(bool)
    def _on_bottom_changed(self, is_at_bottom: bool) -> None:
        if is_at_bottom:
            self._unseen = 0
        self._show_jump()

    @Slot(bool)
    def _on_fetching_changed(self, is_fetching: bool) -> None:
        self.loading.setVisible(is_fetching)
        self._place_floating()

    @Slot()
    def _on_jump(self) -> None:
        self._unseen = 0
        if self.feed.has_newer:
            self.feed.open(self.feed.ticket_id)
        else:
            self.view.to_bottom()
        self.view.setFocus()

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        self._close_reader()

    @Slot(object)
    def _on_seen(self, attachments: tuple[Attachment, ...]) -> None:
        for attachment in attachments if self.pictures.is_ready else ():
            self.pictures.want(attachment)

    @Slot(object)
    def _on_picture_changed(self, attachment_id: AttachmentId) -> None:
        for position in range(self.model.rowCount()):
            row = self.model.row_at(position)
            if isinstance(row, MessageRow) and any(
                a.id == attachment_id for a in row.message.attachments
            ):
                with self.view.in_place():
                    index = self.model.index(position)
                    self.model.dataChanged.emit(index, index)
                return

    @Slot()
    def _on_rows_changed(self) -> None:
        if self._has_countdown():
            self._tick.start()

    @Slot()
    def _on_tick(self) -> None:
        """Repaint countdowns; the last one ends the ticking."""
        if not self._has_countdown():
            self._tick.stop()
            self.view.remeasure()
        self.view.viewport().update()

    def _has_countdown(self) -> bool:
        last = range(max(0, self.model.rowCount() - 20), self.model.rowCount())
        rows = (self.model.row_at(position) for position in last)
        return any(isinstance(r, WishRow) and self.phrases.seconds_left(r.row) for r in rows)

    @Slot(object, object)
    def _on_hit(self, row: Row, found: Hit) -> None:
        if found.action is not None and isinstance(row, WishRow):
            self.action_wanted.emit(row, found.action)
        elif found.link is not None:
            ask_link(found.link, self)
        elif found.attachment is not None:
            self.attachment_wanted.emit(found.attachment)

    @Slot(object, QPoint)
    def _on_menu_wanted(self, row: Row, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._menu = menu
        if isinstance(row, WishRow):
            for action in self.phrases.wish_actions(row):
                self._add(menu, self.phrases.action(action, row), (row, Hit(action=action)))
            menu.addSeparator()
        if isinstance(row, MessageRow):
            self._fill_message_menu(menu, row)
        copy = menu.addAction(tr("Copy"))
        copy.triggered.connect(self.view.copy)
        menu.triggered.connect(self._on_menu_chosen)
        menu.popup(at)

    def _fill_message_menu(self, menu: QMenu, row: MessageRow) -> None:
        if row.side is not Side.NOTE and not row.message.is_deleted:
            self._add(menu, tr("Answer with quote"), (row, "quote"))
        for attachment in row.message.attachments:
            title = self.phrases.attachment_title(attachment)
            self._add(menu, title, (row, Hit(attachment=attachment)))
        for position in range(self.model.rowCount()):
            if self.model.row_at(position) == row:
                body = self._delegate.layout_of(self.model.index(position)).body
                for link in body.links() if body is not None else ():
                    self._add(
                        menu, tr("Open {host} …").format(host=link.host), (row, Hit(link=link))
                    )

    def _add(self, menu: QMenu, text: str, data: object) -> None:
        menu.addAction(text.replace("&", "&&")).setData(data)

    @Slot(QAction)
    def _on_menu_chosen(self, action: QAction) -> None:
        data = action.data()
        if not isinstance(data, tuple):
            return
        row, what = data
        if isinstance(what, Hit):
            self._on_hit(row, what)
        elif isinstance(row, MessageRow):
            self.quote_wanted.emit(row.message)

    @Slot(object, QRect)
    def _on_reader_wanted(self, row: Row, rect: QRect) -> None:
        self._close_reader()
        text = row.text if isinstance(row, WishRow) else ""
        if isinstance(row, MessageRow):
            text = row.message.text or self.phrases.body(row.message)
        self.reader = MessageReader(shown(text), rect, self._theme, self.view.viewport())
        self.reader.closed.connect(self._on_reader_closed)

    @Slot()
    def _on_reader_closed(self) -> None:
        self._close_reader()
        self.view.setFocus()

    @Slot()
    def _on_theme_changed(self) -> None:
        self._delegate.forget_layouts()
        self._show_jump()
        self.view.viewport().update()
