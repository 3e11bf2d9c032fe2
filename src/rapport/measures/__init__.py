"""Numbers in, an Estimate out. Pure."""

from rapport.measures.estimate import Estimate
from rapport.measures.inference.audit_mean import audit_mean, audit_means, sample_mean, sample_means
from rapport.measures.inference.audit_sample import AuditSample

__all__ = ["AuditSample", "Estimate", "audit_mean", "audit_means", "sample_mean", "sample_means"]
