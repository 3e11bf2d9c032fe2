"""Numbers that people's scores of a sample and machines' readings of everything give together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from rapport.findings import load_audit
from rapport.findings.assisted import Bools, Floats, Frame, assisted, taught
from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import column_values
from rapport.findings.dimensions import canonical
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.estimates import audit_estimates, known_metric
from rapport.findings.metric_names import AuditMetric
from rapport.findings.metric_result import MetricResult
from rapport.findings.questions.machine import condition
from rapport.findings.survey import SURVEY_METRICS
from rapport.home import Home
from rapport.program.audits.plain import SampleFacts
from rapport.program.people.actor import TERMINAL
from rapport.records.errors import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.warehouse.served import SERVED
from rapport.work.choose_audit import ChosenAudit, choose_audit
from rapport.work.experience.machine import Machine, machine_of
from rapport.work.experience.ratings import CUSTOMERS
from rapport.work.models.card import kept_card
from rapport.work.sampling.frame import sampling_frame

NUMBERS = ("effort", "satisfaction", "resolved_p", "impact", "ending", "customer_mood", "agent_mood")
LABELS = {
    "emotions": ("annoyed", "angry", "disappointed", "worried", "grateful", "happy", "warm", "empathetic"),
    "effort_cues": ("transfer", "long_wait", "repetition", "called_before", "not_solved", "refusal",
        "transferred", "contact_before", "same_concern_before"),
    "behaviours": (
        "greeting", "empathy", "ownership", "next_step", "check_understanding", "summary", "closing",
        "anything_else", "wait_announced", "jargon", "blame", "own_name", "apology", "thanks",
    ),
}  # fmt: skip
"""What of the sheet a human score is predicted from."""
LEARNED = {"effort": "effort", "satisfaction": "satisfaction", "resolved": "resolved_p"}
"""Targets that a home can teach, and the column each is read into."""


def assisted_estimates(
    home: Home,
    metric: str,
    *,
    by: Sequence[str] = (),
    where: Mapping[str, str] | None = None,
    criteria: str | None = None,
    sample: str | None = None,
    domain: Domain = EVERYTHING,
) -> list[MetricResult]:
    """A metric of an audit, by people's scores of its sample and what machines read of its whole frame.

    Raises InputError for what is no probability sample: answers of surveys, evaluations without a sample;
    and for a metric or dimension that is not there.
    """
    if metric in SURVEY_METRICS:
        raise InputError(
            "Who answers a survey is no probability sample: machines cannot make up for who does not",
            metric,
            "Ask for --source machine beside it, or a metric of an audit.",
        )
    chosen = choose_audit(home, criteria, sample)
    if chosen.criteria is None or chosen.frame is None:
        raise InputError(
            "These evaluations come from no drawn sample", metric, "Draw a sample, or name one: --sample."
        )
    found = known_metric(metric, chosen.criteria)
    machine = machine_of(home)
    return Warehouse(home.warehouse_path).ask(
        lambda snapshot: _estimates(home, snapshot, machine, chosen, found, by, where or {}, domain)
    )


def _estimates(
    home: Home,
    snapshot: Snapshot,
    machine: Machine,
    chosen: ChosenAudit,
    metric: AuditMetric,
    by: Sequence[str],
    where: Mapping[str, str],
    domain: Domain,
) -> list[MetricResult]:
    names = tuple(dict.fromkeys(canonical(one) for one in by))
    kept = {canonical(name): value for name, value in where.items()}
    if chosen.criteria is None or chosen.frame is None:
        return []
    wanted = (*names, *kept, *domain.names)
    audit = load_audit(snapshot, chosen.criteria, chosen.frame, home.settings, dimensions=wanted)
    frame = _frame(home, snapshot, machine, audit)
    human = column_values(audit, metric.column)
    known = taught(frame, audit.rows["interaction_id"].to_list(), human)
    told = []
    for one in audit_estimates(audit, metric, names, kept, domain):
        conditions = {**kept, **one.dimensions}
        whole = not conditions and domain.everything
        estimate = assisted(
            known,
            audit.sample,
            human,
            one.estimate,
            rows=None if whole else _of_sample(audit, conditions, domain),
            inside=None if whole else _of_frame(machine, conditions, domain, frame),
        )
        told.append(MetricResult(one.metric, one.group, one.dimensions, estimate))
    return told


def _of_sample(audit: Audit, conditions: Mapping[str, str], domain: Domain) -> Bools:
    inside = domain.mask(audit.rows)
    for name, value in conditions.items():
        inside &= (audit.rows[name].cast(pl.String) == value).fill_null(False).to_numpy()
    return inside


def _frame(home: Home, snapshot: Snapshot, machine: Machine, audit: Audit) -> Frame:
    """What could have been drawn when the sample was, with what was read of each."""
    from rapport.program.audits.selectors import sample_facts

    if audit.frame is None:
        raise InputError("These evaluations come from no drawn sample", None, "Name one: --sample.")
    facts = sample_facts(TERMINAL, audit.frame.sample)
    found = sampling_frame(snapshot, facts.by, facts.where, home.settings.time_zone)
    inside = np.ones(len(found.ids), dtype=bool)
    if len(found.ids) > facts.frame_size:
        inside = _there_then(snapshot, facts, found.ids, audit.rows["interaction_id"].to_list())
    ids = found.ids[inside]
    return Frame(ids, found.strata[inside], _read(machine, ids), audit.frame.populations)


def _there_then(snapshot: Snapshot, facts: SampleFacts, ids: NDArray[Any], drawn: Sequence[str]) -> Bools:
    """Those that were there when the sample was drawn: what came since is not meant."""
    later = snapshot.sql(
        f"SELECT interaction_id FROM interactions WHERE imported_at > $at AND {SERVED}",
        {"at": facts.created_at},
    )
    new = set(later["interaction_id"].to_pylist()) - set(drawn)
    return np.array([one not in new for one in ids.tolist()], dtype=bool)


def learned_from_people(machine: Machine) -> frozenset[str]:
    """Columns of readings by models that learned from evaluations: they know the scores of a sample by heart,
    and would promise more than they can. What learned from customers' answers does not."""
    read = tuple(machine.read_by("service_by"))
    found = set()
    for target, name in LEARNED.items():
        if any(re.search(rf"(^|\+){target}@\d+\+\d", one) for one in read):
            card = kept_card(machine.home, f"experience-{target}")
            if card is None or not card.learned_from.startswith(CUSTOMERS):
                found.add(name)
    if any(re.search(r"(^|\+)behaviours@\d+\+\d", one) for one in read):
        found.add("behaviours")
    return frozenset(found)


