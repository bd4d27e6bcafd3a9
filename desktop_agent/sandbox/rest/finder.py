# SPDX-License-Identifier: Apache-2.0
"""Finds the tickets of a list request (chatwoot §2.1); renders nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from desktop_agent.sandbox.rest.call import Call, not_found
from desktop_agent.sandbox.world.index import Slice
from desktop_agent.sandbox.world.model import STATUSES, Agent
from desktop_agent.sandbox.world.world import World

# Text search renders messages one by one, so it looks at the most recent tickets only.
SEARCHED_TICKETS: Final = 1500


@dataclass(frozen=True, slots=True)
class Found:
    """Row numbers in order, and the four counts."""

    rows: list[int]
    counts: dict[str, int]


def find_tickets(call: Call) -> Found:
    """Return what the list shows, unpaginated. Raises Denial 404 for an unknown team."""
    params, world = call.params, call.world
    wanted = _slice(call)
    special = _special_rows(call)
    sort_by = params.text("sort_by") or "last_activity_at_desc"
    if special is None:
        rows = world.index.rows(wanted, is_by_creation=sort_by.startswith("created_at"))
        counts = world.index.meta_counts(_without_owner(wanted))
    else:
        base = [row for row in special if world.index.matches(row, _without_owner(wanted))]
        counts = world.index.owner_counts(base, call.agent.id)
        rows = [row for row in base if world.index.matches(row, wanted)]
    return Found(_sorted(world, rows, sort_by), counts)


def page_of(call: Call, rows: list[int]) -> list[int]:
    """Cut the page; updated_within switches pagination off (trap 27)."""
    if call.params.has("updated_within"):
        return rows
    size = call.world.config.page_size
    page = max(1, call.params.number("page") or 1)
    return rows[(page - 1) * size : page * size]


def statuses_of(values: list[str] | None) -> frozenset[int] | None:
    """Return status codes; None = all. An unknown word matches nothing."""
    names = values if values is not None else ["open"]
    if "all" in names:
        return None
    return frozenset(STATUSES.index(name) for name in names if name in STATUSES)


def _slice(call: Call) -> Slice:
    params = call.params
    agent = call.agent
    inbox_ids = call.world.directory.inbox_ids_of(agent)
    inbox_id = params.number("inbox_id")
    if inbox_id:
        in_scope = inbox_ids is None or inbox_id in inbox_ids
        inbox_ids = frozenset({inbox_id}) if in_scope else frozenset()
    team_id = params.number("team_id")
    if team_id is not None and team_id not in call.world.directory.teams:
        raise not_found()
    is_search = bool(params.text("q"))
    seconds = params.number("updated_within")
    labels = params.texts("labels")
    owners = {"me": "mine", "unassigned": "unassigned", "assigned": "assigned"}
    return Slice(
        statuses=None if is_search else statuses_of(params.texts("status")),
        inbox_ids=inbox_ids,
        team_id=team_id,
        label_titles=None if labels is None else frozenset(labels),
        assignee=owners.get(params.text("assignee_type") or "", "all"),
        agent_id=agent.id,
        updated_after=None if seconds is None else call.world.clock.now() - seconds,
    )


def _without_owner(wanted: Slice) -> Slice:
    return Slice(
        statuses=wanted.statuses,
        inbox_ids=wanted.inbox_ids,
        team_id=wanted.team_id,
        label_titles=wanted.label_titles,
        agent_id=wanted.agent_id,
    )


def _special_rows(call: Call) -> list[int] | None:
    """Return candidate rows of the filters that need more than columns, None without them."""
    params, world = call.params, call.world
    checks: list[Callable[[int], bool]] = []
    query = params.text("q")
    kind = params.text("conversation_type")
    source_id = params.text("source_id")
    if query:
        checks.append(lambda row: _contains(world, row, query.lower()))
    if kind == "unattended":
        checks.append(lambda row: _is_unattended(world, row))
    elif kind == "participating":
        checks.append(lambda row: _participates(world, row, call.agent))
    elif kind == "mention":
        mentioned = mentioned_rows(world, call.agent)
        checks.append(lambda row: row in mentioned)
    if source_id:
        checks.append(lambda row: _has_source(world, row, source_id))
    if not checks:
        return None
    rows = world.index.by_activity()[:SEARCHED_TICKETS]
    return [row for row in rows if all(check(row) for check in checks)]


def _contains(world: World, row: int, needle: str) -> bool:
    ticket = world.ticket_at(row)
    return any(
        needle in (message.content or "").lower()
        for message in ticket.newest()
        if message.message_type in (0, 1)
    )


def _is_unattended(world: World, row: int) -> bool:
    ticket = world.ticket_at(row)
    return ticket.first_reply_at is None or ticket.waiting_since is not None


def _participates(world: World, row: int, agent: Agent) -> bool:
    if world.index.assignee[row] == agent.id:
        return True
    ticket = world.changed.get(row)
    return ticket is not None and agent.id in ticket.participant_ids


def mentioned_rows(world: World, agent: Agent) -> set[int]:
    """Return the rows in which an agent was mentioned."""
    return {
        item.ticket_no - world.index.first_no
        for item in world.notifications.of(
            agent.id, has_read=True, has_snoozed=True, at=world.clock.now()
        )
        if item.notification_type == "conversation_mention"
    }


def _has_source(world: World, row: int, source_id: str) -> bool:
    contact = world.customers.get(world.index.contact[row])
    return contact is not None and contact.source_id == source_id


def _sorted(world: World, rows: list[int], sort_by: str) -> list[int]:
    """Sort without tie-breaker (trap 28); the default order is how rows arrive."""
    index = world.index
    if sort_by in {"created_at_asc", "sort_on_created_at"}:
        return sorted(rows)
    if sort_by == "created_at_desc":
        return sorted(rows, reverse=True)
    if sort_by == "last_activity_at_asc":
        return rows[::-1]
    if sort_by in {"priority_desc", "sort_on_priority"}:
        return sorted(rows, key=lambda row: (-index.priority[row], -index.last_activity[row]))
    if sort_by == "priority_asc":
        return sorted(rows, key=lambda row: (index.priority[row], -index.last_activity[row]))
    if sort_by in {"waiting_since_asc", "sort_on_waiting_since"}:
        return sorted(rows, key=lambda row: _waiting(world, row))
    if sort_by == "waiting_since_desc":
        return sorted(rows, key=lambda row: -_waiting(world, row))
    return rows


def _waiting(world: World, row: int) -> float:
    """Nobody waiting sorts last, as null does."""
    if _is_resolved(world, row):
        return float("inf")
    return world.ticket_at(row).waiting_since or float("inf")


def _is_resolved(world: World, row: int) -> bool:
    """Whether the row is resolved; such tickets never wait."""
    return STATUSES[world.index.status[row]] == "resolved"
