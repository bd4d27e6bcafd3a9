# SPDX-License-Identifier: Apache-2.0
"""The one TLS context of all connections. Checks cannot be switched off.

Trust comes from the operating system. OpenSSL's variables SSL_CERT_FILE and SSL_CERT_DIR, which
anything in a person's session can set, must not replace it; an operator's own authority is added
by configuration.
"""

from __future__ import annotations

import ssl
import sys
from pathlib import Path

import truststore

from desktop_agent.domain.errors import NotSent, ProblemCode

_LINUX_FILES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/cert.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
"""Where distributions keep their bundle; frozen builds bring an OpenSSL that looks elsewhere."""


class Trust:
    """The context of one server's connections, made when the first of them needs it.

    Reading the system's roots takes tens of milliseconds: plain connections to this machine do
    without.
    """

    def __init__(self, ca_file: Path | None) -> None:
        self._ca_file = ca_file
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """The one context. Raises like `tls_context`."""
        if self._context is None:
            self._context = tls_context(self._ca_file)
        return self._context


def rootless_context() -> ssl.SSLContext:
    """Trusts nobody: for clients that must never meet TLS."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Context for clients: TLS 1.2 or newer, host names checked.

    Raises `NotSent(TLS_UNTRUSTED)` when the additional authority cannot be read.
    """
    context = _linux_context() if sys.platform == "linux" else _system_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except (OSError, ssl.SSLError) as error:
            raise NotSent(ProblemCode.TLS_UNTRUSTED, where="ca_file") from error
    return context


def _system_context() -> ssl.SSLContext:
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _linux_context() -> ssl.SSLContext:
    """The distribution's bundle by its fixed path.

    `truststore` would ask OpenSSL, and OpenSSL the environment.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    compiled_in = ssl.get_default_verify_paths()
    for candidate in (compiled_in.openssl_cafile, *_LINUX_FILES):
        if Path(candidate).is_file():
            context.load_verify_locations(cafile=candidate)
            return context
    if Path(compiled_in.openssl_capath).is_dir():
        context.load_verify_locations(capath=compiled_in.openssl_capath)
    return context
