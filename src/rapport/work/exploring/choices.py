"""What a search by scores may choose among."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from rapport.criteria import parse_criteria
from rapport.home import Home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.warehouse import Warehouse
from rapport.work.concerns.kept import concerns_path, kept_tree
from rapport.work.exploring.shown_scores import tells_names
from rapport.work.understanding.tree import places, tree_mark, upwards


@dataclass(frozen=True)
class ScoreChoices:
    """Elements (name, title) of the newest criteria scored by, and evaluators by name."""

    elements: tuple[tuple[str, str], ...]
    evaluators: tuple[str, ...]


_CONCERNS: dict[tuple[str, tuple[int, int]], tuple[tuple[str, str], ...]] = {}
_KEPT: OrderedDict[tuple[str, int, Actor], ScoreChoices] = OrderedDict()
MOST = 128


def score_choices(home: Home, actor: Actor) -> ScoreChoices:
    """The choices of somebody who may know scores; worked out once for each of them and data version."""
    key = (str(home.root), Warehouse(home.warehouse_path).data_version, actor)
    if key not in _KEPT:
        _KEPT[key] = ScoreChoices(_elements(actor), _evaluators(actor))
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return _KEPT[key]


def concern_choices(home: Home) -> tuple[tuple[str, str], ...]:
    """Every concern that machines read, and its name with those above it; none before any were learned."""
    if not concerns_path(home).exists():
        return ()
    key = (str(home.root), tree_mark(home))
    if key not in _CONCERNS:
        tree = kept_tree(home) or Taxonomy()
        _CONCERNS.clear()
        _CONCERNS[key] = tuple(
            (one.id, " › ".join(reversed([tree[above].name for above in upwards(tree, one.id)])) or one.name)
            for one in places(tree)
        )
    return _CONCERNS[key]


def _elements(actor: Actor) -> tuple[tuple[str, str], ...]:
    from rapport.program.audits.selectors import criteria_text, newest_criteria

    newest = newest_criteria(actor) if actor.may(Permission.CRITERIA_READ) else None
    if newest is None:
        return ()
    criteria = parse_criteria(criteria_text(actor, newest), source=newest)
    return tuple((one.name, one.title or one.name) for one in criteria.elements)


def _evaluators(actor: Actor) -> tuple[str, ...]:
    from rapport.program.audits.selectors.scores import evaluators_seen

    return tuple(evaluators_seen(actor)) if tells_names(actor) else ()
