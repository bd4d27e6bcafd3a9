# SPDX-License-Identifier: Apache-2.0
"""All topics in one list, and a wheel that draws them by weight; holds no texts itself."""

from __future__ import annotations

from typing import Final

from desktop_agent.sandbox.corpus import other_languages, shop_and_repair, town_hall, utility
from desktop_agent.sandbox.corpus.topic import Topic

TOPICS: Final[tuple[Topic, ...]] = (
    *town_hall.TOPICS,
    *utility.TOPICS,
    *shop_and_repair.TOPICS,
    *other_languages.TOPICS,
)
TOPIC_WHEEL: Final = tuple(
    number for number, topic in enumerate(TOPICS) for _ in range(topic.weight)
)
