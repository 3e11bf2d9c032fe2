"""Cues joined into turns, and the names of those who speak into roles."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapport.records import Turn
from rapport.sources.errors import RowError
from rapport.sources.speakers import ALIASES, Speakers
from rapport.sources.transcripts.cues import Cue


@dataclass(frozen=True)
class Spoken:
    """The turns, and the proper name of each role where one was given."""

    turns: tuple[Turn, ...]
    names: dict[str, str]
    end_s: float


def to_turns(
    cues: Iterable[Cue], own: abc.Mapping[str, str], started_at: datetime | None, first: str | None = None
) -> Spoken:
    """Turns from cues: a turn lasts until somebody else speaks.

    Parameters: `own` maps the file's names to roles; `first` is who speaks before anybody is named.
    A cue without a name goes on with the one before. Raises RowError naming every unknown speaker.
    """
    joined = _join(cues, first)
    roles = _roles(dict.fromkeys(name for name, _ in joined), own)
    turns = []
    for name, group in joined:
        start = group[0].start_s
        turns.append(
            Turn(
                speaker=roles[name],
                text=" ".join(cue.text for cue in group),
                at=started_at + timedelta(seconds=start) if started_at else None,
                person=None if _is_role(name) else _proper(name),
                offset_s=start,
                duration_s=max(cue.end_s for cue in group) - start,
            )
        )
    names = {roles[name]: _proper(name) for name in reversed(roles) if not _is_role(name)}
    end = max((cue.end_s for _, group in joined for cue in group), default=0.0)
    return Spoken(tuple(turns), names, end)


def _join(cues: Iterable[Cue], first: str | None) -> list[tuple[str, list[Cue]]]:
    joined: list[tuple[str, list[Cue]]] = []
    speaker = first
    for cue in cues:
        speaker = cue.speaker or speaker
        if speaker is None:
            raise RowError(
                f"Nobody is named as the speaker of {cue.text[:60]!r}",
                f"at {cue.start_s:g} s",
                "Export the transcript with speakers, or name one with --set speaker=agent.",
            )
        if joined and joined[-1][0] == speaker:
            joined[-1][1].append(cue)
        else:
            joined.append((speaker, [cue]))
    return joined


def _roles(names: Iterable[str], own: abc.Mapping[str, str]) -> dict[str, str]:
    speakers = Speakers(own)
    found = {name: speakers.find(name) or _by_first_word(name) for name in names}
    unknown = [name for name, role in found.items() if role is None]
    if unknown:
        shown = ", ".join(repr(name) for name in unknown)
        example = ", ".join(
            f"{name!r}: {role}" for name, role in zip(unknown, ("agent", "customer"), strict=False)
        )
        raise RowError(
            f"Unknown speaker{'s' if len(unknown) > 1 else ''} {shown}",
            None,
            f"Say who that is in the mapping file, e.g. speakers: {{{example}}}, and pass it with --mapping.",
        )
    return {name: role for name, role in found.items() if role is not None}


def _by_first_word(name: str) -> str | None:
    """ "Agent Maria" and "Customer 2" say their role themselves."""
    first, _, rest = name.casefold().partition(" ")
    return ALIASES.get(first) if rest else None


def _proper(name: str) -> str:
    """The name itself: "Maria" of "Agent Maria"."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold() in ALIASES else name


def _is_role(name: str) -> bool:
    return name.strip().casefold() in ALIASES
