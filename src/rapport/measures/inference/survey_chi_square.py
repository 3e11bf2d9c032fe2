"""Whether two answers go together, in rows that were drawn by a design."""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import special

from rapport.measures.checked import checked
from rapport.measures.estimate import Estimate
from rapport.measures.inference.design_variance import Design, Drawn, drawn
from rapport.measures.inference.linear_estimate import base_facts
from rapport.measures.inference.tested import Tested, untested
from rapport.measures.inputs import Codes, Floats, labels, sums, weights_of
from rapport.records.errors import InputError


@checked
def survey_chi_square(
    rows: Any,
    columns: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    *,
    cluster_sizes: Any = None,
) -> Tested:
    """Test of independence in a two-way table, corrected for the design (Rao and Scott).

    Question it answers: does the reason of contact differ by channel, beyond what the sample makes up?

    Definition: Pearson's X² of the weighted shares times n, over the trace of the design effects Δ of
    the interaction contrasts; F with d = tr(Δ)²/tr(Δ²) and d (units − strata) degrees of freedom.
    Effect: Cramér's V of the weighted shares.

    Scale, unit, range: F ≥ 0; V 0–1 ("coefficient").

    Base: rows with both. Excluded: "missing".

    Parameters: `rows`, `columns` a label a row each; the design as in `mean`.

    Returns: Tested; its effect has no interval.

    Undefined when: either has fewer than two labels, or there is one unit to a stratum.

    Raises: InputError as in `mean`.

    How sure: the second-order correction keeps its level also with few clusters; expected cells under
    some five rows make it rough.

    Do not: take Pearson's own p from weighted counts.

    Validated against: R survey's svychisq (F) on the stratified California schools; without a design
    it approaches Pearson's.

    Example:
        >>> found = survey_chi_square(list("aabb" * 5), list("xyyy" * 5))
        >>> round(found.statistic, 2), round(found.p, 3)
        (7.04, 0.016)

    References: Rao & Scott (1984), doi:10.1214/aos/1176346391. Thomas & Rao (1987),
    doi:10.1080/01621459.1987.10478466.

    See also: equal_shares, survey_t_test.
    """
    first, row_names = labels(rows, "rows")
    second, column_names = labels(columns, "columns", length=len(first))
    here = (first >= 0) & (second >= 0)
    missing = int((~here).sum())
    method = "Rao–Scott chi-square, second order, F"
    weight = weights_of(weights, len(first))
    facts: dict[str, Any] = {"unit": "coefficient", "definition": "survey_chi_square@1"}
    effect = Estimate(
        value=None, method="Cramér's V", **facts, **base_facts(here, weight[here], missing=missing)
    )
    shape = (len(row_names), len(column_names))
    seen = [len(np.unique(one[here])) for one in (first, second)]
    if min(seen) < 2 or not weight[here].any():
        return untested("there are fewer than two labels on one side", effect, method)
    if min(shape) != min(seen) or max(shape) != max(seen):
        first, shape = _squeezed(first, here), (seen[0], shape[1])
        second, shape = _squeezed(second, here), (shape[0], seen[1])
    sample = drawn(Design(weights, strata, clusters, population, cluster_sizes), here)
    return _tested(first[here] * shape[1] + second[here], shape, sample, effect, method)


def _squeezed(codes: Codes, here: Any) -> Codes:
    found = np.full(len(codes), -1, dtype=np.intp)
    found[here] = np.unique(codes[here], return_inverse=True)[1]
    return found


def _tested(cell: Codes, shape: tuple[int, int], sample: Drawn, effect: Estimate, method: str) -> Tested:
    n, cells = len(cell), shape[0] * shape[1]
    if cells > 2000:
        todo = "join labels, or test fewer at a time"
        raise InputError(f"a table of {cells} cells", "rows, columns", todo)
    total = float(sample.weight.sum())
    share = sums(cell, sample.weight, cells) / total
    table = share.reshape(shape)
    if (table.sum(axis=0) <= 0).any() or (table.sum(axis=1) <= 0).any():
        return untested("a row or column of the table has no weight", effect, method)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * float(((table - expected) ** 2 / expected).sum())
    effect = effect.with_(value=min((pearson / n / (min(shape) - 1)) ** 0.5, 1.0))
    if sample.df <= 0:
        return untested("there is one unit to a stratum", effect, method)
    contrast = _interaction(shape)
    inverse = np.divide(1.0, share, out=np.zeros(cells), where=share > 0)
    # A row's part in the contrasts: the cell it lies in, less the shares themselves.
    scaled = inverse[:, None] * contrast
    linear = (sample.weight / total)[:, None] * (scaled[cell] - share @ scaled)
    design = sample.covariance(linear)
    null = contrast.T @ scaled / n
    if design is None or np.linalg.matrix_rank(null) < len(null):
        return untested("too many cells are empty", effect, method)
    delta = np.linalg.solve(null, design)
    trace, square = float(np.trace(delta)), float((delta * delta.T).sum())
    if trace <= 0 or square <= 0:
        return untested("the cells do not vary between units", effect, method)
    d = trace**2 / square
    statistic = pearson / trace
    p = float(special.fdtrc(d, d * sample.df, statistic))
    return Tested(statistic, (d, d * sample.df), p, effect, ", ".join(filter(None, (method, sample.note))))


def _interaction(shape: tuple[int, int]) -> Floats:
    """Contrasts of the cells that no row or column effect explains."""
    left, right = (np.eye(size)[:, 1:] - 1 / size for size in shape)
    found: Floats = np.einsum("ia,jb->ijab", left, right).reshape(shape[0] * shape[1], -1)
    return found
