# SPDX-License-Identifier: Apache-2.0
"""What stands before the profile is open: that the keyring is asked, or what went wrong.

Must not open anything itself.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_agent.domain.errors import Problem
from desktop_agent.ui.empty_state import EmptyState
from desktop_agent.ui.problems import problem_text
from desktop_agent.ui.strings import tr
from desktop_agent.ui.theme.icons import Icon
from desktop_agent.ui.theme.theme import Theme


class WaitingWindow(QWidget):
    """One sentence and at most one button.

    Signals:
        retry_wanted: the person has mended what was wrong.
    """

    retry_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._state = EmptyState(theme, self)
        self._state.action_wanted.connect(self.retry_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._state)

    def say_opening(self) -> None:
        """The keyring is being asked, which may take as long as a person needs."""
        self._state.tell(
            Icon.KEY,
            tr("Opening the profile …"),
            tr("If your system asks for the key ring's password, please enter it there."),
        )

    def say_problem(self, problem: Problem, *, can_retry: bool) -> None:
        """What happened, what was kept, what to do."""
        text = problem_text(problem)
        action = tr("Try again") if can_retry else ""
        self._state.tell(Icon.ALERT, text.headline, text.detail, action)
