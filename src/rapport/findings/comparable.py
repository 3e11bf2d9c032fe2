"""Whether groups were scored by the same mix of evaluators."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rapport.findings.audit import Audit
from rapport.findings.audit_estimates import Group
from rapport.measures.inference import comparable


def not_comparable(audit: Audit, dimensions: Sequence[str]) -> frozenset[Group]:
    """Groups whose evaluators' shares differ from those of the whole audit by more than chance: a
    severe evaluator who only scores one team would else look like a weak team."""
    if audit.inside.is_empty():
        return frozenset()
    codes, names = audit.grouped(dimensions)
    every = np.ones(audit.rows.height, dtype=bool) if audit.domain is None else audit.domain
    differs = comparable.not_comparable(audit.sample, codes, len(names), every)
    return frozenset(name for name, unlike in zip(names, differs, strict=True) if unlike)
