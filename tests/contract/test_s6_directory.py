# SPDX-License-Identifier: Apache-2.0
"""Channels, agents, teams, labels, templates and snippets (chatwoot §6.1-6.5)."""

from __future__ import annotations

import pytest

from desktop_agent.domain.directory import ChannelKind, Directory, Role
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from tests.contract.desk import Desk
from tests.contract.stage import FOREIGN_INBOX, MARIE, SABINE, Stage


@pytest.fixture
def directory(desk: Desk) -> Directory:
    found, rejects = desk.run(desk.provider.directory())
    assert not rejects
    return found


def test_s6_1_only_my_channels(stage: Stage, desk: Desk, directory: Directory) -> None:
    assert directory.channels
    if not stage.is_live:
        kinds = {channel.id: channel.kind for channel in directory.channels}
        assert FOREIGN_INBOX not in kinds
        assert set(kinds.values()) == {
            ChannelKind.WHATSAPP,
            ChannelKind.TELEGRAM,
            ChannelKind.FACEBOOK,
            ChannelKind.API,
        }


def test_s6_1_addresses_of_channels_are_not_kept(directory: Directory) -> None:
    assert "+49" not in repr(directory.channels)


def test_s6_1_templates_of_my_channels(stage: Stage, directory: Directory) -> None:
    stage.agent(MARIE)
    assert {template.channel_id for template in directory.templates} <= {
        channel.id for channel in directory.channels
    }
    assert any(template.is_usable for template in directory.templates)
    assert any(not template.is_usable for template in directory.templates)
    assert any(template.fields for template in directory.templates)


def test_s6_2_agents_with_role_and_teams(stage: Stage, directory: Directory) -> None:
    assert directory.agents
    if not stage.is_live:
        by_id = {int(agent.id): agent for agent in directory.agents}
        assert by_id[MARIE].name == "Marie Krüger"
        assert by_id[MARIE].role is Role.AGENT
        assert by_id[SABINE].role is Role.LEAD
        assert set(by_id[SABINE].team_ids) == {team.id for team in directory.teams}
    assert "@" not in repr(directory.agents)


def test_s6_3_teams(stage: Stage, directory: Directory) -> None:
    if stage.is_live and not directory.teams:
        pytest.skip("the account has no teams")
    assert all(team.name for team in directory.teams)


def test_s6_4_labels_have_colours(stage: Stage, directory: Directory) -> None:
    if stage.is_live and not directory.labels:
        pytest.skip("the account has no labels")
    assert all(len(label.colour) == 7 for label in directory.labels)


def test_s6_5_snippets(stage: Stage, directory: Directory) -> None:
    if stage.is_live and not directory.snippets:
        pytest.skip("the account has no canned responses")
    assert all(snippet.code and snippet.text for snippet in directory.snippets)


def test_s7_one_failing_list_fails_the_directory(stage: Stage, desk: Desk) -> None:
    stage.control.add_fault("error_before", path="*/agents", status=500)
    with pytest.raises(EnvironmentProblem) as trouble:
        desk.run(desk.provider.directory())
    assert trouble.value.problem.code is ProblemCode.SERVER_ERROR
