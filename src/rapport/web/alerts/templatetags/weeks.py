"""How often a rule would have fired, week by week, as a small picture with its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
WIDTH, HEIGHT, BASE = 480.0, 84.0, 68.0


@register.simple_tag
def weeks(counts: Sequence[tuple[date, int]]) -> SafeString:
    """A bar a week, from zero; of many weeks their numbers stand in the words alone."""
    most = max((many for _, many in counts), default=0) or 1
    step = WIDTH / max(len(counts), 1)
    few = len(counts) <= 16
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"/><text x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (
                f"{number * step + step * 0.15:.1f}",
                f"{BASE - 52 * many / most:.1f}",
                f"{step * 0.7:.1f}",
                f"{52 * many / most:.1f}",
                f"{number * step + step / 2:.1f}",
                f"{BASE - 52 * many / most - 4:.1f}",
                many if few and many else "",
            )
            for number, (_, many) in enumerate(counts)
        ),
    )
    ends = format_html(
        '<text x="0" y="{h}">{first}</text><text x="{w}" y="{h}" text-anchor="end">{last}</text>',
        h=HEIGHT - 2, w=WIDTH, first=counts[0][0].isoformat(), last=counts[-1][0].isoformat(),
    )  # fmt: skip
    said = ", ".join(f"{day.isoformat()}: {many}" for day, many in counts)
    return format_html(
        '<figure class="weeks"><svg viewBox="0 0 {} {}" role="img" aria-label="Times a week. {}">{}'
        '<line x1="0" x2="{}" y1="{}" y2="{}"/>{}</svg>'
        "<figcaption>Times a week, weeks from Monday</figcaption></figure>",
        WIDTH, HEIGHT, said, bars, WIDTH, BASE, BASE, ends,
    )  # fmt: skip
