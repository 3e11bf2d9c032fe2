"""What became of messages: sent, put off, refused, in doubt; and invitations that ended."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce

from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.people.services.log import log_change
from rapport.program.sending.addresses import nameless
from rapport.program.sending.errors import ProgrammeError
from rapport.program.sending.models import Message, NoRecord
from rapport.program.sending.plain import TOLD, Due
from rapport.program.sending.services.opting import mark_of, unreachable
from rapport.program.sending.services.taking import LEASE
from rapport.program.sending.services.telling import bounce_tell
from rapport.program.surveys.models import Invitation
from rapport.program.surveys.selectors.submissions import GRACE
from rapport.program.surveys.services.ended import forms_waiting, invitations_ended

AGAIN_MINUTES = (2, 10, 60, 240, 720)
"""How long after a try that failed the next one comes; after the last the message is given up."""
KEPT = timedelta(days=1)
"""How long what is known of who answered stays, for what is made of the answer."""


def message_begin(due: Due) -> bool:
    """It is handed over from now on → False where it is not to be: its invitation ended since it was taken,
    or another worker has taken it meanwhile, as this one was slow."""
    still = Invitation.objects.filter(pk=due.invitation, state__in=Invitation.OPEN, completed_at=None)
    mine = Message.objects.filter(pk=due.message, state=Message.TAKEN, attempts=due.attempt)
    mine = mine.filter(invitation_id__in=still.values("pk"))
    return bool(mine.update(state=Message.SENDING))


@transaction.atomic(savepoint=False)
def message_sent(due: Due, now: datetime, remote_id: str = "") -> None:
    """It was taken by the mail server or the gateway."""
    _move(due, Message.SENT, sent_at=now, remote_id=remote_id[:200])
    _invited(due.invitation, due.number, now)


@transaction.atomic
def message_put_off(due: Due, now: datetime, problem: str) -> None:
    """It could not be handed over; tried again later, and given up after the last time."""
    if due.attempt > len(AGAIN_MINUTES):
        _move(due, Message.FAILED, problem=problem)
        if due.number == 0:
            _end(due, Invitation.FAILED, f"given up: {problem}")
        return
    wait = timedelta(minutes=AGAIN_MINUTES[due.attempt - 1])
    _move(due, Message.WAITING, problem=problem, try_at=now + wait)


@transaction.atomic
def message_refused(due: Due, now: datetime, problem: str) -> None:
    """The address does not exist: it is tried no more."""
    _move(due, Message.BOUNCED, problem=problem)
    _end(due, Invitation.BOUNCED, problem)
    if row := Message.objects.filter(pk=due.message, state=Message.BOUNCED).first():
        bounce_tell(row, for_good=True)
    unreachable(mark_of(due.address), problem, now)


@transaction.atomic
def message_failed(due: Due, problem: str) -> None:
    """It cannot be put together or is not allowed; the fault is ours, the address stays good."""
    _move(due, Message.FAILED, problem=problem)
    if due.number == 0:
        _end(due, Invitation.FAILED, problem)


@transaction.atomic
def message_in_doubt(due: Due, problem: str, now: datetime) -> None:
    """Nobody can say whether it arrived: it counts as sent, and is not sent again by itself."""
    _move(due, Message.UNCERTAIN, problem=problem)
    _invited(due.invitation, due.number, now)


@transaction.atomic
def messages_forsaken(now: datetime) -> int:
    """Those whose worker died while it sent them are in doubt → how many. What it had taken and did not come
    to waits again."""
    idle = Message.objects.filter(state=Message.TAKEN, taken_at__lte=now - LEASE)
    idle.update(state=Message.WAITING, try_at=F("taken_at"))
    rows = Message.objects.filter(state=Message.SENDING, taken_at__lte=now - LEASE)
    found = list(rows.values_list("pk", "invitation_id", "number", "taken_at"))
    for pk, invitation, number, taken_at in found:
        problem = "the worker ended while it was sent"
        if Message.objects.filter(pk=pk, state=Message.SENDING).update(
            state=Message.UNCERTAIN, problem=problem
        ):
            _invited(invitation, number, taken_at)
    return len(found)


@transaction.atomic
def message_settle(actor: Actor, message_id: uuid.UUID, *, again: bool, now: datetime) -> None:
    """Somebody decides about one in doubt: sent once more, or taken for sent. Raises NotAllowedError,
    ProgrammeError."""
    actor.require(Permission.SURVEYS_EDIT)
    row = Message.objects.select_for_update().filter(pk=message_id, state=Message.UNCERTAIN).first()
    if row is None:
        raise ProgrammeError("This message is not in doubt", None, "Look at the list again.")
    if again:
        row.state, row.try_at, row.attempts = Message.WAITING, now, 0
        fields = {"reminders": F("reminders") - 1} if row.number else {"state": Invitation.WAITING}
        back = Invitation.objects.filter(pk=row.invitation_id, state=Invitation.SENT)
        back.filter(started_at=None, completed_at=None).update(**fields)
    else:
        row.state = Message.SENT
    row.save(update_fields=["state", "try_at", "attempts"])
    log_change(actor, f"message.{'again' if again else 'sent'}", "message", str(message_id))


@transaction.atomic
def bounced(stamp: str, because: str, now: datetime, *, for_good: bool = True, failed: bool = True) -> bool:
    """A mail came back later; `stamp` is the message's id. → Whether it was one of ours. `failed`: it did not
    arrive and will not; `for_good`: nothing will, as the address is nobody's."""
    try:
        row = Message.objects.filter(pk=uuid.UUID(stamp)).first()
    except ValueError:
        return False
    if row is None:
        return False
    _bounce(row, because, now, for_good, failed)
    return True


