# SPDX-License-Identifier: Apache-2.0
"""TLS over real sockets: unknown authorities are refused, a configured one is taken."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.errors import NotSent, ProblemCode
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.provider.chatwoot.cable import Cable
from desktop_agent.provider.chatwoot.line import HttpLine
from desktop_agent.provider.chatwoot.server_clock import ServerClock
from desktop_agent.provider.chatwoot.trust import Trust
from desktop_agent.provider.connection import ConnectionConfig
from desktop_agent.provider.origin import parse_origin
from desktop_agent.provider.port import Reject
from tests.unit.provider.chatwoot.hand_clock import HandClock
from tests.unit.provider.chatwoot.scripted_server import reply, scripted

x509 = pytest.importorskip("cryptography.x509", reason="makes the test's certificate")


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that signs itself, with its key, in one file."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sandbox")])
    host = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(host, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "authority.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


def serving(authority: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    return context


def session(url: str) -> Session:
    return Session(
        server=url,
        account_id=1,
        account_name="",
        agent_id=AgentId(1),
        agent_name="",
        role=Role.AGENT,
        availability=Availability.OFFLINE,
        token=SecretText("t"),
        feed_token=SecretText("f"),
    )


def not_sent_code(authority: Path, *, through: str) -> ProblemCode:
    """Ask a server whose certificate nobody vouches for."""

    async def scene() -> ProblemCode:
        async with scripted(lambda _: reply(), serving(authority)) as server:
            clock = HandClock()
            config = ConnectionConfig(origin=parse_origin(server.url), proxy="none")
            line = HttpLine(config, clock, ServerClock(clock), Trust(config.ca_file))
            cable = Cable(config, clock, Trust(None), lambda _: Reject("x", "$"), lambda: False)
            asking: Awaitable[object] = (
                line.request("GET", "/api")
                if through == "rest"
                else anext(cable.events(session(server.url)))
            )
            with pytest.raises(NotSent) as error:
                await asking
            await line.aclose()
            assert not server.asked
            return error.value.problem.code

    return asyncio.run(scene())


@pytest.mark.parametrize("through", ["rest", "cable"])
def test_unknown_authority_is_refused_before_anything_is_sent(
    authority: Path, through: str
) -> None:
    assert not_sent_code(authority, through=through) is ProblemCode.TLS_UNTRUSTED


def test_configured_authority_is_taken(authority: Path) -> None:
    async def scene() -> bool:
        async with scripted(lambda _: reply(), serving(authority)) as server:
            clock = HandClock()
            config = ConnectionConfig(origin=parse_origin(server.url), ca_file=authority)
            line = HttpLine(config, clock, ServerClock(clock), Trust(config.ca_file))
            answer = await line.request("GET", "/api")
            await line.aclose()
            return answer.is_ok

    assert asyncio.run(scene())


def test_certificate_of_another_host_is_refused(authority: Path) -> None:
    async def scene() -> ProblemCode:
        async with scripted(lambda _: reply(), serving(authority)) as server:
            clock = HandClock()
            origin = replace(parse_origin(server.url), host="localhost")
            line = HttpLine(
                ConnectionConfig(origin=origin, ca_file=authority),
                clock,
                ServerClock(clock),
                Trust(authority),
            )
            with pytest.raises(NotSent) as error:
                await line.request("GET", "/api")
            await line.aclose()
            return error.value.problem.code

    assert asyncio.run(scene()) is ProblemCode.TLS_UNTRUSTED
