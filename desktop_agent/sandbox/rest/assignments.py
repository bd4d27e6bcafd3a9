# SPDX-License-Identifier: Apache-2.0
"""Assignment of single tickets and bulk actions (chatwoot §2.7)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.rest.call import Call, empty_reply, in_account, json_reply, unprocessable
from desktop_agent.sandbox.rest.params import to_int
from desktop_agent.sandbox.shapes import people
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import ACCOUNT_ID, STATUSES, Agent, JsonObject
from desktop_agent.sandbox.world.ticket import Ticket


def _assign(call: Call) -> Response:
    """The table of §2.7; always 200, last writer wins."""
    ticket, params = call.ticket(), call.params
    if params.text("assignee_type") == "AgentBot":
        return _assign_bot(call, ticket)
    if params.has("assignee_id"):
        agent = call.world.directory.member(params.number("assignee_id") or 0)
        call.sandbox.changes.assign(ticket, agent, call.by)
        return json_reply(None if agent is None else people.agent_json(call.world, agent))
    if params.has("team_id"):
        return _assign_team(call, ticket)
    return json_reply(None)


def _assign_bot(call: Call, ticket: Ticket) -> Response:
    bot = call.world.directory.bots.get(call.params.number("assignee_id") or 0)
    if bot is None:
        return json_reply(None)
    call.sandbox.changes.assign_bot(ticket, bot.id)
    return json_reply(people.bot_json(bot))


def _assign_team(call: Call, ticket: Ticket) -> Response:
    team = call.world.directory.teams.get(call.params.number("team_id") or 0)
    call.sandbox.changes.assign_team(ticket, team, call.by)
    if team is None:
        return json_reply(None)
    made_at = iso_ms(call.world.clock.started_at_s)
    # The raw row; an assignee that changed with the team is not in the answer (trap 15).
    return json_reply(
        {
            "id": team.id,
            "name": team.name,
            "description": team.description,
            "allow_auto_assign": team.allow_auto_assign,
            "account_id": ACCOUNT_ID,
            "created_at": made_at,
            "updated_at": made_at,
        }
    )


def _bulk(call: Call) -> Response:
    """Accepted at once, done later by a job; errors stay invisible, nobody checks access."""
    params, agent = call.params, call.agent
    if params.text("type") != "Conversation":
        raise unprocessable("Invalid type")
    numbers = [to_int(item) or 0 for item in params.items("ids") or []]
    fields, labels = params.mapping("fields"), params.mapping("labels")
    until = params.number("snoozed_until")

    def job() -> None:
        for number in numbers:
            ticket = call.world.ticket(number)
            if ticket is not None:
                _apply_bulk(call, ticket, agent, fields, labels, until)

    call.world.timers.after(call.world.config.pace.job_s, job)
    return empty_reply()


def _apply_bulk(
    call: Call,
    ticket: Ticket,
    agent: Agent,
    fields: JsonObject,
    labels: JsonObject,
    until: int | None,
) -> None:
    changes = call.sandbox.changes
    status = fields.get("status")
    if status in STATUSES:
        changes.set_status(ticket, str(status), agent, float(until) if until else None)
    if "assignee_id" in fields:
        chosen = call.world.directory.member(to_int(fields["assignee_id"]) or 0)
        changes.assign(ticket, chosen, agent)
    if "team_id" in fields:
        team = call.world.directory.teams.get(to_int(fields["team_id"]) or 0)
        changes.assign_team(ticket, team, agent)
    added, removed = labels.get("add"), labels.get("remove")
    titles = (
        [*ticket.labels, *(str(t) for t in added)] if isinstance(added, list) else ticket.labels
    )
    if isinstance(removed, list):
        titles = [title for title in titles if title not in removed]
    changes.set_labels(ticket, titles, agent)


ROUTES: list[Route] = [
    in_account("/conversations/{no:int}/assignments", "POST", _assign, allows_bots=True),
    in_account("/bulk_actions", "POST", _bulk),
]
