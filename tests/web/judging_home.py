"""Fills a home with a story of judging, in a process of its own; prints where its pages are."""

import json
import sys

from rapport.home import open_home
from rapport.program.setup import connect
from tests.web.live_home import PASSWORD

PEOPLE = {
    "Lee": ("qa_lead", None, None),
    "Max": ("qa_lead", None, None),
    "Ann": ("analyst", None, None),
    "Bob": ("analyst", None, None),
    "Cara": ("associate", None, "a-1"),
}


def main(root):
    home = open_home(root)
    connect(home)
    from rapport.program.judging.plain import SessionPlan
    from rapport.program.judging.services import certificate_appoint, dispute_raise, session_open
    from tests.web.judging import CRITERIA, Judging

    story = Judging(home, None)
    for name, (role, team, agent) in PEOPLE.items():
        story.ids[name] = account(name, role, team, agent)
    lead = story.actor("Lee")
    use(CRITERIA)
    for name in ("Lee", "Max"):
        certificate_appoint(lead, story.ids[name], CRITERIA.id, "Wrote the criteria")
    scorers = (story.ids["Ann"], story.ids["Bob"])
    session = session_open(lead, SessionPlan("Greetings", ("c-01", "c-02"), scorers), CRITERIA)
    story.do_tasks("Ann")
    story.do_tasks("Bob", worse=True)
    session_open(lead, SessionPlan("Still open", ("c-03",), scorers), CRITERIA)
    (evaluation,) = story.score("Ann", own(home), worse=True)
    said = ("", "overlooked", "I answered at once", home.settings.zone)
    dispute = dispute_raise(story.actor("Cara"), evaluation, *said)
    print(json.dumps({"session": session, "dispute": dispute}))


def use(criteria):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL

    criteria_use(TERMINAL, criteria)


def account(name, role, team, agent):
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.services import person_create

    address = f"{name.lower()}@example.org"
    grants = [Grant(role, team)]
    return person_create(TERMINAL, address, name=name, password=PASSWORD, grants=grants, agent_id=agent)


def own(home):
    from rapport.warehouse import Warehouse

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT interaction_id FROM interactions WHERE agent_id = 'a-1' AND eligible ORDER BY 1 DESC"
        )
    return found.column("interaction_id").to_pylist()[0]


if __name__ == "__main__":
    main(sys.argv[1])
