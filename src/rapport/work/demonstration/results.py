"""What people of the demo do with the results: a report is kept, two are mailed, views are shared."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import time
from pathlib import Path

from rapport.program.views.plain import SchedulePlan
from rapport.warehouse import Warehouse
from rapport.work.demonstration.cast import Cast
from rapport.work.results.reporting import report_path
from rapport.work.results.share import share
from rapport.work.results.view import View

MAILED = (
    (
        "manager",
        SchedulePlan(
            "Service quality", "executive", "pdf", "month", 1, time(7), "", ("board@halyard.example",)
        ),
    ),
    (
        "lead",
        SchedulePlan(
            "Where points are lost", "manager", "xlsx", "week", 0, time(6), "", ("teams@halyard.example",)
        ),
    ),
)
"""Nobody reads them: names under `example` reach no server."""
SHARED = (
    ("manager", "executive", "For the board"),
    ("lead", "executive", "For the screen in the hall"),
    ("team", "manager", "How Billing is doing"),
)


def share_results(cast: Cast, report: Path) -> None:
    """The report kept for all who make reports, two schedules, and links that hold for a week."""
    from rapport.program.views.services import report_keep, schedule_create

    manager, home = cast.actors["manager"], cast.home
    kept = report_path(home, f"second-quarter{report.suffix}")
    shutil.copyfile(report, kept)
    report_keep(
        manager,
        title=f"Executive report · {home.settings.name}",
        audience="executive",
        form=report.suffix.removeprefix("."),
        query={},
        file=kept.name,
        size=kept.stat().st_size,
        data_version=Warehouse(home.warehouse_path).data_version,
    )
    for who, plan in MAILED:
        schedule_create(cast.actors[who], replace(plan, time_zone=home.settings.time_zone))
    for who, dashboard, title in SHARED:
        share(home, cast.actors[who], View(), dashboard, title=title, days=7)
