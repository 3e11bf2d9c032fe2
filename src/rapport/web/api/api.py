"""The API, whole: its rooms, its errors, its document."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest
from ninja.parser import Parser

from rapport import __version__
from rapport.web.api.customers import router as customers
from rapport.web.api.document import DocumentedApi
from rapport.web.api.estimates import router as estimates
from rapport.web.api.evaluations import router as evaluations
from rapport.web.api.findings import router as findings
from rapport.web.api.interactions import router as interactions
from rapport.web.api.jobs import router as jobs
from rapport.web.api.keys import router as keys
from rapport.web.api.problems import handle_problems
from rapport.web.api.submissions import router as submissions

ABOUT = (
    "What Rapport holds and finds, for programs. Send a key, made under Settings → Keys, as "
    "`Authorization: Bearer rapport_…`: it acts for its person, narrowed to its scopes. Errors are problem "
    "details (RFC 9457). Lists are read page by page with `cursor`. Unknown names are refused."
)


class StrictJson(Parser):
    """JSON as it is defined: no NaN, no text that is no Unicode."""

    def parse_body(self, request: HttpRequest) -> Any:
        return orjson.loads(request.body)


api = DocumentedApi(
    title="Rapport",
    version=__version__,
    description=ABOUT,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    parser=StrictJson(),
)
handle_problems(api)
for name, router in {
    "interactions": interactions,
    "evaluations": evaluations,
    "estimates": estimates,
    "findings": findings,
    "jobs": jobs,
    "customers": customers,
    "submissions": submissions,
    "keys": keys,
}.items():
    api.add_router(f"/{name}", router)
