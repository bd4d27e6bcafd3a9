# SPDX-License-Identifier: Apache-2.0
"""Messages from the server into the encrypted cache and onto the screen, against a bare loop."""

from __future__ import annotations

import shutil

from benchmarks.child_process import Child
from benchmarks.figures import Figure, Sense, median
from benchmarks.ingest_server import full_server, signed_in_desk
from benchmarks.settings import DISPLAYLESS, Settings
from desktop_agent.sandbox.process import SandboxProcess

LIMIT = 0.6
TICKETS = 600
"""A round's share; program and bare loop fetch the same tickets in turns."""


def measure(settings: Settings) -> list[Figure]:
    """One figure: messages a second of the program over those of the bare loop."""
    program, bare = [], []
    with (
        full_server(TICKETS * settings.rounds) as sandbox,
        signed_in_desk(sandbox, DISPLAYLESS) as (desk, tickets),
    ):
        for number in range(settings.rounds):
            share = tickets[number * TICKETS : (number + 1) * TICKETS]
            bare.append(_bare(settings, sandbox, share))
            desk.tell(do="fetch", tickets=share, watches_gaps=False)
            fetched = desk.hear(300.0)
            program.append(fetched["messages"] / fetched["seconds"])
    return [
        Figure(
            "server to screen, messages a second",
            median(program) / median(bare),
            "x bare loop",
            LIMIT,
            Sense.AT_LEAST,
            parts={"program messages/s": median(program), "bare messages/s": median(bare)},
            note=f"{settings.rounds} rounds of {TICKETS} tickets; the server shares the cores",
        )
    ]


def _bare(settings: Settings, sandbox: SandboxProcess, tickets: list[int]) -> float:
    lead = next(one for one in sandbox.agents if one.role == "administrator")
    folder = settings.scratch("end-to-end")
    try:
        with Child("bare_fetch", sandbox.url, lead.access_token, "1", str(folder)) as child:
            fetched = child.ask(tickets=tickets)
    finally:
        shutil.rmtree(folder)
    return float(fetched["messages"] / fetched["seconds"])
