"""Makes ways in, and closes them."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.surveys.errors import SurveyWorkError
from rapport.program.surveys.models import Door, SurveyVersion
from rapport.program.surveys.selectors.answering import forget_kept
from rapport.surveys.piping import FACT

KINDS = {
    Door.LINK: "Link to send or put anywhere",
    Door.CODE: "QR code to print",
    Door.WIDGET: "Widget in your own pages",
    Door.FORM: "Form that is always open, for feedback and complaints",
    Door.PROGRAM: "Program that hands answers in",
}
MOST_ORIGINS, MOST_FACTS = 20, 20


@transaction.atomic
def door_create(
    actor: Actor,
    *,
    survey_id: str,
    kind: str,
    name: str,
    touchpoint: str = "",
    facts: Iterable[str] = (),
    origins: Iterable[str] = (),
    closes_at: datetime | None = None,
) -> str:
    """A way in to a survey → its id. `facts` are lines as `interaction.channel = shop`; `origins` the sites
    (`https://www.example.org`) whose pages may show the widget. Raises SurveyWorkError."""
    actor.require(Permission.SURVEYS_EDIT)
    named, touched = " ".join(name.split()), " ".join(touchpoint.split())
    if kind not in KINDS:
        raise SurveyWorkError("There is no such way in", "kind", "Choose one of the list.")
    if not 1 <= len(named) <= 200 or len(touched) > 200:
        raise SurveyWorkError("The name is empty or too long", "name", "Use 1 to 200 letters.")
    versions = SurveyVersion.objects.filter(survey_id=survey_id, closed_at=None, survey__archived_at=None)
    if not versions.exists():
        raise SurveyWorkError("There is no such survey to answer", "survey", "Publish a version of it first.")
    if closes_at is not None and closes_at <= timezone.now():
        raise SurveyWorkError("It would be closed already", "closes_at", "Give a day to come.")
    sites = sorted({origin_of(one) for one in origins if one.strip()})
    if kind == Door.WIDGET and not sites:
        raise SurveyWorkError(
            "No site may show the widget", "origins", "Name one, as https://www.example.org."
        )
    if len(sites) > MOST_ORIGINS:
        raise SurveyWorkError("Too many sites", "origins", f"Name {MOST_ORIGINS} at most.")
    door = Door.objects.create(
        pk=secrets.token_urlsafe(9),
        survey_id=survey_id,
        kind=kind,
        name=named,
        touchpoint=touched,
        facts=facts_of(facts),
        origins=sites,
        closes_at=closes_at,
        created_by=actor.name,
    )
    after = {"survey": survey_id, "kind": kind, "name": named, "origins": sites}
    log_change(actor, "door.create", "door", door.pk, after=after)
    return str(door.pk)


@transaction.atomic
def door_close(actor: Actor, door_id: str) -> None:
    """Nobody new comes in; forms that were begun are taken for a day. Raises SurveyWorkError."""
    _set_closed(actor, door_id, timezone.now(), "door.close")


@transaction.atomic
def door_open(actor: Actor, door_id: str) -> None:
    """Opens it again, whatever day it was to close on. Raises SurveyWorkError."""
    _set_closed(actor, door_id, None, "door.open")


def _set_closed(actor: Actor, door_id: str, at: datetime | None, act: str) -> None:
    actor.require(Permission.SURVEYS_EDIT)
    row = Door.objects.select_for_update().filter(pk=door_id).first()
    if row is None:
        raise SurveyWorkError("There is no such way in", None, "Look at the list.")
    if (row.closed_at is None) == (at is None) and not (at is None and row.closes_at):
        return
    row.closed_at = at
    if at is None and row.closes_at is not None and row.closes_at <= timezone.now():
        row.closes_at = None
    row.save(update_fields=["closed_at", "closes_at"])
    log_change(actor, act, "door", door_id)
    transaction.on_commit(forget_kept)


def origin_of(text: str) -> str:
    """A site as browsers name it: scheme, host and port. Raises SurveyWorkError for anything else."""
    parts = urlsplit(text.strip().rstrip("/"))
    try:
        port = parts.port
    except ValueError:
        port = -1
    host = (parts.hostname or "").lower()
    local = host in ("localhost", "127.0.0.1")
    good = parts.scheme == "https" or (parts.scheme == "http" and local)
    if not good or not re.fullmatch(r"[a-z0-9.-]{1,250}", host) or port == -1 or parts.path or parts.query:
        remedy = "Write it as https://www.example.org, without a path."
        raise SurveyWorkError(f"{text.strip()[:80]!r} is no site", "origins", remedy)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def facts_of(lines: Iterable[str]) -> dict[str, str]:
    """Facts that everybody who comes by has in common. Raises SurveyWorkError for lines that name none."""
    found: dict[str, str] = {}
    for line in lines:
        name, sign, value = (part.strip() for part in line.partition("="))
        if not line.strip():
            continue
        if not sign or not FACT.fullmatch(name) or not 1 <= len(value) <= 200 or name.endswith(".id"):
            remedy = "Write each as interaction.channel = shop; ids of people are not for everybody."
            raise SurveyWorkError(f"{line.strip()[:80]!r} is no fact", "facts", remedy)
        found[name] = value
    if len(found) > MOST_FACTS:
        raise SurveyWorkError("Too many facts", "facts", f"Give {MOST_FACTS} at most.")
    return found
