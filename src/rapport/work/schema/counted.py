"""How many interactions have which values: counted once for each data version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapport.findings.dimensions import COLUMNS, check_dimensions
from rapport.findings.questions.among import among
from rapport.findings.questions.split import groups, served
from rapport.home import Home
from rapport.program.schemas.axes import AXES, SEPARATOR
from rapport.records import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.auditing.standing import state_of_interactions

LOOKED_AT = 20_000
MOST_CELLS = 200_000


State = tuple[int, int]


@dataclass(frozen=True)
class Counted:
    """Interactions with an agent's turn by the values of `dimensions`, and how many there are of each."""

    dimensions: tuple[str, ...]
    rows: tuple[tuple[tuple[str | None, ...], int], ...]

    @property
    def total(self) -> int:
        """All interactions that were counted."""
        return sum(count for _, count in self.rows)


def count_by(home: Home, dimensions: Sequence[str], ids: frozenset[str] | None = None) -> Counted:
    """The interactions of the home by these dimensions; of `ids` only, where given.

    Counted once for a state of interactions and customers. Raises InputError for a dimension that nothing
    has, or far too many combinations.
    """
    names = tuple(dict.fromkeys(dimensions))
    return _counted(home.warehouse_path, state_of_interactions(home), names, home.settings.time_zone, ids)


@lru_cache(maxsize=64)
def _counted(
    path: Path, state: State, names: tuple[str, ...], zone: str, ids: frozenset[str] | None
) -> Counted:
    return Warehouse(path).ask(lambda snapshot: _count(snapshot, names, zone, ids))


def _count(snapshot: Snapshot, names: tuple[str, ...], zone: str, ids: frozenset[str] | None) -> Counted:
    known = check_dimensions(snapshot, names)
    table = served(snapshot, known)
    table = table.filter(table.eligible)
    if ids is not None:
        table = among(table, "interaction_id", ids)
    columns = groups(table, known, zone)
    marked = table.select(**columns) if columns else table.select("interaction_id")
    counted = marked.group_by(list(columns)) if columns else marked
    answer = snapshot.ask(counted.agg(n=marked.count()))
    if answer.num_rows > MOST_CELLS:
        raise InputError(
            f"These dimensions make {answer.num_rows:,} combinations",
            ", ".join(names),
            "Choose coarser ones.",
        )
    wanted = [answer.column(f"g{place}").to_pylist() for place in range(len(known))]
    keys = zip(*wanted, strict=True) if wanted else [()]
    counts = answer.column("n").to_pylist()
    return Counted(names, tuple((tuple(key), n) for key, n in zip(keys, counts, strict=True) if n))


def evaluated_interactions(home: Home) -> frozenset[str]:
    """The ids of interactions with a live evaluation."""
    return _evaluated(home.warehouse_path, Warehouse(home.warehouse_path).data_version)


@lru_cache(maxsize=4)
def _evaluated(path: Path, version: int) -> frozenset[str]:
    question = (
        "SELECT DISTINCT subject_id AS id FROM measurements WHERE metric = 'qci' AND source = 'human' "
        "AND purpose = 'live' AND retracted_at IS NULL"
    )
    return Warehouse(path).ask(lambda snapshot: frozenset(snapshot.sql(question)["id"].to_pylist()))


def dimensions_of(home: Home) -> tuple[str, ...]:
    """What interactions can be split by here: columns that are filled, segment, and attributes.

    Attributes are looked for in a part of the rows: a very rare one may be missed and can be typed.
    """
    return _dimensions(home.warehouse_path, state_of_interactions(home))


@lru_cache(maxsize=8)
def _dimensions(path: Path, state: State) -> tuple[str, ...]:
    return Warehouse(path).ask(_look)


def _look(snapshot: Snapshot) -> tuple[str, ...]:
    counts = ", ".join(f"count({name}) AS {name}" for name in COLUMNS)
    contacts = f"interactions WHERE {SERVED}"
    part = f"(SELECT * FROM {contacts} LIMIT {LOOKED_AT})"
    filled = snapshot.sql(f"SELECT {counts} FROM {part}").to_pylist()[0]
    found = [name for name in COLUMNS if filled[name] and not name.startswith("agent_")]
    if snapshot.sql("SELECT 1 FROM customers WHERE segment IS NOT NULL LIMIT 1").num_rows:
        found.append("segment")
    for table in (contacts, "customers"):
        keys = snapshot.sql(
            "SELECT DISTINCT unnest(map_keys(attributes)) AS name "
            f"FROM (SELECT attributes FROM {table} LIMIT {LOOKED_AT}) ORDER BY name"
        )
        found += [name for name in keys["name"].to_pylist() if not name.startswith("importance.")]
    return tuple(dict.fromkeys(found))


def usual_sources(home: Home, known: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """For each axis the likeliest of the known dimensions, one that tells interactions apart if any;
    two axes never read the same one."""
    wanted = tuple(dict.fromkeys(one for axis in AXES for one in axis.usual if one in known))
    told = _telling(home.warehouse_path, state_of_interactions(home), wanted, home.settings.time_zone)
    taken: set[str] = set()
    found = {}
    for axis in AXES:
        free = [one for one in axis.usual if one in known and one not in taken]
        name = next((one for one in free if one in told), None) or next(iter(free), None)
        found[axis.name] = (name,) if name else ()
        taken |= {name} if name else set()
    return found


@lru_cache(maxsize=8)
def _telling(path: Path, state: State, names: tuple[str, ...], zone: str) -> frozenset[str]:
    """Those of the dimensions that have more than one value, looked at in one pass."""
    if not names:
        return frozenset()

    def question(snapshot: Snapshot) -> frozenset[str]:
        every = served(snapshot, check_dimensions(snapshot, names))
        table = every.filter(every.eligible)
        columns = groups(table, names, zone)
        ends = {f"{key}_{end}": getattr(one, end)() for key, one in columns.items() for end in ("min", "max")}
        row = snapshot.ask(table.agg(**ends)).to_pylist()[0]
        pairs = zip(names, columns, strict=True)
        return frozenset(name for name, key in pairs if row[f"{key}_min"] != row[f"{key}_max"])

    return Warehouse(path).ask(question)


def joined(values: Sequence[str | None]) -> str | None:
    """The values of an axis's dimensions as one; None where one of them is missing."""
    known = [value for value in values if value is not None]
    return SEPARATOR.join(known) if known and len(known) == len(values) else None


def values_in_data(home: Home, names: Sequence[str], within: Sequence[str] = ()) -> list[tuple[str, int]]:
    """The values an axis read from these dimensions has in the data, the commonest first.

    `within` names more dimensions that are asked for besides: they are counted together, in one pass.
    """
    if not names:
        return []
    try:
        given = count_by(home, within or names)
    except InputError:
        given = count_by(home, names)
    places = [given.dimensions.index(name) for name in names]
    counts: dict[str, int] = {}
    for key, count in given.rows:
        value = joined([key[place] for place in places])
        if value is not None:
            counts[value] = counts.get(value, 0) + count
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
