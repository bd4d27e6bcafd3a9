# SPDX-License-Identifier: Apache-2.0
"""The set-up behind ./demo and ./check stops with a sentence that helps, and keeps settings out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import setup_environment, system_libraries

ROOT = Path(__file__).resolve().parents[2]

LDD = """
	linux-vdso.so.1 (0x00007ff15ed3d000)
	libEGL.so.1 => not found
	libxcb-cursor.so.0 => not found
	libQt6Core.so.6 => /venv/lib/libQt6Core.so.6 (0x00007ff15d800000)
"""


def make_tool(folder: Path, name: str, body: str) -> None:
    """An executable shell script."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def only_tools(folder: Path, *names: str) -> dict[str, str]:
    """An environment whose PATH holds only the given system tools and what is in `folder`."""
    for name in names:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return {"PATH": str(folder)}


@pytest.mark.skipif(sys.platform == "win32", reason="the shell scripts are for other systems")
def test_without_a_new_enough_python_the_person_is_told_what_to_install(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    environment = only_tools(tools, "sh", "dirname", "uname", "id")
    make_tool(tools, "python3", "exit 1")
    project = tmp_path / "with space"
    shutil.copytree(ROOT / "scripts", project / "scripts")
    shutil.copy(ROOT / "demo", project)
    done = subprocess.run(
        [project / "demo"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Python 3.11 or newer is needed" in done.stderr
    assert "apt-get install -y python3 python3-venv" in done.stderr
    assert not (project / ".venv").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="the shell scripts are for other systems")
def test_a_python_without_venv_is_told_apart(tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    environment = only_tools(tools, "sh", "dirname", "uname", "id")
    make_tool(tools, "python3", 'case "$2" in *venv*) exit 1;; esac')
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts")
    shutil.copy(ROOT / "check", tmp_path)
    done = subprocess.run(
        [tmp_path / "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot make virtual environments" in done.stderr


def test_only_settings_that_reach_an_index_get_to_pip() -> None:
    given = {
        "PATH": "p",
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_TARGET": "elsewhere",
        "PIP_NO_BINARY": ":all:",
        "PIP_CONSTRAINT": "c.txt",
        "PIP_USER": "1",
        "PYTHONPATH": "elsewhere",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    cleaned = setup_environment.clean_environment(given)
    assert cleaned["PIP_INDEX_URL"] == "https://mirror.example/simple"
    assert cleaned["PATH"] == "p"
    assert cleaned["PIP_USER"] == "0"
    assert not {"PIP_TARGET", "PIP_NO_BINARY", "PIP_CONSTRAINT", "PYTHONPATH"} & set(cleaned)
    assert "PYTHONDONTWRITEBYTECODE" not in cleaned


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project directory of its own with a venv that runs."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(setup_environment, "ROOT", tmp_path)
    monkeypatch.setattr(setup_environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(setup_environment, "venv_python", lambda: Path(sys.executable))
    return tmp_path


def test_a_stamped_lock_is_not_installed_again_until_it_changes(project: Path) -> None:
    lock = setup_environment.RUNTIME_LOCK
    assert not setup_environment.is_installed(lock)
    stamp = json.dumps([setup_environment.fingerprint(lock)])
    (project / "stamp.json").write_text(stamp, encoding="utf-8")
    assert setup_environment.is_installed(lock)
    (project / lock).write_text("changed", encoding="utf-8")
    assert not setup_environment.is_installed(lock)


def test_a_damaged_stamp_means_installing_again(project: Path) -> None:
    (project / "stamp.json").write_text("{", encoding="utf-8")
    assert not setup_environment.is_installed(setup_environment.RUNTIME_LOCK)


def test_what_the_linker_misses_is_found() -> None:
    assert system_libraries.missing_in(LDD) == {"libEGL.so.1", "libxcb-cursor.so.0"}


def test_debian_gets_one_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    command = system_libraries.install_command({"libGL.so.1", "libxcb-cursor.so.0"})
    assert command == [
        "apt-get", "install", "-y", "--no-install-recommends", "libgl1", "libxcb-cursor0",
    ]  # fmt: skip


def test_an_rpm_system_is_asked_for_the_library_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "dnf" else None)
    command = system_libraries.install_command({"libGL.so.1"})
    assert command == ["dnf", "install", "-y", "libGL.so.1()(64bit)"]


def test_without_rights_the_command_is_printed_and_nothing_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda _platform: {"libEGL.so.1"})
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    assert system_libraries.check_libraries("offscreen") == 1
    told = capsys.readouterr().err
    assert "libEGL.so.1" in told
    assert "sudo apt-get install -y --no-install-recommends libegl1" in told


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such packages")
def test_this_system_is_found_complete() -> None:
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run(
        [sys.executable, "-m", "scripts.system_libraries", "--platform", "offscreen"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
