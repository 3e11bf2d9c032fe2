"""The picture of a mail, whose loading tells that it was opened: by a person, or by a program for nobody."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapport.program.surveys.errors import TokenError
from rapport.program.surveys.services.opened import invitation_opened
from rapport.program.surveys.tokens import OPENED, read_token
from rapport.web.answer.pages import dressed

NOTHING = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""One dot that cannot be seen, as GIF."""


@require_safe
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """The dot. It is good for nothing else: who has its address can neither look at the form nor answer."""
    now = datetime.now(UTC)
    try:
        read = read_token(token, OPENED, now)
    except TokenError:
        raise Http404 from None
    if request.method == "GET":
        invitation_opened(read.subject, now)
    return dressed(HttpResponse(NOTHING, content_type="image/gif"))
