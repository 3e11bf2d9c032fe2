"""`/api/customers`: erasing one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import register_converter
from django.urls.converters import StringConverter
from ninja import Router, Schema

from rapport.program.people.permissions import Permission
from rapport.web.api.routes import writes
from rapport.web.config.home_of import served_home
from rapport.work.api.erase_asked import erase_asked

router = Router(tags=["customers"])


class AnyConverter(StringConverter):
    """Any id, line breaks in it too: an id that cannot be asked for could never be erased."""

    regex = r"[\s\S]+"


register_converter(AnyConverter, "any")


class ErasedShape(Schema):
    """How much of each kind went; nothing of a customer who was not there."""

    counts: dict[str, int]
    notes: list[str]


@writes(router, "/{any:customer_id}", {200: ErasedShape}, Permission.CUSTOMERS_ERASE, method="DELETE")
def erase_customer(request: HttpRequest, customer_id: str) -> Any:
    """Removes a customer and all they said, everywhere in the home. It cannot be undone.

    Asked again, it finishes what was interrupted. The answer comes when it is done.
    """
    done = erase_asked(served_home(), request.auth, customer_id)
    return {"counts": dict(done.counts), "notes": list(done.notes)}
