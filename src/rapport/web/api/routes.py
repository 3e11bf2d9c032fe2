"""How an address of the API is written down: who may ask, what may be asked, which answers there are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ninja import Router, Schema

from rapport.program.people.permissions import Permission
from rapport.web.api.gate import Gate
from rapport.web.api.problems import ProblemDetails

ALWAYS = (401, 403, 422, 429)


def reads(
    router: Router,
    path: str,
    answer: Any,
    *needs: Permission,
    query: type[Schema] | None = None,
    errors: tuple[int, ...] = (),
) -> Callable[[Any], Any]:
    """A GET that keys with one of `needs` may ask; `{…}` in the path makes 404 an answer."""
    known = frozenset(query.model_fields) if query else frozenset()
    many = _lists(query)
    errors = (*ALWAYS, *errors, 404) if "{" in path else (*ALWAYS, *errors)
    made: Callable[[Any], Any] = router.get(
        path, auth=Gate(*needs, known=known, many=many), response={200: answer, **_problems(errors)}
    )
    return made


def writes(
    router: Router,
    path: str,
    answers: dict[int, Any],
    *needs: Permission,
    method: str = "POST",
    errors: tuple[int, ...] = (),
    headers: tuple[dict[str, Any], ...] = (),
) -> Callable[[Any], Any]:
    """A change that keys with one of `needs` may make."""
    taken = (400, 413, 415) if method == "POST" else ()
    made: Callable[[Any], Any] = router.api_operation(
        [method],
        path,
        auth=Gate(*needs),
        response={**answers, **_problems((*ALWAYS, *taken, *errors))},
        openapi_extra={"parameters": list(headers)} if headers else None,
    )
    return made


def _problems(statuses: tuple[int, ...]) -> dict[int, Any]:
    return dict.fromkeys(sorted(set(statuses)), ProblemDetails)


def _lists(query: type[Schema] | None) -> frozenset[str]:
    """The parameters that may be given several times."""
    schema = query.model_json_schema()["properties"] if query else {}
    return frozenset(name for name, one in schema.items() if one.get("type") == "array")
