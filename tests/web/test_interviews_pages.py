"""Interviews in the pages: silent customers drawn, reached, heard with consent, and whom they stand for."""

from datetime import UTC, datetime

import pytest

from rapport.records import Answer, Customer, Interaction, Turn
from rapport.warehouse import Warehouse

CHATS = 24  # customers of the home's own chats, of whom nothing but an id is known
TURNS = (Turn("customer", "hello"), Turn("agent", "good day"))


def fill(home, silent=40, loud=10):
    """Customers with contact: silent ones, ones who answered, one who opted out, one nobody can reach."""
    people, talks, answers = [], [], []
    for number in range(silent + loud + 2):
        name = f"k{number:03}"
        attributes = {"opt_out": "Yes"} if number == silent + loud else {}
        email = None if number == silent + loud + 1 else f"{name}@example.org"
        people.append(
            Customer(name, name=f"Zelda {number}", email=email, segment="new" if number % 4 else "old",
                     value=float(number), attributes=attributes)
        )  # fmt: skip
        talks.append(
            Interaction(f"t{number}", channel="call" if number % 2 else "chat", customer_id=name,
                        started_at=datetime(2026, 3, 1 + number % 28, 10, tzinfo=UTC), turns=TURNS)
        )  # fmt: skip
    for number in range(silent, silent + loud):
        given = {"number": 9.0, "interaction_id": f"t{number}"}
        answers.append(Answer(f"a{number}", f"s{number}", "nps", "nps", **given))
    answers.append(Answer("open", "s-open", "nps", "nps", customer_id="k000"))
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("customers", people)
        writer.upsert("interactions", talks)
        writer.upsert("answers", answers)


@pytest.fixture
def talk(served, sign_in):
    """A study of ten customers with reserves, its lead and one interviewer."""
    fill(served)
    lead, holder = sign_in("qa_lead"), sign_in("analyst")
    guide = {
        "name": "Silence", "opening": "Good day", "consent": "May I take notes?",
        "questions": "Why do you not answer?\n- Time?\n- Trust?\n\nWhat would help?",
    }  # fmt: skip
    made = lead.post("/audit/interviews/guides/new", guide)
    assert made.status_code == 302, made.content.decode()
    number = made["Location"].rsplit("/", 1)[1]
    study = {"title": "March", "guide": number, "wanted": "10", "reserves": "1", "seed": "3"}
    study["by"] = ["segment"]
    drawn = lead.post("/audit/interviews/studies/new", study)
    assert drawn.status_code == 302, drawn.content.decode()

    class Talk:
        home, path, guide_path, wish = served, drawn["Location"], made["Location"], study
        people = {"lead": lead, "holder": holder}

        @staticmethod
        def rows(client=lead, query=""):
            return client.get(f"{drawn['Location']}{query}").context["rows"]

        @staticmethod
        def act(recruit, client=holder, **given):
            return client.post(f"/audit/interviews/recruits/{recruit.id}/act", given)

        @staticmethod
        def hold(recruit, words="I have no time"):
            for given in ({"act": "take"}, {"act": "consent"},
                          {"act": "notes", "number": "0", "note-q1": words},
                          {"act": "outcome", "outcome": "complete"}):  # fmt: skip
                assert Talk.act(recruit, **given).status_code == 302

    return Talk


def test_only_silent_customers_who_may_be_reached_are_drawn_in_proportion(talk):
    study = talk.people["lead"].get(talk.path).context["study"]
    assert (study.frame, study.wanted, study.open, study.reserves) == (40, 10, 10, 10)
    assert study.excluded == {
        "asked not to be contacted": 1, "no e-mail address or telephone number": 1 + CHATS,
    }  # fmt: skip
    names = [int(one.customer_id[1:]) for one in talk.rows()]
    assert len(names) == 10 and max(names) < 40
    strata = [one.stratum for one in talk.rows()]
    assert dict(study.strata) == {"new": 30, "old": 10} and 2 <= strata.count("old") <= 3


def test_the_same_seed_draws_the_same_customers(talk):
    again = talk.people["lead"].post("/audit/interviews/studies/new", talk.wish)
    rows = talk.people["lead"].get(again["Location"]).context["rows"]
    assert [one.customer_id for one in rows] == [one.customer_id for one in talk.rows()]


def test_nothing_is_noted_without_consent_and_taking_it_back_removes_everything(talk):
    one = talk.rows()[0]
    talk.act(one, act="take")
    early = talk.act(one, act="notes", number="0", **{"note-q1": "early words"})
    assert early.status_code == 400 and b"consent" in early.content
    talk.act(one, act="consent")
    saved = talk.people["holder"].post(
        f"/audit/interviews/recruits/{one.id}/notes", {"number": "0", "note-q1": "I have no time"}
    )
    assert saved.json() == {"number": 1}
    late = talk.people["holder"].post(
        f"/audit/interviews/recruits/{one.id}/notes", {"number": "0", "note-q1": "other"}
    )
    assert late.status_code == 409 and "another window" in late.json()["what"]
    page = talk.people["holder"].get(f"/audit/interviews/recruits/{one.id}")
    assert b"I have no time" in page.content and b"Zelda" in page.content
    talk.act(one, act="no_consent")
    page = talk.people["holder"].get(f"/audit/interviews/recruits/{one.id}")
    assert b"I have no time" not in page.content and page.context["recruit"].outcome == "refusal"


