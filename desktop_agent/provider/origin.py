# SPDX-License-Identifier: Apache-2.0
"""Parses and judges server addresses. Must not open a connection."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from desktop_agent.domain.errors import ProblemCode, ServerRefusal
from desktop_agent.domain.light_dataclass import dataclass

_MAX_LENGTH = 255
_DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port of one server; the only place requests may go to.

    `host` is lower-case ASCII (IDNA), without brackets for IPv6.
    """

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        if self.port == _DEFAULT_PORTS[self.scheme]:
            return f"{self.scheme}://{host}"
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        """True for this machine itself; only then is plain http allowed."""
        return is_loopback_host(self.host)

    @property
    def socket_url(self) -> str:
        """The same origin with the scheme of web sockets."""
        return "ws" + str(self).removeprefix("http")


def is_loopback_host(host: str) -> bool:
    """True for `localhost` and loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def parse_origin(text: str) -> Origin:
    """Read what a person typed as the server's address.

    A missing scheme means https. Raises `ServerRefusal` with ADDRESS_INVALID, or ADDRESS_NOT_TLS
    for plain http to anything but this machine.
    """
    scheme, host, port, has_more = _split(text.strip())
    if has_more:
        raise ServerRefusal(ProblemCode.ADDRESS_INVALID)
    origin = Origin(scheme, host, port)
    if scheme == "http" and not origin.is_loopback:
        raise ServerRefusal(ProblemCode.ADDRESS_NOT_TLS)
    return origin


def _split(text: str) -> tuple[str, str, int, bool]:
    if not text or len(text) > _MAX_LENGTH or any(c.isspace() or not c.isprintable() for c in text):
        raise ServerRefusal(ProblemCode.ADDRESS_INVALID)
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        scheme = parts.scheme.lower()
        host = _ascii_host(parts.hostname or "")
        port = parts.port or _DEFAULT_PORTS[scheme]
    except (ValueError, KeyError) as error:
        raise ServerRefusal(ProblemCode.ADDRESS_INVALID) from error
    has_more = bool(
        parts.username is not None
        or parts.password is not None
        or parts.path.strip("/")
        or parts.query
        or parts.fragment
    )
    return scheme, host, port, has_more


def _ascii_host(host: str) -> str:
    if not host or "%" in host or "\\" in host:
        raise ValueError("no host")
    if ":" in host:
        return str(ipaddress.IPv6Address(host))
    ascii_host = host.rstrip(".").encode("idna").decode("ascii").lower()
    if not ascii_host or any(not (c.isalnum() or c in "-._") for c in ascii_host):
        raise ValueError("bad host")
    return ascii_host


def url_origin(url: str) -> Origin | None:
    """The origin of an absolute http(s) URL, None when it has none or carries user data."""
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.lower()
        if parts.username is not None or parts.password is not None:
            return None
        return Origin(
            scheme, _ascii_host(parts.hostname or ""), parts.port or _DEFAULT_PORTS[scheme]
        )
    except (ValueError, KeyError):
        return None
