# SPDX-License-Identifier: Apache-2.0
"""Where this system keeps profiles and machine policy. Must not create or read anything."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from desktop_agent.domain.light_dataclass import dataclass

APP = "desktop-agent"


@dataclass(frozen=True, slots=True)
class Places:
    """`profiles` holds one folder a profile; `machine_policy` is None where IT has set nothing."""

    profiles: Path
    machine_policy: Path | None


def system_places() -> Places:
    """The folders of this system. The person cannot redirect the machine's policy."""
    import platformdirs

    policy = _machine_policy()
    return Places(
        profiles=platformdirs.user_data_path(APP, appauthor=False, roaming=False) / "profiles",
        machine_policy=policy if policy.is_dir() else None,
    )


def _machine_policy() -> Path:
    if sys.platform == "darwin":
        return Path("/Library/Application Support") / APP / "policies"
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / APP / "policies"
    return Path("/etc") / APP / "policies"
