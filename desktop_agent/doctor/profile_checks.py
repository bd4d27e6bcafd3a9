# SPDX-License-Identifier: Apache-2.0
"""Checks of keyring and profile directory. Must not create a profile nor touch its files."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from desktop_agent.doctor.finding import Finding, failed, ok, skipped, warning
from desktop_agent.keys.key_store import KeyAbsent, KeyFound, KeyStore

_OTHERS = 0o077


def check_keyring(keys: KeyStore) -> Finding:
    """Store, read and delete an entry of its own; the system may ask the person for a password."""
    entry = f"doctor-{secrets.token_hex(8)}"
    made = keys.create(entry)
    try:
        answer = keys.read(entry, made.key_id)
    finally:
        keys.delete(entry)
    if not (isinstance(answer, KeyFound) and answer.key == made.key):
        return failed("keyring", "the keyring did not return what was stored", backend=keys.backend)
    if not isinstance(keys.read(entry, made.key_id), KeyAbsent):
        return failed("keyring", "the keyring kept what was deleted", backend=keys.backend)
    return ok("keyring", "the keyring stores, returns and deletes", backend=keys.backend)


def check_profile(directory: Path) -> Finding:
    """Is the profile's directory private and writable?"""
    if not directory.exists():
        return skipped("profile", "this profile has not been used yet")
    try:
        with tempfile.NamedTemporaryFile(dir=directory, prefix=".doctor-"):
            pass
    except OSError as error:
        return failed("profile", "the profile cannot be written to", errno=error.errno or 0)
    mode = directory.stat().st_mode & 0o777
    if os.name == "posix" and mode & _OTHERS:
        return warning("profile", "others may look into the profile", mode=f"{mode:o}")
    return ok("profile", "the profile is private and can be written to")
