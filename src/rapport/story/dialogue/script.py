"""A conversation while it is written: turns made of parts, some of which show a rule."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapport.records import Span


@dataclass(slots=True)
class Line:
    """One turn: its parts, and beside each the rule it shows, if any. `gap_s` is the time since the
    turn before (the first turn: since the start)."""

    speaker: str
    gap_s: int
    person: str | None = None
    parts: list[str] = field(default_factory=list)
    shows: list[str | None] = field(default_factory=list)

    def add(self, text: str, rule: str | None = None, glue: str = " ") -> Line:
        """Adds a part after `glue`. Returns the line."""
        if not text:
            return self
        if self.parts:
            self.parts.append(glue)
            self.shows.append(None)
        self.parts.append(text)
        self.shows.append(rule)
        return self

    @property
    def text(self) -> str:
        return "".join(self.parts)


@dataclass(slots=True)
class Script:
    """All lines of one conversation, and the rules that only its times show."""

    lines: list[Line] = field(default_factory=list)
    subject: str | None = None

    def line(self, speaker: str, gap_s: int, person: str | None = None) -> Line:
        """Begins a new turn."""
        made = Line(speaker, gap_s, person)
        self.lines.append(made)
        return made

    def spans(self) -> dict[str, tuple[Span, ...]]:
        """Where each rule shows: rule → turn and characters."""
        found: dict[str, list[Span]] = {}
        for number, line in enumerate(self.lines):
            begin = 0
            for part, rule in zip(line.parts, line.shows, strict=True):
                if rule is not None:
                    for name in rule.split("+"):
                        found.setdefault(name, []).append(Span(number, begin, begin + len(part)))
                begin += len(part)
        return {rule: tuple(spans) for rule, spans in found.items()}
