"""The case that an alert opens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import DataError

from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.alerts.definition.told import rule_told
from rapport.program.alerts.models import Firing, RuleVersion
from rapport.program.people.actor import TERMINAL
from rapport.records.errors import InputError


def open_case(row: Firing, now: datetime) -> None:
    """Opens the case, where the rule does that, and marks the row. The case is found by its key when this is
    done again."""
    from rapport.program.cases.services import case_open

    definition = parse_rule(RuleVersion.objects.get(rule_id=row.rule_id, number=row.number).text)
    if definition.opens_case:
        try:
            case = case_open(
                key=f"alert:{row.pk}",
                customer_id=row.customer_id,
                interaction_id=row.interaction_id,
                kind=definition.kind,
                title=definition.title,
                reason=rule_told(definition),
                source=f"rule:{row.rule_id}@{row.number}",
                urgency=definition.urgency,
                facts=dict(row.facts),
                actor=TERMINAL,
                wait=True,
            )
        except InputError as error:
            row.state, row.problem = Firing.FAILED, error.what[:300]
            return
        except (DataError, ValueError) as error:  # of this one alone: what waits after it is not held up
            row.state, row.problem = Firing.FAILED, f"It is no case: {type(error).__name__}"
            return
        row.case_id = None if case is None else UUID(str(case))
    row.state, row.fired_at, row.problem = Firing.FIRED, now, ""
