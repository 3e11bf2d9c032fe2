"""The colours of a survey's pages as a stylesheet of its own: no page of ours holds styles within."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapport.program.surveys.selectors.answering import answerable
from rapport.surveys.theme import COLOURS, HEX

A_WHILE = "public, max-age=300"


@require_safe
def theme(request: HttpRequest, version: int) -> HttpResponse:
    """For light screens: that its words can be read was checked on those; dark ones keep our own."""
    found = answerable(version)
    if found is None:
        raise Http404
    pairs = {name: found.colours.get(name, "") for name in COLOURS}
    set_ones = "".join(
        f"--{name.replace('_', '-')}:{one};" for name, one in pairs.items() if HEX.fullmatch(one)
    )
    rule = f"@media (prefers-color-scheme: light){{:root{{{set_ones}}}}}\n" if set_ones else ""
    answer = HttpResponse(rule, content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = A_WHILE
    return answer
