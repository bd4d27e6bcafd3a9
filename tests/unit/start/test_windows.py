# SPDX-License-Identifier: Apache-2.0
"""Every key ring that may be used is called by a name that people know."""

from __future__ import annotations

from desktop_agent.keys.keyring_keys import ALLOWED
from desktop_agent.start.windows import _KEYRINGS


def test_every_allowed_key_ring_has_a_name() -> None:
    allowed = {backend for backends in ALLOWED.values() for backend in backends}
    assert set(_KEYRINGS) == allowed
    assert not any("keyring" in name for name in _KEYRINGS.values())
