"""Measurements in, ranked findings out: what, where, why, what next, what it is worth."""

from rapport.findings.audit import Audit
from rapport.findings.domain import EVERYTHING, Domain
from rapport.findings.estimates import audit_estimates, estimate, metric_rows
from rapport.findings.find import find
from rapport.findings.frame import SampleFrame
from rapport.findings.load import load_audit
from rapport.findings.metric_result import MetricResult
from rapport.findings.plain import Finding, Findings

__all__ = [
    "EVERYTHING",
    "Audit",
    "Domain",
    "Finding",
    "Findings",
    "MetricResult",
    "SampleFrame",
    "audit_estimates",
    "estimate",
    "find",
    "load_audit",
    "metric_rows",
]
