# SPDX-License-Identifier: Apache-2.0
"""Signed addresses of attachment files as Active Storage builds them (chatwoot §3.3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Final
from urllib.parse import quote

from desktop_agent.sandbox.world.model import Attachment
from desktop_agent.sandbox.world.world import World

DISK_URL_LIFE_S: Final = 300


def sign(world: World, text: str) -> str:
    """Return `text` as an opaque signed id."""
    payload = base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")
    return f"{payload}--{_mac(world, payload)}"


def unsign(world: World, signed: str) -> str | None:
    """Return the text of a signed id, None if it is not ours."""
    payload, _, mac = signed.partition("--")
    if not hmac.compare_digest(mac, _mac(world, payload)):
        return None
    try:
        return base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None


def _mac(world: World, payload: str) -> str:
    return hmac.new(world.blob_secret, payload.encode(), hashlib.sha256).hexdigest()[:40]


def data_url(world: World, ticket_no: int, attachment: Attachment) -> str:
    """Return the permanent, unauthenticated address that redirects to the file."""
    signed = sign(world, f"{ticket_no}:{attachment.message_id}:{attachment.id}")
    name = quote(attachment.file_name)
    return f"{world.base_url}/rails/active_storage/blobs/redirect/{signed}/{name}"
