"""What the weights of one interaction depend on, found anew only when the tables behind it changed."""

from __future__ import annotations

from collections import OrderedDict

from rapport.criteria import Criteria
from rapport.home import Home
from rapport.program.scoring.errors import WorkGoneError
from rapport.program.scoring.plain import Facts
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.manifest import read_manifest
from rapport.work.scoring_facts import scoring_facts

TABLES = ("interactions", "customers", "answers")
KEPT = 256
_asked: OrderedDict[tuple[object, ...], Facts] = OrderedDict()


def facts_mark(home: Home) -> str:
    """Changes when a table changes that facts come from; publishing evaluations leaves it as it is."""
    tables = read_manifest(home.warehouse_path).tables
    return ".".join(str(tables[name].version) for name in TABLES)


def facts_now(home: Home, criteria: Criteria, interaction_id: str, known: Facts | None) -> Facts:
    """The facts as they are now: those known, where nothing changed since, else asked anew.

    Raises WorkGoneError for an interaction that is no longer there.
    """
    mark = facts_mark(home)
    if known is not None and known.mark == mark:
        return known
    # The first save follows the look at the page: it finds what that asked for.
    key = (home.warehouse_path, mark, tuple(sorted(criteria.titles)), interaction_id)
    found = _asked.get(key)
    if found is None:
        found = Warehouse(home.warehouse_path).ask(lambda one: facts_in(one, criteria, interaction_id, mark))
        _asked[key] = found
        while len(_asked) > KEPT:
            _asked.popitem(last=False)
    return found


def facts_in(snapshot: Snapshot, criteria: Criteria, interaction_id: str, mark: str) -> Facts:
    """The facts in one data version. Raises WorkGoneError for an interaction that is not in it."""
    found = scoring_facts(snapshot, criteria, [interaction_id]).get(interaction_id)
    if found is None:
        raise WorkGoneError(
            "erased",
            "This interaction was removed from the home",
            "It cannot be scored any more. Go on with your queue.",
        )
    turns = snapshot.sql(
        "SELECT list_transform(turns, lambda one: length(one.text)) AS lengths "
        "FROM interactions WHERE interaction_id = ?",
        [interaction_id],
    )
    (lengths,) = turns.column("lengths").to_pylist()
    return Facts(
        found.attributes,
        found.importance,
        found.segment_importance,
        tuple(length or 0 for length in lengths or ()),
        mark,
    )
