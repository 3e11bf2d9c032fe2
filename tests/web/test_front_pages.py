"""Lessons, suggestions, round tables and how somebody made a difference, in the pages."""

from datetime import timedelta

import pytest

from tests.work.conftest import conversation


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_lesson_shows_the_number_and_why_it_matters(sign_in):
    lead, dora = sign_in("qa_lead"), sign_in("associate", agent_id="a1")
    assert "Write the first" in page(lead, "/act/training/") and "Write the first" not in page(
        dora, "/act/training/"
    )
    typed = {
        "title": "Ease",
        "metric": "ces",
        "why": "<i>Ease</i> brings them back",
        "body": "Say what comes next",
    }
    assert lead.post("/act/training/new/", {**typed, "title": ""}).status_code == 400
    address = lead.post("/act/training/new/", typed).url
    assert dora.get(address).status_code == 404
    lead.post(address + "show")
    text = page(dora, address)
    assert "&lt;i&gt;Ease&lt;/i&gt; brings" in text and "Customer effort score" in text
    assert dora.post(address + "read").status_code == 302 and "You read it" in page(dora, address)
    assert (
        dora.post(address + "hide").status_code == 403 and dora.post(address + "nonsense").status_code == 404
    )


def test_a_suggestion_goes_to_the_round_table(sign_in):
    chief, dora = sign_in("program_manager"), sign_in("associate", agent_id="a1")
    assert dora.post("/act/ideas/", {"text": " "}).status_code == 400
    assert dora.post("/act/ideas/", {"text": "Print the number"}).status_code == 302
    form = page(chief, "/act/ideas/")
    idea = form.split('name="suggestions" value="')[1].split('"')[0]
    assert chief.post("/act/ideas/roundtable", {"title": "May", "held_on": "soon"}).status_code == 400
    chief.post("/act/ideas/roundtable", {"title": "May", "held_on": "2026-05-04", "suggestions": [idea]})
    text = page(dora, "/act/ideas/")
    assert "May" in text and "yours" in text and "discussed" in text
    assert dora.post("/act/ideas/roundtable", {"title": "x", "held_on": "2026-05-04"}).status_code == 403


@pytest.fixture(params=[0, 200])
def answered(served, request):
    """Two customers whom Dora served so many days ago, one of them glad and in words → that day."""
    from django.utils import timezone

    from rapport.records import Answer
    from rapport.warehouse import Warehouse

    now = timezone.now() - timedelta(days=request.param)
    rows = [conversation(number, agent_id="a1", started_at=now) for number in (0, 1)]
    about = {"customer_id": "c0", "answered_at": now}
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("interactions", rows)
        writer.upsert(
            "answers",
            [
                Answer("x1", "s1", "easy", "ces", number=7.0, interaction_id=rows[0].interaction_id, **about),
                Answer(
                    "x2",
                    "s1",
                    "why",
                    "text",
                    text="<b>So</b> kind",
                    interaction_id=rows[0].interaction_id,
                    **about,
                ),
                Answer("x3", "s2", "easy", "ces", number=2.0, interaction_id=rows[1].interaction_id, **about),
            ],
        )
    return now if request.param else None


def test_an_associate_sees_how_they_made_a_difference_and_nobody_elses(answered, sign_in):
    text = page(sign_in("associate", agent_id="a1"), "/act/mine")
    assert "<strong>1 of 2</strong> customers" in text and "&lt;b&gt;So&lt;/b&gt; kind" in text
    assert (f"90 days until {answered:%Y-%m-%d}" if answered else "In the last 90 days.") in text
    assert "kind" not in page(sign_in("associate", agent_id="a2"), "/act/mine")


def test_who_solved_cases_sees_which_and_nobody_elses(served, sign_in):
    from rapport.program.cases.models import Case
    from rapport.program.cases.plain import Closing
    from rapport.program.cases.services import case_close, case_open
    from rapport.program.people.actor import TERMINAL
    from rapport.program.people.models import RoleGrant

    facts = {"customer_id": "x", "kind": "problem", "reason": "So", "source": "rule:1@1", "actor": TERMINAL}
    dora, mia = sign_in("associate", agent_id="a1"), sign_in("associate", agent_id="a2")
    RoleGrant.objects.create(user_id=mia.session["_auth_user_id"], role="case_owner")
    for name, client in (("Bill <i>wrong</i>", dora), ("Late parcel", mia), ("False alarm", dora)):
        made = case_open(key=name, interaction_id=None, title=name, **{**facts, "customer_id": name})
        Case.objects.filter(pk=made).update(owner_id=client.session["_auth_user_id"])
        number = Case.objects.get(pk=made).version
        case_close(TERMINAL, made, Closing("solved", justified=not name.startswith("False")), number)
    text = page(dora, "/act/mine")
    assert "<strong>1</strong> cases you closed" in text and "Bill &lt;i&gt;wrong" in text
    assert "Late parcel" not in text and "False alarm" not in text and "/act/cases/" not in text
    text = page(mia, "/act/mine")
    assert "Late parcel" in text and "/act/cases/" in text and "Bill" not in text
