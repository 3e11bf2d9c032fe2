"""Sentiment, emotion, threats, course and impact of conversations, each with the words it was judged by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.feeling.course.course import Course
from rapport.language.feeling.course.evidence import Evidence
from rapport.language.feeling.course.impact import course_of
from rapport.language.feeling.course.listening import AGENT, CUSTOMER, Voice, listen
from rapport.language.feeling.sentiment.probability import label_of, probability_of
from rapport.records.interaction import Interaction

MODEL = "feelings@2"
MOVED_FROM = 0.15
"""A smaller change from the first third to the last is none."""


class FeelingsAnnotator:
    """Annotations of the kinds `sentiment`, `emotion`, `escalation`, `course`, `impact`, `ending`,
    `customer_mood` and `agent_mood`.

    Every turn of a customer or an agent that has text gets a sentiment and an emotion; turns of which nobody
    knows the speaker a sentiment; bots and systems nothing. Course, impact and ending are the customer's:
    how they moved, and how they felt in the last third of what they said; a mood is the mean over the turns
    of one side.
    """

    @property
    def model(self) -> str:
        """Name and version."""
        return MODEL

    def annotate(self, conversations: Sequence[Interaction]) -> list[Annotation]:
        """The annotations of all conversations, in their order and that of their turns."""
        found: list[Annotation] = []
        evidence: Evidence | None = None
        for voice in listen(conversations):
            if evidence is None or evidence.part is not voice.part:
                evidence = Evidence(voice.part)
            for row in range(voice.low, voice.high):
                found.extend(_of_turn(voice, row, evidence))
            found.extend(_of_course(voice))
            found.extend(_of_whole(voice))
        return found


def _of_turn(voice: Voice, row: int, evidence: Evidence) -> Iterator[Annotation]:
    part, name = voice.part, voice.conversation.interaction_id
    place, side = part.places[row], part.sides[row]
    if not voice.conversation.turns[place].text.strip():
        return
    score = part.sentiment[row]
    if part.basis[row]:
        start, end = evidence.of_sentiment(row)
        chance = probability_of(score)
        yield Annotation(name, "sentiment", label_of(score), MODEL, place, score, chance, start, end)
    else:
        yield Annotation(name, "sentiment", CANNOT_TELL, MODEL, place)
    if side in (CUSTOMER, AGENT):
        label, strength, span = evidence.emotion(row)
        yield Annotation(name, "emotion", label, MODEL, place, strength, None, *span)
        for label, strength, span in evidence.threats(row):
            yield Annotation(name, "escalation", label, MODEL, place, strength, None, *span)


def _of_course(voice: Voice) -> Iterator[Annotation]:
    if voice.low == voice.high:
        return
    name, found = voice.conversation.interaction_id, course_of(voice)
    change = found.change
    if change is None:
        yield Annotation(name, "course", CANNOT_TELL, MODEL)
        yield Annotation(name, "impact", CANNOT_TELL, MODEL)
        return
    yield Annotation(name, "course", _moved(change, "rising", "level", "falling"), MODEL, value=change)
    yield from _of_turning(name, found)
    label = _moved(change, "improved", "unchanged", "worsened")
    yield Annotation(name, "impact", label, MODEL, value=change)


def _of_turning(name: str, found: Course) -> Iterator[Annotation]:
    turning = found.turning
    if turning is None:
        return
    better = "turned_better" if turning.change > 0 else "turned_worse"
    if turning.said_before is not None:
        yield Annotation(name, "course", "said_before_turn", MODEL, turning.said_before, turning.change)
    yield Annotation(name, "course", better, MODEL, turning.turn, turning.change)


def _of_whole(voice: Voice) -> Iterator[Annotation]:
    if voice.low == voice.high:
        return
    said = {side: [voice.part.sentiment[row] for row in voice.rows(side)] for side in (CUSTOMER, AGENT)}
    own = said[CUSTOMER]
    last = own[-max(len(own) // 3, 1) :]
    for kind, some in (("ending", last), ("customer_mood", own), ("agent_mood", said[AGENT])):
        yield _mean(voice.conversation.interaction_id, kind, some)


def _mean(name: str, kind: str, some: Sequence[float]) -> Annotation:
    if not some:
        return Annotation(name, kind, CANNOT_TELL, MODEL)
    score = sum(some) / len(some)
    return Annotation(name, kind, label_of(score), MODEL, value=score)


def _moved(change: float, up: str, level: str, down: str) -> str:
    if abs(change) < MOVED_FROM:
        return level
    return up if change > 0 else down
