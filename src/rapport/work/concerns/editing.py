"""The tree of concerns as people change it: each change is checked against the version that was looked at,
logged, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path

from rapport.home import Home
from rapport.language.concerns.model import OTHER, ConcernModel
from rapport.language.concerns.taxonomy import Concern, Taxonomy, merge, move, pin, rename
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.records.errors import InputError
from rapport.work.concerns.earlier import concerns_lock, earlier
from rapport.work.concerns.kept import (
    KeptConcerns,
    concerns_path,
    keep_concerns,
    kept_concerns,
    read_concerns,
)
from rapport.work.concerns.on_top import same_model
from rapport.work.teaching.concerns import renew_card_after_undo

LONGEST = 120


class TreeChangedError(InputError):
    """Somebody else changed the tree since it was looked at."""


@dataclass(frozen=True)
class Tree:
    """The tree to edit, and how many changes can be taken back."""

    taxonomy: Taxonomy
    earlier: int


def tree_of(home: Home, actor: Actor) -> Tree:
    """The tree as it is now. Raises NotAllowedError, InputError where none was learned."""
    actor.require(Permission.CONCERNS_EDIT)
    return Tree(_kept(home).taxonomy, len(earlier(concerns_path(home))))


def rename_concern(home: Home, actor: Actor, version: int, concern: str, name: str) -> int:
    """Another name → the tree's version now. Raises NotAllowedError, TreeChangedError, InputError."""
    said = typed_name(name)
    return _edit(home, actor, version, "concern.rename", concern, lambda tree: rename(tree, concern, said))


def typed_name(name: str) -> str:
    """A name as it is kept. Raises InputError for one that is too long."""
    said = " ".join(name.split())
    if len(said) > LONGEST:
        raise InputError(f"That name has {len(said)} letters", "name", f"Use {LONGEST} at most.")
    return said


def move_concerns(home: Home, actor: Actor, version: int, concerns: Sequence[str], parent: str | None) -> int:
    """Below another one, or to the top, all of them or none → the version. Raises as `rename_concern`."""
    return _edit(
        home,
        actor,
        version,
        "concern.move",
        concerns,
        _each(concerns, lambda tree, one: move(tree, one, parent)),
    )


def pin_concerns(home: Home, actor: Actor, version: int, concerns: Sequence[str], pinned: bool) -> int:
    """Kept as they are when concerns are found anew, or not any more, all of them or none → the version.
    Raises as above."""
    act = "concern.pin" if pinned else "concern.unpin"
    return _edit(
        home, actor, version, act, concerns, _each(concerns, lambda tree, one: pin(tree, one, pinned))
    )


def merge_concerns(home: Home, actor: Actor, version: int, concerns: Sequence[str], into: str) -> int:
    """Several become one; labels given before follow at once → the version. Raises as above."""
    for one in (*concerns, into):
        if one == OTHER:
            raise InputError("Other is no concern", "into", "Choose a concern of the tree.")
    return _edit(home, actor, version, "concern.merge", into, lambda tree: merge(tree, concerns, into))


def undo_edit(home: Home, actor: Actor, version: int) -> int:
    """Takes the last change back, be it an edit, a split or learning anew → the version, which goes on
    counting. Labels that are of the undone state only follow to what they came from. The model of then comes
    back where it was learned anew since, or where the tree of then has other concerns than that of today can
    name; else what people taught it since stays. Its card is written anew. Raises as above, and InputError
    when there is nothing to take back."""
    actor.require(Permission.CONCERNS_EDIT)
    path = concerns_path(home)
    with concerns_lock(path):
        kept = _same(home, version)
        known = earlier(path)
        if not known:
            raise InputError("There is nothing to take back", None, "The last twenty changes are kept.")
        then = read_concerns(known[-1])
        tree = replace(
            then.taxonomy, version=kept.taxonomy.version + 1, became=_became(kept.taxonomy, then.taxonomy)
        )
        model = then.model if kept.anew or not _names_all(kept.model, then) else kept.model
        found = KeptConcerns(tree, model, then.anew)
        _log(actor, "concern.undo", "tree", kept.taxonomy, tree, lambda: _go_back(home, found, known[-1]))
    with suppress(InputError):  # where its embedding is gone, nobody can say how often it is right
        renew_card_after_undo(home)
    return tree.version


