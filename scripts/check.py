# SPDX-License-Identifier: Apache-2.0
"""Runs what CI runs, all of it even when a step fails, and says which ones failed.

Must not set anything up: `./check` does that first.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must hold; `arguments` are given to this Python."""

    name: str
    arguments: tuple[str, ...]


def steps(seed: int) -> tuple[Step, ...]:
    """Everything, cheapest first."""
    return (
        Step("ruff check", ("-m", "ruff", "check", ".")),
        Step("ruff format", ("-m", "ruff", "format", "--check", ".")),
        Step("import rules", ("-c", _LINT_IMPORTS)),
        Step("translations", ("-m", "scripts.translations", "check")),
        Step("mypy --strict", ("-m", "mypy")),
        Step("tests", ("-m", "pytest", "-q", f"--randomly-seed={seed}")),
    )


def run(step: Step) -> bool:
    """Run one step with its output shown; True when it holds."""
    print(f"\n=== {step.name}", flush=True)
    started = time.monotonic()
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    done = subprocess.run([sys.executable, *step.arguments], cwd=ROOT, env=environment, check=False)
    verdict = "passed" if done.returncode == 0 else "FAILED"
    print(f"=== {step.name}: {verdict} in {time.monotonic() - started:.1f} s", flush=True)
    return done.returncode == 0


def main() -> int:
    """Run all steps; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, help="order of the tests, to repeat a run")
    parser.add_argument("--fast", action="store_true", help="leave the tests out")
    arguments = parser.parse_args()
    seed = arguments.seed if arguments.seed is not None else random.randrange(2**32)  # noqa: S311 - an order, not a secret
    print(f"Test order: ./check --seed {seed}")
    todo = [step for step in steps(seed) if not (arguments.fast and step.name == "tests")]
    failed = [step.name for step in todo if not run(step)]
    print(f"\nFAILED: {', '.join(failed)}" if failed else "\nAll checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
