"""What a home has learned of how it was for its customers: a file a target in its folder `models`. They hold
numbers only, no customer's words."""

from __future__ import annotations

from pathlib import Path

from rapport.home import Home
from rapport.language.experience.annotator import ExperienceAnnotator
from rapport.language.experience.predictor import ExperiencePredictor
from rapport.records.errors import InputError
from rapport.warehouse.disk import write_whole
from rapport.work.experience.ratings import TARGETS
from rapport.work.models.card import card_path

ORDER = ("effort", "satisfaction", "resolved")
"""As annotators read them."""


def experience_path(home: Home, target: str) -> Path:
    """Where what was learned of a target is kept."""
    return models_folder(home.root) / f"experience-{target}.model"


def models_folder(root: Path) -> Path:
    """The folder of all models of the home at `root`."""
    return root / "models"


def keep_experience(home: Home, predictor: ExperiencePredictor) -> None:
    """Replaces what was kept of the target, in one step."""
    path = experience_path(home, predictor.target)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, predictor.to_bytes())


def kept_experience(home: Home, target: str) -> ExperiencePredictor | None:
    """What was learned, None where nothing was. Raises InputError for a file that is damaged, or that was
    learned by other word lists and rules than are installed now."""
    path = experience_path(home, target)
    return _read(path) if path.exists() else None


def unusable_experience(home: Home) -> dict[str, str]:
    """Of each target whose file cannot be read with: why."""
    found = {}
    for target in TARGETS:
        try:
            kept_experience(home, target)
        except InputError as error:
            found[target] = error.what
    return found


def forget_experience(home: Home, target: str) -> bool:
    """Goes back to what is known without learning. True when there was something."""
    path = experience_path(home, target)
    there = path.exists()
    for one in (path, card_path(home, f"experience-{target}")):
        one.unlink(missing_ok=True)
    return there


def experience_annotator(folder: Path) -> ExperienceAnnotator:
    """The annotator of a home's models in `folder`; what was not learned, or cannot be used any more, reads
    without learning: its model's name tells."""
    predictors = []
    for target in ORDER:
        path = folder / f"experience-{target}.model"
        try:
            predictors.append(_read(path))
        except (InputError, FileNotFoundError):
            predictors.append(ExperiencePredictor(target))
    return ExperienceAnnotator(tuple(predictors))


def _read(path: Path) -> ExperiencePredictor:
    try:
        return ExperiencePredictor.from_bytes(path.read_bytes())
    except InputError as error:
        raise InputError(
            f"What was learned of {path.stem.removeprefix('experience-')} cannot be used: {error.what}",
            str(path),
            "Learn it again: rapport models experience.",
        ) from error
