# SPDX-License-Identifier: Apache-2.0
"""The command line: says what is wanted and hands over to the module that does it.

Must stay cheap to import: Qt, network and store are imported only by the command that needs them.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop_agent import __version__
from desktop_agent.start.options import StartOptions

DESCRIPTION = """\
Answer the messenger chats that your server routes to you as tickets.

Without a command the program starts with the profile named by --profile. A profile holds one
agent at one server: encrypted databases, settings and logs, nothing else."""

EPILOG = """\
examples:
  desktop-agent                          start
  desktop-agent --profile nightshift     start with another profile beside the first one
  desktop-agent --demo                   practise with simulated customers; nothing is kept
  desktop-agent --demo --tour --out DIR  play a scripted session without a display, with pictures
  desktop-agent doctor --server https://chat.example
                                         find out why something does not work
  desktop-agent sandbox --port 8090      run the simulated server alone

exit codes: 0 done, 1 a check or a tour step failed, 2 wrong usage, 3 did not end in time"""


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="desktop-agent",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"Desktop Agent {__version__}")
    _add_profile(parser)
    parser.add_argument(
        "--language",
        choices=("de", "en"),
        help="language of the screen (default: as set, or system)",
    )
    parser.add_argument(
        "--theme", choices=("light", "dark", "system"), help="look of the screen (default: as set)"
    )
    parser.add_argument(
        "--verbose", action="store_true", help="print the log to stderr too (ids and codes only)"
    )
    training = parser.add_argument_group("training mode")
    training.add_argument(
        "--demo",
        action="store_true",
        help="start against the built-in sandbox with a throw-away profile and a key in memory",
    )
    training.add_argument(
        "--tour", action="store_true", help="with --demo: play the scripted session and end"
    )
    training.add_argument(
        "--out",
        type=Path,
        default=Path("tour-out"),
        metavar="DIR",
        help="with --tour: where pictures and tour.json go (default: %(default)s)",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_doctor(commands)
    _add_sandbox(commands)
    return parser


def _add_profile(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--profile", default="default", metavar="NAME", help="profile to use (default: %(default)s)"
    )


def _add_doctor(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="check keyring, Qt, encryption, trust store and server",
        description="Try everything the program needs, for real, and say what does not work. "
        "Exit code 0 when all is well, 1 when something failed. Prints no content and no secrets.",
    )
    _add_profile(doctor)
    doctor.add_argument(
        "--server", metavar="URL", help="server to ask (default: the profile's own)"
    )
    doctor.add_argument("--json", action="store_true", help="print the result as JSON")
    # Qt ends the process when it finds no display, so it is tried in a process of its own.
    doctor.add_argument("--probe-qt", action="store_true", help=argparse.SUPPRESS)


def _add_sandbox(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    commands.add_parser(
        "sandbox",
        help="run the simulated server alone (see docs/sandbox.md)",
        description="Run the simulated server on 127.0.0.1; `sandbox --help` lists its options.",
        add_help=False,
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code. Main thread."""
    given = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser()
    arguments, rest = parser.parse_known_args(given)
    if arguments.command == "sandbox":
        return _run_sandbox(rest)
    if rest:
        parser.error(f"unrecognised arguments: {' '.join(rest)}")
    if arguments.command == "doctor":
        return _run_doctor(arguments)
    if arguments.tour and not arguments.demo:
        parser.error("--tour needs --demo: the tour is played in the sandbox only")
    if arguments.tour:
        from desktop_agent.tour.run import run_tour

        return run_tour(arguments.out, arguments.language or "de", is_verbose=arguments.verbose)
    # Nothing made on the way to the first window is garbage; `Program` turns collecting on.
    gc.disable()
    from desktop_agent.app import run

    return run(
        StartOptions(
            profile=arguments.profile,
            is_training=arguments.demo,
            language=arguments.language,
            theme=arguments.theme,
            is_verbose=arguments.verbose,
        )
    )


def _run_doctor(arguments: argparse.Namespace) -> int:
    from desktop_agent.doctor.run import probe_qt, run_doctor

    if arguments.probe_qt:
        return probe_qt()
    return run_doctor(arguments.profile, arguments.server, as_json=arguments.json)


def _run_sandbox(arguments: list[str]) -> int:
    from desktop_agent.sandbox.__main__ import main as run_sandbox

    return run_sandbox(arguments)
