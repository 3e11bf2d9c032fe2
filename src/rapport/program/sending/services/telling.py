"""Webhooks hear of what was sent, a round at a time, and of what came back, one by one.

A round sends hundreds of invitations: a message for each would hold up what else a receiver waits for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapport.program.cases.services.entries import about_customer
from rapport.program.hooks.services import announce
from rapport.program.sending.models import Message
from rapport.program.sending.plain import Due
from rapport.program.surveys.models import Invitation

MOST_IDS = 100


def round_tell(sent: Sequence[Due]) -> None:
    """Tells of what one round sent, or may have; nothing of a round that sent nothing."""
    if not sent:
        return
    told = {
        "sent": len(sent),
        "reminders": sum(one.number > 0 for one in sent),
        "by_programme": dict(Counter(one.programme for one in sent)),
        "invitations": [str(one.invitation) for one in sent[:MOST_IDS]],
    }
    announce("invitations.sent", told)


def bounce_tell(message: Message, *, for_good: bool) -> None:
    """Tells of a message that nobody got, in the transaction that notes it. `for_good`: nobody is there."""
    one = Invitation.objects.filter(pk=message.invitation_id).first()
    told = {
        "invitation": str(message.invitation_id),
        "customer": (one.customer_id or None) if one else None,
        "programme": one.programme if one else None,
        "channel": one.channel if one else None,
        "reminder": message.number > 0,
        "for_good": for_good,
    }
    about = (one.interaction_id or about_customer(one.customer_id)) if one else None
    announce("invitation.bounced", told, about=about)
