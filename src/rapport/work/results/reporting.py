"""A findings report of a view, made as a job and kept in the home's folder of reports."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport.findings import Findings
from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.errors import NotAllowedError
from rapport.program.people.permissions import Permission, Sight
from rapport.records import InputError
from rapport.reports import FORMATS, render, words
from rapport.work.choose_audit import choose_audit
from rapport.work.progress import Progress
from rapport.work.publish import publish
from rapport.work.report import AUDIENCES, findings_of
from rapport.work.results.board import place_of
from rapport.work.results.choices import all_choices
from rapport.work.results.sight import Seen
from rapport.work.results.view import View, read_view

FOLDER = "made"


def report_request(home: Home, actor: Actor, audience: str, form: str, view: View) -> dict[str, Any]:
    """The arguments of the job, checked before it is queued. Raises NotAllowedError or InputError."""
    _may(actor)
    if audience not in AUDIENCES:
        raise InputError(f"There is no report for {audience!r}", "audience", f"Use {', '.join(AUDIENCES)}.")
    if form not in FORMATS:
        raise InputError(f"There is no report as {form!r}", "form", f"Use {', '.join(FORMATS)}.")
    all_choices(home).check(view)
    return {"audience": audience, "form": form, "query": dict(view.pairs())}


def make_report(
    home: Home, actor: Actor, progress: Progress, *, audience: str, form: str, query: Mapping[str, str]
) -> dict[str, Any]:
    """Makes the report and keeps it: the job. Raises NotAllowedError or InputError."""
    from rapport.program.judging.selectors import interactions_blind_to_anybody
    from rapport.program.views.services import report_keep

    view = read_view(query)
    report_request(home, actor, audience, form, view)
    publish(home, progress)
    progress.stage("Finding what the data say")
    found = _findings(home, view)
    progress.stage("Writing the report")
    path = report_path(home, f"{uuid.uuid4()}.{form}")
    # Nobody knows who will read what is sent round, so it quotes nothing that anybody still scores blind.
    render(found, audience, form, path, unlisted=interactions_blind_to_anybody(actor))
    title = f"{audience.capitalize()} report · {found.provenance.company}{_period(view)}"
    kept = report_keep(
        actor,
        title=title,
        audience=audience,
        form=form,
        query=query,
        file=path.name,
        size=path.stat().st_size,
        data_version=found.provenance.data_version,
    )
    return {"address": f"/reports/made/{kept}", "report": kept, "said": title}


def report_path(home: Home, name: str) -> Path:
    """Where a kept report lies. `name` comes from the database; it is still held to the folder."""
    folder = home.folder("reports") / FOLDER
    folder.mkdir(exist_ok=True)
    return folder / Path(name).name


def remove_report(home: Home, actor: Actor, report: str) -> None:
    """Removes a report and its file. Raises NotAllowedError or InputError."""
    from rapport.program.views.services import report_remove

    report_path(home, report_remove(actor, report)).unlink(missing_ok=True)


def _may(actor: Actor) -> None:
    """A whole report names teams and agents, so it is for who sees all of them."""
    if actor.sight(Permission.REPORTS_MAKE) is not Sight.ALL:
        raise NotAllowedError(Permission.REPORTS_MAKE, actor.name)


def _findings(home: Home, view: View) -> Findings:
    chosen = choose_audit(home, sample=view.audit)
    found = findings_of(home, chosen, view.domain(home.settings.zone))
    place = place_of(home, Seen("executive"), view)
    return replace(found, provenance=replace(found.provenance, company=place))


def _period(view: View) -> str:
    told = words.period(*view.days())
    return f" · {told}" if told else ""
