"""A small story of judging for the pages' tests: people, a calibration, a contested evaluation."""

from dataclasses import dataclass

from rapport.criteria import Decision, load_library

CRITERIA = load_library("retail-support")


@dataclass
class Judging:
    """A served home in which people of several roles score."""

    home: object
    sign_in: object

    def __post_init__(self):
        self.clients, self.ids = {}, {}

    def client(self, name, role="analyst", team=None, agent_id=None):
        """The pages as this person sees them; made at the first use."""
        if name not in self.clients:
            from rapport.program.people.models import User

            self.clients[name] = self.sign_in(role, team, agent_id)
            self.ids[name] = str(User.objects.order_by("-created_at").first().pk)
            User.objects.filter(pk=self.ids[name]).update(name=name)
        return self.clients[name]

    def actor(self, name):
        from rapport.program.people.selectors import actor_of

        return actor_of(self.ids[name])

    def say(self, interaction_id, evaluator="", worse=False):
        """An evaluation of an interaction: nothing seen, or a critical slip."""
        from rapport.program.audits.plain import Submission
        from rapport.work.judging.facts import facts_of

        facts = facts_of(self.home, CRITERIA, interaction_id)
        decisions = {element.name: Decision() for element in CRITERIA.elements}
        if worse:
            element = CRITERIA.elements[0]
            decisions[element.name] = Decision({element.rules[0].id: 1}, comment="Too slow")
        return Submission(interaction_id, evaluator, decisions, facts.attributes)

    def score(self, name, *interactions, worse=False):
        """Live evaluations by this person → their ids."""
        from rapport.program.audits.services import evaluations_submit
        from rapport.program.audits.services.evaluators import evaluator_me

        actor = self.actor(name)
        said = [self.say(one, evaluator_me(actor), worse) for one in interactions]
        return [one.evaluation for one in evaluations_submit(actor, CRITERIA, said)]

    def do_tasks(self, name, worse=False):
        """Everything that this person was asked for separately."""
        from rapport.program.judging.selectors import tasks_open
        from rapport.program.judging.services import task_submit

        actor = self.actor(name)
        for task in tasks_open(actor):
            task_submit(actor, task.id, CRITERIA, self.say(task.interaction_id, worse=worse))
