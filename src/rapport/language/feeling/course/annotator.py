"""Sentiment, emotion, threats, course and impact of conversations, each with the words it was judged by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapport.language.annotation import CANNOT_TELL, Annotation
from rapport.language.feeling.course.course import FEWEST, Turning, course
from rapport.language.feeling.course.evidence import Evidence
from rapport.language.feeling.course.impact import answers_of, course_of
from rapport.language.feeling.course.listening import AGENT, CUSTOMER, Voice, listen
from rapport.language.feeling.course.probability import (
    AGENT_MOOD,
    CHANGE,
    CUSTOMER_MOOD,
    ENDING,
    FELT,
    LIKELY,
    turned,
)
from rapport.language.feeling.sentiment.probability import label_of, probability_of
from rapport.records.interaction import Interaction

MODEL = "feelings@3"
MOODS = {"customer_mood": CUSTOMER_MOOD, "agent_mood": AGENT_MOOD, "ending": ENDING}
SOUNDS = {-1: "negative", 0: "neutral", 1: "positive"}
WENT = {-1: "falling", 0: "level", 1: "rising"}
CHANGED = {-1: "worsened", 0: "unchanged", 1: "improved"}


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
            scales = scales_of(voice, evidence)
            found.extend(_of_course(voice, scales, evidence))
            found.extend(_of_whole(voice, scales))
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
        label, strength, likely, span = evidence.emotion(row)
        yield Annotation(name, "emotion", label, MODEL, place, strength, likely, *span)
        for label, strength, likely, span in evidence.threats(row):
            yield Annotation(name, "escalation", label, MODEL, place, strength, likely, *span)


def scales_of(voice: Voice, evidence: Evidence) -> dict[str, float]:
    """What the labels of the whole are told by: `customer_mood`, `ending`, `agent_mood` and `change`, each
    where there is a basis; the mean sentiment, moved by what customers felt."""
    own = voice.rows(CUSTOMER)
    third = len(own) // 3
    last = own[-max(third, 1) :]
    parts = {"customer_mood": own, "ending": last, "agent_mood": voice.rows(AGENT)}
    if len(own) >= FEWEST:
        parts |= {"first": own[:third]}
    found = {}
    for name, rows in parts.items():
        if rows:
            felt = 0.0 if name == "agent_mood" else _mean(evidence.felt(rows))
            found[name] = _mean([voice.part.sentiment[row] for row in rows]) + FELT * felt
    if "first" in found:
        found["change"] = found["ending"] - found.pop("first")
    return found


def _of_course(voice: Voice, scales: Mapping[str, float], evidence: Evidence) -> Iterator[Annotation]:
    if voice.low == voice.high:
        return
    name, change = voice.conversation.interaction_id, course_of(voice).change
    if change is None:
        yield Annotation(name, "course", CANNOT_TELL, MODEL)
        yield Annotation(name, "impact", CANNOT_TELL, MODEL)
        return
    way, chance = CHANGE.likeliest(scales["change"])
    yield Annotation(name, "course", WENT[way], MODEL, value=change, probability=chance)
    yield from _of_turning(voice, evidence)
    yield Annotation(name, "impact", CHANGED[way], MODEL, value=change, probability=chance)


def turning_of(voice: Voice, evidence: Evidence) -> tuple[Turning, list[float], list[float]] | None:
    """Where the customer's tone turned most, sentiment and what was felt together, with the turns before and
    from there on; None where nothing turned."""
    rows, part = voice.rows(CUSTOMER), voice.part
    tone = [part.sentiment[row] + FELT * felt for row, felt in zip(rows, evidence.felt(rows), strict=True)]
    turns = [part.places[row] for row in rows]
    found = course(turns, tone, answers_of(voice)).turning
    if found is None:
        return None
    at = turns.index(found.turn)
    return found, tone[:at], tone[at:]


def _of_turning(voice: Voice, evidence: Evidence) -> Iterator[Annotation]:
    found = turning_of(voice, evidence)
    if found is None:
        return
    turning, before, after = found
    chance = turned(before, after)
    if chance < LIKELY:
        return
    name, by = voice.conversation.interaction_id, turning.change
    if turning.said_before is not None:
        yield Annotation(name, "course", "said_before_turn", MODEL, turning.said_before, by, chance)
    yield Annotation(
        name, "course", "turned_better" if by > 0 else "turned_worse", MODEL, turning.turn, by, chance
    )


def _of_whole(voice: Voice, scales: Mapping[str, float]) -> Iterator[Annotation]:
    if voice.low == voice.high:
        return
    name, own = voice.conversation.interaction_id, voice.rows(CUSTOMER)
    last = own[-max(len(own) // 3, 1) :]
    for kind, rows in (("ending", last), ("customer_mood", own), ("agent_mood", voice.rows(AGENT))):
        if not rows:
            yield Annotation(name, kind, CANNOT_TELL, MODEL)
            continue
        way, chance = MOODS[kind].likeliest(scales[kind])
        score = _mean([voice.part.sentiment[row] for row in rows])
        yield Annotation(name, kind, SOUNDS[way], MODEL, value=score, probability=chance)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
