"""Series in time: one value a period, in any order of rows."""

import numpy as np

from law_rows.kind import Kind
from rapport.measures import Estimate


def series(rng, n, measure):
    """A slow wave and a step on noise; the rows are shuffled, their dates say when."""
    place = np.arange(n, dtype=float)
    low, high = measure.answers
    middle, reach = (low + high) / 2, (high - low) / 10
    values = middle + reach * (rng.standard_normal(n) + 1.5 * (place >= n // 2))
    values[rng.random(n) < 0.05] = np.nan
    order = rng.permutation(n)
    return {"values": values[order], "dates": place[order]}


def since(function, columns, more):
    """The measure of a series in which something began with period 45."""
    return function(**columns, start=45, **more)


def ahead(function, columns, more):
    """The trend of a history, and where it leads five periods on."""
    now = Estimate(50.0, 48.0, 52.0, standard_error=1.0, base=400)
    history, dates = columns["values"], columns["dates"]
    found = function(now, history, dates, 95, minimum=-1e6, maximum=1e6, **more)
    return {"trend": found.trend, "ahead": found.no_improvement}


KINDS = {
    "history": Kind(series, ahead, measured=("values",), whole=True),
    "series with a start": Kind(series, since, measured=("values",), whole=True),
    "series": Kind(series, measured=("values",), whole=True),
    "series by stretch": Kind(series, measured=("values",)),
}
