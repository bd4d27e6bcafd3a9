# SPDX-License-Identifier: Apache-2.0
"""Turns file marks of texts into attachments and produces their bytes; keeps nothing."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus import media
from desktop_agent.sandbox.corpus.topic import FILE_MARK
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.model import Attachment

_IMAGE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/gif", "image/bmp", "image/webp"})


def split_file_mark(
    text: str, message_id: int, attachment_id: int
) -> tuple[str | None, list[Attachment]]:
    """Return (caption or None, attachments) of a text that may start with a file mark."""
    match = FILE_MARK.match(text)
    if match is None:
        return text, []
    kind, argument = match.groups()
    caption = text[match.end() :].strip() or None
    return caption, [_generated(kind, argument, message_id, attachment_id)]


def _generated(kind: str, argument: str, message_id: int, attachment_id: int) -> Attachment:
    dice = Dice(message_id, 61)
    if kind == "pdf":
        name, _, size = argument.partition(":")
        return Attachment(
            attachment_id, message_id, "file", name, "application/pdf",
            size=int(size) if size else dice.between(24_000, 480_000),
            seed=message_id, extension="pdf",
        )  # fmt: skip
    if kind == "image":
        return Attachment(
            attachment_id, message_id, "image", argument, "image/png", size=media.png_size(),
            seed=message_id, width=media.PNG_WIDTH, height=media.PNG_HEIGHT,
        )  # fmt: skip
    if kind == "voice":
        seconds = int(argument)
        return Attachment(
            attachment_id, message_id, "audio", f"voice-{message_id}.wav", "audio/wav",
            size=media.wav_size(seconds), seed=message_id, duration_s=seconds,
        )  # fmt: skip
    return Attachment(
        attachment_id, message_id, "location", argument, "text/plain", size=0,
        coordinates=(53.4 + dice.unit() / 10, 9.9 + dice.unit() / 10),
    )  # fmt: skip


def uploaded(
    attachment_id: int, message_id: int, file_name: str, content_type: str, data: bytes
) -> Attachment:
    """Return the attachment for an uploaded file; file types as in chatwoot §3.8."""
    main = content_type.split("/", 1)[0]
    if content_type in _IMAGE_TYPES:
        file_type = "image"
    elif main in {"audio", "video"}:
        file_type = main
    else:
        file_type = "file"
    has_extension = file_type == "file" and "." in file_name
    return Attachment(
        id=attachment_id,
        message_id=message_id,
        file_type=file_type,
        file_name=file_name,
        content_type=content_type,
        size=len(data),
        extension=file_name.rsplit(".", 1)[-1] if has_extension else None,
        data=data,
    )


def attachment_bytes(attachment: Attachment) -> bytes:
    """Return the file's content."""
    if attachment.data is not None:
        return attachment.data
    if attachment.file_type == "audio":
        return media.wav_bytes(attachment.duration_s, attachment.seed)
    if attachment.file_type == "image":
        return media.png_bytes(attachment.seed)
    return media.pdf_bytes(attachment.file_name, attachment.size)
