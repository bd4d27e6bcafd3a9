# SPDX-License-Identifier: Apache-2.0
"""The program's window: sign-in or workspace, training strip, title, layout and language.

Owns no data; what it shows comes through the bridge. Nothing heavy is imported before the first
paint (measured.md §1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QEvent,
    QLocale,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QVBoxLayout, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.engine_state import EngineState, Phase
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.events import EngineEvent, EngineStateChanged, ProblemArose, SignedIn
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.queries import Counts
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.session import Session
from desktop_agent.ui.language import Languages
from desktop_agent.ui.settings_port import LayoutStore, PersonalSettings, SettingsPort
from desktop_agent.ui.sign_in.preset import SignInPreset
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.looks import Look, set_look
from desktop_agent.ui.theme.theme import Theme
from desktop_agent.ui.window_size import SMALLEST, first_size
from desktop_agent.ui.workspace import Workspace, WorkspaceParts

if TYPE_CHECKING:
    from desktop_agent.ui.notice_strip import NoticeStrip

_FIRST_ROWS_MS = 400
"""So long slow things keep out of the way of the first tickets; then they start all the same."""
_MOST_NOTICES = 3


def utc_now() -> datetime:
    """The wall clock."""
    return datetime.now(UTC)


class MainWindow(QMainWindow):
    """One window a profile. Main thread.

    Signals:
        first_painted: the window has been painted once, tickets included; slow things may start.
        closing: the window is about to close; drafts have been handed over.
    """

    first_painted = Signal()
    closing = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        languages: Languages,
        settings: SettingsPort,
        layout: LayoutStore,
        *,
        session: Session | None = None,
        rules: ServiceRules | None = None,
        preset: SignInPreset | None = None,
        is_training: bool = False,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        super().__init__()
        self._parts = WorkspaceParts(
            bridge, theme, rules or ServiceRules(), settings, preset or SignInPreset(), now
        )
        self._layout = layout
        self._languages = languages
        self._session = session
        self._is_training = is_training
        self._has_painted = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_FIRST_ROWS_MS)
        self._patience.timeout.connect(self._on_first_paint)
        self._counts = Counts()
        self._state = EngineState()
        self._told: tuple[Problem, ...] = ()
        self._notice: NoticeStrip | None = None
        self.workspace: Workspace | None = None
        self.setMinimumSize(SMALLEST)
        self.resize(first_size())
        self._restore_window(layout.read())
        self._show_content()
        bridge.happened.connect(self._on_happened)
        languages.changed.connect(self._on_language_changed)

    @property
    def session(self) -> Session | None:
        """Who is signed in."""
        return self._session

    # --- content

    def _show_content(self) -> None:
        """Build what fits the session, in the language in force."""
        self._drop_content()
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self._is_training:
            column.addWidget(_training_strip(content))
        column.addWidget(self._page(content), 1)
        self.setCentralWidget(content)
        self._show_told()
        self._write_title()

    def _drop_content(self) -> None:
        """Delete the old content now: nothing of it may ask or be told anything any more."""
        self.workspace = None
        self._notice = None
        old = self.takeCentralWidget()
        if old is not None:
            old.deleteLater()
            QCoreApplication.sendPostedEvents(old, QEvent.Type.DeferredDelete.value)
        self._parts.bridge.forget_all()

    def _page(self, parent: QWidget) -> QWidget:
        if self._session is None:
            from desktop_agent.ui.sign_in.screen import SignInScreen

            return SignInScreen(self._parts.bridge, self._parts.theme, self._parts.preset, parent)
        workspace = Workspace(self._parts, self._session, parent)
        workspace.counts_changed.connect(self._on_counts_changed)
        workspace.settings_changed.connect(self._on_settings_changed)
        workspace.restore(self._layout.read())
        workspace.show_state(self._state)
        self.workspace = workspace
        if self._has_painted:
            self._complete()
        else:
            workspace.columns.inbox.installEventFilter(self)
            workspace.columns.inbox.tickets.loaded.connect(self._on_first_rows)
        return workspace

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the first paint of the inbox; its tickets may come a moment later."""
        if event.type() == QEvent.Type.Paint and not self._has_painted:
            watched.removeEventFilter(self)
            if self.workspace is not None and self.workspace.columns.inbox.tickets.is_loading:
                self._patience.start()
            else:
                self._on_first_paint()
        return False

    @Slot()
    def _on_first_rows(self) -> None:
        """The first tickets are in the list of a window that stands: they are painted next."""
        if self._patience.isActive():
            self._patience.stop()
            self._on_first_paint()

    def event(self, event: QEvent) -> bool:
        """Notice the first paint of a window without inbox."""
        is_first = event.type() == QEvent.Type.Paint and not self._has_painted
        if is_first and self.workspace is None:
            self._on_first_paint()
        return super().event(event)

    @Slot()
    def _on_first_paint(self) -> None:
        if self._has_painted:
            return
        self._has_painted = True
        # After this paint has reached the screen.
        QTimer.singleShot(0, self._after_first_paint)

    @Slot()
    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        self._complete()

    def _complete(self) -> None:
        self._show_told()
        if self.workspace is not None:
            self.workspace.complete()

    # --- what happens

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        if isinstance(event, SignedIn):
            self._on_signed_in(event.session)
        elif isinstance(event, EngineStateChanged):
            self._state = event.state
            if event.state.phase is Phase.SIGNED_OUT and self._session is not None:
                self._on_signed_out(event)
        elif isinstance(event, ProblemArose):
            self._tell(event.problem)

    def _tell(self, problem: Problem) -> None:
        """Keep a trouble until the agent closes it, whatever the window shows by then."""
        others = [told for told in self._told if told != problem]
        self._told = (*others, problem)[-_MOST_NOTICES:]
        self._show_told()

    def _show_told(self) -> None:
        content = self.centralWidget()
        layout = None if content is None else content.layout()
        if not self._told or not self._has_painted or not isinstance(layout, QVBoxLayout):
            return
        if self._notice is None:
            from desktop_agent.ui.notice_strip import NoticeStrip

            self._notice = NoticeStrip(content)
            self._notice.closed.connect(self._on_notice_closed)
            layout.insertWidget(layout.count() - 1, self._notice)
        self._notice.tell(self._told)

    @Slot()
    def _on_notice_closed(self) -> None:
        self._told = ()

    def _on_signed_in(self, session: Session) -> None:
        old, self._session = self._session, session
        is_same = old is not None and _who(old) == _who(session)
        if not is_same or self.workspace is None:
            self._leave_workspace()
            self._show_content()

    def _on_signed_out(self, event: EngineStateChanged) -> None:
        self._leave_workspace()
        self._session = None
        self._counts = Counts()
        self._show_content()
        # The new screen missed the event that says why it is here.
        self._parts.bridge.post(event)

    def _leave_workspace(self) -> None:
        if self.workspace is not None:
            self._keep_layout()
            self.workspace.save_draft()

    @Slot()
    def _on_language_changed(self) -> None:
        """Everything is built anew: no widget needs to know how to change its words."""
        workspace = self.workspace
        ticket_id: TicketId | None = None
        if workspace is not None and workspace.columns.conversation is not None:
            ticket_id = workspace.columns.conversation.ticket_id
            workspace.columns.show_ticket(None)
        self._leave_workspace()
        self._show_content()
        if workspace is not None and self.workspace is not None:
            self.workspace.go(workspace.place)
            self.workspace.columns.show_ticket(ticket_id)

    @Slot(object)
    def _on_settings_changed(self, settings: PersonalSettings) -> None:
        self._parts.theme.choose(settings.theme)
        if self.workspace is not None:
            self.workspace.columns.set_enter_sends(settings.enter_sends)
        # Last and later: it replaces the page that is still telling us.
        QTimer.singleShot(0, self._apply_language)

    @Slot()
    def _apply_language(self) -> None:
        self._languages.choose(self._parts.settings.current.language)

    @Slot(object)
    def _on_counts_changed(self, counts: Counts) -> None:
        self._counts = counts
        self._write_title()

    def _write_title(self) -> None:
        title = "Desktop Agent"
        if self._is_training:
            title = tr("{title} – Training").format(title=title)
        if self._counts.unread_mine:
            count = QLocale().toString(self._counts.unread_mine)
            title = f"({count}) {title}"
        self.setWindowTitle(title)

    # --- layout

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand drafts over and keep the layout."""
        self._leave_workspace()
        if self.workspace is None:
            self._keep_layout()
        self.closing.emit()
        super().closeEvent(event)

    def _keep_layout(self) -> None:
        kept = {"window": bytes(self.saveGeometry().toBase64().data()).decode("ascii")}
        if self.workspace is not None:
            kept |= self.workspace.layout_to_keep()
        self._layout.write({**self._layout.read(), **kept})

    def _restore_window(self, layout: Mapping[str, str]) -> None:
        text = layout.get("window", "")
        if text:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(text.encode("ascii", "ignore"))))


def _who(session: Session) -> tuple[str, int, int]:
    return session.server, session.account_id, session.agent_id


def _training_strip(parent: QWidget) -> QFrame:
    strip = QFrame(parent)
    set_look(strip, Look.TRAINING)
    row = QHBoxLayout(strip)
    row.setContentsMargins(16, 4, 16, 4)
    words = tr("Training: customers and colleagues are simulated. Nothing leaves this computer.")
    label = QLabel(words, strip)
    label.setTextFormat(Qt.TextFormat.PlainText)
    row.addWidget(label, 1, Qt.AlignmentFlag.AlignHCenter)
    strip.setAccessibleName(words)
    return strip
