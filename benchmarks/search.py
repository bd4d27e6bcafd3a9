# SPDX-License-Identifier: Apache-2.0
"""The newest 50 hits among all messages, asked as the search field asks, against a LIKE scan."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.build_cache import KEY
from benchmarks.corpus import Corpus, Size
from benchmarks.figures import Figure, median, percentile
from benchmarks.settings import Settings
from desktop_agent.domain.errors import Problem
from desktop_agent.domain.queries import SearchAnswer, SearchQuery
from desktop_agent.store.database import Connection, connect
from desktop_agent.store.guard_facts import ProcessingRules
from desktop_agent.store.profile_files import CACHE, path_of
from desktop_agent.store.reader import Reader

P99_LIMIT_MS = 20.0
RATIO_LIMIT = 1 / 100
HITS = 50
QUESTIONS_A_ROUND = 60
_ABSENT = "%zzqzz%"  # a scan that finds nothing must read everything, as a rare word does
_WAIT_S = 30.0


def measure(settings: Settings) -> list[Figure]:
    """Questions of every kind, and a scan after each round of them."""
    folder = settings.cache()
    texts = _questions(settings.rounds * QUESTIONS_A_ROUND)
    reader = _SearchReader(folder)
    db = connect(path_of(folder, CACHE), KEY)
    searches: dict[str, list[float]] = {}
    scans = []
    try:
        for _kind, text in texts[:QUESTIONS_A_ROUND]:
            reader.ask(text)
        for number in range(settings.rounds):
            start = number * QUESTIONS_A_ROUND
            for kind, text in texts[start : start + QUESTIONS_A_ROUND]:
                searches.setdefault(kind, []).append(reader.ask(text))
            scans.append(_scan(db))
    finally:
        db.close()
        reader.close()
    return _figures(searches, scans, settings)


def _figures(
    searches: dict[str, list[float]], scans: list[float], settings: Settings
) -> list[Figure]:
    every = [one for found in searches.values() for one in found]
    worst = percentile(every, 0.99)
    parts = {f"{kind} p99": percentile(found, 0.99) for kind, found in sorted(searches.items())}
    return [
        Figure(
            "search, newest 50 hits, p99",
            worst,
            "ms",
            P99_LIMIT_MS,
            parts={"p50": median(every), **parts},
            note=f"{len(every)} questions in {settings.size.messages} messages",
        ),
        Figure(
            "search p99 against a LIKE scan",
            worst / median(scans),
            "x scan",
            RATIO_LIMIT,
            parts={"search p99 ms": worst, "scan ms": median(scans)},
        ),
    ]


def _questions(count: int) -> list[tuple[str, str]]:
    """What agents type: rare, usual and frequent words, two words, beginnings, names, numbers."""
    pick = random.Random(7)  # noqa: S311 - picks words, no key
    words = [
        word.strip(".,?!")
        for _, messages in Corpus(Size(200, 4_000)).tickets()
        for message in messages
        for word in message.text.split()
    ]
    ranked = sorted(set(words), key=words.count, reverse=True)
    usual, rare = ranked[100:600], ranked[2000:]

    def two() -> str:
        return f"{pick.choice(usual)} {pick.choice(usual)} "

    kinds: dict[str, Callable[[], str]] = {
        "frequent": lambda: pick.choice(ranked[:40]) + " ",
        "usual": lambda: pick.choice(usual) + " ",
        "rare": lambda: pick.choice(rare) + " ",
        "two words": two,
        "beginning of 3": lambda: _longer(pick, usual, 3),
        "beginning of 5": lambda: _longer(pick, usual, 5),
        "beginning of 8": lambda: _longer(pick, rare, 8),
        "ticket number": lambda: f"#{pick.randint(1, 90_000)}",
    }
    names = list(kinds)
    return [(names[n % len(names)], kinds[names[n % len(names)]]()) for n in range(count)]


def _longer(pick: random.Random, words: list[str], letters: int) -> str:
    return pick.choice([word for word in words if len(word) >= letters])[:letters]


def _scan(db: Connection) -> float:
    began = time.perf_counter()
    db.execute("SELECT id FROM messages WHERE text LIKE ? LIMIT 50", (_ABSENT,)).fetchall()
    return (time.perf_counter() - began) * 1e3


class _SearchReader:
    """The program's own reader, waited for. One thread asks at a time."""

    def __init__(self, folder: Path) -> None:
        self._reader = Reader(folder, KEY, ProcessingRules(), self._on_problem)
        self._answered = threading.Event()
        self._answer: SearchAnswer | Problem | None = None

    def ask(self, text: str) -> float:
        """Milliseconds until the answer, the way to the reader's thread and back included."""
        self._answered.clear()
        began = time.perf_counter()
        self._reader.ask(SearchQuery(text, HITS), self._take)
        if not self._answered.wait(_WAIT_S) or not isinstance(self._answer, SearchAnswer):
            raise RuntimeError("the search was not answered")
        return (time.perf_counter() - began) * 1e3

    def close(self) -> None:
        """End the reader's thread."""
        self._reader.close(_WAIT_S)

    def _take(self, answer: SearchAnswer) -> None:
        self._answer = answer
        self._answered.set()

    def _on_problem(self, problem: Problem) -> None:
        self._answer = problem
        self._answered.set()
