# SPDX-License-Identifier: Apache-2.0
"""Makes the large cache a profile that the real program opens. Measures nothing."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import replace
from pathlib import Path

from benchmarks.build_cache import KEY
from benchmarks.settings import Settings
from desktop_agent.domain.errors import Problem
from desktop_agent.keys.profile import ProfileRecord, write_record
from desktop_agent.store.profile_stores import ProfileStores

KEY_ID = "0" * 16
NOBODY_LISTENS = "http://127.0.0.1:9"
_KEYRING_VARIABLE = "BENCHMARK_KEYRING_ENTRY"
_KEYRING = "benchmarks.children.fixed_keyring.Keyring"


def profiles_folder(settings: Settings) -> Path:
    """A folder of profiles whose `default` shows the large cache and knows an unreachable server.

    The cache itself is linked, not copied; `work.db` is the profile's own.
    """
    cache = settings.cache()
    profiles = settings.scratch("profiles")
    directory = profiles / "default"
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(mode=0o700)
    shutil.copyfile(cache / "work.db", directory / "work.db")
    (directory / "cache.db").symlink_to(cache / "cache.db")
    _point_nowhere(directory)
    write_record(directory, ProfileRecord("benchmark", KEY_ID, _KEYRING))
    return profiles


def keyring_settings() -> dict[str, str]:
    """Environment variables with which the children's keyring knows the key."""
    return {_KEYRING_VARIABLE: json.dumps({"id": KEY_ID, "key": KEY.reveal()})}


def _point_nowhere(directory: Path) -> None:
    stores = ProfileStores(directory, KEY, report=_fail)
    try:
        session = stores.session
        if session is None:
            raise RuntimeError("the built cache has no session")
        nowhere = replace(session, server=NOBODY_LISTENS)
        asyncio.run(stores.work(lambda work: work.set_session(nowhere)))
    finally:
        stores.close(60)


def _fail(problem: Problem) -> None:
    raise RuntimeError(problem.code)
