# SPDX-License-Identifier: Apache-2.0
"""Runs all checks in order and prints the report. Changes nothing of profile or server."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop_agent.doctor import local_checks, profile_checks
from desktop_agent.doctor.finding import Finding, Verdict, examine, ok, skipped, warning
from desktop_agent.domain.errors import AgentError
from desktop_agent.domain.session import Session
from desktop_agent.keys.key_store import KeyFound, KeyStore
from desktop_agent.keys.keyring_keys import KeyringKeys
from desktop_agent.keys.profile import SETTINGS_FILE, profile_path, read_record
from desktop_agent.policy.load import load
from desktop_agent.policy.policy import Policy
from desktop_agent.start.engine_start import connection_config
from desktop_agent.start.logs import Logs
from desktop_agent.start.places import Places, system_places

MakeKeys = Callable[[str], KeyStore]


def run_doctor(profile: str, server: str | None, *, as_json: bool) -> int:
    """Check everything and print it; returns the exit code."""
    logs = Logs()
    logs.start()
    try:
        findings = examine_all(profile, server, system_places(), KeyringKeys)
    finally:
        logs.stop()
    is_well = all(finding.verdict is not Verdict.FAILED for finding in findings)
    if as_json:
        value = {"ok": is_well, "findings": [finding.as_json() for finding in findings]}
        sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{finding.line()}\n" for finding in findings)
        sys.stdout.write("\nAll is well.\n" if is_well else "\nSomething failed; see above.\n")
    return 0 if is_well else 1


def probe_qt() -> int:
    """The other half of the Qt check, in its own process; returns the exit code."""
    sys.stdout.write(json.dumps(local_checks.probe_qt()) + "\n")
    return 0


def examine_all(
    profile: str, server: str | None, places: Places, make_keys: MakeKeys
) -> list[Finding]:
    """Every finding in order; `make_keys` gets the backend that the profile remembers."""
    findings = [
        examine("program", local_checks.check_program),
        examine("qt", local_checks.check_qt),
        examine("encryption", local_checks.check_encryption),
        examine("search", local_checks.check_search),
    ]
    policy_finding, policy, directory = _policy_of(profile, places)
    findings.append(policy_finding)
    if directory is not None:
        findings.append(examine("profile", lambda: profile_checks.check_profile(directory)))
    backend = _remembered_backend(directory)
    findings.append(examine("keyring", lambda: profile_checks.check_keyring(make_keys(backend))))
    session = _stored_session(directory, make_keys(backend)) if directory is not None else None
    findings += _server_findings(server, policy, session)
    return findings


def _policy_of(profile: str, places: Places) -> tuple[Finding, Policy, Path | None]:
    try:
        directory = profile_path(places.profiles, profile)
        loaded = load(places.machine_policy, directory / SETTINGS_FILE)
    except AgentError as error:
        return examine("policy", _raise(error)), Policy(), None
    if loaded.problems or loaded.unknown:
        told = warning(
            "policy",
            "some settings are ignored",
            wrong=len(loaded.problems),
            unknown=", ".join(f"{one.file}:{one.key}" for one in loaded.unknown),
        )
        return told, loaded.policy, directory
    fixed = len(loaded.policy.fixed_by_it)
    return ok("policy", "settings are understood", by_it=fixed), loaded.policy, directory


def _raise(error: AgentError) -> Callable[[], Finding]:
    def check() -> Finding:
        raise error

    return check


def _remembered_backend(directory: Path | None) -> str:
    if directory is None:
        return ""
    try:
        record = read_record(directory)
    except AgentError:
        return ""
    return "" if record is None else record.backend


def _stored_session(directory: Path, keys: KeyStore) -> Session | None:
    """The session of a profile that nobody uses now; None when it cannot be had.

    Opens the one file itself: the program's own way in would repair what it finds damaged.
    """
    from desktop_agent.keys.profile import ProfileLock
    from desktop_agent.store.database import classified, connect
    from desktop_agent.store.profile_files import WORK, path_of
    from desktop_agent.store.work_repos import read_session

    try:
        record = read_record(directory)
        if record is None or not path_of(directory, WORK).exists():
            return None
        lock = ProfileLock(directory)
    except AgentError:
        return None
    try:
        answer = keys.read(record.entry, record.key_id)
        if not isinstance(answer, KeyFound):
            return None
        with classified(WORK), closing(connect(path_of(directory, WORK), answer.key)) as db:
            return read_session(db)
    except AgentError:
        return None
    finally:
        lock.release()


def _server_findings(server: str | None, policy: Policy, session: Session | None) -> list[Finding]:
    from desktop_agent.doctor import server_checks

    address = server or (session.server if session else "") or policy.server
    if not address:
        return [
            examine("trust", lambda: server_checks.check_trust(None)),
            *(skipped(name, "no server is known; give one with --server") for name in _SERVER),
        ]
    try:
        config = connection_config(address, policy)
    except AgentError as error:
        return [examine("server", _raise(error))]
    findings = [examine("trust", lambda: server_checks.check_trust(config))]
    try:
        info = server_checks.probe(config)
    except AgentError as error:
        findings.append(examine("server", _raise(error)))
        return [*findings, *(skipped(name, "the server did not answer") for name in _SERVER[1:])]
    is_own = session is not None and session.server == str(config.origin)
    return [
        *findings,
        examine("server", lambda: server_checks.check_server(info)),
        examine("clock", lambda: server_checks.check_clock(info)),
        examine(
            "session", lambda: server_checks.check_session(config, session if is_own else None)
        ),
    ]


_SERVER = ("server", "clock", "session")
