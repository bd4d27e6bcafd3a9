# SPDX-License-Identifier: Apache-2.0
"""One running program: opens a profile, shows the window that fits, starts and ends the engine.

Holds no rules of the product: it puts parts together and reacts to what they say.
"""

from __future__ import annotations

import gc
import logging
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from desktop_agent.bridge import Bridge
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import Problem, ProblemCode
from desktop_agent.domain.events import EngineEvent, ProblemArose, SignedIn, SignInRefused
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.session import Session
from desktop_agent.policy.load import LoadedPolicy
from desktop_agent.start.engine_start import make_engine_thread
from desktop_agent.start.font_warm_up import warm_up_fonts
from desktop_agent.start.opening import NotOpened, Opened, Outcome, ProfileOpening
from desktop_agent.start.quitter import Quitter
from desktop_agent.start.waiting_window import WaitingWindow
from desktop_agent.start.windows import WindowMaker
from desktop_agent.store.profile_stores import ProfileStores
from desktop_agent.sync.engine_thread import EngineThread

if TYPE_CHECKING:
    from desktop_agent.keys.key_store import KeyStore
    from desktop_agent.start.training import TrainingGround

_log = logging.getLogger(__name__)

FIRST_LOOK_MS = 300
"""So long the first window may wait for key and stores, to appear with its tickets at once."""
WARM_UP_MS = 400


@dataclass(frozen=True, slots=True)
class Ground:
    """What a program stands on: a locked profile, the settings in force and the time."""

    directory: Path
    loaded: LoadedPolicy
    clock: Clock
    training: TrainingGround | None = None


