# SPDX-License-Identifier: Apache-2.0
"""Machine policy and personal settings: who wins, what is refused, what is never told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_agent.domain.directory import ProcessingRecord
from desktop_agent.domain.errors import EnvironmentProblem, ProblemCode
from desktop_agent.domain.ids import ChannelId
from desktop_agent.domain.rules import ConsentMode, ServiceRules
from desktop_agent.policy.keys_known import KEYS
from desktop_agent.policy.load import LoadedPolicy, UnknownKey, load
from desktop_agent.policy.policy import Language, NotificationContent, Policy, Theme
from tests.conftest import AllowedLog

MARKER = "canaryvalue"


class Machine:
    """A machine's policy folder and a profile's settings."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "policy.d"
        self.folder.mkdir()
        self.settings = root / "settings.json"

    def policy(self, name: str = "50.json", /, **fields: object) -> Machine:
        (self.folder / name).write_text(json.dumps(fields), "utf-8")
        return self

    def personal(self, **fields: object) -> Machine:
        self.settings.write_text(json.dumps(fields), "utf-8")
        return self

    def load(self) -> LoadedPolicy:
        return load(self.folder, self.settings)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_fresh_profile_has_the_privacy_friendly_defaults() -> None:
    """domain-rules C16."""
    loaded = load(None, None)

    assert loaded == LoadedPolicy(Policy())
    policy = loaded.policy
    assert policy.rules == ServiceRules()
    assert policy.rules.consent_mode is ConsentMode.STRICT
    assert policy.notifications is NotificationContent.NEUTRAL
    assert not policy.allows_memory_only
    assert not policy.rules.allows_marketing


def test_every_machine_key_reaches_the_policy(machine: Machine, tmp_path: Path) -> None:
    authority = tmp_path / "ca.pem"
    authority.write_text("x")
    fields = {
        "server": "https://chat.example/",
        "server_locked": True,
        "proxy": "socks5://proxy.example:1080",
        "extra_ca": str(authority),
        "attachment_hosts": ["Files.Example"],
        "memory_only_allowed": True,
        "notifications": "name",
        "notifications_most": "preview",
        "processing": {
            "3": {
                "provider": "Meta",
                "region": "EU",
                "contract_on": "2026-03-12",
                "transfer_basis": "SCC",
                "sub_processors": 4,
                "privacy_notice": "v4",
            }
        },
        "requires_complete_processing_record": True,
        "consent_mode": "enquiry",
        "consent_question": "Dürfen wir Ihnen hier antworten?",
        "marketing_allowed": True,
        "undo_s": 8,
        "stale_after_min": 30,
        "closed_horizon_days": 14,
        "language": "en",
        "theme": "dark",
        "enter_sends": True,
    }
    assert set(fields) == set(KEYS)

    loaded = machine.policy(**fields).load()

    assert loaded.unknown == ()
    assert loaded.policy == Policy(
        rules=ServiceRules(
            consent_mode=ConsentMode.ENQUIRY,
            consent_question="Dürfen wir Ihnen hier antworten?",
            allows_marketing=True,
            undo_s=8.0,
            stale_after=timedelta(minutes=30),
            closed_horizon=timedelta(days=14),
            requires_complete_processing_record=True,
        ),
        server="https://chat.example",
        is_server_locked=True,
        proxy="socks5://proxy.example:1080",
        extra_ca=authority,
        attachment_hosts=("files.example",),
        allows_memory_only=True,
        notifications=NotificationContent.NAME,
        notifications_most=NotificationContent.PREVIEW,
        processing={
            ChannelId(3): ProcessingRecord("Meta", "EU", date(2026, 3, 12), "SCC", 4, "v4")
        },
        language=Language.ENGLISH,
        theme=Theme.DARK,
        enter_sends=True,
        fixed_by_it=frozenset(fields) - {"notifications"},
    )


class TestPrecedence:
    def test_later_machine_file_overrides_an_earlier_one(self, machine: Machine) -> None:
        machine.policy("20.json", theme="dark", undo_s=3).policy("10.json", theme="light")

        policy = machine.load().policy

        assert (policy.theme, policy.rules.undo_s) == (Theme.DARK, 3.0)

    def test_what_it_fixed_a_person_cannot_change(self, machine: Machine) -> None:
        loaded = machine.policy(theme="dark").personal(theme="light", enter_sends=True).load()

        assert (loaded.policy.theme, loaded.policy.enter_sends) == (Theme.DARK, True)
        assert loaded.problems == ()

    @pytest.mark.parametrize(
        ("is_locked", "expected"),
        [(True, "https://it.example"), (False, "https://own.example")],
        ids=["locked", "preset"],
    )
    def test_server_is_fixed_only_when_it_is_locked(
        self, machine: Machine, is_locked: bool, expected: str
    ) -> None:
        machine.policy(server="https://it.example", server_locked=is_locked)
        machine.personal(server="https://own.example")

        assert machine.load().policy.server == expected

    @pytest.mark.parametrize(
        ("machine_fields", "wish", "expected"),
        [
            pytest.param({}, "preview", "neutral", id="default-allows-neutral-only"),
            pytest.param({"notifications_most": "name"}, "preview", "name", id="capped"),
            pytest.param({"notifications_most": "preview"}, "preview", "preview", id="allowed"),
            pytest.param({"notifications": "name"}, "neutral", "neutral", id="lowered"),
            pytest.param({"notifications": "name"}, "preview", "name", id="not-raised"),
        ],
    )
    def test_notifications_show_no_more_than_it_allows(
        self, machine: Machine, machine_fields: dict[str, object], wish: str, expected: str
    ) -> None:
        loaded = machine.policy(**machine_fields).personal(notifications=wish).load()

        assert loaded.policy.notifications.value == expected


