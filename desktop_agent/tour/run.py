# SPDX-License-Identifier: Apache-2.0
"""`--demo --tour`: starts the program on its training ground, plays every step, writes the record.

Must not act on the window itself; steps do.
"""

from __future__ import annotations

import importlib.metadata
import logging
import os
import platform
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_agent import __version__
from desktop_agent.start.options import StartOptions
from desktop_agent.start.training import SCRIPTED, TRAINING_RULES, TrainingGround
from desktop_agent.tour.record import Step, StepRecord, TourRecord, play
from desktop_agent.tour.waiting import TourFailure, wait_for
from desktop_agent.ui.window_size import USUAL

if TYPE_CHECKING:
    from desktop_agent.app import App
    from desktop_agent.tour.clock import TourClock

_log = logging.getLogger(__name__)

UNDO_S = 2.0
"""Shorter than in real life, so that the tour stays short."""
READY_LIMIT_S = 30.0


def run_tour(out: Path, language: str, *, is_verbose: bool = False) -> int:
    """Play the tour into `out`; returns the exit code. Main thread."""
    # It must look the same everywhere, and needs no display.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer

    from desktop_agent.app import App
    from desktop_agent.tour.clock import TourClock

    out.mkdir(parents=True, exist_ok=True)
    clock = TourClock()
    rules = replace(TRAINING_RULES, undo_s=UNDO_S)
    ground = TrainingGround(*SCRIPTED, signs_in=False, rules=rules)
    options = StartOptions(
        is_training=True, language=language, theme="light", is_verbose=is_verbose
    )
    app = App(options, ground, clock)
    record = TourRecord(_versions())
    app.open()
    QTimer.singleShot(0, partial(_play, app, ground, clock, record, out))
    code = app.end(app.application.exec())
    record.figures["exit_code"] = code
    record.figures["uncaught_errors"] = app.uncaught_errors
    record.write(out / "tour.json")
    is_ok = record.is_ok and code == 0 and app.uncaught_errors == 0
    sys.stdout.write(f"{'passed' if is_ok else 'FAILED'}: {out / 'tour.json'}\n")
    return 0 if is_ok else 1


def _play(
    app: App, ground: TrainingGround, clock: TourClock, record: TourRecord, out: Path
) -> None:
    """Play all steps inside Qt's loop and end it."""
    from desktop_agent.tour.pictures import Album

    started = time.monotonic()
    album = Album(out, app.theme, app.bridge)

    def after_each(step: StepRecord) -> None:
        program = app.program
        name = step.name if step.is_ok else f"{step.name}-failed"
        if program is not None and program.window is not None:
            album.take(program.window, name)
        verdict = "ok" if step.is_ok else f"FAILED: {step.evidence.get('failure')}"
        sys.stdout.write(f"{step.ms:6} ms  {step.name}: {verdict}\n")
        sys.stdout.flush()

    try:
        steps = _script(app, ground, clock, record)
        play(steps, record, after_each)
    except TourFailure as failure:
        record.steps.append(StepRecord("start", False, 0, {"failure": str(failure)}))
    except Exception as error:  # the record must be written whatever the start meets
        _log.exception("the tour could not begin")
        record.steps.append(StepRecord("start", False, 0, {"failure": type(error).__name__}))
    finally:
        record.figures["total_s"] = round(time.monotonic() - started, 1)
        record.figures["pictures"] = len(album.names)
        app.application.quit()


def _script(
    app: App, ground: TrainingGround, clock: TourClock, record: TourRecord
) -> tuple[Step, ...]:
    """The steps in their order. Raises `TourFailure` when nothing comes up."""
    from desktop_agent.tour import steps_answering, steps_reading, steps_trouble
    from desktop_agent.tour.stage import Stage

    wait_for(lambda: ground.sandbox.url, "the sandbox", READY_LIMIT_S)
    stage = Stage(
        app, ground.sandbox.control, ground.sandbox.agents[0], clock, figures=record.figures
    )
    stage.watch()
    wait_for(stage.window.isVisible, "the window", READY_LIMIT_S)
    # A platform without a display states a small screen; pictures show the usual window.
    stage.window.resize(USUAL)
    plays = (
        steps_reading.fill_in_sign_in,
        steps_reading.sign_in,
        steps_reading.first_inbox,
        steps_reading.customer_writes,
        steps_reading.markup_stays_text,
        steps_reading.search,
        steps_reading.open_found_message,
        steps_answering.take_free_ticket,
        steps_answering.answer,
        steps_answering.delivery_turns_to_read,
        steps_answering.colleague_takes_ticket,
        steps_trouble.network_drops,
        steps_trouble.offline_answer_goes_out,
        steps_trouble.window_closes,
        steps_trouble.send_template,
        steps_trouble.consent_missing,
        steps_trouble.data_protection,
    )
    return tuple(Step(step.__name__.replace("_", "-"), partial(step, stage)) for step in plays)


def _versions() -> dict[str, str]:
    """What ran here, for whoever reads the record later."""
    return {
        "desktop-agent": __version__,
        "python": platform.python_version(),
        "pyside6": importlib.metadata.version("PySide6-Essentials"),
        "sqlcipher3": importlib.metadata.version("sqlcipher3"),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
