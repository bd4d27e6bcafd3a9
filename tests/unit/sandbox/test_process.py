# SPDX-License-Identifier: Apache-2.0
"""The sandbox as a child process: start line, clean stop, end with the parent."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from desktop_agent.sandbox.command import config_of, make_parser
from desktop_agent.sandbox.people.crowd import Activity
from desktop_agent.sandbox.process import SandboxProcess, SandboxStartError
from desktop_agent.sandbox.world.world import TRAINING_PACE

_SMALL = ("--tickets", "30", "--messages", "200")


def test_the_process_serves_and_ends_with_the_block() -> None:
    with SandboxProcess(*_SMALL) as process:
        marie = process.agent("Marie Krüger")
        headers = {"api-access-token": marie.access_token}
        assert httpx.get(f"{process.url}/api/v1/profile", headers=headers).status_code == 200
        assert process.control.state()["tickets"] == 30
        assert process.account_id == 1
        url = process.url
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{url}/api")
    with pytest.raises(KeyError):
        process.agent("Niemand")


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "desktop_agent.sandbox", *_SMALL, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def test_it_stops_when_its_parent_closes_stdin() -> None:
    with _start("--exit-with-parent") as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert json.loads(child.stdout.readline())["url"].startswith("http://127.0.0.1:")
        child.stdin.close()
        assert child.wait(10) == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to catch")
def test_it_stops_cleanly_on_sigterm() -> None:
    with _start() as child:
        assert child.stdout is not None
        line = child.stdout.readline()
        assert len(json.loads(line)["agents"]) == 12
        child.send_signal(signal.SIGTERM)
        assert child.wait(10) in (0, -signal.SIGTERM)
        assert child.stdout.read() == b""


def test_a_taken_port_is_reported_by_the_exit_code() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(SandboxStartError, match="code 3"), SandboxProcess("--port", port):
            pass


def test_training_means_lifelike_delays_and_calm_people() -> None:
    config = config_of(make_parser().parse_args(["--training"]))
    assert config.activity is Activity.CALM
    assert config.world.pace is TRAINING_PACE
    quiet = config_of(make_parser().parse_args(["--training", "--activity", "none"]))
    assert quiet.activity is Activity.NONE
    assert config_of(make_parser().parse_args([])).activity is Activity.NONE
