"""The rules over all programmes."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.sending import models
from rapport.program.sending.checking import check_hours, check_rules, kept, plan_of, rules_of
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.plain import Rules


def rules_now() -> Rules:
    """What holds now."""
    row = models.Rules.objects.filter(pk=1).first()
    return rules_of(row.rules if row else {})


@transaction.atomic
def rules_set(actor: Actor, rules: Rules) -> None:
    """Sets them. Raises NotAllowedError, ProgrammeError."""
    actor.require(Permission.SURVEYS_EDIT)
    check_rules(rules)
    _check_arms(rules)
    before = kept(rules_now())
    facts = {"rules": kept(rules), "changed_by": actor.name, "changed_at": timezone.now()}
    models.Rules.objects.update_or_create(pk=1, defaults=facts)
    log_change(actor, "asking_rules.set", "asking_rules", "1", before=before, after=kept(rules))


def _check_arms(rules: Rules) -> None:
    """No programme in use has an arm at an hour that these rules close."""
    rows = models.ProgrammeVersion.objects.filter(programme__archived_at=None, number=F("programme__number"))
    for one in rows:
        try:
            check_hours(plan_of(one.plan), rules)
        except ProgrammeError as error:
            what = f"{error.what} in the programme {one.programme_id}"
            raise ProgrammeError(what, "from_hour", "Change its hour first.") from None
