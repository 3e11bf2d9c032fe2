"""`/api/estimates`: a metric with its interval, as the terminal gives it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from rapport.program.people.permissions import Permission
from rapport.web.api.estimate_shapes import EstimateList, EstimatesAsked
from rapport.web.api.problems import ApiError
from rapport.web.api.routes import reads
from rapport.web.config.home_of import served_home
from rapport.work.api.numbers import numbers_seen

router = Router(tags=["estimates"])


@reads(router, "", EstimateList, Permission.ESTIMATES_READ, query=EstimatesAsked)
def estimate(request: HttpRequest, asked: Query[EstimatesAsked]) -> Any:
    """A metric with its interval, overall or for every group, of what the key may see.

    Groups under the home's smallest base say so instead of a value.
    """
    found = numbers_seen(
        served_home(),
        request.auth,
        asked.metric,
        by=tuple(asked.by),
        where=_where(asked),
        criteria=asked.criteria,
        sample=asked.sample,
        source=asked.source,
    )
    return {
        "items": [
            {"metric": one.metric, "group": one.group, "dimensions": one.dimensions, **one.estimate.as_dict()}
            for one in found
        ]
    }


def _where(asked: EstimatesAsked) -> dict[str, str]:
    pairs = [one.partition("=")[::2] for one in asked.where]
    found = dict(pairs)
    if asked.period is not None:
        name = "quarter" if "Q" in asked.period else "month" if "-" in asked.period else "year"
        pairs.append((name, asked.period))
        found[name] = asked.period
    if len(found) < len(pairs):
        raise ApiError(422, "A dimension is asked for twice.", [("where", "Give each dimension one value.")])
    return found
