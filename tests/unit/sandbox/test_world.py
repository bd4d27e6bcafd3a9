# SPDX-License-Identifier: Apache-2.0
"""The generated world: determinism, believable mix, scale by counts (no time limits)."""

from __future__ import annotations

import io
import wave

import pytest

from desktop_agent.sandbox.corpus import media
from desktop_agent.sandbox.corpus.cast import CAST
from desktop_agent.sandbox.corpus.grammar import expand
from desktop_agent.sandbox.corpus.phrases import PHRASES
from desktop_agent.sandbox.corpus.topics import TOPICS
from desktop_agent.sandbox.rest.sessions import one_time_code
from desktop_agent.sandbox.shapes.conversations import conversation_json
from desktop_agent.sandbox.world.dice import Dice
from desktop_agent.sandbox.world.index import Slice
from desktop_agent.sandbox.world.model import OPEN
from desktop_agent.sandbox.world.plan import make_slots
from desktop_agent.sandbox.world.population import LONG_TICKET_MESSAGES, Size
from desktop_agent.sandbox.world.world import World, WorldConfig

START_S = 1_790_000_000.0


def make_world(
    seed: int = 1, tickets: int = 180, messages: int = 2500, open_tickets: int | None = None
) -> World:
    size = Size(tickets, messages, open_tickets)
    return World(WorldConfig(seed=seed, size=size, started_at_s=START_S))


@pytest.fixture(scope="module")
def large() -> World:
    return make_world(tickets=100_000, messages=2_000_000)


def _texts(world: World, row: int) -> list[object]:
    ticket = world.ticket_at(row)
    found = [ticket.message_at(position) for position in range(len(ticket))]
    return [(m.id, m.content, m.created_at, m.sender_id, m.status, m.source_id) for m in found]


def test_the_same_seed_gives_the_same_world_in_any_order() -> None:
    first, second = make_world(), make_world()
    rows = range(len(first.index))
    forwards = [_texts(first, row) for row in rows]
    backwards = [_texts(second, row) for row in reversed(rows)]
    assert forwards == backwards[::-1]
    assert [first.ticket_at(r).custom_attributes for r in rows] == [
        second.ticket_at(r).custom_attributes for r in rows
    ]


def test_base_conversations_outlive_later_changes_of_people() -> None:
    kept, changed = make_world(), make_world()
    for inbox in changed.directory.inboxes.values():
        inbox.member_ids = []
    for row in range(len(changed.index)):
        changed.index.set_assignee(row, 0)
    rows = range(len(kept.index))
    assert [_texts(kept, row) for row in rows] == [_texts(changed, row) for row in rows]


def test_another_seed_gives_other_texts() -> None:
    rows = range(20, 60)
    first, second = make_world(seed=1), make_world(seed=2)
    assert [_texts(first, row) for row in rows] != [_texts(second, row) for row in rows]


def test_the_training_world_has_the_promised_size_and_mix() -> None:
    world = make_world()
    assert (len(world.index), sum(world.index.base_count)) == (180, 2500)
    counts = world.index.meta_counts(Slice(statuses=frozenset({OPEN}), inbox_ids=None, agent_id=1))
    assert counts["mine_count"] == 10
    assert 0.08 < counts["unassigned_count"] / counts["all_count"] < 0.25
    assert len(world.directory.agents) == 12
    assert len(world.directory.teams) == 3
    roles = [agent.role for agent in world.directory.agents.values()]
    assert roles.count("administrator") == 2


def test_open_tickets_can_be_forced() -> None:
    world = make_world(tickets=300, messages=900, open_tickets=250)
    assert world.index.status.count(OPEN) == 250


def test_ticket_numbers_and_message_ids_grow_with_time() -> None:
    world = make_world()
    assert list(world.index.created) == sorted(world.index.created)
    assert all(at <= START_S for at in world.index.last_activity)
    for row in range(len(world.index)):
        ticket = world.ticket_at(row)
        messages = [ticket.message_at(position) for position in range(len(ticket))]
        assert [m.created_at for m in messages] == sorted(m.created_at for m in messages)
        assert messages[-1].created_at == world.index.last_activity[row]


