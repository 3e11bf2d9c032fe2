"""What a plan can be measured by in this home."""

from __future__ import annotations

from dataclasses import dataclass

from rapport.criteria.model import title_of
from rapport.findings.cases import CASE_METRICS, CAUSE, case_metric
from rapport.findings.metric_names import audit_metric, audit_metric_names
from rapport.findings.operations import OPERATION_METRICS
from rapport.findings.survey import SURVEY_METRICS
from rapport.home import Home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect
from rapport.work.choose_audit import choose_audit

CASES, LONGEST = "Cases", 200
DIMENSIONS = ("team", "channel", "segment")
EASIER_WHEN_LOWER = tuple(OPERATION_METRICS)


@dataclass(frozen=True)
class Offered:
    """A metric by its name in `rapport estimate`, its title, and the kind it is listed under."""

    name: str
    title: str
    kind: str

    @property
    def lower_is_better(self) -> bool:
        """Times, turns, contacts given up, and cases for one reason: less of it is better for customers."""
        return self.name in EASIER_WHEN_LOWER or self.name.startswith(CAUSE)


def offered(home: Home) -> tuple[Offered, ...]:
    """Metrics of the newest criteria, of surveys, of operations and of cases."""
    found: list[Offered] = []
    criteria = choose_audit(home).criteria
    if criteria is not None:
        kinds = sorted({rule.kind for element in criteria.elements for rule in element.rules if rule.kind})
        free = [f"critical_error_free:{kind}" for kind in kinds]
        for name in (*audit_metric_names(criteria), *free):
            metric = audit_metric(name, criteria)
            if metric is not None and not name.startswith("points_available"):
                found.append(Offered(name, metric.title, "Audit"))
    found += [Offered(one.name, one.title, "Surveys") for one in SURVEY_METRICS.values()]
    found += [Offered(one.name, one.title, "Operations") for one in OPERATION_METRICS.values()]
    found += [Offered(one.name, one.title, CASES) for one in CASE_METRICS.values()]
    return (*found, *_causes(home))


def _causes(home: Home) -> list[Offered]:
    """How often each root cause of the tree is named."""
    connect(home)
    from rapport.program.cases.selectors import causes

    names = dict.fromkeys(f"{CAUSE}{one.name}" for one in causes(TERMINAL))
    fitting = (name for name in names if len(name) <= LONGEST)
    return [Offered(name, found.title, CASES) for name in fitting if (found := case_metric(name)) is not None]


def offered_one(home: Home, name: str) -> Offered:
    """The metric of that name; one that criteria no longer have keeps its name as its title."""
    if (of_cases := case_metric(name)) is not None:
        return Offered(name, of_cases.title, CASES)
    return next((one for one in offered(home) if one.name == name), Offered(name, title_of(name), "Audit"))
