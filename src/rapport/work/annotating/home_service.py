"""What reads for effort, resolution and behaviours, with what the home has learned of each."""

from __future__ import annotations

from pathlib import Path

from rapport.language.experience.together import ServiceAnnotator
from rapport.language.reader import Reader
from rapport.language.readers import SERVICE
from rapport.work.experience.kept import experience_annotator
from rapport.work.teaching.kept import OwnWords, annotator_with, behaviours_from

NONE = OwnWords()


def service_reader(models: str, words: OwnWords = NONE) -> Reader:
    """The reader with the models of this folder, here or in another process; what is not there stays as it
    comes with the library."""
    corrected = behaviours_from(Path(models) / "behaviours.model")
    experience = experience_annotator(Path(models))
    annotator = ServiceAnnotator(experience, annotator_with(corrected, words))
    return Reader("service", (annotator,), SERVICE, looks_back=True)
