"""The document of the API (OpenAPI 3.1), as it truly answers."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from rapport.web.api.problems import CONTENT_TYPE

PLAIN = "application/json"
TEXT = {"type": "string"}
LIMITS = {
    "RateLimit": {"schema": TEXT, "description": "What is left, and in how many seconds it is whole again."},
    "RateLimit-Policy": {"schema": TEXT, "description": "How many requests a minute."},
}
WAIT = {"Retry-After": {"schema": {"type": "integer"}, "description": "Seconds until the next request."}}
ETAG = {"ETag": {"schema": TEXT, "description": "As If-None-Match it is answered by 304 while it holds."}}
PLACE = {"Location": {"schema": TEXT, "description": "Where the job tells how far it is."}}


class DocumentedApi(NinjaAPI):
    """Errors are documented as what they are sent as, names are those of the functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Short, and lasting: programs are generated from it."""
        return str(operation.view_func.__name__)

    def get_openapi_schema(self, *given: Any, **more: Any) -> OpenAPISchema:
        """The document."""
        found = super().get_openapi_schema(*given, **more)
        for methods in found["paths"].values():
            for method, operation in methods.items():
                for status, answer in operation["responses"].items():
                    _true(method, int(status), answer)
        return found


def _true(method: str, status: int, answer: dict[str, Any]) -> None:
    content = answer.get("content", {})
    if status >= 400 and PLAIN in content:
        answer["content"] = {CONTENT_TYPE: content[PLAIN]}
    headers = {} if status == 401 else dict(LIMITS)
    if status == 429:
        headers |= WAIT
    if status == 202:
        headers |= PLACE
    if method == "get" and status == 200:
        headers |= ETAG
    answer["headers"] = headers
