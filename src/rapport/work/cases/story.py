"""What stands behind a case: the customer's whole story, and the conversations it is about.

Who works on a case sees its customer's line of time and the conversations of the case whole, also where
their role alone would not show them: they answer to this customer.
"""

from __future__ import annotations

from rapport.home import Home
from rapport.program.cases.plain import CaseFacts
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.work.exploring.customer import CustomerStory, customer_story
from rapport.work.exploring.interaction import InteractionView, read_interaction
from rapport.work.exploring.reach import Reach, reach_of

WHOLE = Reach(everything=True)


def case_story(home: Home, actor: Actor, found: CaseFacts) -> CustomerStory | None:
    """The customer's story for a case that this person was shown; None without a customer."""
    if found.line.customer_id is None:
        return None
    return customer_story(home, actor, found.line.customer_id, WHOLE)


def case_conversation(
    home: Home, actor: Actor, case_id: str, interaction_id: str
) -> tuple[CaseFacts, InteractionView] | None:
    """A conversation that belongs to a case this person sees; None for any other. Raises NotAllowedError."""
    from rapport.program.cases.selectors import case

    found = case(actor, case_id)
    if found is None or interaction_id not in conversations_of(found):
        return None
    view = read_interaction(home, actor, interaction_id, WHOLE)
    return None if view is None else (found, view)


def conversations_of(found: CaseFacts) -> tuple[str, ...]:
    """The interactions of a case: its own, those of its alerts, those that were added."""
    named = [found.interaction_id, *(one.interaction_id for one in found.alerts), *found.links]
    return tuple(dict.fromkeys(one for one in named if one))


def may_link(home: Home, actor: Actor, found: CaseFacts, interaction_id: str) -> bool:
    """Whether an interaction may be added: one that this person sees, or of the case's own customer."""
    view = read_interaction(home, actor, interaction_id, WHOLE)
    if view is None:
        return False
    customer = view.facts["customer_id"]
    if customer is not None and customer == found.line.customer_id:
        return True
    if not actor.may(Permission.INTERACTIONS_READ):
        return False
    return (
        read_interaction(home, actor, interaction_id, reach_of(actor, Permission.INTERACTIONS_READ))
        is not None
    )
