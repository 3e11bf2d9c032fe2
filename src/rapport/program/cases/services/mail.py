"""E-mails sent from a case: kept with it, sent once."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from rapport.program.cases.errors import CaseError
from rapport.program.cases.models import CaseMail
from rapport.program.cases.plain import Letter, MailDue
from rapport.program.cases.services.changing import held, save
from rapport.program.cases.services.entries import entry_add, tell
from rapport.program.cases.services.working import FOLLOWED, begin, touched
from rapport.program.people.actor import TERMINAL, Actor
from rapport.program.people.services.log import log_change

ATTEMPTS = 5
AGAIN = timedelta(minutes=5)
LOST = timedelta(minutes=10)
LONGEST = 50_000
BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Kinds of signs that end a line, begin another header, or are no letter at all."""


@transaction.atomic
def case_mail(actor: Actor, case_id: str, letter: Letter) -> str:
    """Puts an e-mail in the queue → its id; the same form sent twice puts one there.

    Raises NotAllowedError, or CaseError for an address, subject or text that cannot be sent.
    """
    case = held(actor, case_id)
    known = CaseMail.objects.filter(once=letter.once).first()
    if known is not None:
        if known.case_id != case.pk:
            raise CaseError("This form belongs to another case", None, "Open the case again.")
        return str(known.pk)
    to, reply, subject = letter.to.strip(), letter.reply_to.strip(), letter.subject.strip()
    for address, name in ((to, "to"), (reply, "reply_to")):
        if address or name == "to":
            _check_address(address, name)
    if not subject or len(subject) > 300 or any(unicodedata.category(one) in BREAKS for one in subject):
        raise CaseError("The subject has to be one line of at most 300 letters", "subject", "Shorten it.")
    if not letter.body.strip() or len(letter.body) > LONGEST:
        raise CaseError("The message is empty or too long", "body", f"Write up to {LONGEST:,} letters.")
    if any(one == "\0" or unicodedata.category(one) == "Cs" for one in letter.body):
        raise CaseError("The message holds signs that no e-mail can carry", "body", "Type it anew.")
    entry = entry_add(actor, case, "email")
    made = CaseMail.objects.create(
        case=case,
        entry=entry,
        once=letter.once,
        to=to,
        subject=subject,
        body=letter.body.replace("\r\n", "\n").strip(),
        reply_to=reply,
        answer_id=letter.answer_id[:40],
        try_at=timezone.now(),
    )
    begin(actor, case)
    log_change(actor, "case.mail", "case", case_id, after={"mail": str(made.pk)})
    return str(made.pk)


@transaction.atomic
def case_mail_again(actor: Actor, case_id: str, mail: str) -> None:
    """Somebody decides that one that failed, or of which nobody knows, is sent (again).

    Raises NotAllowedError, or CaseError for what is no e-mail's id.
    """
    case = held(actor, case_id)
    try:
        UUID(mail)
    except ValueError:
        raise CaseError("There is no such e-mail", None, "Look at the case again.") from None
    asked = CaseMail.objects.filter(pk=mail, case=case, state__in=(CaseMail.FAILED, CaseMail.UNSURE))
    if asked.update(state=CaseMail.WAITING, attempts=0, try_at=timezone.now(), problem=""):
        log_change(actor, "case.mail_again", "case", case_id, after={"mail": mail})


def mail_due(now: datetime | None = None) -> bool:
    """Whether there is anything to send, or to ask about."""
    at = now or timezone.now()
    rows = CaseMail.objects.filter(state__in=(CaseMail.WAITING, CaseMail.SENDING), try_at__lte=at)
    return bool(rows.exists())


def mail_take(now: datetime) -> MailDue | None:
    """One e-mail to be sent now, taken by this worker alone; None when there is none. Only the worker asks.

    One that a worker took and never finished may have arrived: it is not sent again by itself.
    """
    lost = CaseMail.objects.filter(state=CaseMail.SENDING, taken_at__lte=now - LOST)
    lost.update(state=CaseMail.UNSURE, problem="It was cut off while it was sent: it may have arrived.")
    for one in CaseMail.objects.filter(state=CaseMail.WAITING, try_at__lte=now).order_by("try_at")[:20]:
        taken = CaseMail.objects.filter(pk=one.pk, state=CaseMail.WAITING).update(
            state=CaseMail.SENDING, taken_at=now, attempts=F("attempts") + 1
        )
        if taken:
            return MailDue(str(one.pk), one.to, one.subject, one.body, one.reply_to, now)
    return None


@transaction.atomic
def mail_sent(mail: MailDue, now: datetime) -> None:
    """The server took it. That counts also where it was given up as lost meanwhile, so that nobody sends it
    again; an attempt that was begun after it goes on as it is."""
    found = CaseMail.objects.filter(pk=mail.id).first()
    if found is None:
        return  # erased with its customer meanwhile
    not_known = (CaseMail.SENDING, CaseMail.UNSURE, CaseMail.WAITING)
    _attempt(mail).filter(state__in=not_known).update(state=CaseMail.SENT, sent_at=now, problem="")
    case = held(TERMINAL, str(found.case_id))
    touched(case, now)
    if case.mailed_at is None:
        case.mailed_at = now
        save(case, "mailed_at")
    tell(case, FOLLOWED, by="e-mail")


def mail_failed(mail: MailDue, problem: str, now: datetime, *, state: str = CaseMail.FAILED) -> None:
    """It was not sent: it waits for another try (`state` waiting), failed, or nobody knows (unsure). Where
    this attempt was given up as lost meanwhile, that stands."""
    found = _attempt(mail).filter(state=CaseMail.SENDING).first()
    if found is None:
        return
    if state == CaseMail.WAITING and found.attempts >= ATTEMPTS:
        state = CaseMail.FAILED
    _attempt(mail).filter(state=CaseMail.SENDING).update(
        state=state, problem=problem[:500], try_at=now + AGAIN * found.attempts
    )


def _attempt(mail: MailDue) -> QuerySet[CaseMail]:
    """The e-mail, while no later attempt was begun."""
    return CaseMail.objects.filter(pk=mail.id, taken_at=mail.taken_at)


def _check_address(address: str, name: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise CaseError(f"{address!r} is no e-mail address", name, "Write one address.") from None
