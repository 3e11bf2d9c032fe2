"""Find what the data say and write it down, for whom it is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import orjson

from rapport.findings import EVERYTHING, Domain, Findings, find, load_audit
from rapport.home import Home
from rapport.records import InputError
from rapport.reports import FORMATS, render
from rapport.reports.words import phrase
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import ChosenAudit, choose_audit
from rapport.work.exploring.turns import turns_said
from rapport.work.progress import Progress, Silent
from rapport.work.publish import publish

AUDIENCES = ("executive", "manager", "associate")


@dataclass(frozen=True)
class ReportResult:
    """`paths` of what was written, `records` of what it can be computed from, `summary` in sentences."""

    paths: tuple[Path, ...]
    records: tuple[Path, ...]
    summary: tuple[str, ...]


def write_reports(
    home: Home,
    *,
    audiences: Sequence[str] = ("executive",),
    formats: Sequence[str] = ("html",),
    team: str | None = None,
    agent: str | None = None,
    criteria: str | None = None,
    sample: str | None = None,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> ReportResult:
    """Writes one file for each audience and format, and beside them a record (JSON) of the data version,
    criteria, sample and method they can be computed from again, with their estimates.

    Raises InputError for an unknown audience, format, team, agent, criteria or sample, and when nothing
    has been evaluated yet.
    """
    progress = progress or Silent()
    _check(audiences, formats)
    publish(home, progress)
    chosen = choose_audit(home, criteria, sample)
    progress.stage("Finding what the data say")
    found = findings_of(home, chosen)
    progress.stage("Writing reports", len(audiences) * len(formats))
    target = Path(folder) if folder else home.folder("reports")
    target.mkdir(parents=True, exist_ok=True)
    paths, records = [], []
    for audience in dict.fromkeys(audiences):
        stem = _stem(found, audience, team, agent)
        for form in dict.fromkeys(formats):
            path = target / f"{stem}.{form}"
            only = agent if audience == "associate" else None
            render(found, audience, form, path, team=team, agent=only)
            paths.append(path)
            progress.advance()
        records.append(_record(target / f"{stem}.json", found, audience, team, agent))
    return ReportResult(tuple(paths), tuple(records), _summary(found))


def findings_of(home: Home, chosen: ChosenAudit, domain: Domain = EVERYTHING) -> Findings:
    """Everything the reports of an audit, or of a part of it, are cut from. Raises InputError when nothing
    was evaluated."""
    scored_by = chosen.criteria
    if scored_by is None:
        raise InputError(
            "Nothing has been evaluated yet",
            str(home.root),
            "Draw a sample, score it, and run: rapport evaluate import.",
        )
    return Warehouse(home.warehouse_path).ask(
        lambda snapshot: find(
            load_audit(
                snapshot,
                scored_by,
                chosen.frame,
                home.settings,
                previous=chosen.previous,
                domain=domain,
                turns=partial(turns_said, home),
            ),
            domain=domain,
        )
    )


def _check(audiences: Sequence[str], formats: Sequence[str]) -> None:
    for given, known, what in ((audiences, AUDIENCES, "audience"), (formats, tuple(FORMATS), "format")):
        for name in given:
            if name not in known:
                raise InputError(f"There is no {what} {name!r}", None, f"Choose from {', '.join(known)}.")
        if not given:
            raise InputError(f"No {what} is named", None, f"Choose from {', '.join(known)}.")


def _stem(found: Findings, audience: str, team: str | None, agent: str | None) -> str:
    made = found.provenance.made_at.strftime("%Y-%m-%d")
    parts = (
        made,
        found.provenance.sample or "all",
        audience,
        team,
        agent if audience == "associate" else None,
    )
    return "-".join(re.sub(r"[^\w]+", "-", part).strip("-").lower() for part in parts if part)


def _record(path: Path, found: Findings, audience: str, team: str | None, agent: str | None) -> Path:
    """What the report can be computed from again, and the estimates it showed."""
    record: dict[str, Any] = {
        "audience": audience,
        "team": team,
        "agent": agent,
        "provenance": asdict(found.provenance),
        "estimates": {name: estimate.as_dict() for name, estimate in found.scores.items()},
        "groups": {
            name: {one.group: one.estimate.as_dict() for one in every} for name, every in found.groups.items()
        },
    }
    path.write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS, default=str))
    return path


def _summary(found: Findings) -> tuple[str, ...]:
    qci = found.scores["qci"]
    about = found.provenance
    read = f"{about.evaluations:,} evaluations of {len(found.rows):,} interactions out of {about.frame:,}"
    first = f"QCI {phrase(qci)}, from {read}."
    return (first, *(finding.title for finding in found.findings[:5]))
