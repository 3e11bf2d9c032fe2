"""What a report is made of, before any format: plain blocks that every format draws alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from rapport.findings.plain import ScoredInteraction
from rapport.measures.estimate import Estimate

Audience = Literal["executive", "manager", "associate"]
Shape = Literal["headline", "dots", "bars", "trend", "funnel"]
Tone = Literal["plain", "accent", "warn", "quiet"]


@dataclass(frozen=True)
class Cell:
    """One cell of a table: the words to show, the unrounded value for workbooks, where it leads."""

    text: str
    value: float | str | None = None
    href: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """Rows behind something. `numeric` names the columns set flush right."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: frozenset[int] = frozenset()
    note: str | None = None
    folded: bool = False


@dataclass(frozen=True)
class Point:
    """One mark of a chart. `at` is its place on the other axis of a funnel, `limits` the funnel there."""

    label: str
    estimate: Estimate
    tone: Tone = "accent"
    href: str | None = None
    at: float | None = None
    limits: tuple[float, float] | None = None


@dataclass(frozen=True)
class Reference:
    """A line to compare with: the target, or the company."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Chart:
    """One message, its marks with intervals, and the axis they stand on; `across` says what a funnel's other
    axis counts, `began` at which point of a trend something began."""

    key: str
    title: str
    shape: Shape
    points: tuple[Point, ...]
    axis: str
    references: tuple[Reference, ...] = ()
    domain: tuple[float, float] | None = None
    label: str = ""
    note: str | None = None
    across: str = "Scored interactions"
    began: str | None = None


@dataclass(frozen=True)
class Paragraph:
    """A few sentences. `lead` is the one line to remember, `note` a caveat."""

    text: str
    tone: Literal["lead", "body", "note"] = "body"


@dataclass(frozen=True)
class Figure:
    """One number with all it needs to stand alone."""

    label: str
    value: str
    interval: str = ""
    base: str = ""
    words: str = ""
    href: str | None = None
    estimate: Estimate | None = None


@dataclass(frozen=True)
class Figures:
    """Numbers side by side; the first may be the main one."""

    items: tuple[Figure, ...]
    main: bool = False


@dataclass(frozen=True)
class Quote:
    """Somebody's words, the marked part apart, and the interaction they come from."""

    before: str
    marked: str
    after: str
    speaker: str
    interaction_id: str
    turn: int
    comment: str | None = None
    href: str | None = None


@dataclass(frozen=True)
class Story:
    """One finding told whole: the sentence, the number, why, what to do, the words that show it."""

    key: str
    kind: str
    title: str
    figures: tuple[Figure, ...]
    what: str
    why: str
    todo: str
    owner: str = ""
    model_answer: str | None = None
    chart: Chart | None = None
    tables: tuple[Table, ...] = ()
    quotes: tuple[Quote, ...] = ()
    href: str | None = None


@dataclass(frozen=True)
class Stories:
    """Several findings in short, side by side, when one message needs them together."""

    key: str
    title: str
    items: tuple[Story, ...]


@dataclass(frozen=True)
class Facts:
    """Names and their values, such as what the report was computed from."""

    key: str
    title: str
    items: tuple[tuple[str, str], ...]


Block: TypeAlias = Paragraph | Figures | Chart | Table | Story | Stories | Facts


@dataclass(frozen=True)
class Section:
    """One idea of the report. `sheet` is the workbook's sheet it belongs to; what is `behind` is told
    by page and workbook only, as the rows one drills down to."""

    key: str
    title: str
    blocks: tuple[Block, ...]
    sheet: str
    behind: bool = False


@dataclass(frozen=True)
class Drill:
    """The rows one drills down to: every interaction in scope with its scores, and what the names mean.

    `people` tells whether agents and evaluators may be named to this audience."""

    rows: tuple[ScoredInteraction, ...]
    elements: tuple[tuple[str, str], ...]
    rules: Mapping[str, str]
    people: bool


@dataclass(frozen=True)
class Report:
    """A whole report for one audience, ready to be drawn."""

    title: str
    subtitle: str
    company: str
    audience: Audience
    headline: str
    sections: tuple[Section, ...]
    method: str
    made: str
    made_at: str
    drill: Drill
    language: str = "en"
