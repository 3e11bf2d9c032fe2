"""What public pages read while people answer. Nobody is signed in there: who holds an address may see what
it leads to, and no more, so these ask for no actor.

Versions never change: each is read and parsed once a process. Whether one is closed, and where a door
stands, is looked up again after a few seconds.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from rapport.program.surveys.answered import Answerable, Entrance, Invited, SoFar
from rapport.program.surveys.models import Door, Invitation, Submission, SurveyVersion
from rapport.surveys.model import Survey
from rapport.surveys.parse import parse_survey

FRESH_S = 3.0
"""How long a closing may take to be known everywhere."""
MOST_KEPT = 500
Kept = TypeVar("Kept")
_LOCK = threading.Lock()
_PARSED: dict[tuple[Any, ...], Survey] = {}
_KNOWN: dict[tuple[Any, ...], tuple[float, Any]] = {}


def answerable(version: int) -> Answerable | None:
    """A version to be answered, open or closed; None when there is none."""
    return _fresh("version", version, lambda: _answerable(version))


def entrance(door: str) -> Entrance | None:
    """A way in, open or closed; None when there is none."""
    return _fresh("door", door, lambda: _entrance(door)) if len(door) <= 24 else None


def invited(invitation: uuid.UUID) -> Invited | None:
    """An invitation, whatever became of it; None when there is none."""
    row = Invitation.objects.filter(pk=invitation).first()
    if row is None:
        return None
    return Invited(
        row.pk,
        row.state in (Invitation.CANCELLED, Invitation.REFUSED),
        row.state == Invitation.REFUSED,
        row.facts,
        row.language,
        row.channel,
        row.touchpoint,
        row.programme,
        row.expires_at,
    )


def so_far(key: str) -> SoFar | None:
    """What was handed in under this key; None when nothing was."""
    row = Submission.objects.filter(pk=key).first()
    if row is None:
        return None
    over = row.completed_at is not None or row.published_at is not None
    return SoFar(row.answers, row.language, row.started_at, row.completed_at, over)


def forget_kept() -> None:
    """Looks everything up again: something was closed, or opened, in this process."""
    with _LOCK:
        _KNOWN.clear()


def _fresh(kind: str, key: object, look: Callable[[], Kept]) -> Kept:
    place = (_home(), kind, key)
    found = _KNOWN.get(place)
    now = time.monotonic()
    if found is not None and now - found[0] < FRESH_S:
        kept: Kept = found[1]
        return kept
    looked = look()
    with _LOCK:
        if len(_KNOWN) >= MOST_KEPT:
            _KNOWN.clear()
        _KNOWN[place] = (now, looked)
    return looked


def _answerable(version: int) -> Answerable | None:
    rows = SurveyVersion.objects.filter(pk=version).defer("text").select_related("survey__theme")
    row = rows.first()
    if row is None:
        return None
    theme = row.survey.theme
    return Answerable(
        row.pk,
        _parsed(row.pk),
        row.number,
        min(filter(None, (row.closed_at, row.survey.archived_at)), default=None),
        theme.sender if theme else "",
        theme.colours if theme else {},
    )


def _parsed(version: int) -> Survey:
    place = (_home(), version)
    found = _PARSED.get(place)
    if found is None:
        text = SurveyVersion.objects.values_list("text", flat=True).get(pk=version)
        found = parse_survey(text, f"version {version}")
        with _LOCK:
            if len(_PARSED) >= MOST_KEPT:
                _PARSED.clear()
            _PARSED[place] = found
    return found


def _entrance(door: str) -> Entrance | None:
    row = Door.objects.filter(pk=door).first()
    if row is None:
        return None
    version = row.version_id
    if version is None:
        rows = SurveyVersion.objects.filter(survey_id=row.survey_id, closed_at=None)
        version = rows.order_by("-number").values_list("pk", flat=True).first()
    return Entrance(
        row.pk,
        row.kind,
        row.name,
        row.survey_id,
        version,
        row.touchpoint,
        row.facts,
        tuple(row.origins),
        row.closes_at,
        row.closed_at,
        row.kind == Door.PROGRAM,
    )


def _home() -> tuple[Any, ...]:
    """Which database this is: a process may serve one home after another."""
    settings = connection.settings_dict
    return settings["NAME"], settings.get("HOST"), settings.get("PORT")
