"""The question after a case is closed: a programme that comes with Rapport; its answers reach the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.sending.plain import FOLLOW_UP, Plan
from rapport.warehouse import Warehouse

NAME = "recovery"
SURVEY = """\
survey: recovery
version: 1
title: After we looked after your case
touchpoint: case
items:
  - id: settled
    type: single_choice
    text: Is what you contacted us about settled now?
    choices:
      - {id: yes_settled, text: "Yes, it is settled"}
      - {id: partly, text: "In part"}
      - {id: not_settled, text: "No, it is not settled"}
  - id: more
    type: text
    text: What is still open, or what should we know?
"""
SETTLED = ("yes", "yes_settled", "settled", "solved", "resolved")
UPPER = 0.75
"""From which part of a scale on an answer says that it was put right: 4 of 5, 6 of 7, 8 of 10."""
PLAN = Plan(NAME, kind=FOLLOW_UP, delay_hours=24.0, expires_hours=336.0, reminders=1, remind_after_hours=96.0)


def recovery_begin(actor: Actor, now: datetime) -> str:
    """Makes the survey, unless there is one of that name, and the programme, switched off → its id.

    Raises NotAllowedError; ProgrammeError where the programme is there already.
    """
    from django.db import transaction

    from rapport.program.sending.services import programme_create
    from rapport.program.surveys.selectors import newest_open, survey_line
    from rapport.program.surveys.services import survey_create, version_publish

    title = "After a case was closed"
    with transaction.atomic():
        if survey_line(actor, NAME) is None:
            survey_create(actor, NAME, SURVEY)
        if newest_open(actor, NAME) is None:
            version_publish(actor, NAME, 1)
        made: str = programme_create(actor, name=NAME, title=title, plan=PLAN, now=now)
    return made


def recoveries_due(home: Home) -> int:
    """The worker's round: tells cases what their customers answered → how many."""
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.cases.services import recovery_answered
    from rapport.program.sending.selectors.marks import follow_ups_untold
    from rapport.program.sending.services import follow_ups_told

    waiting = follow_ups_untold()
    if not waiting:
        return 0
    answers = _answers(home, [one.submission for one in waiting])
    counted, done = 0, []
    for one in waiting:
        given = answers.get(one.submission)
        if given is None:
            continue  # the warehouse does not have it yet
        value = recovered(given)
        if value is not None:
            counted += recovery_answered(one.case, value, one.completed_at, recovered=value >= UPPER)
        done.append(one.id)
    follow_ups_told(done)
    return counted


def recovered(answers: Sequence[Mapping[str, Any]]) -> float | None:
    """Where on a scale of 0 to 1 the first answer stands that has a scale or a choice; None: none has."""
    for one in answers:
        number, low, high = one["number"], one["scale_min"], one["scale_max"]
        if number is not None and low is not None and high is not None and high > low:
            share = (number - low) / (high - low)
            return float(share if one["higher_is_better"] else 1 - share)
        if one["item_type"] == "single_choice" and one["text"]:
            return 1.0 if one["text"] in SETTLED else 0.5 if one["text"] == "partly" else 0.0
    return None


def _answers(home: Home, submissions: list[str]) -> Mapping[str, list[Mapping[str, Any]]]:
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT submission_id, item_type, number, text, scale_min, scale_max, higher_is_better "
            "FROM answers WHERE submission_id IN (SELECT unnest($keys)) ORDER BY submission_id, item",
            {"keys": submissions},
        ).to_pylist()
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["submission_id"], []).append(row)
    return found