def test_the_hand_written_tickets_stand_as_promised() -> None:
    world = make_world()
    by_name = {}
    for row in range(len(world.index)):
        contact = world.customers.get(world.index.contact[row])
        assert contact is not None
        by_name[contact.name] = world.ticket_at(row)
    assert {ticket.name for ticket in CAST} <= set(by_name)
    assert by_name["Ayşe Demir"].no == 4711
    jonas = by_name["Jonas Weber"].last_incoming_at
    assert jonas is not None
    assert 21 * 60 < jonas + 86_400 - START_S < 23 * 60
    assert not world.can_reply(by_name["Hannelore Vogt"])
    assert by_name["Familie Schröder-Okafor"].custom_attributes["consent_state"] == "asked"
    assert "consent_confirmed_at" not in by_name["Familie Schröder-Okafor"].custom_attributes


def test_every_template_of_every_topic_expands() -> None:
    for topic in TOPICS:
        phrases = PHRASES[topic.language]
        texts = [
            *topic.openings, *topic.notes, *topic.closings, *phrases.nudges, *phrases.thanks,
            *phrases.small_answers, *phrases.agent_wait, *phrases.hello, *phrases.bot_greeting,
            *(text for e in topic.exchanges for text in (*e.agent, *e.customer)),
        ]  # fmt: skip
        for number, text in enumerate(texts):
            slots = make_slots(1, number, 0, START_S, topic)
            result = expand(text, Dice(1, number), slots)
            assert result
            assert not set("[]{}|") & set(result)


def test_templates_nest_and_refuse_what_is_not_closed() -> None:
    results = {expand("a[b|c[d|e]]{s}", Dice(seed), {"s": "!"}) for seed in range(50)}
    assert results == {"ab!", "acd!", "ace!"}
    with pytest.raises(ValueError, match="not closed"):
        expand("a[b", Dice(1), {})


def test_a_large_world_keeps_columns_only(large: World) -> None:
    assert (len(large.index), sum(large.index.base_count)) == (100_000, 2_000_000)
    assert max(large.index.base_count) == LONG_TICKET_MESSAGES
    assert large.changed == {}
    page = large.index.rows(Slice(statuses=frozenset({OPEN}), inbox_ids=None))[:25]
    viewer = large.directory.agents[1]
    shown = [conversation_json(large, large.ticket_at(row), viewer) for row in page]
    assert len(shown) == 25
    assert large.changed == {}
    assert len(large._recent) <= 512


def test_a_large_world_does_not_look_copied(large: World) -> None:
    names, texts = set(), set()
    for row in range(0, 100_000, 100):
        contact = large.customers.get(large.index.contact[row])
        assert contact is not None
        names.add(contact.name)
        ticket = large.ticket_at(row)
        texts.add(tuple(ticket.message_at(p).content for p in range(min(6, len(ticket)))))
    assert len(names) > 800
    assert len(texts) > 990


def test_the_long_conversation_reads_by_pages(large: World) -> None:
    row = list(large.index.base_count).index(LONG_TICKET_MESSAGES)
    ticket = large.ticket_at(row)
    assert large.index.status[row] == OPEN
    middle = ticket.message_at(5_000)
    assert ticket.find(middle.id) == middle
    assert ticket.position_after(middle.id) == 5_001
    assert len({ticket.message_at(p).content for p in range(200)}) > 60


def test_generated_files_are_what_they_claim() -> None:
    pdf = media.pdf_bytes("Bescheid (neu).pdf", 412_000)
    assert len(pdf) == 412_000
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    assert pdf[start : start + 4] == b"xref"
    with wave.open(io.BytesIO(media.wav_bytes(41, 7))) as sound:
        assert sound.getnframes() / sound.getframerate() == 41
    assert len(media.wav_bytes(41, 7)) == media.wav_size(41)
    assert media.png_bytes(3).startswith(b"\x89PNG")
    assert len(media.png_bytes(3)) == media.png_size() == len(media.png_bytes(4))


def test_one_time_codes_follow_the_published_example() -> None:
    # RFC 6238, appendix B: this secret at 59 s gives 94287082; the last six digits count.
    assert one_time_code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"
