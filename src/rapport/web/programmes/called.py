"""What gateways and mail servers tell us: a customer says STOP, a message could not be delivered.

There is no account; the address itself is the secret, shown to those who may change settings.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from rapport.program.sending.addresses import callable_number
from rapport.program.sending.services import bounced, opt_out, remote_bounced
from rapport.web.config.home_of import served_home
from rapport.work.asking.bounces import LARGEST, means_failed, means_stop, returned

FROM = ("from", "From", "sender", "msisdn", "number")
TEXT = ("text", "Body", "body", "message", "content")
STATUS = ("status", "MessageStatus", "state", "event")
IDS = ("id", "message_id", "messageId", "MessageSid", "sid", "uuid")
LARGEST_TEXT = 64 * 1024


def secret_for(what: str) -> str:
    """The last part of the address for gateways (`sms`) or mail servers (`bounces`) of this home."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"rapport.asked.{what}".encode(), "sha256").hex()[:40]


@csrf_exempt
@require_POST
def text_message(request: HttpRequest, secret: str) -> HttpResponse:
    """A message that a customer sent, or what became of one of ours; JSON or a form."""
    _checked("sms", secret)
    told, now = _told(request), timezone.now()
    number = callable_number(_first(told, FROM), served_home().settings.redaction.region)
    if number and means_stop(_first(told, TEXT)):
        opt_out(address=number, customer_id="", by="text message", at=now)
        return JsonResponse({"left": True})
    if means_failed(_first(told, STATUS)):
        known = remote_bounced(_first(told, IDS), f"the gateway says: {_first(told, STATUS)}", now)
        return JsonResponse({"known": known})
    return JsonResponse({})


@csrf_exempt
@require_POST
def mail_returned(request: HttpRequest, secret: str) -> HttpResponse:
    """A mail that came back, as it is (message/rfc822)."""
    _checked("bounces", secret)
    found = returned(request.read(LARGEST))
    known = found is not None and bounced(
        found.stamp, found.because, timezone.now(), for_good=found.for_good, failed=found.failed
    )
    return JsonResponse({"known": known})


def _checked(what: str, secret: str) -> None:
    if not hmac.compare_digest(hashlib.sha256(secret.encode()).digest(), _digest(what)):
        raise Http404


def _digest(what: str) -> bytes:
    return hashlib.sha256(secret_for(what).encode()).digest()


def _told(request: HttpRequest) -> Mapping[str, Any]:
    if "json" not in (request.content_type or ""):
        return dict(request.POST.items())
    try:
        told = orjson.loads(request.read(LARGEST_TEXT))
    except orjson.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}


def _first(told: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((str(told[one])[:1000] for one in names if isinstance(told.get(one), (str, int))), "")
