# SPDX-License-Identifier: Apache-2.0
"""The transcript model keeps Qt's contract and touches only what differs."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from desktop_agent.domain.ids import MessageId, TicketId
from desktop_agent.domain.messages import Author, AuthorKind, Message, MessageKind
from desktop_agent.domain.queries import TranscriptItem
from desktop_agent.ui.conversation.phrases import Phrases
from desktop_agent.ui.conversation.transcript_model import TranscriptModel, TranscriptRole
from tests.fakes.sample_service import ME
from tests.ui.conversation.conftest import NOW, Clock


def _item(number: int, text: str = "") -> TranscriptItem:
    return TranscriptItem(
        message=Message(
            id=MessageId(number),
            ticket_id=TicketId(1),
            kind=MessageKind.INBOUND,
            author=Author(AuthorKind.CUSTOMER, 1, "Ayşe"),
            text=text or f"Text {number}",
            created_at=NOW - timedelta(hours=1000 - number),
        )
    )


@pytest.fixture
def model(qapp: object, clock: Clock) -> TranscriptModel:
    """An empty model."""
    return TranscriptModel(ME, Phrases(clock))


def _texts(model: TranscriptModel) -> list[str]:
    rows = (model.index(i).data(TranscriptRole.ROW) for i in range(model.rowCount()))
    return [row.message.text for row in rows if hasattr(row, "message")]


@pytest.mark.parametrize("seed", range(5))
def test_any_move_from_one_state_to_another_keeps_qts_contract(
    model: TranscriptModel, seed: int
) -> None:
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    pick = random.Random(seed)  # noqa: S311 - test data
    model.reset([_item(n) for n in range(20)], MessageId(10))
    for _turn in range(40):
        numbers = sorted(pick.sample(range(60), pick.randint(0, 40)))
        items = [_item(n, pick.choice(["", "", "anders"])) for n in numbers]
        model.replace(items)
        expected = [i.message.text for i in items if i.message is not None]
        assert _texts(model) == expected
    assert tester.model() is model


def test_a_new_message_is_one_insertion_and_no_reset(model: TranscriptModel) -> None:
    model.reset([_item(n) for n in range(900, 905)])
    happened: list[str] = []
    model.rowsInserted.connect(lambda _p, first, last: happened.append(f"in {last - first + 1}"))
    model.rowsRemoved.connect(lambda *_: happened.append("out"))
    model.modelReset.connect(lambda: happened.append("reset"))
    model.dataChanged.connect(lambda *_: happened.append("changed"))
    model.replace([_item(n) for n in range(900, 906)])
    assert happened == ["in 1"]


def test_a_changed_message_is_one_change(model: TranscriptModel) -> None:
    model.reset([_item(n) for n in range(900, 905)])
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom, _roles: changed.append(top.row()))
    model.replace([_item(n, "neu" if n == 903 else "") for n in range(900, 905)])
    assert changed == [model.position_of_message(MessageId(903))]


def test_the_same_state_changes_nothing(model: TranscriptModel) -> None:
    items = [_item(n) for n in range(3)]
    model.reset(items)
    assert model.replace([_item(n) for n in range(3)]) is False
