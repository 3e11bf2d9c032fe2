"""How often each concern comes, over a part of the sheet: sums by customer that estimates are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pyarrow as pa

from rapport.language.concerns.taxonomy import Taxonomy
from rapport.work.understanding.comes import LABELS
from rapport.work.understanding.seen import Where
from rapport.work.understanding.sheet.ask import Session
from rapport.work.understanding.sums import Sums
from rapport.work.understanding.tree import belongs

VALUES = ("hard", "ending", "solved")
HARD = "CASE effort_label WHEN 'high' THEN 1.0 WHEN 'medium' THEN 0.0 WHEN 'low' THEN 0.0 END"
SOLVED = "CASE resolved WHEN 'solved' THEN 1.0 WHEN 'not_solved' THEN 0.0 END"
PART = """
    CREATE OR REPLACE TEMP TABLE part AS
    SELECT row_number() OVER () AS n, hash(coalesce(customer_id, interaction_id)) AS who, day, stated,
        {labels} AS labels, ending,
        {hard} AS hard, {solved} AS solved
    FROM sheet WHERE concerns_by IS NOT NULL AND {where}
"""
SAID = """
    CREATE OR REPLACE TEMP TABLE said AS
    SELECT any_value(b.concern) AS concern, p.n, any_value(p.who) AS who, any_value(p.day) AS day,
        bool_or(b.label = p.stated) AS first, any_value(p.hard) AS hard, any_value(p.ending) AS ending,
        any_value(p.solved) AS solved
    FROM (SELECT *, unnest(labels) AS label FROM part) p JOIN belongs b ON b.label = p.label
    GROUP BY p.n, b.place
"""
BY_CUSTOMER = """
    WITH base AS (SELECT who, count(*) AS n FROM part GROUP BY who),
    one AS (
        SELECT concern, who, count(*) AS k, count(*) FILTER (first) AS f,
            {values}
        FROM said GROUP BY concern, who
    )
    SELECT concern, sum(k) AS k, sum(k * k) AS kk, sum(k * n) AS kn, sum(f) AS f, sum(f * f) AS ff,
        sum(f * n) AS fn, {sums}
    FROM one JOIN base USING (who) GROUP BY concern
"""
WHOLE = (
    "SELECT count(*) AS customers, coalesce(sum(n), 0) AS n, coalesce(sum(n * n), 0) AS nn "
    "FROM (SELECT count(*) AS n FROM part GROUP BY who)"
)


@dataclass(frozen=True)
class Counted:
    """Of one concern: `any` conversations in which it comes, `first` that begin with it, both of all; `means`
    the sums of what was read of those conversations, `left` of how many that could not be told."""

    any: Sums
    first: Sums
    means: Mapping[str, Sums] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Whole:
    """All conversations of the part: how many, of how many customers, and Σn² over these."""

    n: int
    customers: int
    nn: float = 0.0

    def without(self) -> Sums:
        """The sums of a concern that comes in none of them."""
        return Sums(self.customers, float(self.n), 0.0, self.nn, 0.0, 0.0)


def take_part(session: Session, tree: Taxonomy, part: Where) -> None:
    """Makes the tables `part` (a row a conversation) and `said` (a row a conversation and concern, those
    above a concern among them, each once)."""
    session.do(PART.format(where=part.sql, labels=LABELS, hard=HARD, solved=SOLVED), part.values)
    labels = session.ask("SELECT DISTINCT unnest(labels) AS label FROM part").column(0).to_pylist()
    pairs = belongs(tree, [one for one in labels if one is not None])
    concerns = {concern: place for place, concern in enumerate(sorted({one for _, one in pairs}))}
    session.table(
        "belongs",
        pa.table(
            {
                "label": pa.array([label for label, _ in pairs], pa.string()),
                "concern": pa.array([concern for _, concern in pairs], pa.string()),
                "place": pa.array([concerns[concern] for _, concern in pairs], pa.int32()),
            }
        ),
    )
    session.do(SAID)


def count_concerns(session: Session, tree: Taxonomy, part: Where) -> tuple[Whole, dict[str, Counted]]:
    """Every concern that comes in the part of the sheet, by id."""
    take_part(session, tree, part)
    return counted(session)


def counted(session: Session) -> tuple[Whole, dict[str, Counted]]:
    """The same of the tables that were taken."""
    [whole] = session.ask(WHOLE).to_pylist()
    values = ", ".join(f"coalesce(sum({one}), 0) AS {one}_s, count({one}) AS {one}_n" for one in VALUES)
    sums = ", ".join(
        f"count(*) FILTER ({v}_n > 0) AS {v}_m, sum({v}_n) AS {v}_n, sum({v}_s) AS {v}_k, "
        f"sum({v}_n * {v}_n) AS {v}_nn, sum({v}_s * {v}_n) AS {v}_kn, sum({v}_s * {v}_s) AS {v}_kk"
        for v in VALUES
    )
    rows = session.ask(BY_CUSTOMER.format(values=values, sums=sums)).to_pylist()
    of = {"customers": whole["customers"], "n": float(whole["n"]), "nn": float(whole["nn"])}
    found = {}
    for row in rows:
        means = {
            v: Sums(row[f"{v}_m"], *(float(row[f"{v}_{part}"]) for part in ("n", "k", "nn", "kn", "kk")))
            for v in VALUES
        }
        found[row["concern"]] = Counted(
            Sums(k=float(row["k"]), kn=float(row["kn"]), kk=float(row["kk"]), **of),
            Sums(k=float(row["f"]), kn=float(row["fn"]), kk=float(row["ff"]), **of),
            means,
            {v: int(row["k"]) - int(row[f"{v}_n"]) for v in VALUES},
        )
    return Whole(int(whole["n"]), int(whole["customers"]), float(whole["nn"])), found


def by_time(session: Session, unit: str) -> tuple[dict[date, int], dict[str, dict[date, int]]]:
    """Conversations of every month or week, and of each concern those in which it comes; of the tables
    that were taken."""
    begun = f"CAST(date_trunc('{unit}', day) AS DATE)"
    every = session.ask(
        f"SELECT {begun} AS at, count(*) AS n FROM part WHERE day IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    found: dict[str, dict[date, int]] = {}
    asked = f"SELECT concern, {begun} AS at, count(*) AS n FROM said WHERE day IS NOT NULL GROUP BY 1, 2"
    for row in session.ask(asked).to_pylist():
        found.setdefault(row["concern"], {})[row["at"]] = row["n"]
    return {row["at"]: row["n"] for row in every.to_pylist()}, found
