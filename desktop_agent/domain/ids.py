# SPDX-License-Identifier: Apache-2.0
"""Distinct id types, so that a message id cannot be passed as a ticket id. Holds no behaviour."""

from __future__ import annotations

from typing import NewType

TicketId = NewType("TicketId", int)
MessageId = NewType("MessageId", int)
CustomerId = NewType("CustomerId", int)
AgentId = NewType("AgentId", int)
TeamId = NewType("TeamId", int)
ChannelId = NewType("ChannelId", int)
AttachmentId = NewType("AttachmentId", int)

CommandId = NewType("CommandId", str)
"""32 lower-case hex digits; also the reference that travels to the server (chatwoot §3.7)."""

BatchId = NewType("BatchId", str)
Cursor = NewType("Cursor", str)
"""Opaque position in a backend's change feed; only the backend's adapter reads it."""
