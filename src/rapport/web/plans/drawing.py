"""The number of a plan, week by week, as a picture."""

from __future__ import annotations

from datetime import timedelta

from rapport.measures import Estimate
from rapport.program.plans.plain import PlanContent
from rapport.reports.blocks import Chart, Point, Reference
from rapport.reports.charts.canvas import PHONE, Canvas
from rapport.reports.charts.picture import svg
from rapport.reports.palette import with_variables
from rapport.work.plans.effect import PlanEffect

DESK = Canvas(width=1080)
MOST_WEEKS = 60


def pictures(effect: PlanEffect, content: PlanContent) -> tuple[str, str, Chart] | None:
    """(for a desk, for a phone, what they show); None where there is nothing to draw."""
    if effect.found is None or content.begins_on is None:
        return None
    weeks = effect.found.weeks[-MOST_WEEKS:]
    if sum(one.estimate.value is not None for one in weeks) < 2:
        return None
    known = {one.monday: one.estimate for one in weeks}
    nothing = Estimate(None, undefined_because="nothing was measured")
    mondays = [
        weeks[0].monday + timedelta(days=7 * at)
        for at in range((weeks[-1].monday - weeks[0].monday).days // 7 + 1)
    ]
    points = tuple(Point(f"{day:%d %b}", known.get(day, nothing)) for day in mondays)
    begun = content.begins_on - timedelta(days=content.begins_on.weekday())
    aim = content.aim
    chart = Chart(
        "plan",
        effect.words[0].rstrip("."),
        "trend",
        points,
        effect.metric.title,
        (Reference(f"Goal {aim.value:g}", aim.value),) if aim else (),
        label="Week",
        note=f"The plan began in the week of {begun:%d %b %Y}.",
        began=f"{begun:%d %b}",
    )
    wide, narrow = svg(chart, DESK), svg(chart, PHONE)
    return with_variables(wide), with_variables(narrow), chart
