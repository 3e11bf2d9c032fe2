"""How often, how much on average, how spread out: what means need to know of every interaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.questions.split import groups, kept, served

Group = tuple[str | None, ...]


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
    """The sums of each column of interactions in every group, in one pass.

    A group's name is None where the dimension is not known.
    """
    table = kept(served(snapshot, (*by, *where, *domain.names)), where, zone)
    table = domain.kept(table, zone, "started_at")
    table = table.select(
        **groups(table, by, zone), **{f"v{i}": table[name].cast("float64") for i, name in enumerate(columns)}
    )
    facts = {"rows": table.count()}
    for place in range(len(columns)):
        value = table[f"v{place}"]
        facts |= {f"n{place}": value.count(), f"m{place}": value.mean(), f"s{place}": value.var(how="pop")}
    names = [f"g{place}" for place in range(len(by))]
    question = table.group_by(names).agg(**facts) if names else table.agg(**facts)
    return {
        tuple(row[name] for name in names): tuple(_sums(row, place) for place in range(len(columns)))
        for row in snapshot.ask(question).to_pylist()
    }


def _sums(row: Mapping[str, Any], place: int) -> Sums:
    n = row[f"n{place}"]
    return Sums(row["rows"], n, row[f"m{place}"] or 0.0, (row[f"s{place}"] or 0.0) * n)


def merged(parts: Iterable[Sums]) -> Sums:
    """The sums of several groups as one: exactly those of all their rows together.

    References: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115.
    """
    every = list(parts)
    n = sum(part.n for part in every)
    mean = sum(part.n * part.mean for part in every) / n if n else 0.0
    squares = sum(part.squares + part.n * (part.mean - mean) ** 2 for part in every)
    return Sums(sum(part.rows for part in every), n, mean, squares)
