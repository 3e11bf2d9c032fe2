"""Forgets what cases hold of a customer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from rapport.program.cases.models import Case, CaseAlert, CaseEntry, CaseLink, CaseMail, Suggestion
from rapport.program.cases.services.entries import about_customer
from rapport.program.hooks.services import events_forget

AT_ONCE = 500
GONE = "Erased with its customer"


@transaction.atomic
def cases_erase(
    customer_id: str, interactions: Iterable[str], mentions: Callable[[str], bool]
) -> Mapping[str, int]:
    """Removes words, addresses and ids of a customer from their cases → how many cases and e-mails.

    That there was a case, when, who had it and what it was about by its root cause stays, so that counts
    do. Suggestions outlive their cases: those that give the customer away (`mentions`) lose their words.
    Called by the erasure of a customer, which is allowed elsewhere.
    """
    wanted = sorted(set(interactions))
    found = set(Case.objects.filter(customer_id=customer_id).values_list("pk", flat=True))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        touching = Q(interaction_id__in=some) | Q(alerts__interaction_id__in=some)
        rows = Case.objects.filter(touching, Q(customer_id=None) | Q(customer_id=customer_id))
        found |= set(rows.values_list("pk", flat=True))
        CaseAlert.objects.filter(interaction_id__in=some).update(
            interaction_id=None, title=GONE, reason="", facts={}
        )
        CaseLink.objects.filter(interaction_id__in=some).delete()
        linking = CaseEntry.objects.filter(kind__in=("linked", "unlinked"), facts__interaction__in=some)
        linking.update(facts={})
    mails = CaseMail.objects.filter(case__in=found)
    counts = {"cases": len(found), "e-mails of cases": mails.count()}
    mails.delete()
    for case in Case.objects.filter(pk__in=found):
        _forget(case)
    told = about_customer(customer_id)
    events_forget([told] if told else [])
    return {**counts, **_forget_ideas(mentions)}


def _forget_ideas(mentions: Callable[[str], bool]) -> Mapping[str, int]:
    telling = 0
    for one in Suggestion.objects.only("text", "answer").iterator():
        words = {name: GONE for name in ("text", "answer") if mentions(getattr(one, name))}
        if words:
            telling += Suggestion.objects.filter(pk=one.pk).update(**words)
    return {"suggestions": telling} if telling else {}


def _forget(case: Case) -> None:
    # Keys of alerts are made of what set them off, and may name it.
    case.alerts.update(key=Concat(Value("erased:"), Cast("pk", CharField())))
    case.alerts.update(title=GONE, reason="", facts={}, interaction_id=None)
    case.links.all().delete()
    case.entries.update(text="", facts={})
    case.suggestions.update(case=None)
    case.title, case.reason, case.outcome, case.facts = GONE, "", "", {}
    case.customer_id = case.interaction_id = case.holds = case.value = None
    case.why = ""
    case.facts_at = case.facts_at or timezone.now()
    case.erased_at = timezone.now()
    case.version += 1
    case.save()
