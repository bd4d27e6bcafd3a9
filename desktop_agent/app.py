# SPDX-License-Identifier: Apache-2.0
"""The composition root: brings the program up in order, lets it run, brings it down in order.

Must not know how any part works.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop_agent import __version__
from desktop_agent.bridge import Bridge
from desktop_agent.domain.clock import Clock
from desktop_agent.domain.errors import AgentError, EnvironmentProblem, Problem, ProblemCode
from desktop_agent.domain.events import ProblemArose
from desktop_agent.keys.profile import LOGS, SETTINGS_FILE, ProfileLock, prepare, profile_path
from desktop_agent.policy.load import LoadedPolicy, load
from desktop_agent.policy.settings import Settings
from desktop_agent.start.crashes import CrashHooks
from desktop_agent.start.logs import Logs
from desktop_agent.start.options import StartOptions
from desktop_agent.start.personal_files import LateWriter, ProfileLayout, ProfileSettings
from desktop_agent.start.places import APP, Places, system_places
from desktop_agent.start.program import Ground, Program
from desktop_agent.start.qt_messages import lead_qt_messages_into_log
from desktop_agent.start.quitter import Quitter, leftover_threads
from desktop_agent.start.second_start import Doorbell, knock
from desktop_agent.start.stop_signals import StopSignals
from desktop_agent.start.waiting_window import WaitingWindow
from desktop_agent.start.windows import TITLE, WindowMaker
from desktop_agent.sync.system_clock import SystemClock
from desktop_agent.ui.language import LanguageChoice, Languages
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.theme.theme import Theme, ThemeChoice

if TYPE_CHECKING:
    from desktop_agent.start.training import TrainingGround

_log = logging.getLogger(__name__)

EXIT_FAILED = 1
EXIT_NOT_ENDED = 3


class App:
    """Everything of one run. Main thread; make one a process, `open` it, run Qt's loop, `end` it.

    Attributes:
        program: None until `open` succeeded.
        uncaught_errors: how many errors nobody caught, over the whole run.
    """

    def __init__(
        self,
        options: StartOptions,
        training: TrainingGround | None = None,
        clock: Clock | None = None,
        places: Places | None = None,
    ) -> None:
        """`clock` and `places` are the machine's own unless a script brings others."""
        self._options = options
        self._places = places
        self._clock = clock or SystemClock()
        self._training = training
        self._logs = Logs()
        self._logs.start(is_verbose=options.is_verbose)
        lead_qt_messages_into_log()
        self.application = _application()
        self.quitter = Quitter()
        self.bridge = Bridge()
        self._hooks = CrashHooks(self._tell_crash)
        self.languages = Languages(self.application, self.application)
        self.theme = Theme(ThemeChoice(options.theme or "system"), self.application)
        self.program: Program | None = None
        self.uncaught_errors = 0
        self._failure: WaitingWindow | None = None
        if training is not None:
            self.quitter.add("training folder", lambda _left_s: training.remove())
        self._signals = StopSignals(self.application.quit, self.application)

    def open(self) -> bool:
        """Take the profile and show the first window; False when another program has it.

        What cannot be opened is said in a window and on stderr; the caller then runs the loop.
        """
        self.languages.choose(LanguageChoice(self._options.language or "system"))
        own = self._training.places if self._training else None
        places = self._places or own or system_places()
        try:
            directory = profile_path(places.profiles, self._options.profile)
            prepare(directory)
            if not self._take(directory):
                return False
            self._build(directory, places)
        except AgentError as error:
            _log.warning("not started: %s", error.problem.code)
            self._say_failure(error.problem)
        return True

    def end(self, code: int) -> int:
        """Close everything within 5 s; returns the exit code."""
        if self.program is not None:
            self.program.begin_quitting()
        is_clean = self.quitter.quit()
        self._signals.remove()
        self._hooks.remove()
        left = leftover_threads()
        if left or not is_clean:
            _log.error("not everything ended: %s", ", ".join(left))
        self._logs.stop()
        if left:
            return EXIT_NOT_ENDED
        return EXIT_FAILED if self._failure is not None else code

    def _take(self, directory: Path) -> bool:
        """Lock the profile; False when a running program took notice of this start."""
        try:
            lock = ProfileLock(directory)
        except EnvironmentProblem as error:
            if error.problem.code is ProblemCode.PROFILE_IN_USE and knock(directory):
                return False
            raise
        self.quitter.add("lock", lambda _left_s: lock.release())
        return True

    def _build(self, directory: Path, places: Places) -> None:
        """Read the settings and put the program together."""
        loaded = self._loaded(directory, places)
        writer = LateWriter()
        self.quitter.add("personal files", writer.close)
        settings = ProfileSettings(
            loaded.policy, Settings(directory / SETTINGS_FILE), writer, self._report
        )
        settings.override(language=self._options.language, theme=self._options.theme)
        self.languages.choose(settings.current.language)
        self.theme.choose(settings.current.theme)
        training = self._training
        if training is not None:
            self.quitter.add("sandbox", lambda _left_s: training.stop())
        windows = WindowMaker(
            self.bridge,
            self.theme,
            self.languages,
            loaded.policy,
            settings,
            ProfileLayout(directory, writer),
            self._clock,
            is_training=training is not None,
        )
        ground = Ground(directory, loaded, self._clock, training)
        program = self.program = Program(
            self.application, self.bridge, windows, self.quitter, ground
        )
        self.theme.apply(self.application)
        program.open()
        bell = Doorbell(directory, program.show_in_front, program)
        self.quitter.add("doorbell", lambda _left_s: bell.remove())
        self._open_logs(directory)

    def _loaded(self, directory: Path, places: Places) -> LoadedPolicy:
        if self._training is not None:
            return LoadedPolicy(self._training.policy)
        return load(places.machine_policy, directory / SETTINGS_FILE)

    def _open_logs(self, directory: Path) -> None:
        try:
            self._logs.open_files(directory / LOGS)
        except OSError as error:
            _log.warning("no log file: errno %s", error.errno)
        _log.info("Desktop Agent %s started", __version__)

    def _say_failure(self, problem: Problem) -> None:
        """Nothing could be opened: say why and wait until the person closes the window."""
        self.theme.apply(self.application)
        window = self._failure = WaitingWindow(self.theme)
        window.setWindowTitle(TITLE)
        window.resize(560, 360)
        window.say_problem(problem, can_retry=False)
        window.show()
        if sys.stderr is not None:
            sys.stderr.write(f"{problem_text(problem).sentence}\n")

    def _report(self, problem: Problem) -> None:
        """Any thread: something a person should know."""
        self.bridge.post(ProblemArose(problem))

    def _tell_crash(self) -> None:
        """Any thread: something was not caught anywhere."""
        self.uncaught_errors += 1
        self._logs.write_crash()
        self._report(Problem(ProblemCode.INTERNAL))


def _application() -> QApplication:
    """Qt's application with the names that desktops know us by."""
    QGuiApplication.setApplicationDisplayName(TITLE)
    QGuiApplication.setDesktopFileName(APP)
    application = QApplication([APP])
    application.setApplicationName(APP)
    application.setApplicationVersion(__version__)
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("DesktopAgent")
    return application


def run(options: StartOptions) -> int:
    """Run the program until it is closed; returns the exit code."""
    app = App(options, _training_ground() if options.is_training else None)
    if not app.open():
        return app.end(0)
    return app.end(app.application.exec())


def _training_ground() -> TrainingGround:
    from desktop_agent.start.training import LIVELY, TrainingGround

    return TrainingGround(*LIVELY)
