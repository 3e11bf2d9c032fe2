"""Reads ways in: the list, and one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.surveys.models import Door, Survey


@dataclass(frozen=True)
class DoorLine:
    """A way in as those see it who keep it."""

    id: str
    kind: str
    name: str
    survey_id: str
    title: str
    touchpoint: str
    facts: Mapping[str, Any]
    origins: tuple[str, ...]
    closes_at: datetime | None
    closed_at: datetime | None
    created_by: str
    created_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether somebody new may come in."""
        return self.closed_at is None and (self.closes_at is None or self.closes_at > timezone.now())


def doors_list(actor: Actor) -> list[DoorLine]:
    """Every way in, open ones first, the newest before."""
    actor.require(Permission.SURVEYS_READ)
    rows = Door.objects.select_related("survey").order_by("-created_at", "pk")
    return sorted((_line(row) for row in rows), key=lambda one: not one.is_open)


def door_line(actor: Actor, door_id: str) -> DoorLine | None:
    """One way in, None when there is none."""
    actor.require(Permission.SURVEYS_READ)
    row = Door.objects.select_related("survey").filter(pk=door_id).first()
    return None if row is None else _line(row)


def surveys_to_enter(actor: Actor) -> list[tuple[str, str]]:
    """Id and title of every survey that can be answered."""
    actor.require(Permission.SURVEYS_READ)
    rows = Survey.objects.filter(archived_at=None, versions__closed_at=None, versions__isnull=False)
    return list(rows.order_by("title", "pk").values_list("pk", "title").distinct())


def _line(row: Door) -> DoorLine:
    return DoorLine(
        row.pk,
        row.kind,
        row.name,
        row.survey_id,
        row.survey.title,
        row.touchpoint,
        row.facts,
        tuple(row.origins),
        row.closes_at,
        row.closed_at,
        row.created_by,
        row.created_at,
    )
