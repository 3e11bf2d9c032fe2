"""How often, how much on average, how spread out: what means need to know of every interaction.

The engine adds in whatever order its threads come. Sums of fractions would differ in their last digits from
one time to the next; sums of whole thousandths do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum
from typing import Any

from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.split import groups, kept, served

Group = tuple[str | None, ...]
PARTS = 1000
"""Values are taken to the thousandth: seconds to the millisecond."""
WHOLE = "decimal(18, 0)"
"""Its squares are summed in 38 digits: room for a billion values of 10,000 years."""


@dataclass(frozen=True)
class Sums:
    """`rows` looked at, `n` of them measured, their mean, and the sum of squares around it."""

    rows: int
    n: int
    mean: float
    squares: float


def sums(
    snapshot: Any,
    columns: Sequence[str],
    by: Sequence[str],
    where: Mapping[str, str],
    zone: str,
    domain: Domain = EVERYTHING,
) -> dict[Group, tuple[Sums, ...]]:
    """The sums of each column of interactions in every group, in one pass, to the last bit the same
    each time.

    A group's name is None where the dimension is not known.
    """
    table = kept(served(snapshot, (*by, *where, *domain.names)), where, zone)
    table = domain.kept(table, zone, "started_at")
    table = table.select(
        **groups(table, by, zone),
        **{f"v{i}": _thousandths(table[name]) for i, name in enumerate(columns)},
    )
    facts = {"rows": table.count()}
    for place in range(len(columns)):
        value = table[f"v{place}"]
        facts |= {f"n{place}": value.count(), f"t{place}": value.sum(), f"s{place}": (value * value).sum()}
    names = [f"g{place}" for place in range(len(by))]
    question = table.group_by(names).agg(**facts) if names else table.agg(**facts)
    return {
        tuple(row[name] for name in names): tuple(_sums(row, place) for place in range(len(columns)))
        for row in snapshot.ask(question).to_pylist()
    }


def _thousandths(column: Any) -> Any:
    return (column.cast("float64") * PARTS).round().cast(WHOLE)


def _sums(row: Mapping[str, Any], place: int) -> Sums:
    n, total, squares = row[f"n{place}"], row[f"t{place}"], row[f"s{place}"]
    if not n:
        return Sums(row["rows"], 0, 0.0, 0.0)
    total, squares = int(total), int(squares)
    around = Fraction(n * squares - total * total, n * PARTS**2)
    return Sums(row["rows"], n, float(Fraction(total, n * PARTS)), float(around))


def merged(parts: Iterable[Sums]) -> Sums:
    """The sums of several groups as one: those of all their rows together, in whatever order they come.

    References: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115.
    """
    every = list(parts)
    n = sum(part.n for part in every)
    mean = fsum(part.n * part.mean for part in every) / n if n else 0.0
    squares = fsum(part.squares + part.n * (part.mean - mean) ** 2 for part in every)
    return Sums(sum(part.rows for part in every), n, mean, squares)
