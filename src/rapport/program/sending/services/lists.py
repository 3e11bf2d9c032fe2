"""Brings lists of people to ask: batch by batch, each whole or not at all, so that an import that was cut off
goes on where it was."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.sending.checking import check_plan
from rapport.program.sending.deciding import Asking
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.models import ListRow, MailingList
from rapport.program.sending.plain import Candidate, Plan
from rapport.program.sending.services.locking import one_at_a_time
from rapport.program.sending.services.opting import salt
from rapport.program.sending.services.planning import decide_now, write_chosen
from rapport.program.sending.services.programmes import newest_version
from rapport.program.sending.services.rules import rules_now


@transaction.atomic
def list_begin(actor: Actor, *, name: str, sha256: str, plan: Plan, now: datetime) -> tuple[str, int, bool]:
    """A list to invite by, or the one that the same file began before → its id, how many rows are done, and
    whether all are. Raises NotAllowedError, ProgrammeError."""
    actor.require(Permission.SURVEYS_EDIT)
    check_plan(plan)
    version = newest_version({"survey": plan.survey, "version": plan.version})
    if version is None:
        raise ProgrammeError(f"{plan.survey} has no open version", "survey", "Publish one first.")
    facts = {"id": f"list-{secrets.token_hex(5)}", "name": name[:200], "by": actor.name, "at": now}
    row, new = MailingList.objects.get_or_create(sha256=sha256, version_id=version, defaults=facts)
    if new:
        log_change(actor, "list.begin", "mailing_list", row.pk, after={"survey": plan.survey})
    return row.pk, row.done, row.ended_at is not None


def list_batch(
    actor: Actor,
    list_id: str,
    plan: Plan,
    candidates: Sequence[Candidate],
    refused: Mapping[int, str],
    *,
    before: int,
    after: int,
    now: datetime,
    zone: ZoneInfo,
) -> Mapping[int, str] | None:
    """Decides about the rows from `before` to `after` → those nobody is invited for, with why; None when
    another import of the same file was there first. A candidate's `about` is its row."""
    actor.require(Permission.SURVEYS_EDIT)
    salt()
    with transaction.atomic():
        one_at_a_time()
        row = MailingList.objects.filter(pk=list_id, done=before, ended_at=None).first()
        if row is None:
            return None
        decided = decide_now(Asking(list_id, plan, rules_now(), now, zone), candidates)
        write_chosen(list_id, plan, row.version_id, decided.chosen, now)
        left = {**refused, **{int(about): reason for about, reason in decided.reasons}}
        ListRow.objects.bulk_create(
            [ListRow(mailing=row, row=number, reason=left[number]) for number in sorted(left)],
            batch_size=500,
        )
        invited = len(decided.chosen)
        MailingList.objects.filter(pk=list_id).update(done=after, invited=F("invited") + invited)
        return left


@transaction.atomic
def list_end(actor: Actor, list_id: str, now: datetime) -> int:
    """All rows are done → how many people of the whole list are invited."""
    actor.require(Permission.SURVEYS_EDIT)
    row = MailingList.objects.get(pk=list_id)
    if row.ended_at is None:
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        log_change(actor, "list.end", "mailing_list", list_id, after={"invited": row.invited})
    return int(row.invited)
