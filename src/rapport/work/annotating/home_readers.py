"""The readers of a home: those that come with Rapport, and what the home has taught itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from rapport.home import Home
from rapport.language.reader import Reader
from rapport.language.readers import READERS
from rapport.records.errors import InputError
from rapport.work.annotating.pool import Makers


def home_readers(home: Home, only: Sequence[str] = ()) -> Makers:
    """The readers of the home, or those named, each as a function that makes it here or in another process.
    Raises InputError for one that does not exist."""
    from rapport.work.annotating.home_service import service_reader
    from rapport.work.concerns.kept import concerns_path, concerns_reader
    from rapport.work.teaching.elements import criteria_reader
    from rapport.work.teaching.kept import own_words

    found: dict[str, Callable[[], Reader]] = dict(READERS)
    if "service" in found:
        found["service"] = partial(service_reader, str(home.root / "models"), own_words(home))
    if concerns_path(home).exists():
        found["concerns"] = partial(concerns_reader, str(concerns_path(home)))
    if _scores(home):
        found["criteria"] = partial(criteria_reader, str(home.root / "models"), own_words(home))
    if unknown := [name for name in only if name not in found]:
        raise InputError(f"There is no reader {unknown[0]!r}", "--only", f"Use {', '.join(found)}.")
    return {name: make for name, make in found.items() if not only or name in only}


def _scores(home: Home) -> bool:
    """Whether rules of criteria stand for something. Where that cannot be read, whoever makes the reader is
    told: the others read on."""
    from rapport.work.teaching.elements import kept_rules, rules_path

    try:
        return bool(kept_rules(rules_path(home)))
    except InputError:
        return True
