"""Learning takes a while, and others learn meanwhile: nobody's is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rapport.home import Home
from rapport.language.concerns.model import ConcernModel
from rapport.records.errors import InputError
from rapport.work.concerns.kept import KeptConcerns, kept_concerns

Done = TypeVar("Done")


class ModelChangedError(InputError):
    """Another model was kept since this one began to learn on top of the one before."""


def learn_on_top(home: Home, learn: Callable[[KeptConcerns], Done]) -> Done:
    """What `learn` makes of the concerns as they are. It ends by keeping what it learned, and raises
    ModelChangedError (`same_model`) where it learned on top of a model that is no more: then it learns once
    more, on top of the new one. Raises InputError where no concerns were learned, and what `learn` raises."""
    try:
        return learn(_kept(home))
    except ModelChangedError:
        return learn(_kept(home))


def same_model(now: ConcernModel, before: ConcernModel) -> None:
    """To be asked under the lock, before a model that learned on top of `before` takes the place of the one
    that is there `now`."""
    if now.name != before.name:
        raise ModelChangedError(
            "Others taught the concerns meanwhile", f"{now.name}, not {before.name}", "Do it once more."
        )


def _kept(home: Home) -> KeptConcerns:
    found = kept_concerns(home)
    if found is None:
        raise InputError("No concerns were learned yet", None, "Learn them first: rapport models concerns.")
    return found
