"""The body of a dialog, an analysis or an attachment: inline text, coded bytes or JSON."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import orjson

from rapport.sources.errors import RowError
from rapport.sources.html_text import html_to_text


def body_text(given: dict[str, Any]) -> str | None:
    """The body as text; None when it is only referenced by a URL or left out.

    Raises RowError for a body that its encoding does not fit.
    """
    body = given.get("body")
    if body is None:
        return None
    encoding = str(given.get("encoding") or "none").lower()
    if encoding in ("base64url", "base64"):
        body = _decoded(str(body))
    elif encoding not in ("none", "json"):
        raise RowError(f"Unknown encoding {encoding!r}", "key 'encoding'", "Use none, base64url or json.")
    if not isinstance(body, str):
        return orjson.dumps(body).decode()
    return html_to_text(body) if media_type(given) == "text/html" else body


def body_json(given: dict[str, Any]) -> Any:
    """The body as JSON, also where it was put into text; None when it is no JSON."""
    body = given.get("body")
    if not isinstance(body, str):
        return body
    text = body_text({**given, "mediatype": ""}) or ""
    try:
        return orjson.loads(text) if text.lstrip()[:1] in ("{", "[") else None
    except orjson.JSONDecodeError:
        return None


def media_type(given: dict[str, Any]) -> str:
    """The media type without its parameters; older drafts call it mimetype."""
    value = given.get("mediatype") or given.get("mimetype") or ""
    return str(value).partition(";")[0].strip().lower()


def _decoded(body: str) -> str:
    plain = body.strip().replace("+", "-").replace("/", "_")
    try:
        raw = base64.urlsafe_b64decode(plain + "=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        raise RowError("The body is not base64url", "key 'body'", "Export the conversation again.") from None
    return raw.decode("utf-8", "replace")
