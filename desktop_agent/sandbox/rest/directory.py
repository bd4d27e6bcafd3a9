# SPDX-License-Identifier: Apache-2.0
"""Channels, agents, teams, labels, snippets, cache keys and the account (chatwoot §6)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from desktop_agent.sandbox.operations.announcer import cache_keys_json
from desktop_agent.sandbox.rest.call import (
    Call,
    denied,
    empty_reply,
    in_account,
    json_reply,
    not_found,
)
from desktop_agent.sandbox.rest.params import to_int
from desktop_agent.sandbox.shapes import inboxes, people
from desktop_agent.sandbox.world.clock import iso_ms
from desktop_agent.sandbox.world.model import ACCOUNT_ID, ACCOUNT_NAME, Inbox, JsonObject, Team


def _visible_inboxes(call: Call) -> list[Inbox]:
    ids = call.world.directory.inbox_ids_of(call.agent)
    return [box for box in call.world.directory.inboxes.values() if ids is None or box.id in ids]


def _inboxes(call: Call) -> Response:
    shown = [inboxes.inbox_json(call.world, box, call.agent) for box in _visible_inboxes(call)]
    return json_reply({"payload": shown})


def _inbox(call: Call) -> Response:
    inbox = _inbox_of_path(call)
    if inbox not in _visible_inboxes(call):
        raise denied()
    return json_reply(inboxes.inbox_json(call.world, inbox, call.agent))


def _inbox_of_path(call: Call) -> Inbox:
    inbox = call.world.directory.inboxes.get(call.path_number("inbox_id"))
    if inbox is None:
        raise not_found()
    return inbox


def _inbox_members(call: Call) -> Response:
    inbox = _inbox_of_path(call)
    if inbox not in _visible_inboxes(call):
        raise denied()
    return _agents_payload(call, inbox.member_ids)


def _change_inbox_members(call: Call) -> Response:
    call.require_admin()
    inbox = call.world.directory.inboxes.get(call.params.number("inbox_id") or 0)
    if inbox is None:
        raise not_found()
    wanted = [to_int(item) or 0 for item in call.params.items("user_ids") or []]
    if call.request.method == "PATCH":
        for agent_id in set(inbox.member_ids) - set(wanted):
            call.sandbox.removal.set_membership(inbox.id, agent_id, is_member=False)
    for agent_id in wanted:
        if call.world.directory.member(agent_id) is not None:
            call.sandbox.removal.set_membership(
                inbox.id, agent_id, is_member=call.request.method != "DELETE"
            )
    if call.request.method == "DELETE":
        return empty_reply()
    return _agents_payload(call, inbox.member_ids)


def _agents_payload(call: Call, agent_ids: list[int]) -> Response:
    found = [call.world.directory.member(agent_id) for agent_id in agent_ids]
    return json_reply(
        {"payload": [people.agent_json(call.world, a) for a in found if a is not None]}
    )


def _assignable(call: Call) -> Response:
    wanted = [to_int(item) or 0 for item in call.params.items("inbox_ids") or []]
    boxes = [call.world.directory.inboxes.get(inbox_id) for inbox_id in wanted]
    agents = [
        agent
        for agent in call.world.directory.members()
        if agent.role == "administrator"
        or all(box is not None and agent.id in box.member_ids for box in boxes)
    ]
    return json_reply({"payload": [people.agent_json(call.world, agent) for agent in agents]})


def _agents(call: Call) -> Response:
    return json_reply(
        [people.agent_json(call.world, agent) for agent in call.world.directory.members()]
    )


def _teams(call: Call) -> Response:
    teams = call.world.directory.teams.values()
    return json_reply([people.team_json(team, call.agent) for team in teams])


def _team(call: Call) -> Response:
    return json_reply(people.team_json(_team_of_path(call), call.agent))


def _team_of_path(call: Call) -> Team:
    team = call.world.directory.teams.get(call.path_number("team_id"))
    if team is None:
        raise not_found()
    return team


def _team_members(call: Call) -> Response:
    found = [call.world.directory.member(a) for a in _team_of_path(call).member_ids]
    return json_reply([people.agent_json(call.world, a) for a in found if a is not None])


def _labels(call: Call) -> Response:
    return json_reply(
        {
            "payload": [
                {
                    "id": label.id,
                    "title": label.title,
                    "description": label.description,
                    "color": label.color,
                    "show_on_sidebar": True,
                }
                for label in call.world.directory.labels.values()
            ]
        }
    )


def _canned_responses(call: Call) -> Response:
    search = (call.params.text("search") or "").lower()
    made_at = iso_ms(call.world.clock.started_at_s)
    return json_reply(
        [
            {
                "id": snippet.id,
                "account_id": ACCOUNT_ID,
                "short_code": snippet.short_code,
                "content": snippet.content,
                "created_at": made_at,
                "updated_at": made_at,
            }
            for snippet in call.world.directory.canned_responses.values()
            if search in snippet.short_code.lower() or search in snippet.content.lower()
        ]
    )


def _cache_keys(call: Call) -> Response:
    reply = json_reply({"cache_keys": cache_keys_json(call.world.directory.cache_keys)})
    reply.headers["cache-control"] = "max-age=10, private"
    return reply


def _account(call: Call) -> Response:
    keys: JsonObject = cache_keys_json(call.world.directory.cache_keys)
    return json_reply(
        {
            "id": ACCOUNT_ID,
            "name": ACCOUNT_NAME,
            "locale": "de",
            "domain": None,
            "status": "active",
            "features": {"agent_management": True, "labels": True, "inbox_management": True},
            "settings": {},
            "cache_keys": keys,
            "latest_chatwoot_version": call.world.version,
            "support_email": "hilfe@lindenau.example",
            "custom_attributes": {},
            "created_at": iso_ms(call.world.clock.started_at_s - 900 * 86400),
        }
    )


def _empty_list(_call: Call) -> Response:
    return json_reply([])


def _agent_bots(call: Call) -> Response:
    return json_reply([people.bot_json(bot) for bot in call.world.directory.bots.values()])


def _no_content(_call: Call) -> Response:
    return empty_reply()


ROUTES: list[Route] = [
    in_account("", "GET", _account),
    in_account("/", "GET", _account),
    in_account("/update_active_at", "POST", _no_content),
    in_account("/inboxes", "GET", _inboxes),
    in_account("/inboxes/{inbox_id:int}", "GET", _inbox),
    in_account("/inbox_members", "POST PATCH DELETE", _change_inbox_members),
    in_account("/inbox_members/{inbox_id:int}", "GET", _inbox_members),
    in_account("/assignable_agents", "GET", _assignable),
    in_account("/agents", "GET", _agents),
    in_account("/agent_bots", "GET", _agent_bots),
    in_account("/teams", "GET", _teams),
    in_account("/teams/{team_id:int}", "GET", _team),
    in_account("/teams/{team_id:int}/team_members", "GET", _team_members),
    in_account("/labels", "GET", _labels),
    in_account("/canned_responses", "GET", _canned_responses),
    in_account("/custom_attribute_definitions", "GET", _empty_list),
    in_account("/custom_filters", "GET", _empty_list),
    in_account("/cache_keys", "GET", _cache_keys),
]
