# SPDX-License-Identifier: Apache-2.0
"""The whole tour as a process: every step shown, proven and pictured, in time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROMISED = [
    "fill-in-sign-in",
    "sign-in",
    "first-inbox",
    "customer-writes",
    "markup-stays-text",
    "search",
    "open-found-message",
    "take-free-ticket",
    "answer",
    "delivery-turns-to-read",
    "colleague-takes-ticket",
    "network-drops",
    "offline-answer-goes-out",
    "window-closes",
    "send-template",
    "consent-missing",
    "data-protection",
]
LIMIT_S = 60.0


@pytest.mark.timeout(240)
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_step_is_shown_and_proven(tmp_path: Path, language: str) -> None:
    out = tmp_path / "with space"
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["TMPDIR"] = str(tmp_path)
    options = ["--demo", "--tour", "--out", str(out), "--language", language]
    done = subprocess.run(
        [sys.executable, "-m", "desktop_agent", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    record = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    evidence = {step["name"]: step["evidence"] for step in record["steps"]}
    assert list(evidence) == PROMISED
    assert record["figures"]["total_s"] < LIMIT_S
    assert record["figures"]["uncaught_errors"] == 0
    # What the server holds is the proof, not what the window says.
    assert evidence["answer"]["copies_at_server"] == 1
    assert evidence["delivery-turns-to-read"]["status_at_server"] == "read"
    assert evidence["colleague-takes-ticket"]["sent_meanwhile"] == 0
    assert evidence["network-drops"]["copies_at_server"] == 0
    assert evidence["offline-answer-goes-out"]["copies_at_server"] == 1
    assert evidence["window-closes"]["server_says_can_reply"] is False
    assert evidence["send-template"]["templates_at_server"] == 1
    assert evidence["consent-missing"]["answers_sent"] == 0
    pictures = sorted(path.name for path in out.glob("*.png"))
    assert pictures == sorted(
        f"{number:02d}-{name}-{look}.png"
        for number, name in enumerate(PROMISED, start=1)
        for look in ("light", "dark")
    )
    assert all((out / name).stat().st_size > 10_000 for name in pictures)
    assert list(tmp_path.glob("desktop-agent-training-*")) == []
