# SPDX-License-Identifier: Apache-2.0
"""What the command line asked of a start, as one value. Reads nothing."""

from __future__ import annotations

from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class StartOptions:
    """How to start. `language` and `theme` win over what the person has set; None leaves it."""

    profile: str = "default"
    is_training: bool = False
    language: str | None = None
    theme: str | None = None
    is_verbose: bool = False
