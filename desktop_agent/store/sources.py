# SPDX-License-Identifier: Apache-2.0
"""What an answer is made from: the reading connection and policy's word on channels."""

from __future__ import annotations

from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.light_dataclass import dataclass
from desktop_agent.store.database import Connection
from desktop_agent.store.guard_facts import ProcessingRules

NOBODY = AgentId(0)
"""Stands for "me" while nobody is signed in; the server gives no such id."""


@dataclass(frozen=True, slots=True)
class Sources:
    """`db` has `cache.db` as its main file and `work.db` attached as `work`; read only."""

    db: Connection
    processing: ProcessingRules

    def me(self) -> AgentId:
        """The signed-in agent."""
        row = self.db.execute("SELECT agent_id FROM work.session").fetchone()
        return NOBODY if row is None else AgentId(row[0])
