"""Whether the reasons that agents choose tell what conversations were about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rapport.web.base.filter_bar import filter_bar, view_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.web.understand.waiting import patience
from rapport.work.understanding.explorer import NotYet
from rapport.work.understanding.few import is_few, too_few
from rapport.work.understanding.reasons import FIELDS, LEVELS, Reasons, reasons_of
from rapport.work.understanding.seen import seen_of

LEVEL_TITLES = {"top": "Top of the tree", "lowest": "Lowest concerns"}
COLUMNS = ("code", "means", "conversations", "right", "right_low", "right_high")


@require_GET
def reasons(request: HttpRequest) -> HttpResponse:
    """The table of codes and concerns, how often they agree, and where they differ most."""
    home, actor, view = served_home(), request.actor, view_of(request)
    field, level = request.GET.get("field", ""), request.GET.get("level", "") or LEVELS[0]
    found = reasons_of(home, actor, view, field, level, patience(request))
    if wants_sheet(request) and isinstance(found, Reasons):
        columns = (*COLUMNS, *_heads(found.concerns))
        return sheet("reasons", columns, _cells(found, columns, home.settings.minimum_base))
    field = field or next(iter(FIELDS))
    facts = {
        "found": found if isinstance(found, Reasons) else None,
        "nothing": found if isinstance(found, NotYet) else None,
        "bar": filter_bar(view, seen_of(actor), {"field": field, "level": level}),
        "query": view.query(field=field, level=level),
        "fields": [(name, title, view.query(field=name, level=level)) for name, title in FIELDS.items()],
        "levels": [
            (name, title, view.query(field=field, level=name)) for name, title in LEVEL_TITLES.items()
        ],
        "field": field,
        "level": level,
    }
    return render(request, "understand/reasons.html", facts)


def _heads(concerns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What the columns of concerns are called in a file: by name, with the id where another column is called
    the same."""
    many = Counter([*COLUMNS, *(name for _, name in concerns)])
    return tuple(name if many[name] == 1 else f"{name} ({one})" for one, name in concerns)


def _cells(found: Reasons, columns: Sequence[str], minimum: int) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        right = row.right
        said = too_few(right) if is_few(right, minimum) else right.value
        facts = (row.code, row.means, row.n, said, right.low, right.high)
        yield dict(zip(columns, (*facts, *row.cells), strict=True))
