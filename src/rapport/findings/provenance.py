"""What a reader needs to compute the findings again."""

from __future__ import annotations

from datetime import datetime

from rapport import __version__
from rapport.findings.audit import Audit
from rapport.findings.plain import Provenance


def provenance(audit: Audit, made_at: datetime, method: str) -> Provenance:
    """Which data, criteria, sample and method the findings rest on."""
    started = audit.inside["started_at"].drop_nulls()
    days = started.dt.convert_time_zone(audit.settings.time_zone).dt.date() if len(started) else started
    return Provenance(
        company=audit.settings.name,
        data_version=audit.snapshot.data_version,
        criteria=audit.criteria.definition,
        criteria_sha256=audit.criteria.sha256,
        sample=audit.frame.sample if audit.frame else None,
        method=method,
        made_at=made_at,
        time_zone=audit.settings.time_zone,
        period_from=days.min() if len(days) else None,  # type: ignore[arg-type]
        period_to=days.max() if len(days) else None,  # type: ignore[arg-type]
        interactions=audit.interactions,
        frame=audit.frame_size,
        excluded=audit.excluded,
        evaluations=audit.inside.height,
        double_scored=audit.double_scored,
        evaluators=audit.inside["evaluator"].n_unique(),
        confidence=audit.settings.confidence,
        minimum_base=audit.settings.minimum_base,
        rapport_version=__version__,
    )
