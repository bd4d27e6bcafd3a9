# SPDX-License-Identifier: Apache-2.0
"""Training against a sandbox that the parent runs: throw-away profile, key in memory."""

from __future__ import annotations

from desktop_agent.domain.secret import SecretText
from desktop_agent.start.training import Trainee, TrainingGround


class OutsideGround(TrainingGround):
    """Starts and ends no sandbox; shows the sign-in form, which an order then fills in."""

    def __init__(self, server: str) -> None:
        super().__init__(signs_in=False)
        self._server = server

    def start(self) -> None:
        """The sandbox runs already."""

    def stop(self) -> None:
        """The parent ends the sandbox."""

    def trainee(self) -> Trainee:
        """The address for the form; who signs in is said by an order."""
        return Trainee(self._server, "", SecretText(""))
