# SPDX-License-Identifier: Apache-2.0
"""Turns messages and attachments into rows of `cache.db` and back, and merges two records of one.

Must not run SQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from desktop_agent.domain.ids import AttachmentId, CommandId, MessageId, TicketId
from desktop_agent.domain.messages import (
    DELIVERY_RANK,
    Attachment,
    AttachmentKind,
    Author,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.database import upsert
from desktop_agent.store.timestamps import from_micros, to_micros

MESSAGE_COLUMNS = (
    "id",
    "ticket_id",
    "kind",
    "author_kind",
    "author_id",
    "author_name",
    "text",
    "created_at",
    "delivery",
    "version",
    "ref",
    "quoted_id",
    "is_deleted",
    "content_kind",
    "failure",
)
ATTACHMENT_COLUMNS = (
    "id",
    "message_id",
    "place",
    "kind",
    "name",
    "size",
    "width",
    "height",
    "url",
    "title",
    "latitude",
    "longitude",
)
UPSERT_MESSAGE = upsert("messages", MESSAGE_COLUMNS)
UPSERT_ATTACHMENT = upsert("attachments", ATTACHMENT_COLUMNS)
SELECT_MESSAGES = f"SELECT {', '.join(MESSAGE_COLUMNS)} FROM messages "  # noqa: S608 - constants only
SELECT_ATTACHMENTS = f"SELECT {', '.join(ATTACHMENT_COLUMNS)} FROM attachments "  # noqa: S608 - constants only


def message_row(message: Message) -> tuple[Any, ...]:
    """Values in the order of `MESSAGE_COLUMNS`."""
    author = message.author
    return (
        message.id,
        message.ticket_id,
        # str() of a StrEnum is an exact str, which the driver binds without asking for adapters.
        str(message.kind),
        str(author.kind),
        author.id,
        author.name,
        message.text,
        to_micros(message.created_at),
        str(message.delivery),
        message.version,
        message.ref,
        message.quoted_id,
        1 if message.is_deleted else 0,
        message.content_kind,
        message.failure,
    )


def message_of(row: Sequence[Any], attachments: tuple[Attachment, ...] = ()) -> Message:
    """A message from a row of `SELECT_MESSAGES`."""
    return Message(
        id=MessageId(row[0]),
        ticket_id=TicketId(row[1]),
        kind=MessageKind(row[2]),
        author=Author(AuthorKind(row[3]), row[4], row[5]),
        text=row[6],
        created_at=from_micros(row[7]),
        delivery=Delivery(row[8]),
        version=row[9],
        ref=None if row[10] is None else CommandId(row[10]),
        quoted_id=None if row[11] is None else MessageId(row[11]),
        attachments=attachments,
        is_deleted=bool(row[12]),
        content_kind=row[13],
        failure=row[14],
    )


def attachment_rows(message: Message) -> list[tuple[Any, ...]]:
    """Rows in the order of `ATTACHMENT_COLUMNS`."""
    return [
        (
            one.id,
            message.id,
            place,
            str(one.kind),
            one.name,
            one.size,
            one.width,
            one.height,
            one.url.reveal(),
            one.title,
            one.latitude,
            one.longitude,
        )
        for place, one in enumerate(message.attachments)
    ]


def attachment_of(row: Sequence[Any]) -> Attachment:
    """An attachment from a row of `SELECT_ATTACHMENTS`."""
    return Attachment(
        id=AttachmentId(row[0]),
        kind=AttachmentKind(row[3]),
        name=row[4],
        size=row[5],
        width=row[6],
        height=row[7],
        url=SecretText(row[8]),
        title=row[9],
        latitude=row[10],
        longitude=row[11],
    )


def erased(message: Message) -> Message:
    """What stays of a deleted message: that it was there, by whom and when."""
    return replace(message, text="", attachments=(), failure="", is_deleted=True)


def merge(held: Message, told: Message) -> Message:
    """The newer record, with what only ever grows taken from either (chatwoot traps 5, 6, 32).

    A record with a version never yields to an older one; delivery goes by the higher rank; a
    deletion, a reference, attachments and an author's name are not lost to a record without them.
    """
    if held.is_deleted or told.is_deleted:
        newer = told if told.is_deleted else held
        return erased(replace(newer, version=_newer_version(held, told)))
    is_stale = told.version is not None and held.version is not None and told.version < held.version
    base, other = (held, told) if is_stale else (told, held)
    further = max(held, told, key=lambda one: DELIVERY_RANK[one.delivery])
    return replace(
        base,
        version=_newer_version(held, told),
        delivery=further.delivery,
        failure=base.failure or further.failure,
        ref=base.ref or other.ref,
        quoted_id=base.quoted_id or other.quoted_id,
        attachments=base.attachments or other.attachments,
        author=base.author
        if base.author.name or base.author.id != other.author.id
        else other.author,
    )


def _newer_version(held: Message, told: Message) -> float | None:
    return max((v for v in (held.version, told.version) if v is not None), default=None)
