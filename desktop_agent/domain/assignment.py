# SPDX-License-Identifier: Apache-2.0
"""The three-way rule for who holds a ticket (architecture §8). Pure; writes nothing."""

from __future__ import annotations

from enum import StrEnum

from desktop_agent.domain.commands import Assign, AssignTeam, Claim, Command, Release
from desktop_agent.domain.errors import Bug
from desktop_agent.domain.ids import AgentId
from desktop_agent.domain.tickets import Owner, OwnerKind


class AssignmentVerdict(StrEnum):
    """What to do with an ownership command, given the owner now."""

    ALREADY_SO = "already_so"
    WRITE = "write"
    CONFLICT = "conflict"


def wished_owner(command: Command, me: AgentId) -> Owner | None:
    """The owner that the command asks for. Raises `Bug` for a command that moves no owner."""
    match command.payload:
        case Claim():
            return Owner(OwnerKind.AGENT, me)
        case Assign(agent_id):
            return Owner(OwnerKind.AGENT, agent_id)
        case Release():
            return None
        case _:
            raise Bug("not an ownership command")


def same_owner(one: Owner | None, other: Owner | None) -> bool:
    """Equality by kind and id; names may differ."""
    if one is None or other is None:
        return one is other
    return one.kind is other.kind and one.id == other.id


def judge(command: Command, theirs: Owner | None, me: AgentId) -> AssignmentVerdict:
    """Compare base (what the agent saw), mine (the wish) and theirs (the owner now).

    A release of a ticket that somebody else holds by now is already so: the agent does not hold it.
    Team moves have no owner of their own and are written as they are. An approved take-over must
    be given a base that equals the owner whom the agent was shown.
    """
    if isinstance(command.payload, AssignTeam):
        return AssignmentVerdict.WRITE
    mine = wished_owner(command, me)
    base = command.basis.owner
    if same_owner(theirs, mine):
        return AssignmentVerdict.ALREADY_SO
    if isinstance(command.payload, Release) and (theirs is None or not theirs.is_agent(me)):
        return AssignmentVerdict.ALREADY_SO
    if same_owner(theirs, base):
        return AssignmentVerdict.WRITE
    if theirs is None or theirs.kind is OwnerKind.BOT:
        # Nobody's work is overwritten: human beats rule beats bot.
        return AssignmentVerdict.WRITE
    return AssignmentVerdict.CONFLICT
