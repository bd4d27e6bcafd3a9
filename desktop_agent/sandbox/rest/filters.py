# SPDX-License-Identifier: Apache-2.0
"""The filter endpoint's condition list (chatwoot §2.4): flat and/or, day granularity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from desktop_agent.sandbox.rest.call import Call, server_error, unprocessable
from desktop_agent.sandbox.rest.params import to_int
from desktop_agent.sandbox.world.index import Slice
from desktop_agent.sandbox.world.model import PRIORITIES, STATUSES, JsonObject
from desktop_agent.sandbox.world.world import World

Check = Callable[[int], bool]

_PRESENCE: Final = ("is_present", "is_not_present")
_EQUALITY: Final = ("equal_to", "not_equal_to")
_OPERATORS: Final[dict[str, tuple[str, ...]]] = {
    "status": _EQUALITY,
    "priority": _EQUALITY,
    "assignee_id": _EQUALITY + _PRESENCE,
    "inbox_id": _EQUALITY + _PRESENCE,
    "team_id": _EQUALITY + _PRESENCE,
    "labels": _EQUALITY + _PRESENCE,
    "display_id": (*_EQUALITY, "contains", "does_not_contain"),
    "created_at": ("is_greater_than", "is_less_than", "days_before"),
    "last_activity_at": ("is_greater_than", "is_less_than", "days_before"),
}


def filter_rows(call: Call) -> list[int]:
    """Return matching rows, newest activity first. Raises Denial 422 or 500."""
    conditions = [item for item in call.params.items("payload") or [] if isinstance(item, dict)]
    if not conditions:
        raise unprocessable("payload is missing or empty")
    if conditions[-1].get("query_operator"):
        # A dangling operator breaks the SQL (trap 29).
        raise server_error()
    groups = _groups(call.world, conditions)
    scope = Slice(statuses=None, inbox_ids=call.world.directory.inbox_ids_of(call.agent))
    return [
        row
        for row in call.world.index.rows(scope)
        if any(all(check(row) for check in group) for group in groups)
    ]


def _groups(world: World, conditions: list[JsonObject]) -> list[list[Check]]:
    """AND binds stronger than OR: SQL precedence without brackets."""
    groups: list[list[Check]] = [[]]
    for condition in conditions:
        groups[-1].append(_check(world, condition))
        if str(condition.get("query_operator") or "").lower() == "or":
            groups.append([])
    return groups


def _check(world: World, condition: JsonObject) -> Check:
    key = str(condition.get("attribute_key"))
    operator = str(condition.get("filter_operator"))
    raw = condition.get("values")
    values = raw if isinstance(raw, list) else [] if raw is None else [raw]
    if key not in _OPERATORS:
        return _custom_check(world, key, operator, values)
    if operator not in _OPERATORS[key]:
        raise unprocessable(
            f"Invalid operator. The allowed operators for {key} are [{','.join(_OPERATORS[key])}]."
        )
    if not values and operator not in _PRESENCE:
        raise unprocessable("Invalid value. The values provided for are invalid")
    if key in {"created_at", "last_activity_at"}:
        return _time_check(world, key, operator, str(values[0]))
    return _column_check(world, key, operator, values)


def _column_check(world: World, key: str, operator: str, values: list[object]) -> Check:
    index = world.index
    if key == "labels":
        titles = {str(value) for value in values}
        return _by_operator(
            operator,
            is_equal=lambda row: index.has_label(row, titles),
            is_present=lambda row: bool(index.label_titles(row)),
        )
    if key == "status":
        if "all" in values:
            return lambda _row: True
        codes = {STATUSES.index(str(v)) for v in values if str(v) in STATUSES}
        return _by_operator(operator, is_equal=lambda row: index.status[row] in codes)
    if key == "priority":
        levels = {PRIORITIES.index(str(v)) for v in values if str(v) in PRIORITIES}
        return _by_operator(operator, is_equal=lambda row: index.priority[row] in levels)
    if key == "display_id":
        return _display_id_check(world, operator, [str(value) for value in values])
    column = {"assignee_id": index.assignee, "inbox_id": index.inbox, "team_id": index.team}[key]
    ids = {to_int(value) for value in values}
    return _by_operator(
        operator,
        is_equal=lambda row: column[row] in ids,
        is_present=lambda row: column[row] != 0,
    )


def _display_id_check(world: World, operator: str, values: list[str]) -> Check:
    first_no = world.index.first_no
    if operator in {"contains", "does_not_contain"}:
        is_wanted = operator == "contains"
        return lambda row: any(v in str(row + first_no) for v in values) == is_wanted
    return _by_operator(operator, is_equal=lambda row: str(row + first_no) in values)


def _by_operator(operator: str, is_equal: Check, is_present: Check = bool) -> Check:
    return {
        "equal_to": is_equal,
        "not_equal_to": lambda row: not is_equal(row),
        "is_present": is_present,
        "is_not_present": lambda row: not is_present(row),
    }[operator]


def _time_check(world: World, key: str, operator: str, value: str) -> Check:
    column = world.index.created if key == "created_at" else world.index.last_activity
    if operator == "days_before":
        limit = world.clock.now() - (to_int(value) or 0) * 86400
        return lambda row: column[row] < limit
    try:
        day = datetime.strptime(value[:10], "%Y-%m-%d").replace(tzinfo=UTC).timestamp()
    except ValueError:
        raise unprocessable("Invalid value. The values provided for are invalid") from None
    if operator == "is_greater_than":
        return lambda row: column[row] >= day + 86400
    return lambda row: column[row] < day


def _custom_check(world: World, key: str, operator: str, values: list[object]) -> Check:
    known = ("consent_state", "consent_source", "legal_basis", "routing_rule", "art9")
    if key not in known:
        raise unprocessable(
            f"Invalid attribute key - [{key}]. The key should be one of "
            f"[{','.join(_OPERATORS)}] or a custom attribute defined in the account."
        )
    texts = {str(value).lower() for value in values}
    return _by_operator(
        operator if operator in _EQUALITY + _PRESENCE else "equal_to",
        is_equal=lambda row: str(world.ticket_at(row).custom_attributes.get(key)).lower() in texts,
        is_present=lambda row: key in world.ticket_at(row).custom_attributes,
    )