def _read(machine: Machine, ids: NDArray[Any]) -> Floats:
    """What machines read of these interactions, a column each, in their order."""
    left_out = learned_from_people(machine)
    columns = [f"{name}::DOUBLE AS {name}" for name in NUMBERS if name not in left_out]
    columns += [
        f"list_contains({listed}, '{label}')::DOUBLE AS {listed}_{label}"
        for listed, labels in LABELS.items()
        if listed not in left_out
        for label in labels
    ]
    query = f"SELECT interaction_id, {', '.join(columns)} FROM sheet"
    table = pl.DataFrame(machine.ask(query, {}))
    wanted = pl.DataFrame({"interaction_id": pl.Series(ids.tolist(), dtype=pl.String)})
    joined = wanted.join(table, on="interaction_id", how="left", maintain_order="left")
    return joined.drop("interaction_id").fill_null(float("nan")).to_numpy()


def _of_frame(machine: Machine, conditions: Mapping[str, str], domain: Domain, frame: Frame) -> Bools:
    """Which of the frame fulfil the conditions, as the sheet knows them."""
    values: dict[str, Any] = {}
    test = condition(values, conditions, domain, machine.follow)
    rows = machine.ask(f"SELECT interaction_id FROM sheet WHERE {test}", values)
    known = set(rows["interaction_id"].to_pylist())
    return np.array([one in known for one in frame.ids.tolist()], dtype=bool)