class Program(QObject):
    """Main thread. `quitter` gets everything that must be closed, in the order of opening.

    Signals:
        window_shown: a window took the place of the one before.
    """

    window_shown = Signal(QWidget)
    _outcome = Signal(object)

    def __init__(
        self,
        application: QApplication,
        bridge: Bridge,
        windows: WindowMaker,
        quitter: Quitter,
        ground: Ground,
    ) -> None:
        super().__init__()
        self._application = application
        self._bridge = bridge
        self._windows = windows
        self._quitter = quitter
        self._ground = ground
        self._lock = threading.Lock()
        self._is_quitting = False
        self._opening: ProfileOpening | None = None
        self._stores: ProfileStores | None = None
        self._engine: EngineThread | None = None
        self.window: QWidget | None = None
        self._backend = ""
        self._memory_only: Path | None = None
        self._outcome.connect(self._on_outcome, Qt.ConnectionType.QueuedConnection)
        bridge.happened.connect(self._on_happened)
        quitter.add("opening", self._end_opening)

    def open(self) -> None:
        """Begin to open the profile; the first window stands at the latest after 0.3 s."""
        self._start_opening()
        QTimer.singleShot(FIRST_LOOK_MS, self._show_waiting)

    @Slot()
    def show_in_front(self) -> None:
        """A second start wants to see this window."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # --- opening

    def _start_opening(self) -> None:
        training = self._ground.training
        self._opening = ProfileOpening(
            self._memory_only or self._ground.directory,
            self._make_keys,
            self._ground.loaded.policy,
            report=self._report,
            tell=self._take_outcome,
            prepare=training.start if training is not None else None,
        )
        self._opening.start()

    def _make_keys(self) -> KeyStore:
        """Opening thread. Training never touches a keyring."""
        if self._is_memory_only:
            from desktop_agent.keys.memory_keys import MemoryKeys

            return MemoryKeys()
        from desktop_agent.keys.keyring_keys import KeyringKeys
        from desktop_agent.keys.profile import read_record

        record = read_record(self._ground.directory)
        return KeyringKeys("" if record is None else record.backend)

    def _take_outcome(self, outcome: Outcome) -> None:
        """Opening thread: hand the outcome over, or close what nobody waits for any more."""
        with self._lock:
            if not self._is_quitting:
                self._outcome.emit(outcome)
                return
        if isinstance(outcome, Opened):
            outcome.stores.close()

    @property
    def _is_memory_only(self) -> bool:
        return self._ground.training is not None or self._memory_only is not None

    @Slot(object)
    def _on_outcome(self, outcome: Outcome) -> None:
        self._opening = None
        if isinstance(outcome, NotOpened):
            self._on_not_opened(outcome.problem)
        elif self._is_quitting:
            outcome.stores.close()
        else:
            self._on_opened(outcome)

    def _on_not_opened(self, problem: Problem) -> None:
        is_missing = problem.code is ProblemCode.KEYRING_MISSING
        may_do_without = self._ground.loaded.policy.allows_memory_only
        if is_missing and may_do_without and not self._is_memory_only and not self._is_quitting:
            self._go_on_in_memory()
            return
        self._show_waiting()
        if isinstance(self.window, WaitingWindow):
            self.window.say_problem(problem, can_retry=True)

    def _go_on_in_memory(self) -> None:
        """IT allows a session without a keyring: files that only this run can read."""
        _log.warning("no keyring: a session that keeps nothing, as the policy allows")
        folder = self._memory_only = Path(tempfile.mkdtemp(prefix="desktop-agent-memory-"))
        self._quitter.add("memory-only files", lambda _left_s: _remove(folder))
        self._start_opening()

    def _on_opened(self, outcome: Opened) -> None:
        self._backend = outcome.backend
        stores = self._stores = outcome.stores
        training = self._ground.training
        self._quitter.add("stores", stores.close)
        self._engine = make_engine_thread(
            stores, self._ground.loaded.policy, self._ground.clock, self._bridge.post
        )
        self._quitter.add("engine", self._engine.stop)
        self._bridge.attach(reader=stores.reader, engine=self._engine)
        session = stores.session
        if training is not None and training.signs_in:
            self._show_waiting()
            self._bridge.submit(training.trainee().sign_in())
            self._start_engine()
        else:
            self._show_main(session if session is not None and session.token else None)
        for problem in (*self._ground.loaded.problems, *outcome.problems):
            self._report(problem)

    # --- windows

    @Slot()
    def _show_waiting(self) -> None:
        if self.window is not None or self._is_quitting:
            return
        window = self._windows.waiting()
        window.retry_wanted.connect(self._on_retry)
        window.say_opening()
        self._show(window)
        QTimer.singleShot(0, _keep_for_good)

    @Slot()
    def _on_retry(self) -> None:
        if self._opening is None and isinstance(self.window, WaitingWindow):
            self.window.say_opening()
            self._start_opening()

    def _show_main(self, session: Session | None) -> None:
        server = self._preset_server()
        keyring = "" if self._is_memory_only else self._backend
        window = self._windows.main(session, server, keyring, self.window)
        window.first_painted.connect(self._start_engine)
        self._show(window)

    def _preset_server(self) -> str:
        training = self._ground.training
        if training is not None:
            return training.trainee().server
        known = self._stores.session.server if self._stores and self._stores.session else ""
        return known or self._ground.loaded.policy.server

    def _show(self, window: QWidget) -> None:
        """Put a window in the place of the one before."""
        before, self.window = self.window, window
        window.show()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.window_shown.emit(window)

    @Slot()
    def _start_engine(self) -> None:
        """A window stands: now import network and engine, and begin."""
        if self._engine is not None and self._engine.ident is None and not self._is_quitting:
            self._engine.start()
            QTimer.singleShot(0, _keep_for_good)
            QTimer.singleShot(WARM_UP_MS, self._warm_up)

    @Slot()
    def _warm_up(self) -> None:
        if not self._is_quitting:
            warm_up_fonts(self._application.font())

    # --- what happens

    @Slot(object)
    def _on_happened(self, event: EngineEvent) -> None:
        """In training nobody fills in the form: the main window comes with the session."""
        if not isinstance(self.window, WaitingWindow) or self._stores is None:
            return
        if isinstance(event, SignedIn):
            self._show_main(event.session)
        elif isinstance(event, SignInRefused):
            self._show_main(None)
            self._bridge.post(event)

    def _report(self, problem: Problem) -> None:
        """Any thread."""
        self._bridge.post(ProblemArose(problem))

    # --- the end

    def begin_quitting(self) -> None:
        """Close the window, which saves what is being written, and open nothing any more."""
        with self._lock:
            self._is_quitting = True
        # An outcome that is on its way would otherwise stay open for ever.
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        if self.window is not None:
            self.window.close()

    def _end_opening(self, left_s: float) -> None:
        if self._opening is not None:
            self._opening.join(left_s)


def _remove(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _keep_for_good() -> None:
    """After a paint: what exists now lives as long as the program, so no collector walks it."""
    gc.collect()
    gc.freeze()
    gc.enable()
