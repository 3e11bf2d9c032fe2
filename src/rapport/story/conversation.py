"""Writes the conversations of some interactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle

import numpy as np

from rapport.records import Interaction, Turn
from rapport.story.calendar import Calendar
from rapport.story.dialogue import written
from rapport.story.dialogue.live import Live
from rapport.story.dialogue.scene import Scene, concern_words
from rapport.story.dialogue.script import Script
from rapport.story.dialogue.unanswered import unanswered
from rapport.story.facts import facts
from rapport.story.judging import Judged, Judging
from rapport.story.people import Person, identifier, persons
from rapport.story.randomness import bits
from rapport.story.situations import (
    ABANDONED,
    CHANNELS,
    CONCERNS,
    EMOTIONS,
    SEGMENTS,
    UNANSWERED,
    Flags,
    Situations,
)  # fmt: skip
from rapport.story.staff import TEAMS

DRAWS = 160  # numbers a conversation may use before it begins again with the first
ID_DIGITS = 8


def interaction_id(index: int) -> str:
    return f"H{index:0{ID_DIGITS}d}"


def index_of(interaction: str) -> int:
    """The index behind an interaction's id."""
    return int(interaction[1:])


@dataclass(frozen=True)
class Writer:
    """Turns situations and what truly happened into conversations."""

    seed: int
    calendar: Calendar
    judging: Judging

    def scripts(self, s: Situations, true: Judged, again: Flags) -> Iterator[tuple[int, Person, Script]]:
        """Row, customer and script of every interaction."""
        rows = (bits(self.seed, "words", s.index, DRAWS) >> np.uint64(24)).tolist()
        people = persons(self.seed, s.customer)
        names = self.judging.names
        elements = [element.name for element in self.judging.criteria.elements]
        counts, absent = true.counts.tolist(), true.not_applicable.tolist()
        for row, draws in enumerate(rows):
            scene = self._scene(s, row, people[row], bool(again[row]), draws)
            scene.fired = {name: n for name, n in zip(names, counts[row], strict=True) if n}
            scene.absent = frozenset(name for name, no in zip(elements, absent[row], strict=True) if no)
            yield row, people[row], script_of(scene, CHANNELS[s.channel[row]], int(s.kind[row]))

    def _scene(self, s: Situations, row: int, person: Person, again: bool, draws: list[int]) -> Scene:
        staff, words = self.judging.staff, concern_words()
        draw = cycle(draws).__next__
        other = int(s.second_concern[row])
        cases = words[CONCERNS[s.concern[row]]].cases
        agent = int(s.agent[row])
        colleague = staff.name((agent + 1 + draw() % (staff.count - 1)) % staff.count)
        return Scene(
            concern=cases[int(s.case[row]) % len(cases)],
            second=words[CONCERNS[other]].cases[0].second if other >= 0 and draw() % 8 else None,
            emotion=EMOTIONS[s.emotion[row]],
            again=again,
            wait_s=int(s.wait_s[row]),
            facts=facts(person, int(s.day[row]), staff.name(agent), draw) | {"colleague": colleague},
            draw=draw,
            fired={},
            absent=frozenset(),
            colleague=colleague,
        )

    def interactions(self, s: Situations, true: Judged, again: Flags) -> Iterator[Interaction]:
        """The records, in the order of `s`."""
        for row, person, script in self.scripts(s, true, again):
            yield self._record(s, row, person, script, bool(again[row]))

    def _record(self, s: Situations, row: int, person: Person, script: Script, again: bool) -> Interaction:
        started = self.calendar.start + timedelta(seconds=int(s.started_s[row]))
        kind, at = s.kind[row], started
        turns = []
        for line in script.lines:
            at += timedelta(seconds=line.gap_s)
            turns.append(Turn(line.speaker, line.text, at, line.person))
        served = kind not in (ABANDONED, UNANSWERED)
        agent, concern = int(s.agent[row]), CONCERNS[s.concern[row]]
        ends = started + timedelta(seconds=int(s.wait_s[row])) if kind == ABANDONED else at
        return Interaction(
            interaction_id=interaction_id(int(s.index[row])),
            channel=CHANNELS[s.channel[row]],
            started_at=started,
            ended_at=ends,
            customer_id=identifier(person.number),
            customer_name=person.name,
            agent_id=self.judging.staff.identifier(agent) if served else None,
            agent_name=self.judging.staff.name(agent) if served else None,
            team=TEAMS[s.team[row]],
            concern=concern,
            reason_code=f"{concern[:3].upper()}-{int(s.index[row]) % 7 + 1}",
            touchpoint="service",
            language="en",
            subject=script.subject,
            turns=tuple(turns),
            attributes={
                "emotional_state": EMOTIONS[s.emotion[row]],
                "segment": SEGMENTS[s.segment[row]],
                "queue_wait_s": str(int(s.wait_s[row])),
                "repeat_contact": "yes" if again else "no",
            },
        )


def script_of(scene: Scene, channel: str, kind: int) -> Script:
    """The script of one scene on one channel."""
    if kind == ABANDONED:
        return Script()
    if channel == "review":
        return written.review(scene, answered=kind != UNANSWERED)
    if kind == UNANSWERED:
        return unanswered(scene, channel)
    if channel == "email":
        return written.mail(scene)
    if channel == "ticket":
        return written.ticket(scene)
    return Live(scene, call=channel == "call").write()
