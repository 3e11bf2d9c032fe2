"""What goes with it: cues, feelings, behaviours and root causes, commoner where a concern went badly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapport.findings.contrasts import FALSE_DISCOVERY_RATE
from rapport.findings.plain import Excerpt
from rapport.measures import Difference, Estimate, benjamini_hochberg
from rapport.work.understanding.quotes import Wanted
from rapport.work.understanding.sheet.ask import Session
from rapport.work.understanding.sides import sides_of
from rapport.work.understanding.sums import share

MOST, SHOWN, LOOKED_AT = 12, 6, 6
WITH_IT = "share of conversations with it"
LEAST = 10
"""Fewer conversations than this on a side say nothing."""
BADLY = "(resolved = 'not_solved' OR effort_label = 'high')"
ITSELF = ("not_solved",)
"""Cues that say no more than that it went badly."""
WANTED = (
    "apology", "anything_else", "check_understanding", "closing", "empathy", "greeting", "next_step",
    "own_name", "ownership", "summary", "thanks", "wait_announced",
)  # fmt: skip
"""Behaviours that are told where they are missing; the others where they occur."""
KINDS = {
    "effort_cues": ("service", "effort"),
    "behaviours": ("service", "behaviour"),
    "emotions": ("feelings", "emotion"),
    "threats": ("feelings", "escalation"),
}
CAUSES = "causes"
"""Root causes that people found of cases: only conversations with a closed case are compared, for cases are
opened where it went badly."""
PLAIN = ("calm", "neutral", "happy", "grateful", "warm")
SIDES = """
    CREATE OR REPLACE TEMP TABLE sides AS
    SELECT who, count(*) FILTER (bad) AS n1, count(*) FILTER (NOT bad) AS n2 FROM {table} GROUP BY who
"""
BASE = """
    SELECT count(*) AS customers, count(*) FILTER (n1 > 0) AS m1, count(*) FILTER (n2 > 0) AS m2,
        sum(n1) AS n1, sum(n2) AS n2, sum(n1 * n1) AS nn1, sum(n2 * n2) AS nn2, sum(n1 * n2) AS n1n2,
        0 AS k1, 0 AS k2, 0 AS kn1, 0 AS kn2, 0 AS kk1, 0 AS kk2, 0 AS k1k2, 0 AS k1n2, 0 AS n1k2
    FROM sides
"""
COUNTED = """
    WITH one AS (
        SELECT label, who, count(*) FILTER (bad) AS k1, count(*) FILTER (NOT bad) AS k2
        FROM (SELECT unnest({column}) AS label, who, bad FROM {table}) GROUP BY label, who
    )
    SELECT label, sum(k1) AS k1, sum(k2) AS k2, sum(k1 * n1) AS kn1, sum(k2 * n2) AS kn2, sum(k1 * k1) AS kk1,
        sum(k2 * k2) AS kk2, sum(k1 * k2) AS k1k2, sum(k1 * n2) AS k1n2, sum(n1 * k2) AS n1k2
    FROM one JOIN sides USING (who) GROUP BY label
