# SPDX-License-Identifier: Apache-2.0
"""The TLS context: checks on, old protocols off, the environment ignored."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.provider.chatwoot.trust import tls_context


def test_checks_are_on() -> None:
    context = tls_context(None)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_persons_variable_does_not_replace_the_trust_roots(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)
        expected = len(tls_context(None).get_ca_certs())
    planted = tmp_path / "planted.pem"
    planted.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(planted))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    assert len(tls_context(None).get_ca_certs()) == expected


def test_an_unreadable_authority_is_a_typed_error(tmp_path: Path) -> None:
    for content in (None, "not a certificate"):
        path = tmp_path / "authority.pem"
        if content is not None:
            path.write_text(content)
        with pytest.raises(EnvironmentProblem) as error:
            tls_context(path)
        assert error.value.problem.code is ProblemCode.TLS_UNTRUSTED
