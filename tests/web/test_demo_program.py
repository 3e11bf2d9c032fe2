"""What the demo does around its audits is all there, done by its people, and changes no number."""

import json
import os
import shutil

import pytest

from rapport.home import open_home
from rapport.program.setup import connect, disconnect
from rapport.warehouse import Warehouse
from rapport.work.estimate import estimate_metric
from tests.demonstrated import demonstrated
from tests.started import output

MADE_WHEN_NEEDED = ("/settings/keys/", "/settings/hooks/", "/reports/mini-rating/")
"""Pages of one's own where nothing can stand before somebody wants it."""
SAYS_WHY_NOT = {("team", "/reports/")}
"""Pages that tell this person that what stands there is not theirs to read."""


@pytest.fixture(scope="module")
def home(stocked, tmp_path_factory):
    """The demo's home, as the one that the pages show; `stocked` readies Django for tests of pages first."""
    from rapport.web.config.home_of import served_home

    root = tmp_path_factory.mktemp("demo") / "home"
    shutil.copytree(demonstrated(tmp_path_factory).home, root)
    made = open_home(root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAPPORT_HOME", str(made.root))
        served_home.cache_clear()
        connect(made)
        yield made
        served_home.cache_clear()
        disconnect()


def actor(who):
    from rapport.program.people.models import User
    from rapport.program.people.selectors import actor_of

    return actor_of(str(User.objects.get(email=f"{who}@halyard.example").pk))


def test_no_number_of_the_reports_written_before_has_changed(home):
    (path,) = (home.root / "reports").glob("*executive.json")
    written = json.loads(path.read_text(encoding="utf-8"))["estimates"]["qci"]
    now = estimate_metric(home, "qci", sample="2026-q2")[0].estimate
    assert (now.value, now.low, now.high, now.base) == pytest.approx(
        (written["value"], written["low"], written["high"], written["base"])
    )
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        assert snapshot.data_version > written["data_version"]
        rows = snapshot.sql(
            "SELECT purpose, count(DISTINCT subject_id) AS n FROM measurements "
            "WHERE metric = 'qci' GROUP BY purpose"
        ).to_pylist()
    counts = {row["purpose"]: row["n"] for row in rows}
    assert counts.pop("live") > 200 and counts == {"calibration": 25, "certification": 20, "targeted": 1}


def test_the_objective_has_its_audits_with_deadline_progress_and_design(home):
    from rapport.program.audits.selectors import drafts_list, objectives

    (objective,) = objectives(actor("lead"))
    assert objective.owner_name == "Max Berger" and objective.strategy == "education"
    assert [one.state for one in objective.audits] == ["running", "done", "done"]
    assert [one.samples for one in objective.audits] == [("2026-q2-again",), ("2026-q2",), ("2026-q1",)]
    assert objective.audits[0].due_at and objective.audits[0].previous_name == "Second quarter"
    (draft,) = drafts_list(actor("lead"))
    assert draft.based_on == "telecom-support@1" and draft.open_comments == 1


def test_judging_is_under_way(home):
    from rapport.program.judging.models import Dispute
    from rapport.program.judging.selectors import gold_counts, sessions, standings, targeted_rules

    lead = actor("lead")
    running, settled = sessions(lead)
    assert (running.state, running.done, running.asked) == ("scoring", 3, 15)
    assert settled.state == "closed" and settled.done == settled.asked == 44
    assert gold_counts(lead) == {"telecom-support@1": 22}
    known = {one.evaluator: one for one in standings(lead, "telecom-support")}
    assert known["Ines"].state == known["Lena Vogt"].state == "appointed"
    assert known["Tomasz"].attempt.state in ("passed", "failed") and known["Tomasz"].attempt.done == 20
    assert sorted(Dispute.objects.values_list("state", flat=True)) == ["open", "upheld"]
    assert not Dispute.objects.exclude(rescored=None).exists()
    (rule,) = targeted_rules(lead)
    assert rule.active


def test_people_are_coached_with_evidence_and_a_model_answer(home):
    from rapport.program.answers.models import AnswerUsed
    from rapport.program.coaching.models import CoachingSession, Praise, SelfReview

    held, planned = CoachingSession.objects.order_by("created_at")
    assert held.acknowledged_at and held.evidence.count() and held.actions.count() == 2
    assert planned.held_at is None and Praise.objects.count() == SelfReview.objects.count() == 1
    assert AnswerUsed.objects.get().object_id == str(held.pk)


def test_inventory_shops_and_interviews_are_there(home):
    from rapport.program.interviews.selectors import studies
    from rapport.program.schemas.selectors import coding_rounds, newest_schema
    from rapport.program.shops.selectors import shop_plans

    lead = actor("lead")
    schema = newest_schema(lead)
    assert schema.facts.state == "published" and all(schema.facts.values.values())
    (coding,) = coding_rounds(lead)
    assert {one.name: one.asked - one.done for one in coding.coders} == {"Ines": 0, "Tomasz": 4}
    (plan,) = shop_plans(lead)
    assert (plan.visits, plan.reported) == (6, 1)
    (study,) = studies(lead)
    assert study.interviewed == 1 and study.outcomes["refusal"] == study.outcomes["non_contact"] == 1


def test_customers_are_asked_and_what_they_say_is_acted_on(home):
    from django.utils import timezone

    from rapport.program.alerts.selectors import rules_listed
    from rapport.program.cases.plain import Wanted
    from rapport.program.cases.selectors import cases_counts
    from rapport.program.front.selectors import modules, roundtables
    from rapport.program.plans.selectors import plans
    from rapport.program.surveys.selectors import surveys_list
    from rapport.work.plans.effect import effect_of

    manager = actor("manager")
    assert [one.survey_id for one in surveys_list(manager)] == ["after-contact"]
    assert len(rules_listed(manager)) == 2 and modules(actor("associate"))[0].content.metric == "ces"
    assert roundtables(manager)[0].topics[0].state == "taken"
    counts = cases_counts(manager, Wanted(), timezone.now())
    assert counts["closed"] == 3 and counts["open"] == 5
    (plan,) = plans(manager)
    assert plan.check_ins[0].standing == "at risk" and plan.open_steps
    assert effect_of(home, plan.content).found.against == "others"


def test_nothing_waits_to_be_published_and_the_log_names_people(home):
    from rapport.program.audits.selectors import outbox_size
    from rapport.program.people.models import LogEntry

    assert outbox_size() == 0
    told = LogEntry.objects.filter(
        action__in=("objective.make", "calibration.open", "dispute.raise", "shop.report")
    )
    assert set(told.values_list("who", flat=True)) == {"Max Berger", "Lena Vogt", "Carlos Okafor", "Sam Reed"}


PAGES = {"lead": 34, "manager": 33, "ines": 20, "team": 28, "associate": 13}
"""Who opens the pages of the navigation, and how many there are at least."""


@pytest.fixture(scope="module")
def opened(home):
    """Who → path → whether it is empty; one process opens them all, as a served home's does."""
    words = ["-m", "tests.web.demo_pages", home.root, *PAGES]
    return json.loads(output(words, env={**os.environ, "RAPPORT_HOME": str(home.root)}))


@pytest.mark.parametrize("who", PAGES)
def test_no_page_of_the_navigation_is_empty(opened, who):
    left_out = {*MADE_WHEN_NEEDED, *(path for one, path in SAYS_WHY_NOT if one == who)}
    seen = {path: empty for path, empty in opened[who].items() if path not in left_out}
    assert not [path for path, empty in seen.items() if empty] and len(seen) >= PAGES[who], seen
