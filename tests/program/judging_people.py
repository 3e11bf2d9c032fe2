"""People and plans that tests of judging share."""

from rapport.program.judging.plain import Facts, SessionPlan

FACTS = Facts({"channel": "chat", "agent_id": "a1", "team": "Day"})


class People:
    """Accounts of every role, made when they are first asked for."""

    def __init__(self):
        self.made = {}

    def __call__(self, name, role="analyst", team=None, agent_id=None):
        from rapport.program.people.actor import TERMINAL, Grant
        from rapport.program.people.selectors import actor_of
        from rapport.program.people.services import person_create

        if name not in self.made:
            self.made[name] = person_create(
                TERMINAL,
                f"{name.lower()}@example.org",
                name=name,
                grants=[Grant(role, team)],
                agent_id=agent_id,
            )
        return actor_of(self.made[name])


def open_session(lead, people, criteria, interactions=("i1", "i2"), title="First"):
    """A session in which these people score these interactions."""
    from rapport.program.judging.services import session_open

    plan = SessionPlan(title, tuple(interactions), tuple(one.user_id for one in people))
    return session_open(lead, plan, criteria)


def score_all(person, criteria, submission, purpose=None, **facts):
    """The person does everything that waits for them."""
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit

    for task in tasks_open(person, purpose):
        said = submission(task.interaction_id, person.name, **{"attributes": dict(FACTS.attributes), **facts})
        task_submit(person, task.id, criteria, said)
