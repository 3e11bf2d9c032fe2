"""The cues of a WebVTT or SRT file: when, who, what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from rapport.sources.errors import RowError

_TIMING = re.compile(
    r"\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z0-9:.][^>]*>")
_PREFIX = re.compile(
    r"^(?:>>\s*)?(?:\[([^\]:]{1,40})\]:?|\(([^):]{1,40})\):|([^\W\d_][^:\n]{0,39}?)\s*:)\s+(?=\S)"
)
_NO_NAMES = frozenset({"note", "warning", "http", "https", "re", "example", "p.s", "ps"})


@dataclass(frozen=True, slots=True)
class Cue:
    """`text` was on the screen from `start_s` to `end_s`; `speaker` as the file names them, if it does."""

    start_s: float
    end_s: float
    speaker: str | None
    text: str


def read_cues(lines: Iterable[str]) -> Iterator[Cue]:
    """The cues in their order. Raises RowError for a line that should be a timing and is none."""
    for number, block in _blocks(lines):
        place = next((i for i, line in enumerate(block) if "-->" in line), None)
        if place is None:
            continue
        timing = _TIMING.match(block[place])
        if timing is None:
            raise RowError(
                f"{block[place].strip()[:80]!r} is not a timing", f"line {number + place:,}", "Mend the line."
            )
        start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
        yield from _voices(start, max(start, end), "\n".join(block[place + 1 :]))


def split_speaker(text: str) -> tuple[str | None, str]:
    """A name in front of what is said ("Agent: hello", "[Agent] hello"), and the rest."""
    found = _PREFIX.match(text)
    name = next(filter(None, found.groups()), None) if found else None
    if found is None or name is None or name.lower() in _NO_NAMES or len(name.split()) > 4:
        return None, text
    return name.strip(), text[found.end() :]


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    block: list[str] = []
    start = 1
    for number, line in enumerate(lines, 1):
        plain = line.rstrip("\r\n")
        if plain.strip():
            if not block:
                start = number
            block.append(plain)
        elif block:
            yield start, block
            block = []
    if block:
        yield start, block


def _voices(start: float, end: float, text: str) -> Iterator[Cue]:
    pieces = _VOICE.split(text)
    spoken = [(None, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    for voice, words in spoken:
        plain = " ".join(unescape(_TAG.sub("", words)).split())
        if not plain:
            continue
        if voice is None:
            speaker, plain = split_speaker(plain)
        else:
            speaker = unescape(voice).strip()
        yield Cue(start, end, speaker, plain)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)
