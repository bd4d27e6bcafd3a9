# SPDX-License-Identifier: Apache-2.0
"""What a topic of conversation consists of; holds no texts itself.

A text may start with a file mark that turns the message into a file:
`<pdf NAME>`, `<image NAME>`, `<voice SECONDS>`, `<place NAME>`; what follows is the caption.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

BUERGERBUERO: Final = 1
STOERUNG: Final = 2
RECHNUNG: Final = 3

FILE_MARK: Final = re.compile(r"^<(pdf|image|voice|place) ([^>]+)>")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One turn of the agent and the answers a customer may give."""

    agent: tuple[str, ...]
    customer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that customers write about, with the texts of its conversation."""

    key: str
    team_id: int
    rule: str
    labels: tuple[str, ...]
    openings: tuple[str, ...]
    exchanges: tuple[Exchange, ...]
    notes: tuple[str, ...]
    closings: tuple[str, ...]
    language: str = "de"
    legal_basis: str = "art6_1_e"
    is_art9: bool = False
    weight: int = 4
    follow_ups: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is said in every topic of one language."""

    hello: tuple[str, ...]
    bot_greeting: tuple[str, ...]
    bot_question: tuple[str, ...]
    consent_yes: tuple[str, ...]
    thanks: tuple[str, ...]
    nudges: tuple[str, ...]
    small_answers: tuple[str, ...]
    agent_wait: tuple[str, ...]