def _bounce(row: Message, because: str, now: datetime, for_good: bool, failed: bool) -> None:
    """A mail that failed ends its invitation; a reminder that failed only itself, as the invitation came."""
    invitation = Invitation.objects.filter(pk=row.invitation_id).first()
    said = nameless(because, invitation.address if invitation else "")
    ended = for_good or failed
    Message.objects.filter(pk=row.pk).update(
        state=Message.BOUNCED if ended else row.state, problem=said[:300]
    )
    if ended and row.state != Message.BOUNCED:
        bounce_tell(row, for_good=for_good)
    if invitation is None:
        return
    if for_good:
        unreachable(invitation.address_mark, because, now)
    if for_good or (failed and row.number == 0):
        _over(invitation.pk, Invitation.BOUNCED, said)


@transaction.atomic
def remote_bounced(remote_id: str, because: str, now: datetime) -> bool:
    """The gateway says that a text message could not be delivered → whether it was one of ours. A telephone
    may have been off: its number stays good."""
    row = Message.objects.filter(remote_id=remote_id[:200]).first() if remote_id else None
    if row is None:
        return False
    _bounce(row, because, now, False, True)
    return True


@transaction.atomic
def invitations_end(now: datetime, most: int = 5_000) -> int:
    """Those that expired end, and what is personal in any that ended goes, once no form can be gone on with
    and none waits to be carried to the warehouse → how many."""
    late = Invitation.objects.filter(state__in=Invitation.OPEN, expires_at__lte=now)
    late = late.filter(completed_at=None).order_by("pk")[:most]
    ended = Invitation.objects.filter(pk__in=list(late.values_list("pk", flat=True))).update(
        state=Invitation.EXPIRED
    )
    over = Invitation.objects.exclude(state__in=Invitation.OPEN).exclude(address="")
    over = over.exclude(completed_at__gt=now - KEPT)
    over = over.exclude(state=Invitation.EXPIRED, expires_at__gt=now - GRACE)
    over = over.exclude(pk__in=forms_waiting().values("invitation_id"))
    gone = list(over.values_list("pk", flat=True)[:most])
    Invitation.objects.filter(pk__in=gone).update(address="", facts={})
    NoRecord.objects.filter(expires_at__lte=now).delete()
    return int(ended) + len(gone)


def follow_ups_told(ids: Iterable[uuid.UUID]) -> None:
    """Their cases know what these customers answered."""
    Invitation.objects.filter(pk__in=list(ids)).update(reason=TOLD)


@transaction.atomic
def sending_erase(customer_id: str, interactions: Iterable[str]) -> Mapping[str, int]:
    """What servers said about messages to a customer goes; that something was sent stays. Who wanted to be
    asked no more stays too, as a hash: it must hold for those who come back. Before the invitations are
    emptied, as messages are found by them."""
    about = sorted(set(interactions))
    own = set(Invitation.objects.filter(customer_id=customer_id).values_list("pk", flat=True))
    for start in range(0, len(about), 500):
        rows = Invitation.objects.filter(interaction_id__in=about[start : start + 500])
        own |= set(rows.values_list("pk", flat=True))
    NoRecord.objects.filter(customer_id=customer_id).delete()
    told = Message.objects.filter(invitation_id__in=own).exclude(problem="", remote_id="")
    return {"message reports": told.update(problem="", remote_id="")}


def _move(due: Due, state: str, **facts: object) -> None:
    """Out of sending; a message that was found forsaken meanwhile is what its worker says it is."""
    states = (*Message.ON_ITS_WAY, Message.UNCERTAIN)
    mine = Message.objects.filter(pk=due.message, state__in=states)
    if "problem" in facts:
        facts["problem"] = nameless(str(facts["problem"]), due.address)[:300]
    mine.update(state=state, **facts)


def _invited(invitation: uuid.UUID, number: int, now: datetime) -> None:
    rows = Invitation.objects.filter(pk=invitation)
    if number == 0:
        open_now = When(state=Invitation.WAITING, then=Value(Invitation.SENT))
        rows.update(sent_at=Coalesce("sent_at", now), state=Case(open_now, default=F("state")))
    else:
        rows.update(reminders=number, reminded_at=now)


def _end(due: Due, state: str, reason: str) -> None:
    _over(due.invitation, state, nameless(reason, due.address))


def _over(invitation: uuid.UUID, state: str, reason: str) -> None:
    invitations_ended(Invitation.objects.filter(pk=invitation, completed_at=None), state, reason)
