"""The tree of concerns for who changes it: every place with its conversations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapport.home import Home, open_home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.concerns.editing import tree_of
from rapport.work.concerns.kept import concerns_path, kept_concerns
from rapport.work.understanding.comes import COMES_IN
from rapport.work.understanding.counting import take_part
from rapport.work.understanding.later import worked_out
from rapport.work.understanding.seen import Where
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of, sheet_session
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.tree import NO_CONCERN, Place, labels_of, places, tree_mark

IN_EACH = "SELECT concern, count(*) AS n FROM said GROUP BY 1"
IN_ANY = f"SELECT count(*) AS n FROM sheet WHERE concerns_by IS NOT NULL AND {COMES_IN}"


@dataclass(frozen=True)
class EditedPlace:
    """`conversations` in which it comes, None while they are not counted yet."""

    place: Place
    conversations: int | None


@dataclass(frozen=True)
class Edited:
    """The tree at a `version`; `undoable` changes can be taken back. `marked` are those chosen, and
    `affected` the conversations in which one of them comes."""

    version: int
    undoable: int
    places: tuple[EditedPlace, ...]
    marked: tuple[Place, ...] = ()
    affected: int | None = None


def edited_tree(
    home: Home, actor: Actor, chosen: Sequence[str] = (), wait_s: float | None = None
) -> Edited | None:
    """The tree, and what a change of those chosen would touch; None before any concerns were learned. Raises
    NotAllowedError."""
    actor.require(Permission.CONCERNS_EDIT)
    if not concerns_path(home).exists():
        return None
    tree = tree_of(home, actor)
    sheet = sheet_of(home)
    function, counts = "rapport.work.understanding.edited:make_counts", None
    if sheet is not None:
        counts = worked_out(
            home, "edited", sheet.data_version, tree_mark(home), function, sheet, wait_s=wait_s
        )
    known = [one for one in places(tree.taxonomy) if one.id not in NO_CONCERN]
    found = tuple(EditedPlace(one, None if counts is None else counts.get(one.id, 0)) for one in known)
    marked = tuple(one for one in known if one.id in chosen)
    affected = None
    if sheet is not None and marked:
        ids, function = tuple(one.id for one in marked), "rapport.work.understanding.edited:make_affected"
        affected = worked_out(
            home, ("edited", ids), sheet.data_version, tree_mark(home), function, sheet, ids, wait_s=wait_s
        )
    return Edited(tree.taxonomy.version, tree.earlier, found, marked, affected)


def make_counts(root: str, sheet: Sheet) -> dict[str, int]:
    """Conversations in which each concern comes; in this process, or in the one beside."""
    home = open_home(root)
    kept = kept_concerns(home)
    with sheet_session(home, sheet) as session:
        take_part(session, kept.taxonomy if kept else Taxonomy(), Where())
        return {row["concern"]: row["n"] for row in session.ask(IN_EACH).to_pylist()}


def make_affected(root: str, sheet: Sheet, concerns: Sequence[str]) -> int:
    """Conversations in which one of the concerns comes, each counted once."""
    home = open_home(root)
    kept = kept_concerns(home)
    known = labels_of(kept.taxonomy, kept.model.concerns) if kept else {}
    labels = sorted({label for one in concerns for label in known.get(one, ())})
    found: int = ask_sheet(home, sheet, IN_ANY, {"labels": labels})["n"][0].as_py()
    return found
