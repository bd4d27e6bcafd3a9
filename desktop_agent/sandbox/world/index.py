# SPDX-License-Identifier: Apache-2.0
"""The columns of all tickets that lists filter and sort by; holds no texts and no messages."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

_REMEMBERED_ANSWERS: Final = 8


@dataclass(frozen=True, slots=True)
class Slice:
    """What a list asks for. None = any. `assignee`: "mine", "unassigned", "assigned" or "all"."""

    statuses: frozenset[int] | None
    inbox_ids: frozenset[int] | None
    team_id: int | None = None
    label_titles: frozenset[str] | None = None
    assignee: str = "all"
    agent_id: int = 0
    updated_after: float | None = None


class TicketIndex:
    """Column arrays by row; display id = row + first_no.

    Invariant: `counts` and the activity order match the columns; changes go through methods.
    """

    def __init__(self, first_no: int, label_titles: Collection[str]) -> None:
        self.first_no = first_no
        self.label_bits = {title: 1 << bit for bit, title in enumerate(label_titles)}
        self.named_labels: dict[str, set[int]] = {}
        self.status = bytearray()
        self.inbox = bytearray()
        self.team = bytearray()
        self.priority = bytearray()
        self.is_alive = bytearray()
        self.topic = bytearray()
        self.earlier = bytearray()
        self.waiting = bytearray()
        self.cast = array("H")
        self.assignee = array("H")
        self.labels = array("Q")
        self.contact = array("I")
        self.row_of_contact: dict[int, int] = {}
        self.base_count = array("I")
        self.first_message_id = array("I")
        self.created = array("d")
        self.last_activity = array("d")
        self.updated = array("d")
        self.counts: Counter[tuple[int, int, int, int]] = Counter()
        self.base_status = b""
        self.base_assignee: array[int] = array("H")
        self._quiet: array[int] = array("I")
        self._recent: dict[int, None] = {}
        self._answers: dict[tuple[Slice, bool], list[int]] = {}

    def __len__(self) -> int:
        return len(self.status)

    def append(
        self,
        *,
        status: int,
        inbox_id: int,
        team_id: int,
        assignee_id: int,
        contact_id: int,
        created_at: float,
        last_activity_at: float,
        priority: int = 0,
        label_mask: int = 0,
        topic: int = 0,
        waiting: int = 0,
        cast: int = 0,
        earlier: int = 0,
    ) -> int:
        """Add a ticket and return its row; base messages are set by the builder."""
        self._answers.clear()
        row = len(self.status)
        self.status.append(status)
        self.inbox.append(inbox_id)
        self.team.append(team_id)
        self.priority.append(priority)
        self.is_alive.append(1)
        self.topic.append(topic)
        self.earlier.append(min(earlier, 255))
        self.waiting.append(waiting)
        self.cast.append(cast)
        self.assignee.append(assignee_id)
        self.labels.append(label_mask)
        self.contact.append(contact_id)
        self.row_of_contact.setdefault(contact_id, row)
        self.base_count.append(0)
        self.first_message_id.append(0)
        self.created.append(created_at)
        self.last_activity.append(last_activity_at)
        self.updated.append(last_activity_at)
        self.counts[self._key(row)] += 1
        return row

    def settle(self) -> None:
        """Sort the rows by activity once, after building; later changes only move rows up."""
        order = sorted(range(len(self)), key=self.last_activity.__getitem__, reverse=True)
        self._quiet = array("I", order)
        self._recent.clear()
        # Base conversations follow from these even after a silent change of the columns.
        self.base_status = bytes(self.status)
        self.base_assignee = array("H", self.assignee)

    def _key(self, row: int) -> tuple[int, int, int, int]:
        return (self.status[row], self.inbox[row], self.team[row], self.assignee[row])

    def set_status(self, row: int, status: int) -> None:
        """Change the status of a row."""
        self._answers.clear()
        self.counts[self._key(row)] -= 1
        self.status[row] = status
        self.counts[self._key(row)] += 1

    def set_assignee(self, row: int, agent_id: int) -> None:
        """Change the assignee of a row; 0 = nobody."""
        self._answers.clear()
        self.counts[self._key(row)] -= 1
        self.assignee[row] = agent_id
        self.counts[self._key(row)] += 1

    def set_team(self, row: int, team_id: int) -> None:
        """Change the team of a row; 0 = none."""
        self._answers.clear()
        self.counts[self._key(row)] -= 1
        self.team[row] = team_id
        self.counts[self._key(row)] += 1

    def set_labels(self, row: int, titles: Collection[str]) -> None:
        """Replace the labels of a row; titles need not exist as label records (chatwoot §2.6)."""
        self._answers.clear()
        mask = 0
        for title in titles:
            mask |= self.label_bits.get(title, 0)
            if title not in self.label_bits:
                self.named_labels.setdefault(title, set()).add(row)
        for title, rows in self.named_labels.items():
            if title not in titles:
                rows.discard(row)
        self.labels[row] = mask

    def touch(self, row: int, at: float) -> None:
        """Move updated_at."""
        self.updated[row] = at

    def set_activity(self, row: int, at: float) -> None:
        """Move last_activity_at and with it the row to the top of the activity order."""
        self._answers.clear()
        self.last_activity[row] = at
        self._recent.pop(row, None)
        self._recent[row] = None

    def remove(self, row: int) -> None:
        """Take a row out of every list, silently (chatwoot §5.4)."""
        self._answers.clear()
        if self.is_alive[row]:
            self.counts[self._key(row)] -= 1
            self.is_alive[row] = 0

    def by_activity(self) -> list[int]:
        """Return living rows, newest activity first."""
        alive = self.is_alive
        recent = self._recent
        rows = [row for row in reversed(recent) if alive[row]]
        if recent:
            rows.extend(row for row in self._quiet if alive[row] and row not in recent)
        else:
            rows.extend(row for row in self._quiet if alive[row])
        return rows

    def label_titles(self, row: int) -> list[str]:
        """Return the labels of a row."""
        mask = self.labels[row]
        titles = [title for title, bit in self.label_bits.items() if mask & bit]
        titles.extend(title for title, rows in self.named_labels.items() if row in rows)
        return titles

    def has_label(self, row: int, titles: Collection[str]) -> bool:
        """Return whether the row has any of the labels."""
        return any(
            self.labels[row] & self.label_bits.get(title, 0)
            or row in self.named_labels.get(title, ())
            for title in titles
        )

    def rows(self, wanted: Slice, *, is_by_creation: bool = False) -> list[int]:
        """Return the matching living rows, newest activity (or oldest creation) first.

        Answers are remembered until something changes: a client pages through them.
        """
        if wanted.updated_after is not None:
            return self._filtered(wanted, is_by_creation=is_by_creation)
        known = self._answers.get((wanted, is_by_creation))
        if known is None:
            known = self._filtered(wanted, is_by_creation=is_by_creation)
            if len(self._answers) >= _REMEMBERED_ANSWERS:
                self._answers.clear()
            self._answers[wanted, is_by_creation] = known
        return known

    def _filtered(self, wanted: Slice, *, is_by_creation: bool) -> list[int]:
        rows = (
            [row for row in range(len(self)) if self.is_alive[row]]
            if is_by_creation
            else self.by_activity()
        )
        if wanted.statuses is not None:
            status, statuses = self.status, wanted.statuses
            rows = [row for row in rows if status[row] in statuses]
        if wanted.inbox_ids is not None:
            inbox, inbox_ids = self.inbox, wanted.inbox_ids
            rows = [row for row in rows if inbox[row] in inbox_ids]
        if wanted.updated_after is not None:
            updated, after = self.updated, wanted.updated_after
            rows = [row for row in rows if updated[row] > after]
        if wanted.team_id is not None:
            team, team_id = self.team, wanted.team_id
            rows = [row for row in rows if team[row] == team_id]
        if wanted.label_titles is not None:
            rows = [row for row in rows if self.has_label(row, wanted.label_titles)]
        return self._owned(rows, wanted)

    def _owned(self, rows: list[int], wanted: Slice) -> list[int]:
        assignee = self.assignee
        if wanted.assignee == "mine":
            return [row for row in rows if assignee[row] == wanted.agent_id]
        if wanted.assignee == "unassigned":
            return [row for row in rows if not assignee[row]]
        if wanted.assignee == "assigned":
            return [row for row in rows if assignee[row]]
        return rows

    def matches(self, row: int, wanted: Slice) -> bool:
        """Return whether a living row belongs to the slice."""
        if wanted.statuses is not None and self.status[row] not in wanted.statuses:
            return False
        if wanted.inbox_ids is not None and self.inbox[row] not in wanted.inbox_ids:
            return False
        if wanted.updated_after is not None and self.updated[row] <= wanted.updated_after:
            return False
        if wanted.team_id is not None and self.team[row] != wanted.team_id:
            return False
        if wanted.label_titles is not None and not self.has_label(row, wanted.label_titles):
            return False
        return bool(self.is_alive[row] and self._owned([row], wanted))

    def meta_counts(self, wanted: Slice) -> dict[str, int]:
        """Return the four list counts; assignee type and updated_within do not count (§2.1)."""
        if wanted.label_titles is not None:
            keys: Counter[tuple[int, int, int, int]] = Counter(
                self._key(row)
                for row in range(len(self))
                if self.is_alive[row] and self.has_label(row, wanted.label_titles)
            )
        else:
            keys = self.counts
        return count_owners(
            {
                key: number
                for key, number in keys.items()
                if (wanted.statuses is None or key[0] in wanted.statuses)
                and (wanted.inbox_ids is None or key[1] in wanted.inbox_ids)
                and (wanted.team_id is None or key[2] == wanted.team_id)
            },
            wanted.agent_id,
        )

    def owner_counts(self, rows: Collection[int], agent_id: int) -> dict[str, int]:
        """Return the four list counts of given rows."""
        return count_owners(Counter(self._key(row) for row in rows), agent_id)


def count_owners(
    numbers: dict[tuple[int, int, int, int], int] | Counter[tuple[int, int, int, int]],
    agent_id: int,
) -> dict[str, int]:
    """Sum counts by (status, inbox, team, assignee) into Chatwoot's four list counts."""
    mine = sum(number for key, number in numbers.items() if key[3] == agent_id)
    unassigned = sum(number for key, number in numbers.items() if key[3] == 0)
    total = sum(numbers.values())
    return {
        "mine_count": mine,
        "assigned_count": total - unassigned,
        "unassigned_count": unassigned,
        "all_count": total,
    }
