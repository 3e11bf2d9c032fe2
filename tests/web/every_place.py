"""A home in which something stands behind every kind of address, and somebody of every role."""

import re

from rapport.program.people.permissions import ROLES
from tests.web.judging import CRITERIA, Judging
from tests.web.judging_home import own

TEAM = "Day"
ANSWER = {"title": "A parcel is late", "element": ["resolution"], "outline": "Say what happened."}
NOBODYS = "00000000-0000-4000-8000-000000000000"


class Everything:
    """Clients by role, and what stands for each parameter of an address."""

    def __init__(self, home):
        from django.test import Client

        from rapport.program.audits.services.criteria import criteria_use
        from rapport.program.people.actor import TERMINAL

        self.home, self.stranger = home, Client()
        self.ids, self.clients = {}, {}
        criteria_use(TERMINAL, CRITERIA)
        for role in ROLES:
            self.clients[role] = self.account(role, role)
        self.places = {"report": NOBODYS, "rating": NOBODYS, "file_id": NOBODYS, "visit_id": NOBODYS}
        self.fill()

    def account(self, name, role, team=TEAM, agent="a-1"):
        from django.test import Client

        from rapport.program.people.actor import TERMINAL, Grant
        from rapport.program.people.models import User
        from rapport.program.people.services import person_create

        grants = [Grant(role, team if role == "team_manager" else None)]
        agent = agent if role == "associate" else None
        mail = f"{name}@example.org"
        self.ids[name] = str(person_create(TERMINAL, mail, name=name, grants=grants, agent_id=agent))
        client = Client()
        user = User.objects.get(pk=self.ids[name])
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    def made(self, role, path, given, pattern):
        """What a form of the pages made: the part of the address it led to."""
        found = self.clients[role].post(path, given)
        told = found.get("Location") or found.content.decode()
        hit = re.search(pattern, told)
        assert hit, (path, found.status_code, told[-3000:])
        return hit[1]

    def fill(self):
        """Makes the things, through the pages where a form is short, else through the services."""
        admin = "administrator"
        uuid = "([0-9a-f-]{36})"
        keep = self.places
        keep |= {
            "interaction_id": "c-01",
            "agent_id": "a-1",
            "customer_id": "none",
            "user_id": self.account("gone", "analyst") and self.ids["gone"],
        }
        keep["draft_id"] = self.made(
            admin, "/audit/criteria/new/", {"way": "empty", "criteria": "mine"}, uuid
        )
        keep["definition"] = CRITERIA.definition
        persona = {"name": "Mia", "story": "Lost it", "act": "save", "id": 0}
        self.clients[admin].post("/audit/shops/personas", persona)
        guide = {"name": "G", "opening": "Hi", "consent": "May I?", "questions": "Why?"}
        keep["guide_id"] = self.made(admin, "/audit/interviews/guides/new", guide, r"guides/(\d+)")
        survey = {"way": "template", "template": "support", "survey": "care"}
        keep["survey_id"] = self.made(admin, "/ask/surveys/new/", survey, r"surveys/([\w-]+)/edit")
        programme = {"title": "Calls", "name": "calls", "survey": keep["survey_id"]}
        path = "/ask/programmes/new/"
        keep["programme_id"] = self.made(admin, path, programme, r"programmes/([\w-]+)/")
        objective = {"name": "Right at once", "strategy": "education", "act": "save"}
        keep["number"] = self.made(admin, "/audit/objectives/new", objective, r"objectives/(\d+)")
        planned = {"name": "Spring", "criteria": CRITERIA.definition}
        path = f"/audit/objectives/{keep['number']}/audit"
        keep["audit"] = self.made(admin, path, planned, r"audits/(\d+)")
        shop = {
            "title": "Spring", "first_day": "2026-03-23", "last_day": "2026-04-05", "hour_from": "9",
            "hour_to": "17", "weekdays": ["0"], "channels": "visit", "sites": "North", "fee": "5",
            "currency": "eur", "criteria": CRITERIA.definition,
        }  # fmt: skip
        keep["plan_id"] = self.made(admin, "/audit/shops/new", shop, r"plans/(\d+)")
        keep["answer_id"] = self.made(admin, "/audit/answers/new/", ANSWER, uuid)
        schema = {
            "title": "Ours",
            "looked": "1",
            "way": "data",
            "concern": ["concern"],
            "touchpoint": ["channel"],
        }
        self.places["/audit/schema/"] = {}
        schema_number = self.made(admin, "/audit/schema/new", schema, r"versions/(\d+)")
        keep["schema"] = schema_number
        invite = {"email": "new@example.org", "role": ["analyst"]}
        keep["invitation_id"] = self.made(admin, "/settings/people/invite", invite, rf"invitations/{uuid}")
        key = {"name": "sync", "scope": ["interactions.read"], "days": "30"}
        keep["key_id"] = self.made(admin, "/settings/keys/", key, rf"keys/{uuid}/revoke")
        hook = {"name": "CRM", "address": "https://example.org/h", "event": ["evaluation.submitted"]}
        keep["hook_id"] = self.made(admin, "/settings/hooks/", hook, rf"hooks/{uuid}")
        shared = {"title": "For the board", "dashboard": "executive", "days": "30"}
        made = self.clients[admin].post("/reports/links/create", shared, follow=True).content.decode()
        keep["shared"] = re.search(rf"links/{uuid}/revoke", made)[1]
        keep["alert_rule"] = self.rule()
        keep["token"] = re.search(r"/shared/([^'<\s]+?)[\"<]", made)[1]
        self.story()

    def rule(self):
        """A rule of alerts, switched off."""
        from rapport.program.alerts.services import rule_create
        from rapport.program.people.actor import TERMINAL

        return rule_create(TERMINAL, "rule: Low\nall:\n- answer: {item: nps, at_most: 6}\n")

    def story(self):
        """A calibration, work to score, and an evaluation that is contested."""
        from rapport.program.judging.plain import SessionPlan
        from rapport.program.judging.services import dispute_raise, session_open
        from rapport.program.scoring.selectors import queue_tasks

        story = Judging(self.home, None)
        story.ids = self.ids
        lead = story.actor("qa_lead")
        self.account("second", "analyst")
        who = (self.ids["analyst"], self.ids["second"])
        keep = self.places
        keep["session_id"] = session_open(lead, SessionPlan("Greetings", ("c-02",), who), CRITERIA)
        keep["key"] = queue_tasks(story.actor("analyst"))[0].key
        (evaluation,) = story.score("second", own(self.home), worse=True)
        said = ("", "overlooked", "I answered at once", self.home.settings.zone)
        keep["dispute_id"] = dispute_raise(story.actor("associate"), evaluation, *said)
        keep["evaluation_id"] = evaluation
        keep |= {"foreign": "c-02", "foreign_agent": "a-3"}
        self.case()
        self.plan()

    def plan(self):
        """A plan that has not begun."""
        from rapport.program.people.selectors import actor_of
        from rapport.program.plans.plain import PlanContent
        from rapport.program.plans.services import plan_create

        lead = actor_of(self.ids["qa_lead"])
        self.places["plan"] = plan_create(lead, PlanContent("Say what is next", "qci"))

    def case(self):
        """A case of the case owner, and what else stands in addresses of cases."""
        from rapport.program.cases.services import calendar_make, case_hand_over, case_open
        from rapport.program.people.actor import TERMINAL
        from rapport.program.people.selectors import actor_of

        about = {"customer_id": None, "interaction_id": "c-01", "kind": "problem"}
        said = {"title": "Late", "reason": "Said 2", "source": "rule:1@1", "actor": TERMINAL}
        made = case_open(key="every", **about, **said)
        case_hand_over(TERMINAL, made, self.ids["case_owner"])
        self.places |= {"case_id": made, "case_act": "note", "cause_act": "add", "routing_act": "rule"}
        self.places |= {"suggestion_id": NOBODYS}
        self.places["calendar_secret"] = calendar_make(actor_of(self.ids["team_manager"]))
