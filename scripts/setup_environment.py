# SPDX-License-Identifier: Apache-2.0
"""Makes `.venv` from a lock file and checks what Qt needs of the system; standard library only.

Must not import the product: it runs before anything is installed, on the system's own Python.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "desktop-agent-setup.json"
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"

# What a person may have set so that pip reaches an index; everything else could change the result.
KEPT_PIP_SETTINGS = {
    "PIP_CACHE_DIR",
    "PIP_CERT",
    "PIP_CLIENT_CERT",
    "PIP_CONFIG_FILE",
    "PIP_DEFAULT_TIMEOUT",
    "PIP_EXTRA_INDEX_URL",
    "PIP_FIND_LINKS",
    "PIP_INDEX_URL",
    "PIP_KEYRING_PROVIDER",
    "PIP_NO_CACHE_DIR",
    "PIP_NO_INDEX",
    "PIP_PROXY",
    "PIP_RETRIES",
    "PIP_TIMEOUT",
    "PIP_TRUSTED_HOST",
}


class SetupError(Exception):
    """The environment cannot be made; the text says what to do."""


def venv_python() -> Path:
    """The interpreter of the virtual environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean_environment(environment: dict[str, str]) -> dict[str, str]:
    """The environment for pip without settings that would change what gets installed."""
    kept = {
        name: value
        for name, value in environment.items()
        if not name.startswith("PIP_") or name in KEPT_PIP_SETTINGS
    }
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONOPTIMIZE"):
        kept.pop(name, None)
    # Also against a pip.conf that says otherwise.
    kept.update(PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0", PIP_NO_INPUT="1")
    kept["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return kept


def fingerprint(lock: str) -> str:
    """What an installation of a lock depends on; a change of any of it installs anew."""
    digest = hashlib.sha256()
    for name in (lock, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    digest.update(f"{ROOT}|{sys.version_info[:2]}".encode())
    return digest.hexdigest()


def is_installed(lock: str) -> bool:
    """True when the stamp says that this very lock is installed and its Python still runs."""
    try:
        stamped = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return fingerprint(lock) in stamped and _runs(venv_python())


def _runs(python: Path) -> bool:
    try:
        done = subprocess.run([python, "-c", ""], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(lock: str) -> None:
    """Make the virtual environment and install a lock and the product. Raises `SetupError`."""
    if not _runs(venv_python()):
        print("Making the virtual environment in .venv ...", flush=True)
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(VENV)
    STAMP.unlink(missing_ok=True)
    count = (ROOT / lock).read_text(encoding="utf-8").count("==")
    print(f"Installing up to {count} pinned packages (some 100 MB the first time) ...", flush=True)
    _pip("--require-hashes", "--only-binary=:all:", "--no-deps", "-r", lock)
    _pip("--no-index", "--no-deps", "--no-build-isolation", "--editable", ".")
    # The development lock holds the same runtime pins, so it serves ./demo as well.
    held = [RUNTIME_LOCK, DEV_LOCK] if lock == DEV_LOCK else [lock]
    STAMP.write_text(json.dumps([fingerprint(name) for name in held]), encoding="utf-8")


def _pip(*arguments: str) -> None:
    command = [str(venv_python()), "-m", "pip", "install", "-qq", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=clean_environment(dict(os.environ)), check=False)
    if done.returncode:
        raise SetupError(
            "pip could not install the pinned packages (see above). It needs a package index:\n"
            "check the network, the proxy (PIP_PROXY) or the mirror (PIP_INDEX_URL), and run again."
        )


def check_system(platform: str) -> int:
    """Let the new Python look whether Qt can start; 0 when it can."""
    command = [str(venv_python()), "-m", "scripts.system_libraries", "--platform", platform]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main() -> int:
    """Prepare everything; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", choices=(RUNTIME_LOCK, DEV_LOCK), required=True)
    parser.add_argument("--platform", choices=("display", "offscreen"), required=True)
    arguments = parser.parse_args()
    try:
        if not is_installed(arguments.lock):
            install(arguments.lock)
    except SetupError as error:
        print(f"\nerror: {error}", file=sys.stderr)
        return 1
    return check_system(arguments.platform)


if __name__ == "__main__":
    sys.exit(main())
