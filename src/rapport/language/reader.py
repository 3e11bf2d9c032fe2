"""Annotators that belong together read an interaction in one go; one that cannot be read stops no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from rapport.language.annotation import CANNOT_TELL, Annotation, Annotator
from rapport.language.languages.detect import LIKELY, foreign_turns, spoken
from rapport.language.languages.detect import MODEL as LANGUAGE
from rapport.records.annotation import Reading
from rapport.records.interaction import Interaction

UNREAD = "unread"
"""The kind of annotation that stands where an annotator failed; its label is the error's name."""


@dataclass(frozen=True)
class Understood:
    """Languages in which annotators can tell anything. Of conversations in others they are not asked: of
    `kinds`, the questions about the whole, the answer is CANNOT_TELL. `told`: the language of every
    conversation is said, otherwise only of those and of turns that stay unread."""

    kinds: tuple[str, ...]
    languages: tuple[str, ...] = ("en",)
    told: bool = False


@dataclass(frozen=True)
class Spoken:
    """What a conversation is spoken in, and its turns in another language."""

    language: str
    foreign: Mapping[int, str]


def spoken_in(conversation: Interaction) -> Spoken:
    """Looked for once, however many readers ask."""
    language = spoken(conversation)
    return Spoken(language, foreign_turns(conversation, language) if language != CANNOT_TELL else {})


@dataclass(frozen=True)
class Reader:
    """`name` says what it reads for. It changes when one of its models does: then it reads again. Without
    `understood` its annotators read every language. `looks_back`: it goes by the customer's contacts before,
    too; a reading changes when more of them become known."""

    name: str
    annotators: tuple[Annotator, ...]
    understood: Understood | None = None
    looks_back: bool = False

    @property
    def models(self) -> tuple[str, ...]:
        """Every model with its version."""
        own = tuple(one.model for one in self.annotators)
        return (*own, LANGUAGE) if self.understood else own

    def read(
        self,
        conversations: Sequence[Interaction],
        marks: Sequence[str],
        spoken: Sequence[Spoken] | None = None,
    ) -> list[Reading]:
        """One reading for each conversation, in their order; `marks` tell the words each was read from,
        `spoken` what they are spoken in, where another reader asked before."""
        if self.understood is not None and spoken is None:
            spoken = list(map(spoken_in, conversations))
        found: list[list[Annotation]] = [[] for _ in conversations]
        given: list[tuple[int, Interaction]] = []
        model = self.annotators[0].model if self.annotators else self.name
        for place, one in enumerate(conversations):
            able = one if spoken is None else self._able(one, spoken[place], model, found[place])
            if able is not None:
                given.append((place, able))
        asked, models = [one for _, one in given], self.models
        for annotator in self.annotators:
            for (place, _), said in zip(given, _read(annotator, asked), strict=True):
                found[place].extend(said)
        return [
            Reading(
                reading_id=f"{one.interaction_id}|{self.name}",
                interaction_id=one.interaction_id,
                reader=self.name,
                models=models,
                read_from=mark,
                annotations=tuple(said),
            )
            for one, mark, said in zip(conversations, marks, found, strict=True)
        ]

    def _able(
        self, one: Interaction, spoken: Spoken, model: str, said: list[Annotation]
    ) -> Interaction | None:
        """The conversation without the turns in other languages, None where all of it is in one; what is to
        be said of that goes to `said`. What cannot be told is read: its words decide if they are a basis."""
        able = self.understood
        if able is None:
            return one
        name, language = one.interaction_id, spoken.language
        unread = language not in (*able.languages, CANNOT_TELL)
        if unread or able.told:
            sure = None if language == CANNOT_TELL else LIKELY
            said.append(Annotation(name, "language", language, LANGUAGE, probability=sure))
        if unread:
            said += [Annotation(name, kind, CANNOT_TELL, model) for kind in able.kinds]
            return None
        foreign = {turn: found for turn, found in spoken.foreign.items() if found not in able.languages}
        said += [
            Annotation(name, "language", found, LANGUAGE, turn, probability=LIKELY)
            for turn, found in foreign.items()
        ]
        return _without(one, foreign) if foreign else one


def _without(one: Interaction, turns: Collection[int]) -> Interaction:
    """The conversation with nothing said in these turns."""
    said = (replace(turn, text="") if at in turns else turn for at, turn in enumerate(one.turns))
    return replace(one, turns=tuple(said))


def _read(annotator: Annotator, conversations: Sequence[Interaction]) -> list[list[Annotation]]:
    """What the annotator says of each. When all together fail, each is tried on its own."""
    if not conversations:
        return []
    try:
        return _apart(annotator.annotate(conversations), conversations)
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are still read
        if len(conversations) == 1:
            return [
                [Annotation(conversations[0].interaction_id, UNREAD, type(error).__name__, annotator.model)]
            ]
    return [_read(annotator, [one])[0] for one in conversations]


def _apart(annotations: list[Annotation], conversations: Sequence[Interaction]) -> list[list[Annotation]]:
    """The annotations by conversation. Two conversations beside each other may have the same id only when
    they are the same."""
    said = {
        name: list(every)
        for name, every in groupby(
            sorted(annotations, key=attrgetter("interaction_id")), attrgetter("interaction_id")
        )
    }
    return [said.get(one.interaction_id, []) for one in conversations]
