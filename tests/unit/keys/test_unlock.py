# SPDX-License-Identifier: Apache-2.0
"""The keyring's four answers and what happens to a profile's files at each."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_agent.domain.errors import EnvironmentProblem, Problem, ProblemCode
from desktop_agent.keys.keyring_keys import SERVICE, KeyringKeys
from desktop_agent.keys.memory_keys import MemoryKeys
from desktop_agent.keys.profile import ProfileLock, read_record
from desktop_agent.keys.unlock import Unlocked, remember, unlock, wipe
from tests.conftest import AllowedLog
from tests.fakes.keyrings import GoodKeyring, LockedKeyring


def files_of(directory: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(directory)): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def keyring() -> GoodKeyring:
    return GoodKeyring()


def keys_on(keyring: GoodKeyring) -> KeyringKeys:
    return KeyringKeys(find=lambda _remembered: keyring)


@pytest.fixture
def profile(tmp_path: Path, keyring: GoodKeyring, allowed_log: AllowedLog) -> Path:
    """A profile with a record and two files, as the stores leave them."""
    allowed_log("desktop_agent.keys")
    fresh = unlock(tmp_path, keys_on(keyring))
    for name in ("cache.db", "work.db", "work.db-wal", "settings.json"):
        (tmp_path / name).write_bytes(name.encode())
    remember(tmp_path, fresh)
    return tmp_path


def test_new_profile_gets_a_key_and_its_record_comes_last(
    tmp_path: Path, keyring: GoodKeyring
) -> None:
    fresh = unlock(tmp_path, keys_on(keyring))

    assert (fresh.is_new, fresh.problem) == (True, None)
    assert read_record(tmp_path) is None
    remember(tmp_path, fresh)
    assert read_record(tmp_path) == fresh.record
    assert fresh.key.reveal() not in (tmp_path / "profile.json").read_text()


def test_key_is_found_again(profile: Path, keyring: GoodKeyring) -> None:
    record = read_record(profile)

    found = unlock(profile, keys_on(keyring))

    assert (found.record, found.is_new, found.problem) == (record, False, None)
    assert found == unlock(profile, keys_on(keyring))


def test_locked_keyring_touches_nothing(profile: Path) -> None:
    before = files_of(profile)

    with pytest.raises(EnvironmentProblem) as caught:
        unlock(profile, keys_on(LockedKeyring()))

    assert caught.value.problem.code is ProblemCode.KEYRING_LOCKED
    assert files_of(profile) == before


def test_other_key_touches_nothing(profile: Path, keyring: GoodKeyring) -> None:
    record = read_record(profile)
    assert record is not None
    keys_on(keyring).create(record.entry)
    before = files_of(profile)

    with pytest.raises(EnvironmentProblem) as caught:
        unlock(profile, keys_on(keyring))

    assert caught.value.problem.code is ProblemCode.KEY_MISMATCH
    assert files_of(profile) == before


def test_lost_key_moves_the_files_aside_and_starts_anew(
    profile: Path, keyring: GoodKeyring
) -> None:
    before = files_of(profile)
    keyring.kept.clear()

    fresh = unlock(profile, keys_on(keyring))

    folder = "quarantine/key-lost-1"
    assert fresh.problem == Problem(ProblemCode.KEY_LOST, {"kept_as": folder})
    assert fresh.is_new
    moved = {name: before[name] for name in before if name != "settings.json"}
    assert files_of(profile) == {
        "settings.json": before["settings.json"],
        **{f"{folder}/{name}": content for name, content in moved.items()},
    }


def test_second_loss_keeps_the_first(profile: Path, keyring: GoodKeyring) -> None:
    for _ in range(2):
        keyring.kept.clear()
        fresh = unlock(profile, keys_on(keyring))
        (profile / "work.db").write_bytes(b"again")
        remember(profile, fresh)

    kept = sorted(path.name for path in (profile / "quarantine").iterdir())
    assert kept == ["key-lost-1", "key-lost-2"]


def test_keyring_that_fails_while_starting_anew_leaves_the_files_in_place(
    profile: Path,
) -> None:
    (profile / "profile.json").unlink()
    before = files_of(profile)

    with pytest.raises(EnvironmentProblem):
        unlock(profile, keys_on(LockedKeyring()))

    assert files_of(profile) == before


class TestWipe:
    def test_nothing_is_left_but_the_lock(self, profile: Path, keyring: GoodKeyring) -> None:
        lock = ProfileLock(profile)
        (profile / "logs").mkdir()
        (profile / "logs" / "a.log").write_text("x")

        wipe(profile, keys_on(keyring))

        assert keyring.kept == {}
        assert [path.name for path in profile.iterdir()] == ["lock"]
        lock.release()

    def test_key_goes_first(self, profile: Path) -> None:
        before = files_of(profile)

        with pytest.raises(EnvironmentProblem):
            wipe(profile, keys_on(LockedKeyring()))

        assert files_of(profile) == before

    def test_profile_without_a_key_is_emptied_all_the_same(
        self, profile: Path, keyring: GoodKeyring
    ) -> None:
        keyring.kept.clear()
        wipe(profile, keys_on(keyring))
        assert list(profile.iterdir()) == []


def test_key_of_a_memory_only_session_ends_with_it(tmp_path: Path, allowed_log: AllowedLog) -> None:
    allowed_log("desktop_agent.keys")
    keys = MemoryKeys()
    fresh: Unlocked = unlock(tmp_path, keys)
    remember(tmp_path, fresh)

    assert unlock(tmp_path, keys).key == fresh.key
    again = unlock(tmp_path, MemoryKeys())
    assert again.key != fresh.key
    assert again.problem is None


def test_every_entry_stands_under_one_service(profile: Path, keyring: GoodKeyring) -> None:
    assert profile.exists()
    assert {service for service, _ in keyring.kept} == {SERVICE}
