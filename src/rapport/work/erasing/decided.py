"""What people decided, noted and recorded about a customer's interactions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapport.home import Home
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect


def erase_decided(
    home: Home, interactions: tuple[str, ...], customer_id: str, mentions: Callable[[str], bool]
) -> Mapping[str, int]:
    """Removes it, and interviews with the customer, from the application database, and the recordings from
    the home → how much of each. `mentions` tells whether a text gives the customer away.

    The evaluations go last: what refers to them is found by them.
    """
    if not (home.settings.database_url or home.database_path.exists()):
        return {}
    connect(home)
    from rapport.program.alerts.services import alerts_erase
    from rapport.program.audits.services import erase_interactions
    from rapport.program.audits.services.erasure import wipe
    from rapport.program.cases.services import cases_erase
    from rapport.program.coaching.services import coaching_erase
    from rapport.program.crm.services import crm_forget
    from rapport.program.front.services import front_erase
    from rapport.program.hooks.services import events_forget
    from rapport.program.interviews.services import erase_recruits
    from rapport.program.judging.services import judging_erase
    from rapport.program.reading.services import reading_erase
    from rapport.program.requests.services import answers_forget
    from rapport.program.schemas.services import erase_coding
    from rapport.program.scoring.services import scoring_erase
    from rapport.program.sending.services import sending_erase
    from rapport.program.surveys.services.erasure import surveys_erase
    from rapport.program.views.services import minis_erase

    noted, sounds = scoring_erase(interactions)
    for name in sounds:
        (home.folder("recordings") / name).unlink(missing_ok=True)
    others = {**noted, **judging_erase(interactions), **erase_coding(interactions)}
    others |= reading_erase(interactions)
    others |= {**coaching_erase(interactions), "messages": events_forget(interactions)}
    others |= sending_erase(customer_id, interactions)
    others |= surveys_erase(customer_id, interactions)
    others |= alerts_erase(interactions, customer_id)
    others |= cases_erase(customer_id, interactions, mentions)
    others |= front_erase(mentions)
    others |= {"written back": crm_forget(customer_id)}
    answers_forget()
    others |= erase_recruits([customer_id])
    others |= minis_erase(customer_id, frozenset(interactions), mentions)
    counts = {**others, **erase_interactions(TERMINAL, interactions)}
    if any(others.values()):
        wipe()
    return counts
