"""Everything that a program does around its audits, once in the demo, by the people who would do it."""

from __future__ import annotations

from pathlib import Path

from rapport.work.demonstration.acting import act
from rapport.work.demonstration.answers import write_answers
from rapport.work.demonstration.asking import ask
from rapport.work.demonstration.cast import Cast
from rapport.work.demonstration.coaching import coach
from rapport.work.demonstration.interviewing import interview
from rapport.work.demonstration.inventory import take_inventory
from rapport.work.demonstration.judging import judge
from rapport.work.demonstration.objective import plan_objective
from rapport.work.demonstration.results import share_results
from rapport.work.demonstration.shopping import shop
from rapport.work.progress import Progress
from rapport.work.publish import publish


def run_program(cast: Cast, samples: tuple[str, str, str], report: Path, progress: Progress) -> None:
    """From the objective to coaching, so that every page of the demo has something to show; `report` is the
    one that was written of the second audit.

    No estimate changes by it: what is scored here is scored for calibration, certification or as targeted.
    """
    from django.db import transaction

    progress.stage("Setting up the program around the audits")
    with transaction.atomic():
        plan_objective(cast, samples)
        schema = take_inventory(cast)
        judge(cast)
        coach(cast, write_answers(cast))
        shop(cast)
        interview(cast, schema)
        share_results(cast, report)
        ask(cast)
    act(cast)
    publish(cast.home, progress)
