"""Texts as files."""

from __future__ import annotations

import re

from django.http import HttpResponse


def yaml_download(text: str, name: str) -> HttpResponse:
    """A YAML text, byte for byte, under a harmless name."""
    found = HttpResponse(
        text.encode("utf-8", "surrogatepass"), content_type="application/yaml; charset=utf-8"
    )
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "criteria"
    found["Content-Disposition"] = f'attachment; filename="{safe}.yaml"'
    return found
