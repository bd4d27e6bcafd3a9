# SPDX-License-Identifier: Apache-2.0
"""Agents, teams, channels, labels, templates and snippets in `cache.db`; the connection's thread.

Holds nothing of processing records: they come from policy, not from the server.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from desktop_agent.domain.directory import (
    Agent,
    Availability,
    Channel,
    ChannelKind,
    Directory,
    Label,
    Role,
    Snippet,
    Team,
    Template,
    TemplateCategory,
)
from desktop_agent.domain.ids import AgentId, ChannelId, TeamId
from desktop_agent.store.database import Connection

_MICROSECOND = timedelta(microseconds=1)

UNKNOWN_CHANNEL_WINDOW = timedelta(0)
"""A channel that is not held allows nothing: its window counts as closed."""


class DirectoryRepo:
    """Replaces the directory as a whole within the caller's transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def put_directory(self, directory: Directory) -> bool:
        """See `sync.ports.CacheRepos`; a changed window moves when tickets close."""
        told = replace(directory, processing={})
        held = read_directory(self._db)
        if held == told:
            return False
        for table in ("agents", "teams", "channels", "labels", "templates", "snippets"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - constants only
        self._put_people(told)
        self._put_channels(told)
        self._put_texts(told)
        if _windows(held) != _windows(told):
            self._move_closing_times()
        return True

    def _move_closing_times(self) -> None:
        self._db.execute(
            "UPDATE tickets SET window_closes_at = last_inbound_at + "
            "(SELECT window_us FROM channels WHERE id = channel_id) "
            "WHERE window_closes_at IS NOT last_inbound_at + "
            "(SELECT window_us FROM channels WHERE id = channel_id)"
        )

    def _put_people(self, told: Directory) -> None:
        self._db.executemany(
            "INSERT INTO agents (id, place, name, role, availability, team_ids) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (
                    one.id,
                    place,
                    one.name,
                    one.role.value,
                    one.availability.value,
                    json.dumps(one.team_ids),
                )
                for place, one in enumerate(told.agents)
            ],
        )
        self._db.executemany(
            "INSERT INTO teams (id, place, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(one.id, place, one.name) for place, one in enumerate(told.teams)],
        )

    def _put_channels(self, told: Directory) -> None:
        self._db.executemany(
            "INSERT INTO channels "
            "(id, place, name, kind, window_us, text_limit, provider, needs_reconnect) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                (
                    one.id,
                    place,
                    one.name,
                    one.kind.value,
                    None if one.window is None else one.window // _MICROSECOND,
                    one.text_limit,
                    one.provider,
                    one.needs_reconnect,
                )
                for place, one in enumerate(told.channels)
            ],
        )

    def _put_texts(self, told: Directory) -> None:
        self._db.executemany(
            "INSERT INTO labels (name, place, colour) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [(one.name, place, one.colour) for place, one in enumerate(told.labels)],
        )
        self._db.executemany(
            "INSERT INTO templates (place, channel_id, name, language, category, body, is_usable, "
            "fields, header, footer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    place,
                    one.channel_id,
                    one.name,
                    one.language,
                    one.category.value,
                    one.body,
                    one.is_usable,
                    json.dumps(one.fields, ensure_ascii=False),
                    one.header,
                    one.footer,
                )
                for place, one in enumerate(told.templates)
            ],
        )
        self._db.executemany(
            "INSERT INTO snippets (place, code, text) VALUES (?, ?, ?)",
            [(place, one.code, one.text) for place, one in enumerate(told.snippets)],
        )


def _windows(directory: Directory) -> dict[ChannelId, timedelta | None]:
    return {one.id: one.window for one in directory.channels}


def read_directory(db: Connection) -> Directory:
    """The held directory, without processing records."""
    return Directory(
        agents=tuple(
            Agent(
                AgentId(row[0]),
                row[1],
                Role(row[2]),
                Availability(row[3]),
                tuple(TeamId(one) for one in json.loads(row[4])),
            )
            for row in db.execute(
                "SELECT id, name, role, availability, team_ids FROM agents ORDER BY place"
            )
        ),
        teams=tuple(
            Team(TeamId(row[0]), row[1])
            for row in db.execute("SELECT id, name FROM teams ORDER BY place")
        ),
        channels=tuple(channel_of(row) for row in db.execute(_CHANNELS + "ORDER BY place")),
        labels=tuple(
            Label(row[0], row[1])
            for row in db.execute("SELECT name, colour FROM labels ORDER BY place")
        ),
        templates=tuple(
            Template(
                ChannelId(row[0]),
                row[1],
                row[2],
                TemplateCategory(row[3]),
                row[4],
                bool(row[5]),
                tuple(json.loads(row[6])),
                row[7],
                row[8],
            )
            for row in db.execute(
                "SELECT channel_id, name, language, category, body, is_usable, fields, header, "
                "footer FROM templates ORDER BY place"
            )
        ),
        snippets=tuple(
            Snippet(row[0], row[1])
            for row in db.execute("SELECT code, text FROM snippets ORDER BY place")
        ),
    )


_CHANNELS = "SELECT id, name, kind, window_us, text_limit, provider, needs_reconnect FROM channels "


def channel_of(row: tuple[int, str, str, int | None, int, str, int]) -> Channel:
    """A channel from its columns."""
    return Channel(
        ChannelId(row[0]),
        row[1],
        ChannelKind(row[2]),
        None if row[3] is None else timedelta(microseconds=row[3]),
        row[4],
        row[5],
        bool(row[6]),
    )


def read_channel(db: Connection, channel_id: ChannelId) -> Channel | None:
    """One held channel."""
    row = db.execute(_CHANNELS + "WHERE id = ?", (channel_id,)).fetchone()
    return None if row is None else channel_of(row)
