# SPDX-License-Identifier: Apache-2.0
"""Sends replies, notes, files and templates with the reference that proves them (chatwoot §3.7)."""

from __future__ import annotations

import msgspec

from desktop_agent.domain import commands as c
from desktop_agent.domain.errors import Bug, Problem, ProblemCode
from desktop_agent.domain.messages import Message
from desktop_agent.provider.chatwoot.answer import Answer
from desktop_agent.provider.chatwoot.api import Api, before_write
from desktop_agent.provider.chatwoot.conversations import Conversations
from desktop_agent.provider.chatwoot.map_messages import read_message
from desktop_agent.provider.chatwoot.outgoing_text import escape_liquid, protect_reply
from desktop_agent.provider.chatwoot.templates import template_params
from desktop_agent.provider.port import Confirmed, MaybeDone, Outcome, Refused, reference_of

REF_KEY = "desktop_agent_ref"
ESCAPED_KEY = "desktop_agent_escaped"
"""Set where the stored text is escaped Markdown, so that every reader of ours undoes it."""


class Sends:
    """Creates messages. Engine thread.

    Never sets `source_id`: the server would not deliver the message (chatwoot trap 2).
    """

    def __init__(self, api: Api, conversations: Conversations) -> None:
        self._api = api
        self._conversations = conversations

    async def run(self, command: c.Command, content: bytes | None) -> Outcome:
        """Create the message that a command wants. Raises `Stop`."""
        match command.payload:
            case c.Reply(text, quoted_id):
                if not text.strip():
                    return _refused_empty()
                more: dict[str, object] = {}
                if quoted_id is not None:
                    more["in_reply_to"] = int(quoted_id)
                return await self._post_text(command, text, more)
            case c.Note(text):
                if not text.strip():
                    return _refused_empty()
                return await self._post(command, escape_liquid(text), {}, private=True)
            case c.SendTemplate() as wanted:
                return await self._post(
                    command,
                    escape_liquid(wanted.text),
                    {},
                    template_params=template_params(wanted),
                )
            case c.SendFile() as wanted:
                if content is None:
                    return Refused(Problem(ProblemCode.ATTACHMENT_UNAVAILABLE))
                return await self._post_file(command, wanted, content)
            case _:
                raise Bug("not a message")

    async def _post_text(
        self, command: c.Command, text: str, attributes: dict[str, object]
    ) -> Outcome:
        is_markdown = await self._is_markdown(command)
        if is_markdown:
            attributes = {**attributes, ESCAPED_KEY: True}
        return await self._post(command, protect_reply(text, is_markdown=is_markdown), attributes)

    async def _post(
        self,
        command: c.Command,
        content: str,
        attributes: dict[str, object],
        *,
        private: bool = False,
        **more: object,
    ) -> Outcome:
        ref = reference_of(command.id)
        json = {
            "content": content,
            "message_type": "outgoing",
            "private": private,
            "echo_id": ref,
            "content_attributes": {**attributes, REF_KEY: ref},
            **more,
        }
        return _created(command, await self._api.write(_path(command), json=json))

    async def _post_file(self, command: c.Command, wanted: c.SendFile, content: bytes) -> Outcome:
        """One file a message: WhatsApp delivers only the first (chatwoot trap 10)."""
        is_markdown = bool(wanted.caption) and await self._is_markdown(command)
        ref = reference_of(command.id)
        attributes: dict[str, object] = {REF_KEY: ref}
        if is_markdown:
            attributes[ESCAPED_KEY] = True
        answer = await self._api.write(
            _path(command),
            fields={
                "content": protect_reply(wanted.caption, is_markdown=is_markdown),
                "message_type": "outgoing",
                "private": "false",
                "echo_id": ref,
                "content_attributes": msgspec.json.encode(attributes).decode(),
            },
            files=[("attachments[]", (wanted.name, content, wanted.mime))],
        )
        return _created(command, answer)

    async def _is_markdown(self, command: c.Command) -> bool:
        return await before_write(self._conversations.is_markdown(command.ticket_id))


def _path(command: c.Command) -> str:
    return f"conversations/{command.ticket_id}/messages"


def _created(command: c.Command, answer: Answer) -> Outcome:
    message = read_message(answer.body, command.ticket_id)
    if not isinstance(message, Message):
        return MaybeDone(Problem(ProblemCode.BAD_ANSWER))
    return Confirmed(message=message)


def _refused_empty() -> Refused:
    """The server would accept and send nothing (chatwoot trap 12)."""
    return Refused(Problem(ProblemCode.REQUEST_REFUSED))
