# SPDX-License-Identifier: Apache-2.0
"""Attachment files: permanent redirect addresses, short-lived files, uploads (§3.3, §3.8)."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from desktop_agent.sandbox.operations.posting import Upload
from desktop_agent.sandbox.rest.call import (
    Call,
    Denial,
    in_account,
    json_reply,
    not_found,
    plain,
    unprocessable,
)
from desktop_agent.sandbox.rest.params import Params
from desktop_agent.sandbox.shapes import blobs
from desktop_agent.sandbox.state import Sandbox
from desktop_agent.sandbox.world.attachments import attachment_bytes
from desktop_agent.sandbox.world.model import Attachment


def _redirect(sandbox: Sandbox, request: Request, _params: Params) -> Response:
    text = blobs.unsign(sandbox.world, request.path_params["signed"])
    if text is None or _attachment(sandbox, text) is None:
        raise not_found()
    expires_at = int(sandbox.world.clock.now()) + blobs.DISK_URL_LIFE_S
    key = blobs.sign(sandbox.world, f"{text}:{expires_at}")
    name = quote(request.path_params["name"])
    target = f"{sandbox.base_url}/rails/active_storage/disk/{key}/{name}"
    return RedirectResponse(target, 302, {"cache-control": "max-age=300, private"})


def _file(sandbox: Sandbox, request: Request, _params: Params) -> Response:
    text = blobs.unsign(sandbox.world, request.path_params["signed"])
    place, _, expires_at = (text or "").rpartition(":")
    attachment = _attachment(sandbox, place)
    if attachment is None or not expires_at.isdecimal():
        raise not_found()
    if int(expires_at) < sandbox.world.clock.now():
        raise not_found()
    name = quote(attachment.file_name)
    return Response(
        attachment_bytes(attachment),
        media_type=attachment.content_type,
        headers={"content-disposition": f"inline; filename*=UTF-8''{name}"},
    )


def _attachment(sandbox: Sandbox, place: str) -> Attachment | None:
    """Find `ticket:message:attachment`; deleted messages have no files any more."""
    numbers = [int(part) for part in place.split(":") if part.isdecimal()]
    if len(numbers) != 3:
        return None
    ticket = sandbox.world.ticket(numbers[0])
    message = None if ticket is None else ticket.find(numbers[1])
    if message is None:
        return None
    return next((a for a in message.attachments if a.id == numbers[2]), None)


def _upload(call: Call) -> Response:
    if not call.params.uploads:
        raise unprocessable("No file or URL provided")
    blob_id = call.sandbox.keep_upload(call.params.uploads[0])
    return json_reply({"file_url": f"{call.sandbox.base_url}/rails/uploads", "blob_id": blob_id})


def signed_upload(sandbox: Sandbox, blob_id: str) -> Upload | None:
    """Return an upload that was made before, None if the id is not ours."""
    return sandbox.uploads.get(blob_id)


def _direct_upload(_call: Call) -> Response:
    # Rails checks CSRF here and does not look at tokens (trap 13).
    raise Denial(422, {"status": 422, "error": "Unprocessable Entity"})


ROUTES: list[Route] = [
    plain("/rails/active_storage/blobs/redirect/{signed}/{name}", "GET", _redirect),
    plain("/rails/active_storage/disk/{signed}/{name}", "GET", _file),
    in_account("/upload", "POST", _upload),
    in_account("/conversations/{no:int}/direct_uploads", "POST", _direct_upload),
]
