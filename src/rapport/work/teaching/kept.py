"""The home's own model of behaviours, in one file of its folder `models`: numbers only, nobody's words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rapport.home import Home
from rapport.language.behaviours.annotator import BehaviourAnnotator
from rapport.language.behaviours.corrector import BehaviourModel
from rapport.language.behaviours.words_given import JARGON
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole


def behaviours_path(home: Home) -> Path:
    """Where it is kept."""
    return home.root / "models" / "behaviours.model"


def keep_behaviours(home: Home, model: BehaviourModel) -> None:
    """Replaces what was kept, in one step."""
    path = behaviours_path(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, model.to_bytes())


def kept_behaviours(home: Home) -> BehaviourModel:
    """The model of a home; the rules alone before anybody taught it. Raises InputError for a file that is
    damaged or of another version."""
    return behaviours_from(behaviours_path(home))


def behaviours_from(path: Path) -> BehaviourModel:
    """As `kept_behaviours`, here or in another process."""
    if not path.exists():
        return BehaviourModel()
    try:
        return BehaviourModel.from_bytes(path.read_bytes())
    except InputError as error:
        raise InputError(
            f"What was learned of behaviours cannot be used: {error.what}",
            str(path),
            "Learn it again (rapport models behaviours), or remove the file to go by the rules alone.",
        ) from error


@dataclass(frozen=True)
class OwnWords:
    """Words a home looks for beside those that come with Rapport."""

    brand: tuple[str, ...] = ()
    jargon: tuple[str, ...] = ()


def own_words(home: Home) -> OwnWords:
    """Those of the settings."""
    return OwnWords(home.settings.brand_words, home.settings.jargon_words)


def annotator_with(model: BehaviourModel, words: OwnWords) -> BehaviourAnnotator:
    """What reads behaviours with this model and these words."""
    return BehaviourAnnotator(words.brand, (*JARGON, *words.jargon), model)