def test_passages_must_stand_in_the_notes_and_are_counted_by_interview(talk):
    first, second, *_ = talk.rows()
    talk.hold(first, "I have no time for this, no time at all")
    talk.hold(second, "I do not trust you")
    assert talk.act(first, act="excerpt", question="q1", text="never said", code="time").status_code == 400
    talk.act(first, act="excerpt", question="q1", text="no time", code="time")
    talk.act(first, act="excerpt", question="q1", text="no time at all", code="time")
    talk.act(second, act="excerpt", question="q1", text="do not trust", code="trust")
    said = talk.people["lead"].get(f"{talk.path}/said").context["said"]
    assert [(one.code, one.interviews, one.share.base) for one in said.themes] == [
        ("time", 1, 2), ("trust", 1, 2),
    ]  # fmt: skip


def test_outcomes_are_counted_after_aapor(talk):
    from rapport.measures import response_rates

    rows = talk.rows()
    talk.hold(rows[0])
    talk.hold(rows[1])
    for one, given in (
        (rows[2], {"act": "attempt", "how": "call", "result": "refused"}),
        (rows[3], {"act": "outcome", "outcome": "non_contact"}),
        (rows[4], {"act": "outcome", "outcome": "not_eligible"}),
    ):
        talk.act(one, act="take")
        assert talk.act(one, **given).status_code == 302
    found = talk.people["lead"].get(f"{talk.path}/represent").context["stands"].rates
    expected = response_rates(complete=2, refusal=1, non_contact=1, unknown_other=5, not_eligible=1)
    assert found == expected and found.response_rate_1.value == pytest.approx(2 / 9)


def test_representativeness_is_that_of_the_measures_on_the_frame(talk):
    from rapport.measures import nonresponse_bias
    from rapport.work.interviews.frame import COLUMNS, silent_frame

    talk.people["lead"].post(f"{talk.path}/act", {"act": "reserves", "number": "10"})
    rows = talk.rows()
    for one in rows[:12]:
        talk.hold(one)
    held = {one.customer_id for one in rows[:12]}
    frame = silent_frame(talk.home)
    columns = {name: [row[place] for row in frame.rows] for place, name in enumerate(COLUMNS)}
    useful = {name: values for name, values in columns.items() if len(set(values)) > 1}
    expected = nonresponse_bias(useful, [one in held for one in frame.ids])
    found = talk.people["lead"].get(f"{talk.path}/represent").context["stands"]
    assert found.of_frame.verdict == expected.verdict == "cannot tell"
    assert found.of_frame.representativeness == expected.representativeness
    assert {name: one.rates for name, one in found.of_frame.columns.items()} == {
        name: one.rates for name, one in expected.columns.items()
    }
    contacts = next(one for one in found.compared if one.title == "Contacts")
    assert (contacts.interviewed.base, contacts.silent.base, contacts.answered.base) == (12, 28, 10)


def test_a_customers_name_is_for_their_interviewer_and_who_leads(talk, sign_in):
    one = talk.rows()[0]
    talk.act(one, act="take")
    path = f"/audit/interviews/recruits/{one.id}"
    for client in (sign_in("auditor"), sign_in("analyst")):
        page = client.get(path)
        assert page.status_code == 200 and page.context["contact"] is None
        assert b"Zelda" not in page.content
        assert talk.act(one, client=client, act="consent").status_code == 403
        assert client.post(f"{path}/notes", {"number": 0}).status_code == 403
    for role in ("associate", "team_manager", "case_owner", "client_viewer", "shopper"):
        client = sign_in(role, "Billing" if role == "team_manager" else None)
        for address in ("/audit/interviews/", talk.path, path, f"{talk.path}/said", f"{talk.path}/represent"):
            assert client.get(address).status_code == 403


def test_who_does_not_lead_draws_nobody_and_shares_nobody_out(talk, sign_in):
    one = talk.rows()[0]
    holder = talk.people["holder"]
    assert holder.get("/audit/interviews/studies/new").status_code == 403
    assert holder.post("/audit/interviews/guides/new", {"name": "x", "questions": "y"}).status_code == 403
    assert holder.post(f"{talk.path}/act", {"act": "reserves", "number": "1"}).status_code == 403
    talk.act(one, client=talk.people["lead"], act="take")
    assert talk.act(one, act="take").status_code == 403


def test_a_used_guide_is_never_changed_but_followed_by_a_version(talk):
    lead = talk.people["lead"]
    saved = lead.post(talk.guide_path, {"questions": "Why do you not answer?\n\nWho would you tell?"})
    assert saved["Location"] != talk.guide_path
    before, after = (lead.get(path).context["guide"] for path in (talk.guide_path, saved["Location"]))
    assert [(one.id, one.text) for one in before.questions] == [
        ("q1", "Why do you not answer?"), ("q2", "What would help?"),
    ]  # fmt: skip
    assert after.number == 2 and [one.id for one in after.questions] == ["q1", "q3"]
    assert lead.get(talk.path).context["study"].guide.number == 1


def test_erasing_a_customer_forgets_the_interview(talk):
    from rapport.work.erase import erase_customer

    one = talk.rows()[0]
    talk.hold(one)
    erased = erase_customer(talk.home, one.customer_id)
    assert erased.counts["interview_recruits"] == 1
    assert talk.people["lead"].get(f"/audit/interviews/recruits/{one.id}").status_code == 404
    assert talk.people["lead"].get(talk.path).context["study"].frame == 40
