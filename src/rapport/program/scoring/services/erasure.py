"""Forgets what was noted about, and heard in, certain interactions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from rapport.program.scoring.models import Draft, Recording
from rapport.program.scoring.rows import plain_recording


def scoring_erase(ids: Iterable[str]) -> tuple[Mapping[str, int], tuple[str, ...]]:
    """Removes drafts and recordings of these interactions → how many of each, and the files that held
    the sound, for the caller to remove. The caller may erase customers; this asks no further."""
    wanted = sorted(set(ids))
    counts = {"drafts": 0, "recordings": 0}
    files: list[str] = []
    with transaction.atomic():
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            counts["drafts"] += Draft.objects.filter(interaction_id__in=part).delete()[0]
            recordings = Recording.objects.filter(interaction_id__in=part)
            files += [plain_recording(row).path for row in recordings]
            counts["recordings"] += recordings.delete()[0]
    return counts, tuple(files)