def change_tree(
    home: Home,
    actor: Actor,
    version: int,
    act: str,
    concerns: str | Sequence[str],
    change: Callable[[Taxonomy], Taxonomy],
    learned: tuple[ConcernModel, ConcernModel] | None = None,
) -> KeptConcerns:
    """Any change of the tree, with its check, a line in the log for each of the `concerns` it is of, one
    version and one undo → what is kept now. `learned`
    is a model that knows the changed tree's concerns, and the one it learned on top of. Raises
    ModelChangedError where that is no more (`learn_on_top`)."""
    actor.require(Permission.CONCERNS_EDIT)
    with concerns_lock(concerns_path(home)):
        kept = _same(home, version)
        model = kept.model
        if learned is not None:
            model, before = learned
            same_model(kept.model, before)
        tree = replace(change(kept.taxonomy), version=kept.taxonomy.version + 1)
        found = KeptConcerns(tree, model)
        _log(actor, act, concerns, kept.taxonomy, tree, lambda: keep_concerns(home, found))
    return found


def _edit(
    home: Home,
    actor: Actor,
    version: int,
    act: str,
    concerns: str | Sequence[str],
    change: Callable[[Taxonomy], Taxonomy],
) -> int:
    return change_tree(home, actor, version, act, concerns, change).taxonomy.version


def _each(
    concerns: Sequence[str], change: Callable[[Taxonomy, str], Taxonomy]
) -> Callable[[Taxonomy], Taxonomy]:
    return lambda tree: reduce(change, dict.fromkeys(concerns), tree)


def _kept(home: Home) -> KeptConcerns:
    found = kept_concerns(home)
    if found is None:
        raise InputError("No concerns were learned yet", None, "Learn them first: rapport models concerns.")
    return found


def _same(home: Home, version: int) -> KeptConcerns:
    kept = _kept(home)
    if kept.taxonomy.version != version:
        raise TreeChangedError(
            "Somebody else changed the tree meanwhile",
            f"version {kept.taxonomy.version}, not {version}",
            "Look at it as it is now, then change it again.",
        )
    return kept


def _became(now: Taxonomy, then: Taxonomy) -> dict[str, str]:
    """What the tree of then follows: also what an earlier undo took back, for it is still read so."""
    gone = {old: new for old, new in now.became.items() if old not in then.concerns}
    return {**gone, **then.became, **_homes(now, then)}


def _homes(now: Taxonomy, then: Taxonomy) -> dict[str, str]:
    """Of every concern that only the state now knows, the one of then whose conversations it took."""
    found = {}
    for one in now.concerns.values():
        if one.id in then.concerns or one.id in then.became:
            continue
        above, seen = one.parent, {one.id}
        while above is not None and above not in then.concerns and above not in seen:
            seen.add(above)
            above = now.concerns[above].parent
        found[one.id] = above if above is not None and above in then.concerns else OTHER
    return found


def _names_all(model: ConcernModel, then: KeptConcerns) -> bool:
    """Whether a model of today can name what that of then could, and nothing that was no concern then."""
    today, before = (set(one.concerns) - {OTHER} for one in (model, then.model))
    return before <= today and today - before <= set(then.taxonomy.concerns)


def _go_back(home: Home, found: KeptConcerns, last: Path) -> None:
    keep_concerns(home, found, aside=False)
    last.unlink(missing_ok=True)


def _log(
    actor: Actor,
    act: str,
    concerns: str | Sequence[str],
    before: Taxonomy,
    after: Taxonomy,
    keep: Callable[[], None],
) -> None:
    """The lines of the log and the file together: without the lines nothing is kept."""
    from django.db import transaction

    from rapport.program.people.services import log_change

    with transaction.atomic():
        for one in [concerns] if isinstance(concerns, str) else dict.fromkeys(concerns):
            log_change(actor, act, "concern", one, before=_told(before, one), after=_told(after, one))
        keep()


def _told(tree: Taxonomy, concern: str) -> dict[str, object]:
    one: Concern | None = tree.concerns.get(concern)
    told: dict[str, object] = {"version": tree.version, "concerns": len(tree.concerns)}
    return told | ({"name": one.name, "parent": one.parent, "pinned": one.pinned} if one else {})