"""


def along_text(column: str, label: str, missing: bool) -> str:
    """What goes with a concern, in one word for an address."""
    return f"{column}:{'-' if missing else ''}{label}"


@dataclass(frozen=True)
class Driver:
    """`column` of the sheet and `label` in it, or `missing`. `bad`: share of conversations that went badly in
    which it is so, `rest`: of the others."""

    column: str
    label: str
    missing: bool
    bad: Estimate
    rest: Estimate
    difference: Difference
    adjusted_p: float
    ids: tuple[str, ...] = ()
    quotes: tuple[Excerpt, ...] = ()

    @property
    def along(self) -> str:
        """How an address names the conversations that went badly with it."""
        return along_text(self.column, self.label, self.missing)


@dataclass(frozen=True)
class Drivers:
    """`bad` of a concern's conversations were not solved or much effort, the `rest` were not; `few`: there
    are so few of them that neither is told."""

    bad: int
    rest: int
    found: tuple[Driver, ...] = ()
    few: bool = False


def drivers_of(session: Session, confidence: float, minimum: int) -> Drivers:
    """From the tables `own` and `case_told`: what is clearly commoner where it went badly, false
    discoveries controlled over everything that was looked at, the clearest first."""
    session.do(
        "CREATE OR REPLACE TEMP TABLE went AS SELECT *, coalesce(" + BADLY + ", FALSE) AS bad "
        "FROM own LEFT JOIN case_told USING (interaction_id) WHERE service_by IS NOT NULL "
        "AND (resolved IN ('solved', 'not_solved') OR effort IS NOT NULL)"
    )
    sides = _sides(session, "went")
    if sides["bad"] + sides["rest"] < minimum:
        return Drivers(0, 0, few=True)
    if min(sides["bad"], sides["rest"]) < max(LEAST, minimum):
        return Drivers(sides["bad"], sides["rest"])
    tried = list(_tried(session, confidence))
    session.do("CREATE OR REPLACE TEMP TABLE cased AS SELECT * FROM went WHERE causes IS NOT NULL")
    if min(_sides(session, "cased").values()) >= max(LEAST, minimum):
        tried += _causes(session, confidence)
    q = benjamini_hochberg([float("nan") if one.difference.p is None else one.difference.p for one in tried])
    clear = [
        replace(one, adjusted_p=float(sure))
        for one, sure in zip(tried, q, strict=True)
        if sure < FALSE_DISCOVERY_RATE and (one.difference.value or 0.0) > 0
    ]
    clear.sort(key=lambda one: (one.adjusted_p, -(one.difference.value or 0.0), one.label))
    return Drivers(sides["bad"], sides["rest"], tuple(_with_ids(session, one) for one in clear[:MOST]))


def _sides(session: Session, table: str) -> dict[str, int]:
    query = f"SELECT count(*) FILTER (bad) AS bad, count(*) FILTER (NOT bad) AS rest FROM {table}"
    [found] = session.ask(query).to_pylist()
    return dict(found)


def _causes(session: Session, confidence: float) -> Iterator[Driver]:
    session.do(SIDES.format(table="cased"))
    [none] = session.ask(BASE).to_pylist()
    for row in sorted(
        session.ask(COUNTED.format(column=CAUSES, table="cased")).to_pylist(),
        key=lambda one: str(one["label"]),
    ):
        sides = sides_of({**none, **row})
        bad, rest = (share(one, confidence, definition=WITH_IT) for one in (sides.one, sides.other))
        # What causes are called, people said; only what went badly was read by a machine.
        yield Driver(CAUSES, row["label"], False, bad, rest, sides.difference(confidence), 1.0)


def _tried(session: Session, confidence: float) -> Iterator[Driver]:
    seen = set[str]()
    session.do(SIDES.format(table="went"))
    [none] = session.ask(BASE).to_pylist()
    for column in KINDS:
        rows = session.ask(COUNTED.format(column=column, table="went")).to_pylist()
        counts = {row["label"]: sides_of({**none, **row}) for row in rows}
        if column == "behaviours":
            counts |= {one: counts.get(one, sides_of(none)) for one in WANTED}
        for label, sides in sorted(counts.items()):
            # A refusal is a cue of effort and a behaviour: it is told once.
            if label in ITSELF or label in PLAIN or (column == "behaviours" and label in seen):
                continue
            seen.add(label)
            missing = column == "behaviours" and label in WANTED
            if missing:
                sides = sides.turned()
            bad, rest = (share(one, confidence, definition=WITH_IT) for one in (sides.one, sides.other))
            yield Driver(column, label, missing, bad, rest, sides.difference(confidence), 1.0)


def _with_ids(session: Session, one: Driver) -> Driver:
    """Some conversations that went badly with it, the same for the same data."""
    has = f"list_contains({one.column}, $label)"
    query = (
        f"SELECT interaction_id FROM went WHERE bad AND {'NOT ' if one.missing else ''}{has} "
        "ORDER BY hash(interaction_id), interaction_id LIMIT $most"
    )
    found = session.ask(query, {"label": one.label, "most": LOOKED_AT}).column(0).to_pylist()
    return replace(one, ids=tuple(found))


def words_wanted(drivers: Sequence[Driver]) -> list[Wanted]:
    """The words that show the clearest; what is missing has none, nor what people found out later."""
    shown = [one for one in drivers if _in_words(one)][:SHOWN]
    return [Wanted(one.ids, *KINDS[one.column], one.label) for one in shown]


def with_words(drivers: Sequence[Driver], words: Sequence[tuple[Excerpt, ...]]) -> tuple[Driver, ...]:
    """The drivers with the words that were wanted for them."""
    coming = iter(words)
    left, found = len(words), []
    for one in drivers:
        if _in_words(one) and left:
            one, left = replace(one, quotes=next(coming)), left - 1
        found.append(one)
    return tuple(found)


def _in_words(one: Driver) -> bool:
    return not one.missing and one.column in KINDS
