"""From a large home the worker draws: the same sample, with what is wrong told where it is asked for."""

import pytest

from rapport.work.jobs.run import do_job
from rapport.work.results import beside
from tests.web.test_planning_audits import FORM, criteria, drawn, lines, scorers  # noqa: F401

pytestmark = pytest.mark.usefixtures("criteria")


def done(client, home, location):
    """The job at an address, done."""
    assert location.startswith("/jobs/")
    do_job(home, location.strip("/").split("/")[-1])
    return client.get(location).context["job"]


def test_a_sample_is_the_same_one(served, sign_in, scorers, monkeypatch):  # noqa: F811
    client = sign_in("qa_lead")
    more = {"criteria": "counter@1", "due": "2031-01-31"}
    drawn(client, scorers, **more)
    monkeypatch.setattr(beside, "LARGE", 1)
    exclusions = f"{client.get('/audit/samples/spring/').context['page'].rows[0].evaluator} = team: Nowhere"
    job = done(client, served, drawn(client, scorers, **more, name="later", exclusions=exclusions))
    assert job.state == "done" and job.result["address"] == "/audit/samples/later/", job.problem
    of = {
        name: [
            (one.interaction_id, one.evaluator, one.due_at)
            for one in lines(client, f"/audit/samples/{name}/")
        ]
        for name in ("spring", "later")
    }
    assert of["later"] == of["spring"] and of["later"][0][2] is not None


def test_what_cannot_be_is_told_at_once_or_by_the_job(served, sign_in, scorers, monkeypatch):  # noqa: F811
    monkeypatch.setattr(beside, "LARGE", 1)
    client = sign_in("qa_lead")
    wrong = client.post("/audit/samples/new", {**FORM, "people": scorers, "double": "a lot"})
    assert wrong.status_code == 400 and b"a lot" in wrong.content
    first, second = (drawn(client, scorers) for _ in range(2))
    assert done(client, served, first).state == "done"
    again = done(client, served, second)
    assert again.state == "failed" and "spring" in again.problem["what"]
    assert sign_in("analyst").post("/audit/samples/new", FORM).status_code == 403


def test_a_round_of_coding_is_drawn_by_the_worker(served, sign_in, monkeypatch):
    from rapport.program.people.models import User

    monkeypatch.setattr(beside, "LARGE", 1)
    client = sign_in("qa_lead")
    ids = [str(one.pk) for one in User.objects.all()]
    way = {
        "title": "Ours",
        "looked": "1",
        "concern": ["concern", ""],
        "touchpoint": ["channel"],
        "way": "data",
    }
    path = client.post("/audit/schema/new", way)["Location"]
    given = {"name": "Round", "size": "5", "double": "0", "minimum": "1", "seed": "4", "coders": ids}
    assert client.post(f"{path}/coding/new", {**given, "size": "0"}).status_code == 400
    job = done(client, served, client.post(f"{path}/coding/new", given)["Location"])
    assert job.state == "done", job.problem
    assert client.get(job.result["address"]).status_code == 200
