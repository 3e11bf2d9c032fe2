"""Feelings, effort and comments over all conversations: the machine's, as far as each person sees."""

import csv
import io

import pytest
from django.test import Client

from rapport.work.annotate import annotate_home
from rapport.work.experience.behind import PAGE
from tests.web.patient import Patient
from tests.web.shown_home import shown

PAGES = ("/understand/feelings/", "/understand/effort/")


@pytest.fixture(scope="module")
def read_home(audited, tmp_path_factory):
    """The audited company with every conversation read."""
    with shown(audited, tmp_path_factory.mktemp("read") / "home") as home:
        annotate_home(home, processes=1)
        yield home


@pytest.fixture(scope="module")
def come(read_home):
    """Lets somebody in → a client of the pages."""
    from rapport.program.people.actor import TERMINAL, Grant
    from rapport.program.people.models import User
    from rapport.program.people.services import person_create

    def made(role, team=None, agent_id=None):
        number = User.objects.count()
        user = person_create(
            TERMINAL, f"f{number}@example.org", name=f"Person {number}", password="a long enough password",
            grants=[Grant(role, team)], agent_id=agent_id,
        )  # fmt: skip
        client = Client()
        client.force_login(User.objects.get(pk=user), "allauth.account.auth_backends.AuthenticationBackend")
        return Patient(client)

    return made


@pytest.fixture(scope="module")
def manager(come):
    return come("program_manager")


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_feelings_are_told_with_their_intervals_and_the_model(manager):
    answer = manager.get(PAGES[0])
    found, text = answer.context["found"], answer.content.decode()
    assert found.read > 600 and found.models[0].startswith("feelings@") and found.models[0] in text
    assert '<span class="tag">machine</span>' in text
    assert {"mood", "agents", "emotions", "impact"} <= {one.key for one in found.panels}
    for one in found.numbers:
        assert one.estimate.source == "machine" and one.estimate.low < one.estimate.value < one.estimate.high
    assert found.heat and all(len(row.cells) == len(found.heat.columns) for row in found.heat.rows)
    assert len(found.excerpts) == 3 and all(one.text for one in found.excerpts)


def test_effort_sets_people_the_machine_and_both_side_by_side(manager):
    answer = manager.get(PAGES[1])
    found = answer.context["found"]
    sources = {one.key: one.estimate.source for one in (*found.numbers, *found.beside)}
    assert sources["effort"] == sources["first_contact"] == "machine"
    assert sources["beside-csat"] == "survey" and sources["beside-resolution"] == "human"
    assert sources["assisted-resolution"] == "assisted"
    assert "without having learned from this home" in answer.content.decode(), "how far to trust it"
    assert {"effort", "drivers", "together"} <= {one.key for one in found.panels}


def test_no_agent_is_told_to_who_sees_nobody_else(come, manager):
    assert manager.get(PAGES[0]).context["found"].panel("impact") is not None
    agent = manager.get("/understand/read/rows?metric=effort").context["found"].rows[0]["agent_id"]
    own = come("associate", agent_id=agent).get(PAGES[0]).context["found"]
    assert own.panel("impact") is None and own.heat is None
    assert all(one.key != "own" or one.estimate.base >= 10 for one in own.numbers)
    viewer = come("client_viewer").get(PAGES[0])
    assert viewer.context["found"].panel("impact") is None and not viewer.context["found"].excerpts
    assert viewer.context["found"].panel("telling") is None, "no words of conversations"


def test_a_team_manager_sees_the_team(come, manager):
    team = manager.get("/understand/read/rows?metric=effort").context["found"].rows[0]["team"]
    client = come("team_manager", team)
    found = client.get(PAGES[1]).context["found"]
    assert 0 < found.read < manager.get(PAGES[1]).context["found"].read
    rows = client.get("/understand/read/rows?metric=effort&as=csv")
    teams = {row[3] for row in rows_of(rows)[1:]}
    assert teams == {team}
    assert client.get(PAGES[1] + "?team=Somewhere+else").status_code == 400
    others = [one for one in manager.get(PAGES[1]).context["bar"].teams if one.value != team]
    assert client.get(f"{PAGES[1]}?team={others[0].value}").status_code == 400


