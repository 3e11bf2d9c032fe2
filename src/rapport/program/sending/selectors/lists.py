"""Lists of people that were brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Count

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.sending.models import ListRow, MailingList, Message
from rapport.program.sending.plain import InDoubt, ListFacts
from rapport.program.sending.selectors.programmes import in_doubt

MOST = 50


def lists(actor: Actor) -> list[ListFacts]:
    """The newest fifty, with how many of each nobody was invited for, by reason."""
    actor.require(Permission.SURVEYS_READ)
    rows = list(MailingList.objects.select_related("version").order_by("-at")[:MOST])
    counted = ListRow.objects.filter(mailing__in=rows).values_list("mailing", "reason").annotate(Count("id"))
    by: dict[str, list[tuple[str, int]]] = {}
    for mailing, reason, count in counted:
        by.setdefault(mailing, []).append((reason, count))
    return [
        ListFacts(
            one.pk, one.name, str(one.version), one.by, one.at, one.done, one.invited, one.ended_at,
            tuple(sorted(by.get(one.pk, ()))),
        )
        for one in rows
    ]  # fmt: skip


def lists_in_doubt(actor: Actor, most: int = MOST) -> list[InDoubt]:
    """Messages to people of lists of which nobody knows whether they arrived, newest first."""
    actor.require(Permission.SURVEYS_READ)
    names = dict(MailingList.objects.values_list("pk", "name"))
    found = in_doubt(Message.objects.filter(programme__in=MailingList.objects.values("pk")), most)
    return [replace(one, place=_place(one.key, names)) for one in found]


def _place(key: str, names: Mapping[str, str]) -> str:
    """The row of the list that an invitation is for, by the key that makes it the only one."""
    _, _, rest = key.partition(":")
    mailing, _, row = rest.partition(":")
    return f"row {row} of {names[mailing]}" if mailing in names else ""


def list_left_out(actor: Actor, list_id: str) -> list[tuple[int, str]] | None:
    """The rows of a list that nobody was invited for, and why; None where there is no such list."""
    actor.require(Permission.SURVEYS_READ)
    if not MailingList.objects.filter(pk=list_id).exists():
        return None
    rows = ListRow.objects.filter(mailing=list_id).order_by("row")
    return list(rows.values_list("row", "reason"))
