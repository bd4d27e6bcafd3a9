# SPDX-License-Identifier: Apache-2.0
"""Checks of this machine: interpreter, Qt, encryption and search. Must not touch any profile."""

from __future__ import annotations

import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from desktop_agent import __version__
from desktop_agent.doctor.finding import Finding, failed, ok, warning
from desktop_agent.domain.errors import EnvironmentProblem
from desktop_agent.domain.secret import SecretText
from desktop_agent.store.database import classified, connect

QT_TIMEOUT_S = 30
_MARKER = "Wohngeldbescheid"


def check_program() -> Finding:
    """Which program this is, for the first line of a report."""
    return ok(
        "program",
        f"Desktop Agent {__version__}",
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()}",
        machine=platform.machine(),
    )


def check_qt() -> Finding:
    """Start Qt and paint in a process of its own: without a display Qt ends its process."""
    command = [sys.executable]
    if not getattr(sys, "frozen", False):
        command += ["-m", "desktop_agent"]
    environment = dict(os.environ)
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & set(environment):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            [*command, "doctor", "--probe-qt"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=QT_TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return failed("qt", f"Qt did not start within {QT_TIMEOUT_S} s")
    if done.returncode:
        reason = done.stderr.strip().splitlines()
        return failed("qt", "Qt does not start: " + (reason[-1] if reason else "no reason given"))
    facts = json.loads(done.stdout.splitlines()[-1])
    if not facts["fonts"]:
        return failed("qt", "Qt starts, but no font is installed", **facts)
    if facts["platform"] == "offscreen":
        return warning("qt", "Qt starts and paints, but there is no display here", **facts)
    return ok("qt", "Qt starts and paints", **facts)


def probe_qt() -> dict[str, str | int]:
    """Start Qt here and paint a letter; what it says of itself. Main thread."""
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawText(8, 40, "Ä")
    painter.end()
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(64) for y in range(64))
    return {
        "qt": qVersion(),
        "platform": application.platformName(),
        "fonts": len(QFontDatabase.families()) if dark else 0,
    }


def check_encryption() -> Finding:
    """Write, look at the raw bytes, read again, and try a wrong key, on a real file."""
    with tempfile.TemporaryDirectory(prefix="desktop-agent-doctor-") as folder:
        path = Path(folder) / "trial.db"
        key, other = _random_key(), _random_key()
        with classified("trial"):
            db = connect(path, key)
            version = str(db.execute("PRAGMA cipher_version").fetchone()[0])
            db.execute("CREATE TABLE trial (text TEXT)")
            db.execute("INSERT INTO trial VALUES (?)", (_MARKER,))
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.close()
            db = connect(path, key)
            text = db.execute("SELECT text FROM trial").fetchone()[0]
            db.close()
        raw = b"".join(file.read_bytes() for file in Path(folder).iterdir())
        if text != _MARKER:
            return failed("encryption", "what was written did not come back")
        if _MARKER.encode() in raw or b"SQLite format 3" in raw:
            return failed("encryption", "the file is readable without the key")
        if _opens(path, other):
            return failed("encryption", "the file opens with a wrong key")
    return ok("encryption", "an encrypted file keeps its content and its key", sqlcipher=version)


def check_search() -> Finding:
    """Build and ask a real full-text index."""
    with (
        tempfile.TemporaryDirectory(prefix="desktop-agent-doctor-") as folder,
        classified("trial"),
    ):
        db = connect(Path(folder) / "trial.db", _random_key())
        version = str(db.execute("SELECT sqlite_version()").fetchone()[0])
        db.execute(
            "CREATE VIRTUAL TABLE trial USING fts5(text, content='', contentless_delete=1, "
            "tokenize='unicode61 remove_diacritics 2')"
        )
        db.execute("INSERT INTO trial (rowid, text) VALUES (1, ?)", ("Grüße vom Bürgerbüro",))
        rows = db.execute("SELECT rowid FROM trial WHERE trial MATCH 'burgerburo'").fetchall()
        db.close()
    if rows != [(1,)]:
        return failed("search", "the full-text index did not find its text")
    return ok("search", "full-text search finds words", sqlite=version)


def _random_key() -> SecretText:
    return SecretText(secrets.token_hex(48))


def _opens(path: Path, key: SecretText) -> bool:
    try:
        with classified("trial"):
            connect(path, key).close()
    except EnvironmentProblem:
        return False
    return True
