# SPDX-License-Identifier: Apache-2.0
"""The real program on the profile with the large cache; only its folder and keyring are ours."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from desktop_agent import app as composition
from desktop_agent.app import App
from desktop_agent.keys import keyring_keys
from desktop_agent.start.options import StartOptions
from desktop_agent.start.places import Places, system_places

KEYRING = "benchmarks.children.fixed_keyring.Keyring"
LANGUAGE, THEME = "de", "light"


def make_app(profiles: Path) -> App:
    """The program as `desktop-agent` starts it, with the profile `default` in `profiles`."""

    def places() -> Places:
        return replace(system_places(), profiles=profiles, machine_policy=None)

    # The composition root asks this name; nothing else of it is ours.
    vars(composition)["system_places"] = places
    keyring_keys.ALLOWED[sys.platform] = (KEYRING,)
    return App(StartOptions(language=LANGUAGE, theme=THEME))
