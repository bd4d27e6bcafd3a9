# SPDX-License-Identifier: Apache-2.0
"""A desk in its own process that answers one ticket and is killed meanwhile. Not a test itself."""

from __future__ import annotations

import sys
from pathlib import Path

from desktop_agent.domain.commands import Reply
from desktop_agent.domain.engine_state import Phase
from desktop_agent.domain.ids import TicketId
from desktop_agent.domain.outbox import OutboxState
from tests.fakes.desk import open_desk


def main(directory: str, server: str, ticket: str, state: str) -> None:
    """Put an answer, say its id when its row stands in `state`, then wait to be killed."""
    with open_desk(Path(directory), server) as desk:
        desk.phase(Phase.LIVE)
        ticket_id = TicketId(int(ticket))
        command_id = desk.put(ticket_id, Reply("vor dem Absturz"))
        desk.row_in(command_id, OutboxState(state))
        sys.stdout.write(f"{command_id}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
