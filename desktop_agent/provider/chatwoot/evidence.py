# SPDX-License-Identifier: Apache-2.0
"""Looks for proof that an ambiguous command took effect (chatwoot §3.7). Writes nothing."""

from __future__ import annotations

from datetime import timedelta

from desktop_agent.domain import commands as c
from desktop_agent.domain.ids import MessageId
from desktop_agent.domain.messages import Message
from desktop_agent.provider.chatwoot.api import Api
from desktop_agent.provider.chatwoot.conversations import Conversations
from desktop_agent.provider.chatwoot.effects import has_effect
from desktop_agent.provider.chatwoot.history import History
from desktop_agent.provider.port import Evidence, MessageRange

_ANCHOR_OVERLAP = 1000
"""Ids below the anchor that are read as well: ids commit out of order (trap 32)."""
_SLACK = timedelta(hours=1)
"""How far this machine's clock may be wrong when the search is bounded by time."""
_MAX_PAGES = 10


async def find_evidence(
    api: Api,
    conversations: Conversations,
    history: History,
    command: c.Command,
    anchor_id: MessageId | None,
) -> Evidence | None:
    """A message with the command's reference, or the ticket in the wanted state."""
    if isinstance(command.payload, c.Typing):
        return None
    if isinstance(command.payload, c.Reply | c.Note | c.SendFile | c.SendTemplate):
        return _by_ref(command, await _candidates(history, command, anchor_id))
    ticket = await conversations.ticket(command.ticket_id)
    if has_effect(command.payload, ticket, api.session.agent_id):
        return Evidence(ticket=ticket)
    return None


async def _candidates(
    history: History, command: c.Command, anchor_id: MessageId | None
) -> list[Message]:
    if anchor_id is not None:
        after_id = MessageId(max(0, anchor_id - _ANCHOR_OVERLAP))
        page = await history.page(command.ticket_id, MessageRange(after_id=after_id))
        return list(page.messages)
    found: list[Message] = []
    before_id: MessageId | None = None
    for _ in range(_MAX_PAGES):
        page = await history.page(command.ticket_id, MessageRange(before_id=before_id))
        found += page.messages
        if page.is_first or not page.messages:
            break
        if page.messages[0].created_at < command.created_at - _SLACK:
            break
        before_id = page.covers_from_id
    return found


def _by_ref(command: c.Command, messages: list[Message]) -> Evidence | None:
    matching = {message.id: message for message in messages if message.ref == command.id}
    if not matching:
        return None
    return Evidence(message=matching[min(matching)], copies=len(matching))
