"""The live scores of an audit, and what is known of the interactions that were scored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rapport.findings.dimensions import COLUMNS
from rapport.findings.questions.among import among
from rapport.findings.questions.split import dimension, groups, interactions, kept, served

ABOUT = ("subject_id", "by", "metric", "value", "evidence", "stratum", "inclusion_probability", "measured_at")


def live_scores(snapshot: Any, definition: str, sample: str | None, purpose: str = "live") -> Any:
    """Scores by one version of criteria in one sample (None: outside any), a row for each metric."""
    table = _of(snapshot, definition, purpose)
    table = table.filter(table["sample"].isnull() if sample is None else table["sample"] == sample)
    named = table.select(evaluation=table.key.split(":")[1], **{name: table[name] for name in ABOUT})
    return snapshot.ask(named.rename(interaction_id="subject_id", evaluator="by"))


def _of(snapshot: Any, definition: str, purpose: str = "live") -> Any:
    table = snapshot.table("measurements")
    return table.filter(
        table.subject_kind == "interaction",
        table.source == "human",
        table.purpose == purpose,
        table.retracted_at.isnull(),
        table.definition == definition,
    )


def audit_before(snapshot: Any, definition: str, sample: str, until: Any) -> str | None:
    """The sample scored last of those whose scoring had ended by `until`."""
    table = _of(snapshot, definition)
    others = table.filter(table["sample"].notnull(), table["sample"] != sample, table.metric == "qci")
    ended = others.group_by("sample").agg(until=others.measured_at.max())
    found = snapshot.ask(ended.filter(ended.until <= until).order_by(ended.until.desc()).limit(1))
    return str(found["sample"][0].as_py()) if found.num_rows else None


def scored_interactions(snapshot: Any, ids: Sequence[str], dimensions: Sequence[str], zone: str) -> Any:
    """Interactions by id with the usual dimensions and these."""
    table = among(interactions(snapshot, ("segment", *dimensions)), "interaction_id", ids)
    names = dict.fromkeys((*COLUMNS, "segment", "month", *dimensions))
    facts = {name: table[name] for name in ("interaction_id", "started_at", "customer_id", "eligible")}
    facts |= {name: dimension(table, name, zone) for name in names if name not in facts}
    return snapshot.ask(table.select(**facts))


def interaction_counts(snapshot: Any) -> dict[str, int]:
    """All `interactions`, those `eligible` for a frame and the `abandoned`."""
    table = served(snapshot, ())
    counted = table.agg(
        interactions=table.count(), eligible=table.eligible.sum(), abandoned=table.abandoned.sum()
    )
    return {name: count or 0 for name, count in snapshot.ask(counted).to_pylist()[0].items()}


def turns_of(snapshot: Any, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    """The turns of some interactions."""
    table = among(snapshot.table("interactions"), "interaction_id", ids)
    found = snapshot.ask(table.select("interaction_id", "turns"))
    return {row["interaction_id"]: row["turns"] or [] for row in found.to_pylist()}


def scores_in_time(
    snapshot: Any, metric: str, definition: str, by: Sequence[str], where: Mapping[str, str], zone: str
) -> list[dict[str, Any]]:
    """What live evaluations by one version say of each interaction, whatever sample it was scored for: its
    mean `value`, and dimensions as `g0`, `g1` …"""
    table = _of(snapshot, definition)
    table = table.filter(table.metric == metric, table["value"].notnull())
    scored = table.group_by("subject_id").agg(mean=table["value"].mean())
    of = kept(served(snapshot, (*by, *where)), where, zone)
    rows = of.join(scored, of.interaction_id == scored.subject_id)
    question = rows.select(id=rows.interaction_id, value=rows["mean"], **groups(rows, by, zone))
    found: list[dict[str, Any]] = snapshot.ask(question.order_by("id")).to_pylist()
    return found
