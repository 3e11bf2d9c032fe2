"""The concerns of a home, in one file of its folder `models`: the tree people keep and the model that knows
them. No customer's words are in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from rapport.home import Home
from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.taxonomy import Concern, Taxonomy
from rapport.language.reader import Reader
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole
from rapport.work.concerns.earlier import births, earlier, set_aside

FORMAT = 1


@dataclass(frozen=True)
class KeptConcerns:
    """The tree, and the model whose labels are its ids. `anew`: the last change was to learn anew; taking it
    back brings the model of before back, too."""

    taxonomy: Taxonomy
    model: ConcernModel
    anew: bool = False


def concerns_path(home: Home) -> Path:
    """Where they are kept."""
    return home.root / "models" / "concerns.model"


def keep_concerns(home: Home, kept: KeptConcerns, *, aside: bool = True) -> None:
    """Replaces what was kept, in one step; what was before stays among the earlier ones unless
    `aside` is false. Examples stay
    behind: they are customers' words, which a model must not hold when they are erased."""
    tree, path = kept.taxonomy, concerns_path(home)
    told = {
        "format": FORMAT,
        "version": tree.version,
        "concerns": [asdict(replace(one, examples=())) for one in tree.concerns.values()],
        "became": dict(tree.became),
        "split": sorted(tree.split),
        "anew": kept.anew,
        "born": births(path, tree.concerns),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    if aside:
        set_aside(path)
    write_whole(path, orjson.dumps(told) + b"\n" + kept.model.to_bytes())


def kept_concerns(home: Home) -> KeptConcerns | None:
    """The concerns of a home, None before any were learned. Raises InputError for a file that is damaged or
    of another version."""
    path = concerns_path(home)
    return read_concerns(path) if path.exists() else None


def concerns_reader(path: str) -> Reader:
    """The reader that knows them, here or in another process. It gives the labels that its model learned, so
    that no edit of the tree makes it read anew: who tells of them follows them to what they are today.
    Raises InputError where the model needs an embedding that is not on this machine."""
    model = read_concerns(Path(path)).model
    model.embed  # noqa: B018 - told now where it is not there, rather than of every conversation
    return Reader("concerns", (ConcernAnnotator(model),))


class Before(NamedTuple):
    """What concerns are learned again on top of; `model` None: it cannot be read."""

    taxonomy: Taxonomy
    model: ConcernModel | None


def concerns_before(home: Home) -> Before | None:
    """The tree that people keep, also where the model beside it is damaged or of another version; where the
    tree itself is, that of the newest earlier state. None before any were learned."""
    if (found := _newest(home)) is None:
        return None
    tree, body = found
    try:
        return Before(tree, ConcernModel.from_bytes(body))
    except InputError:
        return Before(tree, None)


def kept_tree(home: Home) -> Taxonomy | None:
    """The same tree, for who asks nothing of the model: no page of other things stops where that is
    damaged."""
    found = _newest(home)
    return None if found is None else found[0]


def _newest(home: Home) -> tuple[Taxonomy, bytes] | None:
    path = concerns_path(home)
    for state in [path, *reversed(earlier(path))] if path.exists() else ():
        with suppress(InputError):
            tree, body, _ = _file(state)
            return tree, body
    return None


def concerns_usable(home: Home) -> bool:
    """Whether there is a file, and all of it can be read."""
    try:
        return kept_concerns(home) is not None
    except InputError:
        return False


def read_concerns(path: Path) -> KeptConcerns:
    """The concerns in a file. Raises InputError as `kept_concerns`."""
    tree, body, anew = _file(path)
    try:
        return KeptConcerns(tree, ConcernModel.from_bytes(body), anew)
    except InputError as error:
        raise _unusable(path, f"cannot be used: {error.what}") from error


def _file(path: Path) -> tuple[Taxonomy, bytes, bool]:
    """The tree in a file, the bytes of its model, and whether all was learned anew."""
    head, _, body = path.read_bytes().partition(b"\n")
    try:
        told = orjson.loads(head)
        if told["format"] != FORMAT:
            raise _unusable(path, f"is of format {told['format']}")
        tree = Taxonomy(
            {one["id"]: _concern(one) for one in told["concerns"]},
            told["version"],
            told["became"],
            frozenset(told["split"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise _unusable(path, "is damaged") from error
    return tree, body, told.get("anew") is True


def _concern(told: dict[str, Any]) -> Concern:
    return Concern(**{**told, "words": tuple(told["words"]), "examples": ()})


def _unusable(path: Path, how: str) -> InputError:
    return InputError(f"The model of concerns {how}", str(path), "Learn it again: rapport models concerns.")
