"""Addresses of the API."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path
from django.views.decorators.csrf import csrf_exempt

from rapport.web.api.api import api
from rapport.web.api.problems import problem


@csrf_exempt
def nothing(request: HttpRequest) -> HttpResponse:
    """No address of the API."""
    return problem(request, 404, "There is nothing at this address; /api/openapi.json lists what there is.")


urlpatterns: list[URLPattern | URLResolver] = [
    path("", nothing),
    path("", api.urls),
    re_path("", nothing),
]
