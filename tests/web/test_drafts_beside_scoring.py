"""What the machine drafted is beside a person's own judgement, never before it, and nowhere in blind work."""

import pytest

from tests.web.teaching_home import criteria, read_and_mapped, targeted

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def read(served):
    read_and_mapped(served)
    return served


@pytest.fixture
def ann(read, sign_in):
    return sign_in("analyst")


def actor(client):
    from rapport.program.people.selectors import actor_of

    return actor_of(client.session["_auth_user_id"])


def notes(**more):
    return {"version": "0", "window": "w1", "step": "1", "key": "a-key-of-its-own", **more}


GREETED = {"rule/greeting/said_hello": "1", "ok/care": "1"}


def ask(client, work, element="greeting", **more):
    return client.post(f"/audit/scoring/{work}/drafts", {"drafts": element, **more}, **HTMX)


def answer(client, work, draft):
    return client.post(f"/audit/scoring/{work}/drafts/answer", {"draft": draft}, **HTMX)


def test_only_after_ones_own_judgement(ann):
    work = targeted(actor(ann))
    page = ann.get(f"/audit/scoring/{work}")
    assert page.context["screen"].drafts == {"greeting"} and b"data-drafts" in page.content
    assert b"this is Dora" not in ask(ann, work).content.split(b"quote")[-1]
    first = ask(ann, work, **notes()).content.decode()
    assert "Judge it yourself first" in first and "Good morning" not in first
    told = ask(ann, work, **notes(**GREETED)).content.decode()
    assert "Good morning" in told and "turn 2" in told and "data-agree" in told
    assert "no drafts to look at" in ask(ann, work, "care", **notes(**GREETED)).content.decode()


def test_agreeing_and_differing_are_kept_and_the_evaluation_says_that_drafts_were_shown(ann):
    from rapport.program.audits.models import Evaluation
    from rapport.program.reading.models import Check

    work = targeted(actor(ann))
    assert b"not looked at" in answer(ann, work, "greeting/said_hello/1/agree").content
    ask(ann, work, **notes(**GREETED))
    assert "you agree" in answer(ann, work, "greeting/said_hello/1/agree").content.decode()
    assert "you differ" in answer(ann, work, "greeting/gave_name//differ").content.decode()
    found = {one.about: (one.turn, one.verdict, one.drawn) for one in Check.objects.all()}
    assert found == {"greeting": (1, "right", "scoring"), "own_name": (-1, "wrong", "scoring")}
    for odd in ("greeting/said_hello/7/agree", "greeting/said_hello//agree", "greeting/x/1/agree", "no"):
        assert "draft" in answer(ann, work, odd).content.decode() and Check.objects.count() == 2
    assert b"before" in answer(ann, work, "greeting/said_hello/1/differ").content
    sent = ann.post(f"/audit/scoring/{work}/submit", notes(**GREETED), HTTP_ACCEPT="application/json")
    assert sent.status_code == 200, sent.content
    assert Evaluation.objects.get(pk=sent.json()["evaluation"]).draft_shown


def test_without_a_look_at_drafts_the_evaluation_says_so(ann):
    from rapport.program.audits.models import Evaluation

    work = targeted(actor(ann))
    ask(ann, work, **notes())  # refused: it was not judged yet
    sent = ann.post(f"/audit/scoring/{work}/submit", notes(**GREETED), HTTP_ACCEPT="application/json")
    assert not Evaluation.objects.get(pk=sent.json()["evaluation"]).draft_shown


def test_without_script_the_notes_are_saved_and_the_drafts_are_a_page(ann):
    from rapport.program.scoring.models import Draft

    work = targeted(actor(ann))
    page = ann.post(f"/audit/scoring/{work}/drafts", {"drafts": "greeting", **notes(**GREETED)})
    assert page.status_code == 200 and "<html" in page.content.decode()
    assert "Good morning" in page.content.decode() and Draft.objects.count() == 1
    early = ann.post(f"/audit/scoring/{work}/drafts", {"drafts": "greeting", **notes(version="1", step="2")})
    assert early.status_code == 400 and "Good morning" not in early.content.decode()


def sample(client, interaction="c-01"):
    from rapport.program.audits.plain import DrawnInteraction, SamplePlan, StratumPlan
    from rapport.program.audits.services import evaluator_me, sample_create
    from rapport.program.people.actor import TERMINAL
    from rapport.program.scoring.selectors import queue_open

    drawn = (DrawnInteraction(interaction, "all", 0.5, (evaluator_me(actor(client)),)),)
    strata = (StratumPlan("all", {}, 12, 1, 1),)
    plan = SamplePlan("s", 1, 1, (), {}, 12, {}, strata, drawn, None, 5.0, 0.95, 0.0, 1, "nothing")
    sample_create(TERMINAL, plan, criteria())
    return queue_open(actor(client), sample="s")[0].key


