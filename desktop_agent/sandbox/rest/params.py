# SPDX-License-Identifier: Apache-2.0
"""Reads request parameters with Rails' leniency: query, JSON, form and multipart in one mapping."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from starlette.datastructures import UploadFile
from starlette.requests import Request

from desktop_agent.sandbox.operations.posting import Upload
from desktop_agent.sandbox.world.model import JsonObject

_NESTED = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])+)$")
_PART = re.compile(r"\[([^\[\]]*)\]")


class BadParameterError(Exception):
    """A parameter has a form that makes the server fail with 500."""


@dataclass(slots=True)
class Params:
    """All parameters of one request; body values win over the query."""

    values: JsonObject = field(default_factory=dict)
    uploads: list[Upload] = field(default_factory=list)
    is_multipart: bool = False

    def has(self, name: str) -> bool:
        """Whether the key was sent, also with null."""
        return name in self.values

    def text(self, name: str) -> str | None:
        """Return a value as text, None if absent or null."""
        value = self.values.get(name)
        if value is None or isinstance(value, dict | list):
            return None
        return str(value)

    def number(self, name: str) -> int | None:
        """Return a value as Ruby's to_i reads it, None if absent or null."""
        return to_int(self.values.get(name))

    def flag(self, name: str) -> bool:
        """Return a boolean."""
        return self.values.get(name) in (True, 1, "true", "1", "t", "on")

    def mapping(self, name: str) -> JsonObject:
        """Return a nested object, empty if absent or of another type."""
        value = self.values.get(name)
        return value if isinstance(value, dict) else {}

    def items(self, name: str) -> list[object] | None:
        """Return a list (a single value counts as one), None if absent."""
        if name not in self.values or self.values[name] is None:
            return None
        value = self.values[name]
        return value if isinstance(value, list) else [value]

    def texts(self, name: str) -> list[str] | None:
        """Return a list of texts, None if absent."""
        found = self.items(name)
        return None if found is None else [str(item) for item in found]


def to_int(value: object) -> int | None:
    """Read an integer as Ruby's to_i does: leading digits count, other text is 0."""
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return int(value)
    match = re.match(r"\s*[-+]?\d+", str(value))
    return int(match.group()) if match else 0


async def read_params(request: Request) -> Params:
    """Return the parameters; a broken JSON body raises BadParameterError."""
    params = Params()
    for key, value in request.query_params.multi_items():
        _put(params.values, key, value)
    if request.method in {"GET", "HEAD"}:
        return params
    kind = request.headers.get("content-type", "")
    if kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
        params.is_multipart = kind.startswith("multipart/")
        async with request.form(max_part_size=64 * 1024 * 1024) as form:
            for key, part in form.multi_items():
                if isinstance(part, UploadFile):
                    params.uploads.append(
                        Upload(
                            part.filename or "file",
                            part.content_type or "application/octet-stream",
                            await part.read(),
                        )
                    )
                else:
                    _put(params.values, key, part)
        return params
    body = await request.body()
    if body:
        try:
            value = json.loads(body)
        except ValueError as error:
            raise BadParameterError(str(error)) from error
        if isinstance(value, dict):
            params.values |= value
    return params


def _put(values: JsonObject, key: str, value: str) -> None:
    """Store `a=1`, `a[]=1` and `a[b]=1`."""
    match = _NESTED.match(key)
    if match is None:
        values[key] = value
        return
    name, rest = match.groups()
    parts = _PART.findall(rest)
    if parts == [""]:
        known = values.get(name)
        values[name] = [*known, value] if isinstance(known, list) else [value]
        return
    inner = values.get(name)
    target: JsonObject = inner if isinstance(inner, dict) else {}
    values[name] = target
    target[parts[0]] = value
