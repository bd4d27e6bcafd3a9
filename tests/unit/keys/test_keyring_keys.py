# SPDX-License-Identifier: Apache-2.0
"""The system's keyring: what it keeps, and what each way of failing means."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from keyring.backend import KeyringBackend

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.keys.key_store import (
    KeyAbsent,
    KeyForeign,
    KeyFound,
    KeyStore,
    KeyUnavailable,
)
from desktop_agent.keys.keyring_keys import ALLOWED, SERVICE, KeyringKeys
from desktop_agent.keys.memory_keys import MemoryKeys
from tests.conftest import AllowedLog
from tests.fakes.keyrings import (
    BrokenKeyring,
    ForgetfulKeyring,
    GoodKeyring,
    HangingKeyring,
    LockedKeyring,
    NotRunningKeyring,
)

ENTRY = "profile-1"
KEYS_LOG = "desktop_agent.keys"


def keys_on(keyring: KeyringBackend, timeout_s: float = 20.0) -> KeyringKeys:
    return KeyringKeys(find=lambda _remembered: keyring, timeout_s=timeout_s)


@pytest.fixture(params=["keyring", "memory"])
def keys(request: pytest.FixtureRequest) -> KeyStore:
    return MemoryKeys() if request.param == "memory" else keys_on(GoodKeyring())


class TestEveryStore:
    def test_made_key_is_found_again(self, keys: KeyStore) -> None:
        made = keys.create(ENTRY)

        assert len(made.key.reveal()) == 96
        assert keys.read(ENTRY, made.key_id) == KeyFound(made.key)

    def test_two_keys_differ(self, keys: KeyStore) -> None:
        one, other = keys.create("one"), keys.create("other")
        assert one.key != other.key
        assert one.key_id != other.key_id

    def test_unknown_entry_has_no_key(self, keys: KeyStore) -> None:
        assert keys.read(ENTRY, "any") == KeyAbsent()

    def test_key_of_another_id_is_foreign(self, keys: KeyStore) -> None:
        keys.create(ENTRY)
        assert keys.read(ENTRY, "other") == KeyForeign()

    def test_deleted_key_is_gone_and_deleting_twice_is_fine(self, keys: KeyStore) -> None:
        made = keys.create(ENTRY)
        keys.delete(ENTRY)
        keys.delete(ENTRY)
        assert keys.read(ENTRY, made.key_id) == KeyAbsent()


@pytest.mark.parametrize(
    "kept",
    ["", "no json", "[]", '{"id": "a"}', '{"id": "a", "key": "short"}', '{"id":"a","key":7}'],
)
def test_value_that_is_no_key_is_foreign(kept: str) -> None:
    keyring = GoodKeyring()
    keyring.set_password(SERVICE, ENTRY, kept)
    assert keys_on(keyring).read(ENTRY, "a") == KeyForeign()


def test_key_is_read_back_before_it_counts() -> None:
    keyring = GoodKeyring()
    keys_on(keyring).create(ENTRY)
    assert keyring.calls == ["set", "get"]


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(LockedKeyring, ProblemCode.KEYRING_LOCKED, id="locked"),
        pytest.param(NotRunningKeyring, ProblemCode.KEYRING_MISSING, id="not-running"),
        pytest.param(ForgetfulKeyring, ProblemCode.KEYRING_MISSING, id="forgetful"),
        pytest.param(BrokenKeyring, ProblemCode.KEYRING_LOCKED, id="broken"),
    ],
)
def test_keyring_that_cannot_keep_a_key_refuses(
    make: Callable[[], KeyringBackend],
    code: ProblemCode,
    allowed_log: AllowedLog,
    caplog: pytest.LogCaptureFixture,
) -> None:
    allowed_log(KEYS_LOG)
    caplog.set_level(logging.DEBUG)

    with pytest.raises(EnvironmentProblem) as caught:
        keys_on(make()).create(ENTRY)

    assert caught.value.problem.code is code
    assert caught.value.__cause__ is None
    assert '"key"' not in caplog.text + repr(caught.value.problem)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(LockedKeyring, ProblemCode.KEYRING_LOCKED, id="locked"),
        pytest.param(NotRunningKeyring, ProblemCode.KEYRING_MISSING, id="not-running"),
    ],
)
def test_key_that_cannot_be_read_now_is_unavailable_not_absent(
    make: Callable[[], KeyringBackend], code: ProblemCode, allowed_log: AllowedLog
) -> None:
    allowed_log(KEYS_LOG)
    answer = keys_on(make()).read(ENTRY, "any")
    assert isinstance(answer, KeyUnavailable)
    assert answer.problem.code is code


class TestHangingPrompt:
    def test_reader_gives_up_after_its_limit_and_joins_the_prompt_later(
        self, allowed_log: AllowedLog
    ) -> None:
        allowed_log(KEYS_LOG)
        keyring = HangingKeyring()
        keys = keys_on(keyring, timeout_s=0.01)

        assert isinstance(keys.read(ENTRY, "any"), KeyUnavailable)
        assert isinstance(keys.read(ENTRY, "any"), KeyUnavailable)
        keyring.answer.set()

        patient = keys_on(keyring)
        assert patient.read(ENTRY, "any") == KeyAbsent()

    def test_all_that_ask_are_answered_once_the_person_was(self) -> None:
        keyring = HangingKeyring()
        keys = keys_on(keyring)
        answers: list[object] = []

        def ask() -> None:
            answers.append(keys.read(ENTRY, "any"))

        askers = [threading.Thread(target=ask) for _ in range(3)]
        for asker in askers:
            asker.start()
        assert keyring.asked.wait(20)
        keyring.answer.set()
        for asker in askers:
            asker.join(20)

        assert answers == [KeyAbsent()] * 3


class TestBackends:
    @pytest.mark.parametrize(
        "name",
        [
            "keyring.backends.fail.Keyring",
            "keyring.backends.null.Keyring",
            "keyrings.alt.file.PlaintextKeyring",
            "keyring.backends.chainer.ChainerBackend",
        ],
    )
    def test_unlisted_backend_is_refused_even_if_the_record_names_it(
        self, name: str, allowed_log: AllowedLog
    ) -> None:
        allowed_log(KEYS_LOG)
        with pytest.raises(EnvironmentProblem) as caught:
            KeyringKeys(name).create(ENTRY)
        assert caught.value.problem.facts["reason"] == "backend_not_allowed"

    def test_no_listed_backend_keeps_plain_text(self) -> None:
        names = " ".join(name for listed in ALLOWED.values() for name in listed).lower()
        assert not {word for word in ("plain", "file", "null", "fail", "chain") if word in names}

    def test_system_without_a_keyring_is_told(
        self, allowed_log: AllowedLog, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        allowed_log(KEYS_LOG)
        monkeypatch.setattr(sys, "platform", "plan9")
        with pytest.raises(EnvironmentProblem) as caught:
            KeyringKeys().create(ENTRY)
        assert caught.value.problem.code is ProblemCode.KEYRING_MISSING

    def test_backend_in_use_is_what_the_record_will_name(self) -> None:
        keys = keys_on(GoodKeyring())
        keys.create(ENTRY)
        assert keys.backend == "tests.fakes.keyrings.GoodKeyring"

    def test_keyring_is_imported_when_it_is_first_asked(self) -> None:
        """measured §1: keyring costs 68 ms and its discovery 60 more."""
        script = (
            "import sys\n"
            "from desktop_agent.keys.keyring_keys import KeyringKeys\n"
            "KeyringKeys()\n"
            "print('keyring' in sys.modules)\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
        )
        assert run.stdout.strip() == "False"
