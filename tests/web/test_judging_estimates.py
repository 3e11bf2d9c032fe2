"""Nothing that was scored for calibration, certification or on purpose moves any number; a second score
after an accepted dispute does."""

import re

import pytest

from rapport.program.people.actor import TERMINAL
from rapport.warehouse import Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.estimate import estimate_metric
from rapport.work.publish import publish
from rapport.work.report import findings_of
from rapport.work.results.board import seen_board
from rapport.work.results.sight import Seen
from rapport.work.results.view import View

BOARDS = (Seen("executive", rows=True, people=True, words=True), Seen("manager", rows=True, people=True))


@pytest.fixture
def home(served_audit):
    publish(served_audit)
    return served_audit


@pytest.fixture
def people(home):
    from tests.program.judging_people import People

    made = People()
    made("Lee", "qa_lead")
    made("Max", "qa_lead")
    made("Zoe")
    made("Yan")
    return made


def everything(home):
    """Every number there is, to the last bit, apart from which data version and moment they are of."""
    from rapport.program.audits.selectors import scored_units

    metrics = ("qci", "critical_error_free", "nps")
    told = [estimate_metric(home, metric, by=by) for metric in metrics for by in ((), ("team",))]
    told += [estimate_metric(home, "qci", by=("agent_id",)), estimate_metric(home, "qci", sample="none")]
    told.append(findings_of(home, choose_audit(home)))
    told += [seen_board(home, seen, View()) for seen in BOARDS]
    told.append(sorted(scored_units(TERMINAL), key=repr))
    changing = r"data_version=\d+|made_at=datetime\.datetime\([^)]*\)|<[^<>]* at 0x[0-9a-f]+>"
    return [re.sub(changing, "", repr(one)) for one in told]


def different(now, before):
    """Where two tellings of everything first differ. Millions of characters are too many for pytest's own
    comparison, which takes hours over them."""
    for place, (new, old) in enumerate(zip(now, before, strict=True)):
        if new != old:
            at = next((i for i, (a, b) in enumerate(zip(new, old, strict=False)) if a != b), 0)
            begun = max(0, at - 200)
            return f"{place}: …{new[begun : at + 100]}… instead of …{old[begun : at + 100]}…"
    return None


def purposes(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = snapshot.sql(
            "SELECT purpose, count(DISTINCT split_part(key, ':', 2)) AS n FROM measurements "
            "WHERE source = 'human' GROUP BY ALL"
        )
    return dict(zip(found.column("purpose").to_pylist(), found.column("n").to_pylist(), strict=True))


def scored(home, limit=25):
    """Interactions that count, and some that nobody scored: both kinds are judged for other reasons."""
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        live = snapshot.sql(
            "SELECT DISTINCT subject_id AS i FROM measurements WHERE metric = 'qci' AND purpose = 'live' "
            "AND sample IS NOT NULL ORDER BY 1 LIMIT ?",
            [limit],
        )
        fresh = snapshot.sql(
            "SELECT interaction_id AS i FROM interactions WHERE eligible AND interaction_id NOT IN "
            "(SELECT subject_id FROM measurements) ORDER BY 1 LIMIT ?",
            [limit],
        )
    return live.column("i").to_pylist(), fresh.column("i").to_pylist()


def do_tasks(home, criteria, actor, worse=False):
    from rapport.criteria import Decision
    from rapport.program.audits.plain import Submission
    from rapport.program.judging.selectors import tasks_open
    from rapport.program.judging.services import task_submit
    from rapport.work.judging.facts import judging_facts

    tasks = tasks_open(actor)
    facts = judging_facts(home, criteria, {task.interaction_id for task in tasks})
    decisions = {element.name: Decision() for element in criteria.elements}
    if worse:
        for element in criteria.elements:
            slips = {rule.id: 1 for rule in element.rules if rule.points < 0}
            decisions[element.name] = Decision(slips)
    for task in tasks:
        known = facts[task.interaction_id].attributes
        task_submit(actor, task.id, criteria, Submission(task.interaction_id, "", decisions, known))


def test_calibration_certification_and_targeted_reviews_leave_every_number_bit_for_bit(home, people):
    from rapport.program.judging.plain import SessionPlan
    from rapport.program.judging.services import (
        attempt_start,
        certificate_appoint,
        rule_create,
        session_open,
        targeted_ask,
    )
    from rapport.program.judging.services.targeted import Match, RuleDraft
    from rapport.work.judging.calibrate import settle, stand_by

    criteria = choose_audit(home).criteria
    before, counted = everything(home), purposes(home)
    assert set(counted) == {"live"}
    lead, other = people("Lee"), people("Max")
    live, fresh = scored(home)
    for one in (lead, other):
        certificate_appoint(lead, one.user_id, criteria.id, "Wrote the criteria")
    plan = SessionPlan("All", (*live[:10], *fresh[:10]), (lead.user_id, other.user_id))
    session = session_open(lead, plan, criteria)
    do_tasks(home, criteria, lead, worse=True)
    do_tasks(home, criteria, other, worse=True)
    from rapport.criteria import Decision

    decisions = {element.name: Decision() for element in criteria.elements}
    for one in plan.interactions:
        settle(home, lead, session, one, criteria, decisions)
        stand_by(home, other, session, one, criteria)
    attempt_start(people("Zoe"), criteria.definition)
    do_tasks(home, criteria, people("Zoe"), worse=True)
    draft = RuleDraft(
        "Complaints", "matching", "They complained", (people("Yan").user_id,), {"channel": "chat"}
    )
    rule = rule_create(lead, draft, criteria)
    targeted_ask(lead, rule, [Match(one) for one in (*live, *fresh)])
    do_tasks(home, criteria, people("Yan"), worse=True)
    publish(home)
    added = {"calibration": 40, "certification": 20, "targeted": 50}
    assert purposes(home) == {**counted, **added}
    assert different(everything(home), before) is None


def test_the_estimate_uses_the_second_score_after_an_accepted_dispute(home, people):
    from rapport.program.audits.models import Evaluation
    from rapport.program.judging.services import dispute_accept, dispute_raise

    audit = choose_audit(home)
    rows = Evaluation.objects.filter(sample_id=audit.frame.sample, retracted_at=None, qci__lt=70)
    contested = rows.exclude(agent_id=None).order_by("qci", "pk").first()
    before = estimate_metric(home, "qci")[0].estimate
    raised = Evaluation.objects.filter(pk=contested.pk)
    raised.update(submitted_at=_now())
    cara = people("Cara", "associate", agent_id=contested.agent_id)
    made = dispute_raise(cara, str(contested.pk), "", "facts", "All was well", home.settings.zone)
    dispute_accept(people("Lee"), made, "Right", people("Zoe").user_id)
    publish(home)
    assert estimate_metric(home, "qci")[0].estimate.value == before.value
    do_tasks(home, audit.criteria, people("Zoe"))
    publish(home)
    after = estimate_metric(home, "qci")[0].estimate
    assert after.base == before.base and after.value != before.value
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        standing = snapshot.sql(
            "SELECT \"by\", value FROM measurements WHERE metric = 'qci' AND subject_id = ? "
            "AND purpose = 'live' AND retracted_at IS NULL",
            [contested.interaction_id],
        ).to_pylist()
    assert "Zoe" in {row["by"] for row in standing}
    assert contested.evaluator.name not in {row["by"] for row in standing}


def _now():
    from datetime import UTC, datetime

    return datetime.now(UTC)
