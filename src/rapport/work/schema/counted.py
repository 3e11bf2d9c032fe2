"""How many interactions have which values: counted once for each data version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapport.findings.dimensions import COLUMNS, check_dimensions
from rapport.findings.questions.among import among
from rapport.findings.questions.split import groups, interactions, served
from rapport.home import Home
from rapport.program.schemas.axes import AXES, SEPARATOR
from rapport.records import InputError
from rapport.warehouse import Snapshot, Warehouse

LOOKED_AT = 20_000
MOST_CELLS = 200_000


@dataclass(frozen=True)
class Counted:
    """Interactions with an agent's turn by the values of `dimensions`: how many there are, how many of
    them have live evaluations."""

    dimensions: tuple[str, ...]
    rows: tuple[tuple[tuple[str | None, ...], int, int], ...]
    data_version: int

    @property
    def total(self) -> int:
        """All interactions that were counted."""
        return sum(count for _, count, _ in self.rows)


def count_by(home: Home, dimensions: Sequence[str]) -> Counted:
    """The interactions of the home by these dimensions.

    Raises InputError for a dimension that nothing has, or far too many combinations.
    """
    names = tuple(dict.fromkeys(dimensions))
    version = Warehouse(home.warehouse_path).data_version
    return _counted(home.warehouse_path, version, names, home.settings.time_zone)


@lru_cache(maxsize=64)
def _counted(path: Path, version: int, names: tuple[str, ...], zone: str) -> Counted:
    return Warehouse(path).ask(lambda snapshot: _count(snapshot, names, zone))


def _count(snapshot: Snapshot, names: tuple[str, ...], zone: str) -> Counted:
    known = check_dimensions(snapshot, names)
    table = served(snapshot, known)
    table = table.filter(table.eligible)
    scored = _scored(snapshot)
    joined = table.left_join(scored, table.interaction_id == scored.scored_id)
    columns = groups(joined, known, zone)
    marked = joined.select(scored_id=joined.scored_id, **columns)
    counted = marked.group_by(list(columns)) if columns else marked
    answer = snapshot.ask(counted.agg(n=marked.count(), evaluated=marked.scored_id.count()))
    if answer.num_rows > MOST_CELLS:
        raise InputError(
            f"These dimensions make {answer.num_rows:,} combinations",
            ", ".join(names),
            "Choose coarser ones.",
        )
    wanted = [answer.column(f"g{place}").to_pylist() for place in range(len(known))]
    keys = zip(*wanted, strict=True) if wanted else [()]
    counts, evaluated = answer.column("n").to_pylist(), answer.column("evaluated").to_pylist()
    rows = tuple((tuple(key), n, k) for key, n, k in zip(keys, counts, evaluated, strict=True) if n)
    return Counted(names, rows, snapshot.data_version)


def count_among(home: Home, dimensions: Sequence[str], ids: frozenset[str]) -> Counted:
    """The same of these interactions only, whether an agent took part or not."""
    names = tuple(dict.fromkeys(dimensions))
    version = Warehouse(home.warehouse_path).data_version
    return _counted_among(home.warehouse_path, version, names, home.settings.time_zone, ids)


@lru_cache(maxsize=16)
def _counted_among(
    path: Path, version: int, names: tuple[str, ...], zone: str, ids: frozenset[str]
) -> Counted:
    def count(snapshot: Snapshot) -> Counted:
        known = check_dimensions(snapshot, names)
        table = among(interactions(snapshot, known), "interaction_id", ids)
        columns = groups(table, known, zone)
        marked = table.select(**columns) if columns else table.select("interaction_id")
        counted = marked.group_by(list(columns)) if columns else marked
        answer = snapshot.ask(counted.agg(n=marked.count()))
        wanted = [answer.column(f"g{place}").to_pylist() for place in range(len(known))]
        keys = zip(*wanted, strict=True) if wanted else [()]
        rows = zip(keys, answer.column("n").to_pylist(), strict=True)
        return Counted(names, tuple((tuple(key), n, 0) for key, n in rows), snapshot.data_version)

    return Warehouse(path).ask(count)


def _scored(snapshot: Snapshot) -> Any:
    """The interactions with a live evaluation, each once."""
    table = snapshot.table("measurements")
    live = table.filter(
        table.metric == "qci",
        table.source == "human",
        table.purpose == "live",
        table.retracted_at.isnull(),
    )
    return live.select(scored_id=live.subject_id).distinct()


def dimensions_of(home: Home) -> tuple[str, ...]:
    """What interactions can be split by here: columns that are filled, segment, and attributes.

    Attributes are looked for in a part of the rows: a very rare one may be missed and can be typed.
    """
    version = Warehouse(home.warehouse_path).data_version
    return _dimensions(home.warehouse_path, version)


@lru_cache(maxsize=8)
def _dimensions(path: Path, version: int) -> tuple[str, ...]:
    return Warehouse(path).ask(_look)


def _look(snapshot: Snapshot) -> tuple[str, ...]:
    counts = ", ".join(f"count({name}) AS {name}" for name in COLUMNS)
    part = f"(SELECT * FROM interactions LIMIT {LOOKED_AT})"
    filled = snapshot.sql(f"SELECT {counts} FROM {part}").to_pylist()[0]
    found = [name for name in COLUMNS if filled[name] and not name.startswith("agent_")]
    if snapshot.sql("SELECT 1 FROM customers WHERE segment IS NOT NULL LIMIT 1").num_rows:
        found.append("segment")
    for table in ("interactions", "customers"):
        keys = snapshot.sql(
            "SELECT DISTINCT unnest(map_keys(attributes)) AS name "
            f"FROM (SELECT attributes FROM {table} LIMIT {LOOKED_AT}) ORDER BY name"
        )
        found += [name for name in keys["name"].to_pylist() if not name.startswith("importance.")]
    return tuple(dict.fromkeys(found))


def usual_sources(home: Home, known: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """For each axis the likeliest of the known dimensions, one that tells interactions apart if any;
    two axes never read the same one."""
    taken: set[str] = set()
    found = {}
    for axis in AXES:
        free = [one for one in axis.usual if one in known and one not in taken]
        name = next((one for one in free if len(values_in_data(home, (one,))) > 1), None) or next(
            iter(free), None
        )
        found[axis.name] = (name,) if name else ()
        taken |= {name} if name else set()
    return found


def joined(values: Sequence[str | None]) -> str | None:
    """The values of an axis's dimensions as one; None where one of them is missing."""
    known = [value for value in values if value is not None]
    return SEPARATOR.join(known) if known and len(known) == len(values) else None


def values_in_data(home: Home, names: Sequence[str]) -> list[tuple[str, int]]:
    """The values an axis read from these dimensions has in the data, the commonest first."""
    if not names:
        return []
    counts: dict[str, int] = {}
    for key, count, _ in count_by(home, names).rows:
        value = joined(key)
        if value is not None:
            counts[value] = counts.get(value, 0) + count
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
