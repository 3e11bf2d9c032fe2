"""Two groups of one sample, as it was drawn."""

from __future__ import annotations

from typing import Any

import numpy as np

from rapport.measures.checked import checked
from rapport.measures.inference.compare import Difference
from rapport.measures.inference.linear_estimate import base_facts
from rapport.measures.inference.survey_regression import survey_regression
from rapport.measures.inputs import confidence_of, labels, numbers
from rapport.records.errors import InputError


@checked
def survey_t_test(
    values: Any,
    group: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: Any = None,
    confidence: float = 0.95,
    *,
    cluster_sizes: Any = None,
) -> Difference:
    """Difference of the means of two groups that were drawn together.

    Question it answers: do those who were helped at once score higher, in a sample with strata or
    clusters?

    Definition: mean of the second group − mean of the first, in the labels' order.

    Scale, unit, range: as the values.

    Base: values of both groups. Excluded: "missing" (value or group).

    Parameters: `values`; `group` two labels; the design as in `mean`.

    Returns: Difference, an Estimate with `p`.

    Undefined when: one of the groups has no value, or there are no more than two units.

    Raises: InputError for more than two groups, else as in `mean`.

    How sure: linearised regression on the group, Student's t with units − strata − 1 degrees of freedom.

    Do not: use `compare` for groups that share clusters; it takes them for independent.

    Validated against: R survey's svyttest on the stratified California schools (t, df, p, difference).

    Example:
        >>> found = survey_t_test([1, 2, 3, 5, 6, 7], ["a", "a", "a", "b", "b", "b"])
        >>> found.value, round(found.p, 3)
        (4.0, 0.005)

    References: Lumley (2004), doi:10.18637/jss.v009.i08.

    See also: compare_groups, survey_regression, compare.
    """
    level = confidence_of(confidence)
    column = numbers(values, "values")
    codes, names = labels(group, "group", length=len(column))
    if len(names) > 2:
        raise InputError(f"{len(names)} groups", "group", "give two; compare_groups takes more")
    facts: dict[str, Any] = {"confidence": level, "unit": "score", "definition": "survey_t_test@1"}
    here = ~np.isnan(column) & (codes >= 0)
    missing = int((~here).sum())
    bases = base_facts(here, np.ones(int(here.sum())), missing=missing)
    if len(names) < 2 or len(np.unique(codes[here])) < 2:
        return Difference(value=None, undefined_because="one of the groups has no value", **bases, **facts)
    second = max(range(2), key=lambda k: (str(type(names[k])), names[k]))
    inside = np.where(codes < 0, np.nan, (codes == second).astype(np.float64))
    fitted = survey_regression(
        column,
        {"group": inside},
        "linear",
        weights,
        strata,
        clusters,
        population,
        level,
        cluster_sizes=cluster_sizes,
    )
    one = fitted.coefficients["group"]
    carried = {name: getattr(one, name) for name in type(one).__dataclass_fields__} | facts
    return Difference(**carried, p=fitted.p["group"])
