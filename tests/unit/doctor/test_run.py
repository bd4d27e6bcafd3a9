# SPDX-License-Identifier: Apache-2.0
"""The doctor finds what is in order and what is not, against a real server and real files."""

from __future__ import annotations

import http.server
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_agent.cli import main
from desktop_agent.doctor.finding import Finding, Verdict
from desktop_agent.doctor.run import examine_all
from desktop_agent.domain.directory import Availability, Role
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.secret import SecretText
from desktop_agent.domain.session import Session
from desktop_agent.keys.key_store import KeyAnswer, KeyStore
from desktop_agent.keys.keyring_keys import ALLOWED
from desktop_agent.keys.memory_keys import MemoryKeys
from desktop_agent.keys.profile import prepare
from desktop_agent.keys.unlock import remember, unlock
from desktop_agent.sandbox.process import SandboxProcess
from desktop_agent.start.places import Places
from desktop_agent.store.database import classified, connect, transaction
from desktop_agent.store.migrate import migrate
from desktop_agent.store.profile_files import WORK, path_of
from desktop_agent.store.work_repos import WorkTables
from tests.conftest import AllowedLog


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxProcess]:
    with SandboxProcess("--seed", "5", "--tickets", "20", "--messages", "60") as sandbox:
        yield sandbox


@pytest.fixture
def places(tmp_path: Path) -> Places:
    (tmp_path / "policies").mkdir()
    return Places(profiles=tmp_path / "profiles", machine_policy=tmp_path / "policies")


def verdicts(findings: list[Finding]) -> dict[str, Verdict]:
    """Check -> verdict."""
    return {finding.check: finding.verdict for finding in findings}


def finding_of(findings: list[Finding], check: str) -> Finding:
    """The finding of one check."""
    return next(finding for finding in findings if finding.check == check)


def with_memory(keys: KeyStore) -> Callable[[str], KeyStore]:
    """A factory that gives the same keys whatever backend is remembered."""
    return lambda _backend: keys


def sign_in_profile(places: Places, keys: KeyStore, session: Session) -> None:
    """A profile as a signed-in program leaves it."""
    directory = places.profiles / "default"
    prepare(directory)
    unlocked = unlock(directory, keys)
    with classified(WORK):
        db = connect(path_of(directory, WORK), unlocked.key)
        migrate(db, WORK)
        with transaction(db):
            WorkTables(db).set_session(session)
        db.close()
    remember(directory, unlocked)


def make_session(server: str, token: str) -> Session:
    """A stored session of the sandbox's first agent."""
    return Session(
        server=server,
        account_id=1,
        account_name="",
        agent_id=AgentId(1),
        agent_name="",
        role=Role.AGENT,
        availability=Availability.ONLINE,
        token=SecretText(token),
        feed_token=SecretText(""),
    )


def test_everything_is_in_order_for_a_signed_in_profile(
    places: Places, sandbox: SandboxProcess, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.store.database", "trial: database_damaged")
    keys = MemoryKeys()
    token = sandbox.agents[0].access_token
    sign_in_profile(places, keys, make_session(sandbox.url, token))
    findings = examine_all("default", None, places, with_memory(keys))
    found = verdicts(findings)
    # The tests run without a display, which is worth a warning and nothing more.
    assert found.pop("qt") in (Verdict.OK, Verdict.WARNING)
    assert set(found.values()) == {Verdict.OK}, [finding.line() for finding in findings]
    assert finding_of(findings, "session").facts["role"] == "agent"
    assert token not in json.dumps([finding.as_json() for finding in findings])


def test_an_ended_session_is_told(
    places: Places, sandbox: SandboxProcess, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent")
    keys = MemoryKeys()
    sign_in_profile(places, keys, make_session(sandbox.url, "no-such-token"))
    session = finding_of(examine_all("default", None, places, with_memory(keys)), "session")
    assert session.verdict is Verdict.FAILED
    assert session.facts["code"] == "token_rejected"


def test_a_profile_that_was_never_used_is_no_failure(
    places: Places, sandbox: SandboxProcess, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent.store.database")
    found = verdicts(examine_all("new", sandbox.url, places, with_memory(MemoryKeys())))
    assert found["profile"] is Verdict.SKIPPED
    assert found["session"] is Verdict.SKIPPED
    assert found["server"] is Verdict.OK
    assert not places.profiles.exists()


class LosingKeys(MemoryKeys):
    """A keyring that forgets at once."""

    def read(self, entry: str, key_id: str) -> KeyAnswer:
        self.delete(entry)
        return super().read(entry, key_id)


def test_a_keyring_that_loses_keys_fails(places: Places, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.store.database")
    found = examine_all("new", None, places, with_memory(LosingKeys()))
    assert finding_of(found, "keyring").verdict is Verdict.FAILED
    assert finding_of(found, "server").verdict is Verdict.SKIPPED


def test_a_wrong_policy_names_file_and_key_but_no_value(
    places: Places, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent")
    assert places.machine_policy is not None
    (places.machine_policy / "10-it.json").write_text('{"undo_s": "planted-value"}')
    policy = finding_of(examine_all("new", None, places, with_memory(MemoryKeys())), "policy")
    assert policy.verdict is Verdict.FAILED
    assert policy.facts["file"] == "10-it.json"
    assert policy.facts["key"] == "undo_s"
    assert "planted-value" not in policy.line()


@pytest.mark.parametrize(
    ("server", "code"),
    [
        pytest.param("http://chat.example", "address_not_tls", id="no-tls"),
        pytest.param("https://", "address_invalid", id="no-address"),
        pytest.param("https://nowhere.invalid", "name_not_resolved", id="unknown-name"),
    ],
)
def test_a_wrong_address_is_told(
    server: str, code: str, places: Places, allowed_log: AllowedLog
) -> None:
    allowed_log("desktop_agent")
    found = finding_of(examine_all("new", server, places, with_memory(MemoryKeys())), "server")
    assert found.verdict is Verdict.FAILED
    assert found.facts["code"] == code


def test_a_web_page_is_not_taken_for_the_server(places: Places, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent")

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>hello</html>")

        def log_message(self, *_arguments: object) -> None:
            """Keep quiet."""

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}"
        found = examine_all("new", address, places, with_memory(MemoryKeys()))
        server.shutdown()
        thread.join()
    assert finding_of(found, "server").facts["code"] == "not_the_server"


def test_the_report_is_json_and_the_exit_code_tells(
    capsys: pytest.CaptureFixture[str],
    sandbox: SandboxProcess,
    allowed_log: AllowedLog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    allowed_log("desktop_agent")
    # No backend is allowed here, so that nobody's real keyring is touched.
    monkeypatch.setitem(ALLOWED, sys.platform, ())
    assert main(["doctor", "--json", "--server", sandbox.url]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    by_check = {finding["check"]: finding["verdict"] for finding in report["findings"]}
    assert by_check["keyring"] == "failed"
    assert by_check["server"] == "ok"
