# SPDX-License-Identifier: Apache-2.0
"""Training mode: a sandbox beside the program, a throw-away profile, a key in memory.

Must not touch any real profile, keyring or server.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

from desktop_agent.domain.directory import ProcessingRecord
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.ids import ChannelId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.domain.requests import SignIn
from desktop_agent.domain.rules import ServiceRules
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import PasswordCredentials
from desktop_agent.policy.policy import Policy
from desktop_agent.sandbox.process import SandboxProcess, SandboxStartError
from desktop_agent.start.places import Places

_CLOUD = ProcessingRecord(
    provider="Musterfunk GmbH",
    region="EU",
    contract_on=date(2026, 3, 2),
    transfer_basis="EU-US Data Privacy Framework",
    sub_processors=4,
    privacy_notice="4",
)
_OWN = ProcessingRecord(
    provider="Stadt Lindenau, eigener Betrieb",
    region="Deutschland",
    contract_on=date(2026, 1, 12),
    transfer_basis="keine Übermittlung in Drittländer",
    sub_processors=0,
    privacy_notice="4",
)
# The sandbox's channels by their fixed numbers; Telegram's record is left incomplete on purpose,
# so that the data-protection page shows what an incomplete one looks like.
PROCESSING = {
    ChannelId(1): _CLOUD,
    ChannelId(2): ProcessingRecord(provider="Telegram", region="nicht angegeben"),
    ChannelId(3): _CLOUD,
    ChannelId(4): _OWN,
    ChannelId(5): _CLOUD,
}
TRAINING_RULES = ServiceRules(
    consent_question=(
        "Dürfen wir Ihnen hier antworten? WhatsApp gehört zu Meta; was dabei mit Ihren Daten "
        "geschieht, steht unter lindenau.example/datenschutz. Bitte antworten Sie mit JA oder NEIN."
    )
)
LIVELY = ("--training",)
"""Simulated people work on their own, at the pace of a calm morning."""
SCRIPTED = ("--activity", "none")
"""Nothing happens but what a script asks for, and that at once."""


@dataclass(frozen=True, slots=True)
class Trainee:
    """Whom training signs in, at which address."""

    server: str
    email: str
    password: SecretText

    def sign_in(self) -> SignIn:
        """The request that the sign-in form would make."""
        return SignIn(self.server, PasswordCredentials(SecretText(self.email), self.password))


class TrainingGround:
    """The sandbox process and the folder of one training session."""

    def __init__(
        self, *arguments: str, signs_in: bool = True, rules: ServiceRules = TRAINING_RULES
    ) -> None:
        """Make the folder; nothing is started yet.

        `arguments` are the sandbox's. With `signs_in` the program signs the first agent in by
        itself, on the same path as the form does; without, the form is shown.
        """
        command = [sys.executable, "sandbox"] if getattr(sys, "frozen", False) else None
        self.signs_in = signs_in
        self._rules = rules
        self.sandbox = SandboxProcess(*arguments, command=command)
        self._folder = Path(tempfile.mkdtemp(prefix="desktop-agent-training-"))

    @property
    def places(self) -> Places:
        """Where the throw-away profile lies; no machine policy applies to training."""
        return Places(profiles=self._folder, machine_policy=None)

    @property
    def policy(self) -> Policy:
        """What IT would have set for the simulated server."""
        return Policy(rules=self._rules, allows_memory_only=True, processing=PROCESSING)

    def start(self) -> None:
        """Start the sandbox and wait until it listens. Raises `EnvironmentProblem`. Blocks."""
        try:
            self.sandbox.__enter__()
        except (OSError, SandboxStartError) as error:
            raise EnvironmentProblem(ProblemCode.SERVER_UNREACHABLE, where="sandbox") from error

    def trainee(self) -> Trainee:
        """The first agent; call it after `start`."""
        agent = self.sandbox.agents[0]
        return Trainee(self.sandbox.url, agent.email, SecretText(agent.password))

    def stop(self) -> None:
        """End the sandbox. Call it after the engine ended."""
        self.sandbox.stop()

    def remove(self) -> None:
        """Delete the throw-away profile. Call it after everything is closed."""
        shutil.rmtree(self._folder, ignore_errors=True)