def test_rows_go_on_page_by_page_and_as_a_file(manager):
    first = manager.get("/understand/read/rows?metric=satisfaction").context["found"]
    assert len(first.rows) == PAGE and first.after
    second = manager.get(f"/understand/read/rows?metric=satisfaction&after={first.after}").context["found"]
    assert second.rows[0]["interaction_id"] > first.rows[-1]["interaction_id"]
    whole = rows_of(manager.get("/understand/read/rows?metric=satisfaction&as=csv"))
    number = {one.key: one for one in manager.get(PAGES[1]).context["found"].numbers}["satisfaction"]
    assert len(whole) - 1 == number.estimate.base
    mean = sum(float(row[5]) for row in whole[1:]) / (len(whole) - 1)
    assert mean == pytest.approx(number.estimate.value, abs=0.01), "the number is that of its rows"
    assert manager.get("/understand/read/rows?metric=joy").status_code == 400


def test_panels_are_taken_along(manager):
    manager.get(PAGES[0])
    assert rows_of(manager.get("/understand/read/feelings/panels/mood.csv"))[0][0] == "Month"
    assert manager.get("/understand/read/feelings/panels/mood.svg").content.startswith(b"<svg")
    assert manager.get("/understand/read/feelings/panels/nothing.csv").status_code == 404
    assert manager.get("/understand/read/elsewhere/panels/mood.csv").status_code == 404


def test_a_filter_narrows_every_number(manager):
    found = manager.get(PAGES[1] + "?channel=chat").context["found"]
    assert 0 < found.read < manager.get(PAGES[1]).context["found"].read
    assert manager.get(PAGES[1] + "?period=1999").context["found"].read == 0


def test_comments_are_grouped_searched_and_taken_along(manager):
    answer = manager.get("/understand/comments/")
    found = answer.context["found"]
    assert found.every == len(found.comments) > 40
    assert found.topics and all(one.share.low < one.share.value < one.share.high for one in found.topics)
    word = found.topics[0].quote.split()[0].strip(".,!").lower()
    hits = manager.get("/understand/comments/", {"q": word}).context["listed"]
    assert hits and all(word in one.text.lower() for one in hits)
    alike = manager.get("/understand/comments/", {"q": found.topics[0].quote, "how": "meaning"}).context[
        "listed"
    ]
    assert alike[0].text == found.topics[0].quote
    topic = found.topics[0].number
    rows = rows_of(manager.get(f"/understand/comments/?topic={topic}&as=csv"))
    assert len(rows) - 1 == len(found.of_topic(topic)) and {row[6] for row in rows[1:]} == {str(topic)}


def test_comments_are_for_who_may_read_conversations(come):
    assert come("client_viewer").get("/understand/comments/").status_code == 403
    team = come("team_manager", "Nobody's").get("/understand/comments/")
    assert team.context["found"].every == 0


def test_programs_get_machines_numbers_as_far_as_they_see(read_home):
    from rapport.program.people.actor import Actor, Grant
    from rapport.work.api.numbers import numbers_seen

    def asked(actor, **more):
        return numbers_seen(read_home, actor, "effort", source="machine", **more)

    everything = Actor("Manager", (Grant("program_manager", None),))
    teams = {one.group: one.estimate for one in asked(everything, by=["team"])}
    team = sorted(teams)[0]
    own = Actor("Team", (Grant("team_manager", team),))
    assert {one.group for one in asked(own, by=["team"])} == {team}
    [whole] = asked(own)
    assert whole.estimate.value == teams[team].value and whole.estimate.source == "machine"
    [assisted] = numbers_seen(read_home, own, "qci", source="assisted")
    assert assisted.estimate.source == "assisted" and "Second Line" not in assisted.estimate.method


def test_learning_is_asked_for_as_a_job(come, manager):
    from rapport.program.jobs.models import Job

    assert come("team_manager", "Billing").post("/understand/effort/learn").status_code == 403
    answer = manager.post("/understand/effort/learn")
    assert answer.status_code == 302 and answer["Location"].startswith("/jobs/")
    assert Job.objects.filter(kind="experience").exists()
