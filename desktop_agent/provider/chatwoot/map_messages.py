# SPDX-License-Identifier: Apache-2.0
"""Maps message records to the domain (chatwoot §3.3, §4.6). Must not reach the network."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

import msgspec

from desktop_agent.domain.ids import AttachmentId, CommandId, MessageId, TicketId
from desktop_agent.domain.messages import (
    Attachment,
    AttachmentKind,
    Author,
    AuthorKind,
    Delivery,
    Message,
    MessageKind,
)
from desktop_agent.domain.secret import SecretText
from desktop_agent.provider.chatwoot.cleaning import clean_name, clean_text, customer_name
from desktop_agent.provider.chatwoot.decode import (
    UNREADABLE,
    RecordError,
    decode_or,
    path_of,
    reject_of,
)
from desktop_agent.provider.chatwoot.outgoing_text import unescape_markdown
from desktop_agent.provider.chatwoot.times import moment, needed_moment
from desktop_agent.provider.chatwoot.wire import (
    WireAttachment,
    WireContactMeta,
    WireContentAttributes,
    WireMessage,
)
from desktop_agent.provider.port import Reject

MESSAGE = msgspec.json.Decoder(WireMessage)
_ATTRIBUTES = msgspec.json.Decoder(WireContentAttributes)
_NO_ATTRIBUTES = WireContentAttributes()
_ATTACHMENT = msgspec.json.Decoder(WireAttachment)
_CONTACT_META = msgspec.json.Decoder(WireContactMeta | None)

_KINDS = {
    0: MessageKind.INBOUND,
    1: MessageKind.OUTBOUND,
    2: MessageKind.ACTIVITY,
    3: MessageKind.TEMPLATE,
    "incoming": MessageKind.INBOUND,
    "outgoing": MessageKind.OUTBOUND,
    "activity": MessageKind.ACTIVITY,
    "template": MessageKind.TEMPLATE,
}
_AUTHORS = {
    "contact": AuthorKind.CUSTOMER,
    "user": AuthorKind.AGENT,
    "agent_bot": AuthorKind.BOT,
    "agentbot": AuthorKind.BOT,
    "captain_assistant": AuthorKind.BOT,
    "captain::assistant": AuthorKind.BOT,
}
_ATTACHMENTS = {
    "image": AttachmentKind.IMAGE,
    "audio": AttachmentKind.AUDIO,
    "video": AttachmentKind.VIDEO,
    "file": AttachmentKind.FILE,
    "location": AttachmentKind.LOCATION,
    "contact": AttachmentKind.CONTACT,
}
_TO_CUSTOMER = frozenset({MessageKind.OUTBOUND, MessageKind.TEMPLATE})
_REF = re.compile(r"[0-9a-f]{32}")
_FAILURE_LIMIT = 300
_KIND_LIMIT = 40
_URL_LIMIT = 4096
_MAX_ATTACHMENTS = 50
_MAX_PIXELS = 10**6


def map_message(wire: WireMessage, ticket_id: TicketId | None = None) -> Message:
    """One message; `ticket_id` is where it was asked for. Raises `RecordError`."""
    if wire.conversation_id is None and ticket_id is None:
        raise RecordError("$.conversation_id")
    if ticket_id is not None and wire.conversation_id not in (None, ticket_id):
        raise RecordError("$.conversation_id")
    attributes = decode_or(wire.content_attributes, _ATTRIBUTES, _NO_ATTRIBUTES)
    kind = _kind(wire)
    text = clean_text(wire.content)
    is_ours_escaped = kind is not MessageKind.INBOUND and attributes.desktop_agent_escaped
    return Message(
        id=MessageId(wire.id),
        ticket_id=TicketId(wire.conversation_id or ticket_id or 0),
        kind=kind,
        author=_author(wire, kind),
        text=unescape_markdown(text) if is_ours_escaped else text,
        created_at=needed_moment(wire.created_at, "$.created_at"),
        delivery=_delivery(wire, kind),
        version=_version(wire),
        ref=_ref(wire, attributes, kind),
        quoted_id=_quoted(attributes.in_reply_to),
        attachments=tuple(_attachments(wire)),
        is_deleted=bool(attributes.deleted),
        content_kind=_content_kind(wire, attributes),
        failure=clean_name(attributes.external_error, _FAILURE_LIMIT),
    )


def read_message(
    raw: msgspec.Raw | bytes, ticket_id: TicketId | None = None
) -> Message | Reject | None:
    """Decode and map one message; None for JSON null."""
    if bytes(raw).strip() == b"null":
        return None
    try:
        return map_message(MESSAGE.decode(raw), ticket_id)
    except (*UNREADABLE, RecordError) as error:
        return reject_of(raw, "message", error)


def read_messages(
    raws: Iterable[msgspec.Raw], ticket_id: TicketId
) -> tuple[list[Message], list[Reject]]:
    """Decode and map messages one by one, oldest first; no id comes twice."""
    messages: dict[MessageId, Message] = {}
    rejects: list[Reject] = []
    for raw in raws:
        record = read_message(raw, ticket_id)
        if isinstance(record, Reject):
            rejects.append(record)
        elif record is not None:
            messages[record.id] = record
    return sorted(messages.values(), key=lambda m: (m.created_at, m.id)), rejects


def _kind(wire: WireMessage) -> MessageKind:
    kind = _KINDS.get(wire.message_type, MessageKind.ACTIVITY)
    return MessageKind.NOTE if wire.private and kind in _TO_CUSTOMER else kind


def _author(wire: WireMessage, kind: MessageKind) -> Author:
    word = (wire.sender.type if wire.sender else None) or wire.sender_type or ""
    default = AuthorKind.CUSTOMER if kind is MessageKind.INBOUND else AuthorKind.SYSTEM
    author_kind = _AUTHORS.get(word.lower(), default)
    if wire.sender is None:
        return Author(author_kind)
    if author_kind is AuthorKind.CUSTOMER:
        name = customer_name(wire.sender.name)
    else:
        name = clean_name(wire.sender.available_name or wire.sender.name)
    return Author(author_kind, wire.sender.id or 0, name)


def _delivery(wire: WireMessage, kind: MessageKind) -> Delivery:
    if kind not in _TO_CUSTOMER:
        return Delivery.TAKEN
    match wire.status:
        case "failed":
            return Delivery.FAILED
        case "read":
            return Delivery.READ
        case "delivered":
            return Delivery.DELIVERED
        case _:
            return Delivery.ACCEPTED if wire.source_id else Delivery.TAKEN


def _version(wire: WireMessage) -> float | None:
    at = moment(wire.updated_at, "$.updated_at")
    return None if at is None else at.timestamp()


def _ref(
    wire: WireMessage, attributes: WireContentAttributes, kind: MessageKind
) -> CommandId | None:
    if kind is MessageKind.INBOUND:
        # Nothing that a customer's side can influence may confirm one of our commands.
        return None
    for ref in (attributes.desktop_agent_ref, wire.echo_id):
        if isinstance(ref, str) and _REF.fullmatch(ref):
            return CommandId(ref)
    return None


def _quoted(value: int | str | None) -> MessageId | None:
    try:
        number = int(value or 0)
    except ValueError:
        return None
    return MessageId(number) if 0 < number < 2**63 else None


def _content_kind(wire: WireMessage, attributes: WireContentAttributes) -> str:
    if attributes.is_unsupported:
        return "unsupported"
    return clean_name(wire.content_type, _KIND_LIMIT) or "text"


def _attachments(wire: WireMessage) -> Iterable[Attachment]:
    for raw in (wire.attachments or ())[:_MAX_ATTACHMENTS]:
        try:
            yield _attachment(_ATTACHMENT.decode(raw), is_sticker=wire.content_type == "sticker")
        except UNREADABLE as error:
            raise RecordError(f"$.attachments[...]{path_of(error)[1:]}") from None


def _attachment(wire: WireAttachment, *, is_sticker: bool) -> Attachment:
    kind = _ATTACHMENTS.get(wire.file_type or "", AttachmentKind.UNKNOWN)
    if is_sticker and kind is AttachmentKind.IMAGE:
        kind = AttachmentKind.STICKER
    url = wire.data_url or ""
    if len(url) > _URL_LIMIT:
        url = ""
    return Attachment(
        id=AttachmentId(wire.id),
        kind=kind,
        name=_file_name(url),
        size=wire.file_size,
        width=_pixels(wire.width),
        height=_pixels(wire.height),
        url=SecretText(url),
        title=_title(wire, kind),
        latitude=wire.coordinates_lat,
        longitude=wire.coordinates_long,
    )


def _file_name(url: str) -> str:
    try:
        last = unquote(urlsplit(url).path.rsplit("/", 1)[-1])
    except ValueError:
        return ""
    return clean_name(last.replace("/", "_").replace("\\", "_"))


def _pixels(value: int | float | None) -> int | None:
    if value is None or not math.isfinite(value) or not 0 < value <= _MAX_PIXELS:
        return None
    return int(value)


def _title(wire: WireAttachment, kind: AttachmentKind) -> str:
    if kind is not AttachmentKind.CONTACT:
        return customer_name(wire.fallback_title)
    # The title of a card is its phone number; only the name on it is kept.
    meta = decode_or(wire.meta, _CONTACT_META, None) or WireContactMeta()
    return customer_name(f"{meta.first_name or ''} {meta.last_name or ''}")
