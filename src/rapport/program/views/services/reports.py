"""Keeps the reports that were made."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from rapport.program.hooks.services import announce
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.views.errors import ViewsError
from rapport.program.views.models import MadeReport


@transaction.atomic
def report_keep(
    actor: Actor,
    *,
    title: str,
    audience: str,
    form: str,
    query: Mapping[str, str],
    file: str,
    size: int,
    data_version: int,
) -> str:
    """Notes a report whose file is written → its id. Raises NotAllowedError."""
    actor.require(Permission.REPORTS_MAKE)
    made = MadeReport.objects.create(
        user_id=actor.user_id,
        by=actor.name,
        title=title[:300],
        audience=audience,
        form=form,
        query=dict(query),
        file=file,
        size=size,
        data_version=data_version,
    )
    log_change(actor, "report.make", "report", str(made.pk), after={"audience": audience, "form": form})
    announce(
        "report.made",
        {"report": str(made.pk), "audience": audience, "form": form, "data_version": data_version},
    )
    return str(made.pk)


@transaction.atomic
def report_remove(actor: Actor, report: str) -> str:
    """Forgets a report → the name of its file, to be removed by the caller. Raises ViewsError."""
    actor.require(Permission.REPORTS_MAKE)
    found = MadeReport.objects.filter(pk=report).first()
    if found is None:
        raise ViewsError("There is no such report", None, "Look at the list of reports.")
    name = str(found.file)
    found.delete()
    log_change(actor, "report.remove", "report", report)
    return name