BAD = [
    pytest.param("server", "http://chat.example", "not_https", id="no-tls"),
    pytest.param("server", "https://user:pw@chat.example", "not_an_origin", id="user"),
    pytest.param("server", "https://chat.example/app", "not_an_origin", id="path"),
    pytest.param("server", "https://chat.example:99999", "not_a_url", id="port"),
    pytest.param("server", 7, "not_a_text", id="number"),
    pytest.param("server_locked", "yes", "not_a_boolean", id="word-for-flag"),
    pytest.param("server_locked", 1, "not_a_boolean", id="number-for-flag"),
    pytest.param("proxy", "ftp://x", "not_a_proxy", id="proxy-scheme"),
    pytest.param("proxy", "http://u:pw@proxy.example", "has_a_password", id="proxy-password"),
    pytest.param("extra_ca", "relative.pem", "not_absolute", id="relative"),
    pytest.param("extra_ca", "/no/such/file.pem", "no_such_file", id="missing-file"),
    pytest.param("attachment_hosts", "files.example", "not_a_list", id="no-list"),
    pytest.param("attachment_hosts", ["*.example"], "not_a_host", id="wildcard"),
    pytest.param("attachment_hosts", ["https://x"], "not_a_host", id="url"),
    pytest.param("notifications", "all", "not_allowed", id="enum"),
    pytest.param("notifications", None, "not_a_text", id="null"),
    pytest.param("processing", [], "not_an_object", id="processing-list"),
    pytest.param("processing", {"x": {}}, "not_a_channel_id", id="channel-name"),
    pytest.param("processing", {"1": {"colour": "x"}}, "not_a_record", id="record-key"),
    pytest.param("processing", {"1": {"contract_on": "12.3.26"}}, "not_a_date", id="date"),
    pytest.param("processing", {"1": {"sub_processors": -1}}, "not_a_count", id="count"),
    pytest.param("consent_question", "?" * 1001, "too_long", id="long-question"),
    pytest.param("undo_s", -1, "out_of_range", id="below"),
    pytest.param("undo_s", 61, "out_of_range", id="above"),
    pytest.param("undo_s", True, "not_a_number", id="flag-for-number"),
    pytest.param("stale_after_min", "15", "not_a_number", id="text-for-number"),
]


class TestMistakes:
    @pytest.mark.parametrize(("key", "value", "why"), BAD)
    def test_mistake_of_it_refuses_the_start(
        self, machine: Machine, key: str, value: object, why: str
    ) -> None:
        with pytest.raises(EnvironmentProblem) as caught:
            machine.policy(**{key: value}).load()

        assert caught.value.problem.code is ProblemCode.POLICY_INVALID
        assert caught.value.problem.facts == {"file": "50.json", "key": key, "why": why}

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            pytest.param(b"{", "not_json", id="cut-off"),
            pytest.param(b"[]", "not_an_object", id="list"),
            pytest.param(b"\xff\xfe", "not_json", id="not-utf-8"),
            pytest.param(b" " * 1_000_001, "too_large", id="huge"),
            pytest.param(b"[" * 100_000, "not_json", id="deep"),
        ],
    )
    def test_file_that_is_no_policy_refuses_the_start(
        self, machine: Machine, content: bytes, why: str
    ) -> None:
        (machine.folder / "a.json").write_bytes(content)
        with pytest.raises(EnvironmentProblem) as caught:
            machine.load()
        assert caught.value.problem.facts == {"file": "a.json", "key": "", "why": why}

    def test_mistake_of_a_person_falls_back_and_is_told(self, machine: Machine) -> None:
        loaded = machine.personal(theme=MARKER, language="de").load()

        assert loaded.policy == Policy(language=Language.GERMAN)
        assert [one.facts for one in loaded.problems] == [
            {"file": "settings.json", "key": "theme", "why": "not_allowed"}
        ]

    def test_settings_that_cannot_be_read_fall_back_and_are_told(self, machine: Machine) -> None:
        machine.settings.write_bytes(b"\x00")
        loaded = machine.load()
        assert loaded.policy == Policy()
        assert [one.code for one in loaded.problems] == [ProblemCode.POLICY_INVALID]

    def test_unknown_keys_are_warnings(self, machine: Machine, allowed_log: AllowedLog) -> None:
        allowed_log("desktop_agent.policy")
        loaded = machine.policy(colour=MARKER).personal(undo_s=3, marketing_allowed=True).load()

        assert loaded.policy == Policy()
        assert loaded.unknown == (
            UnknownKey("50.json", "colour"),
            UnknownKey("settings.json", "undo_s"),
            UnknownKey("settings.json", "marketing_allowed"),
        )

    @pytest.mark.parametrize("key", sorted(KEYS))
    def test_no_value_is_ever_told(
        self,
        machine: Machine,
        key: str,
        allowed_log: AllowedLog,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        allowed_log("desktop_agent.policy")
        value: Callable[[], object] = lambda: {MARKER: [MARKER]}  # noqa: E731
        with pytest.raises(EnvironmentProblem) as caught:
            machine.policy(**{key: value()}).load()
        assert MARKER not in f"{caught.value!r} {caught.value.problem} {caplog.text}"

    def test_file_of_another_kind_is_left_alone(self, machine: Machine) -> None:
        (machine.folder / "readme.txt").write_text("{")
        assert machine.load() == LoadedPolicy(Policy())

    def test_file_that_an_editor_marked_as_utf_8_is_read(self, machine: Machine) -> None:
        (machine.folder / "a.json").write_bytes(b'\xef\xbb\xbf{"theme": "dark"}')
        assert machine.load().policy.theme is Theme.DARK