def test_an_audit_sample_hides_them_until_submission_by_every_way(ann):
    from rapport.program.audits.models import Evaluation
    from rapport.program.reading.models import Opened

    work = sample(ann)
    page = ann.get(f"/audit/scoring/{work}")
    assert page.context["screen"].drafts == frozenset() and b"data-drafts" not in page.content
    for asked in (notes(**GREETED), {}):
        told = ask(ann, work, **asked).content.decode()
        assert "no drafts to look at" in told and "Good morning" not in told
    plain = ann.post(f"/audit/scoring/{work}/drafts", {"drafts": "greeting", **notes(**GREETED)})
    assert plain.status_code == 400 and "turn 2" not in plain.content.decode()
    assert b"draft" in answer(ann, work, "greeting/said_hello/1/agree").content
    as_json = ann.post(
        f"/audit/scoring/{work}/drafts", {"drafts": "greeting"}, HTTP_ACCEPT="application/json"
    )
    assert "turn 2" not in as_json.content.decode()
    assert "You still have to score" in ann.get("/explore/readings/c-01").content.decode()
    assert Opened.objects.count() == 0
    sent = ann.post(
        f"/audit/scoring/{work}/submit",
        notes(version="1", step="2", **GREETED),
        HTTP_ACCEPT="application/json",
    )
    assert sent.status_code == 200, sent.content
    assert not Evaluation.objects.get(pk=sent.json()["evaluation"]).draft_shown
    after = ann.get(f"/audit/scoring/{work}")
    assert after.context["screen"].drafts == {"greeting"} and b"data-drafts" in after.content
    assert "Good morning" in ask(ann, work).content.decode()
    ann.post(f"/audit/scoring/{work}/correct")
    again = ann.post(
        f"/audit/scoring/{work}/submit",
        notes(version="3", step="9", key="another-key-of-its-own", **GREETED),
        HTTP_ACCEPT="application/json",
    )
    assert again.status_code == 200, again.content
    assert Evaluation.objects.filter(retracted_at=None).get().draft_shown


def submitted(client, work):
    from rapport.program.audits.models import Evaluation

    sent = client.post(f"/audit/scoring/{work}/submit", notes(**GREETED), HTTP_ACCEPT="application/json")
    assert sent.status_code == 200, sent.content
    return Evaluation.objects.get(pk=sent.json()["evaluation"])


def check(client):
    """Answers a question about c-01 in a review → the check's id."""
    from rapport.program.reading.plain import Drawn, Question
    from rapport.web.config.home_of import served_home
    from rapport.work.teaching.review import answer_card

    question = Question("c-01", "resolved")
    return answer_card(served_home(), actor(client), question, Drawn("teaching"), "solved")


@pytest.mark.parametrize("how", ["review", "taken back", "page"])
def test_what_was_seen_before_the_sample_was_drawn_is_told(ann, how):
    from rapport.work.teaching.review import undo_answer

    if how == "page":
        assert "They enter no score." in ann.get("/explore/readings/c-01").content.decode()
    else:
        made = check(ann)
        if how == "taken back":
            undo_answer(actor(ann), made)
    assert submitted(ann, sample(ann)).draft_shown


def test_what_others_saw_and_what_was_seen_of_others_is_not(ann, sign_in):
    other = sign_in("qa_lead")
    check(other)
    other.get("/explore/readings/c-01")
    ann.get("/explore/readings/c-02")
    assert not submitted(ann, sample(ann)).draft_shown


@pytest.mark.parametrize("purpose, kind", [("calibration", "calibration"), ("certification", "attempt"),
                                           ("rescore", "dispute"), ("targeted", "shop")])  # fmt: skip
def test_blind_tasks_show_none(ann, purpose, kind):
    work = targeted(actor(ann), purpose=purpose, source_kind=kind)
    told = ask(ann, work, **notes(**GREETED)).content.decode()
    assert "Good morning" not in told and "no drafts to look at" in told


def test_a_review_of_what_one_still_has_to_score_blind_shows_none(ann):
    work = targeted(actor(ann))
    sample(ann)
    assert "no drafts to look at" in ask(ann, work, **notes(**GREETED)).content.decode()


def test_work_of_others_and_words_of_ours_only(ann, sign_in):
    from rapport.program.reading.models import Opened

    work = targeted(actor(ann))
    for client in (sign_in("analyst"), sign_in("qa_lead")):
        told = ask(client, work, **notes(**GREETED)).content.decode()
        assert "Good morning" not in told
    assert ask(sign_in("team_manager", "Day"), work).status_code == 403
    assert Opened.objects.count() == 0
