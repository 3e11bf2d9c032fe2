"""The concerns of a home, in one file of its folder `models`: the tree people keep and the model that knows
them. No customer's words are in it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from rapport.home import Home
from rapport.language.concerns.annotator import ConcernAnnotator
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.taxonomy import Concern, Taxonomy
from rapport.language.reader import Reader
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole

FORMAT = 1


@dataclass(frozen=True)
class KeptConcerns:
    """The tree, and the model whose labels are its ids."""

    taxonomy: Taxonomy
    model: ConcernModel


def concerns_path(home: Home) -> Path:
    """Where they are kept."""
    return home.root / "models" / "concerns.model"


def keep_concerns(home: Home, kept: KeptConcerns) -> None:
    """Replaces what was kept, in one step. Examples stay behind: they are customers' words, which a model
    must not hold when they are erased."""
    tree = kept.taxonomy
    told = {
        "format": FORMAT,
        "version": tree.version,
        "concerns": [asdict(replace(one, examples=())) for one in tree.concerns.values()],
        "became": dict(tree.became),
        "split": sorted(tree.split),
    }
    path = concerns_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, orjson.dumps(told) + b"\n" + kept.model.to_bytes())


def kept_concerns(home: Home) -> KeptConcerns | None:
    """The concerns of a home, None before any were learned. Raises InputError for a file that is damaged or
    of another version."""
    path = concerns_path(home)
    return _read(path) if path.exists() else None


def concerns_reader(path: str) -> Reader:
    """The reader that knows them, here or in another process."""
    kept = _read(Path(path))
    return Reader("concerns", (ConcernAnnotator(kept.model, kept.taxonomy),))


def _read(path: Path) -> KeptConcerns:
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
    return KeptConcerns(tree, ConcernModel.from_bytes(body))


def _concern(told: dict[str, Any]) -> Concern:
    return Concern(**{**told, "words": tuple(told["words"]), "examples": ()})


def _unusable(path: Path, how: str) -> InputError:
    return InputError(f"The model of concerns {how}", str(path), "Learn it again: rapport models concerns.")
