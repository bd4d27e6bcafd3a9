# SPDX-License-Identifier: Apache-2.0
"""A profile's folder, record and lock."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.keys.profile import (
    ProfileLock,
    ProfileRecord,
    prepare,
    profile_path,
    read_record,
    write_record,
)

RECORD = ProfileRecord("profile-1", "key-1", "memory")
posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has no mode bits")


@pytest.mark.parametrize("name", ["default", "a", "rathaus-2", "x_1", "9" * 40])
def test_good_names_lie_below_the_base(tmp_path: Path, name: str) -> None:
    assert profile_path(tmp_path, name) == tmp_path / name


@pytest.mark.parametrize(
    "name",
    ["", "..", "../x", "a/b", "a\\b", "A", "ä", "con", "com1", "-x", "a" * 41, "x\n", " x", "x.db"],
)
def test_bad_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(EnvironmentProblem) as caught:
        profile_path(tmp_path, name)
    assert caught.value.problem.code is ProblemCode.PROFILE_UNREADABLE


@given(st.text(max_size=50))
def test_no_name_leads_out_of_the_base(name: str) -> None:
    base = Path("/base")
    try:
        path = profile_path(base, name)
    except EnvironmentProblem:
        return
    assert path.resolve().parent == base.resolve()


@posix_only
def test_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    fresh, loose = tmp_path / "a" / "fresh", tmp_path / "loose"
    loose.mkdir(mode=0o755)
    for directory in (fresh, loose):
        prepare(directory)
        assert directory.stat().st_mode & 0o777 == 0o700


def test_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(EnvironmentProblem) as caught:
        prepare(tmp_path / "file" / "profile")
    assert caught.value.problem.code is ProblemCode.PROFILE_NOT_WRITABLE


class TestRecord:
    def test_record_comes_back(self, tmp_path: Path) -> None:
        assert read_record(tmp_path) is None
        write_record(tmp_path, RECORD)
        assert read_record(tmp_path) == RECORD

    @posix_only
    def test_record_is_for_its_owner_only(self, tmp_path: Path) -> None:
        write_record(tmp_path, RECORD)
        assert (tmp_path / "profile.json").stat().st_mode & 0o777 == 0o600

    @pytest.mark.parametrize(
        "text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 99}', '{"format": "x"}']
    )
    def test_record_that_is_none_is_refused_and_kept(self, tmp_path: Path, text: str) -> None:
        (tmp_path / "profile.json").write_text(text)
        with pytest.raises(EnvironmentProblem) as caught:
            read_record(tmp_path)
        assert caught.value.problem.code is ProblemCode.PROFILE_UNREADABLE
        assert (tmp_path / "profile.json").read_text() == text

    def test_disk_that_fills_up_keeps_the_old_record(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_record(tmp_path, RECORD)

        def full(_descriptor: int) -> None:
            raise OSError(errno.ENOSPC, "full")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(EnvironmentProblem) as caught:
            write_record(tmp_path, ProfileRecord("x", "y", "z"))

        assert caught.value.problem.code is ProblemCode.DISK_FULL
        assert read_record(tmp_path) == RECORD

    def test_record_holds_what_it_says_and_nothing_else(self, tmp_path: Path) -> None:
        write_record(tmp_path, RECORD)
        fields = json.loads((tmp_path / "profile.json").read_text())
        assert set(fields) == {"format", "entry", "key_id", "backend"}


class TestLock:
    def test_second_program_is_refused_until_the_first_lets_go(self, tmp_path: Path) -> None:
        first = ProfileLock(tmp_path)
        with pytest.raises(EnvironmentProblem) as caught:
            ProfileLock(tmp_path)
        assert caught.value.problem.code is ProblemCode.PROFILE_IN_USE

        first.release()
        first.release()
        ProfileLock(tmp_path).release()

    def test_lock_of_a_killed_program_is_free(self, tmp_path: Path) -> None:
        script = (
            "import sys\n"
            "from pathlib import Path\n"
            "from desktop_agent.keys.profile import ProfileLock\n"
            "lock = ProfileLock(Path(sys.argv[1]))\n"
            "print('held', flush=True)\n"
            "sys.stdin.read()\n"
        )
        holder = subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with holder:
            assert holder.stdout is not None
            assert holder.stdout.readline() == "held\n"
            with pytest.raises(EnvironmentProblem):
                ProfileLock(tmp_path)
            holder.kill()
        ProfileLock(tmp_path).release()

    def test_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(EnvironmentProblem) as caught:
            ProfileLock(tmp_path / "no")
        assert caught.value.problem.code is ProblemCode.PROFILE_NOT_WRITABLE
