# SPDX-License-Identifier: Apache-2.0
"""The sandbox's command line: options, start line, clean stop; holds no server logic."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import logging
import os
import sys
import threading
from collections.abc import Sequence

import uvicorn

from desktop_agent.sandbox.people.crowd import Activity
from desktop_agent.sandbox.server import bind_socket, greeting, make_server
from desktop_agent.sandbox.state import Sandbox, SandboxConfig
from desktop_agent.sandbox.world.population import Size
from desktop_agent.sandbox.world.world import TRAINING_PACE, Pace, WorldConfig

_EXIT_PORT_TAKEN = 3


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all options."""
    parser = argparse.ArgumentParser(
        prog="desktop-agent sandbox",
        description="A local server that speaks a subset of Chatwoot 4.10, with simulated "
        "customers and colleagues. Listens on 127.0.0.1 only.",
    )
    parser.add_argument("--port", type=int, default=0, help="port, 0 = any free one (default)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same texts (default 1)")
    parser.add_argument("--tickets", type=int, default=180, help="tickets at start (default 180)")
    parser.add_argument(
        "--messages", type=int, default=2500, help="messages at start (default 2500)"
    )
    parser.add_argument("--open", type=int, default=None, help="force so many open tickets")
    parser.add_argument("--no-cast", action="store_true", help="leave the hand-written tickets out")
    parser.add_argument(
        "--activity",
        choices=[activity.name.lower() for activity in Activity],
        default=None,
        help="how busy simulated people are (default none, with --training calm)",
    )
    parser.add_argument("--training", action="store_true", help="lifelike delays and calm activity")
    parser.add_argument(
        "--page-size", type=int, default=25, help="tickets a list page (default 25)"
    )
    parser.add_argument("--server-version", default="4.10.0", help="version that GET /api reports")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when stdin closes")
    parser.add_argument("--verbose", action="store_true", help="log states and counts to stderr")
    return parser


def config_of(options: argparse.Namespace) -> SandboxConfig:
    """Return the configuration that the options describe."""
    activity = options.activity or ("calm" if options.training else "none")
    return SandboxConfig(
        world=WorldConfig(
            seed=options.seed,
            size=Size(options.tickets, options.messages, options.open, not options.no_cast),
            pace=TRAINING_PACE if options.training else Pace(),
            page_size=options.page_size,
            version=options.server_version,
        ),
        activity=Activity[activity.upper()],
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM, SIGINT or, if asked, until stdin closes. Return the exit code."""
    options = make_parser().parse_args(arguments)
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr)
    try:
        sock = bind_socket(options.port)
    except OSError as error:
        sys.stderr.write(f"cannot listen on 127.0.0.1:{options.port}: {error.strerror}\n")
        return _EXIT_PORT_TAKEN
    sandbox = Sandbox(config_of(options))
    # The columns live as long as the process; the collector need not walk them.
    gc.freeze()

    def announce() -> None:
        sys.stdout.write(json.dumps(greeting(sandbox), ensure_ascii=True) + "\n")
        sys.stdout.flush()

    server = make_server(sandbox, sock, announce)
    if options.exit_with_parent:
        _watch_stdin(server)
    with sock:
        asyncio.run(server.serve(sockets=[sock]))
    return 0


def _watch_stdin(server: uvicorn.Server) -> None:
    """Ask the server to stop once nobody holds the other end of stdin."""

    def watch() -> None:
        # Below Python's buffer, whose lock a reading thread would hold while the process ends.
        while os.read(sys.stdin.fileno(), 4096):
            pass
        server.should_exit = True

    # A daemon: it blocks in read() and must not keep a stopping process alive.
    threading.Thread(target=watch, name="stdin-watch", daemon=True).start()
