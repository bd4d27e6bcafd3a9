# SPDX-License-Identifier: Apache-2.0
"""What is known before anybody signed in. A value that imports nothing: the window starts light."""

from __future__ import annotations

from desktop_agent.domain.light_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SignInPreset:
    """From policy, profile and this machine.

    `keyring` names the key ring in use; with `is_memory_only` nothing is stored.
    """

    server: str = ""
    is_server_locked: bool = False
    email: str = ""
    keyring: str = ""
    is_memory_only: bool = False
    version: str = ""
    is_managed: bool = False
