# SPDX-License-Identifier: Apache-2.0
"""Checks that the system has the libraries and fonts Qt needs, and installs them as root on Debian.

Must not guess: the dynamic linker says what is missing, and Qt itself is started in the end.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Debian and Ubuntu, by the name the linker misses. Newer releases map old names to new ones.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libGLdispatch.so.0": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libffi.so.8": "libffi8",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libpng16.so.16": "libpng16-16",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
PLUGINS = {"offscreen": "libqoffscreen.so", "xcb": "libqxcb.so", "wayland": "libqwayland.so"}
NEEDED_FONT = "fonts-dejavu-core"
RECOMMENDED_FONTS = {"emoji": "fonts-noto-color-emoji", "arabic": "fonts-noto-core"}

_START_QT = """
import json
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
application = QApplication([])
families = QFontDatabase.families()
print(json.dumps({
    "families": len(families),
    "emoji": any("emoji" in name.lower() for name in families),
    "arabic": bool(QFontDatabase.families(QFontDatabase.WritingSystem.Arabic)),
}))
"""


def plugin_for(platform: str) -> str:
    """The Qt platform plugin that a start on this machine would use."""
    if platform == "offscreen":
        return PLUGINS["offscreen"]
    has_wayland_only = "DISPLAY" not in os.environ and "WAYLAND_DISPLAY" in os.environ
    return PLUGINS["wayland" if has_wayland_only else "xcb"]


def missing_in(ldd_output: str) -> set[str]:
    """Names of libraries that the dynamic linker did not find."""
    return {line.split("=>")[0].strip() for line in ldd_output.splitlines() if "not found" in line}


def missing_libraries(platform: str) -> set[str]:
    """What Qt's widgets and the platform plugin lack on this system."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or not spec.submodule_search_locations:
        sys.exit("error: PySide6 is not installed in this environment")
    folder = Path(spec.submodule_search_locations[0])
    missing: set[str] = set()
    for file in (
        folder / "QtWidgets.abi3.so",
        folder / "Qt/plugins/platforms" / plugin_for(platform),
    ):
        done = subprocess.run(["ldd", str(file)], capture_output=True, text=True, check=False)  # noqa: S607 - wherever the C library keeps it
        missing |= missing_in(done.stdout)
    return missing


def install_command(libraries: Iterable[str], packages: Iterable[str] = ()) -> list[str] | None:
    """The one command that installs what is missing, None on a system we do not know."""
    names = sorted(libraries)
    if shutil.which("apt-get"):
        wanted = {DEBIAN_PACKAGES[name] for name in names if name in DEBIAN_PACKAGES}
        wanted.update(packages)
        return ["apt-get", "install", "-y", "--no-install-recommends", *sorted(wanted)]
    for tool in ("dnf", "zypper"):
        if shutil.which(tool):
            # rpm systems find a package by the library it provides.
            return [tool, "install", "-y", *(f"{name}()(64bit)" for name in names)]
    return None


def install(command: list[str]) -> bool:
    """Run the command as root; False when it failed."""
    print(f"Installing what Qt needs: {' '.join(command[4:])} ...", flush=True)
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    update = [command[0], "update"]
    subprocess.run(update, env=environment, capture_output=True, check=False)
    return (
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def can_install() -> bool:
    """True as root on Debian or Ubuntu, the only case in which packages are installed."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def tell_and_stop(what: str, command: list[str] | None) -> int:
    """Say what is missing and the one command that helps; returns the exit code."""
    print(f"\nerror: {what}", file=sys.stderr)
    if command is not None:
        quoted = " ".join(f"'{part}'" if "(" in part else part for part in command)
        print(
            f"Install it with this command and start again:\n\n  sudo {quoted}\n", file=sys.stderr
        )
    return 1


def start_qt(platform: str) -> tuple[dict[str, int], str]:
    """Really start Qt; returns what it saw of fonts, or an empty answer and what it said."""
    environment = dict(os.environ)
    if platform == "offscreen":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [sys.executable, "-c", _START_QT],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        return {}, done.stderr.strip()
    answer: dict[str, int] = json.loads(done.stdout.splitlines()[-1])
    return answer, ""


def check_libraries(platform: str) -> int:
    """Find, and where allowed install, missing libraries; returns the exit code."""
    missing = missing_libraries(platform)
    if missing and can_install():
        command = install_command(missing)
        if command is not None and install(command):
            missing = missing_libraries(platform)
    if not missing:
        return 0
    return tell_and_stop(
        f"Qt needs system libraries that are not installed: {', '.join(sorted(missing))}",
        install_command(missing),
    )


def check_fonts(fonts: dict[str, int], platform: str) -> int:
    """Insist on one font, recommend the rest; returns the exit code."""
    wanted = [package for name, package in RECOMMENDED_FONTS.items() if not fonts[name]]
    if not fonts["families"]:
        wanted.insert(0, NEEDED_FONT)
    if not wanted:
        return 0
    command = install_command((), wanted) if shutil.which("apt-get") else None
    if can_install() and command is not None:
        install(command)
        fonts, _ = start_qt(platform)
    if not fonts["families"]:
        return tell_and_stop("no font is installed, so nothing could be read", command)
    if command is not None and not all(fonts[name] for name in RECOMMENDED_FONTS):
        print(f"Recommended for emoji and Arabic: sudo {' '.join(command)}")
    return 0


def main() -> int:
    """Check and mend; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--platform", choices=("display", "offscreen"), required=True)
    platform: str = parser.parse_args().platform
    if not sys.platform.startswith("linux"):
        return 0
    code = check_libraries(platform)
    if code:
        return code
    fonts, trouble = start_qt(platform)
    if not fonts:
        return tell_and_stop(f"Qt does not start here:\n{trouble}", None)
    return check_fonts(fonts, platform)


if __name__ == "__main__":
    sys.exit(main())
