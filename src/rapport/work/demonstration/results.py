"""What the manager of the demo does with the results: keeps a report, has it mailed, shares a view."""

from __future__ import annotations

import shutil
from datetime import time
from pathlib import Path

from rapport.program.views.plain import SchedulePlan
from rapport.warehouse import Warehouse
from rapport.work.demonstration.cast import Cast
from rapport.work.results.reporting import report_path
from rapport.work.results.share import share
from rapport.work.results.view import View

BOARD = "board@halyard.example"
"""Nobody is there: names under `example` reach no server."""


def share_results(cast: Cast, report: Path) -> None:
    """The report kept for all who make reports, a schedule for the first of each month, a link for a week."""
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
    zone = home.settings.time_zone
    plan = SchedulePlan("Service quality", "executive", "pdf", "month", 1, time(7), zone, (BOARD,))
    schedule_create(manager, plan)
    share(home, manager, View(), "executive", title="For the board", days=7)
