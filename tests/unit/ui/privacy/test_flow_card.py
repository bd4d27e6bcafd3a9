# SPDX-License-Identifier: Apache-2.0
"""The data flow says TLS where there is TLS, and that there is none on this computer itself."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_agent.domain.directory import Channel, ChannelKind
from desktop_agent.domain.ids import ChannelId
from desktop_agent.ui.privacy.flow_card import FlowCard, stations


def channel(kind: ChannelKind) -> Channel:
    return Channel(ChannelId(1), "Bürgerbüro", kind)


def words_of(card: FlowCard) -> str:
    return " ".join(label.text() for label in card.findChildren(QLabel))


def test_a_remote_server_is_reached_by_tls(qapp: QApplication) -> None:
    assert stations(channel(ChannelKind.WHATSAPP), "chat.example", has_tls=True)[-1].how == "TLS"
    card = FlowCard(channel(ChannelKind.WHATSAPP), None, "chat.example", has_tls=True)
    assert "TLS" in card.accessibleName()
    assert "every step is encrypted by TLS" in words_of(card)


@pytest.mark.parametrize("kind", list(ChannelKind))
def test_a_server_on_this_computer_is_said_to_have_no_tls(
    qapp: QApplication, kind: ChannelKind
) -> None:
    assert stations(channel(kind), "127.0.0.1", has_tls=False)[-1].how == "local, no TLS"
    card = FlowCard(channel(kind), None, "127.0.0.1", has_tls=False)
    assert "local, no TLS" in card.accessibleName()
    words = words_of(card)
    assert "does not leave this computer and has no TLS" in words
    assert "encrypted by TLS" not in words
