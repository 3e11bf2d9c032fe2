"""Who is likely to leave, in a company whose truth is known: told of those, never by what came later."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from rapport.cli.main import _code
from rapport.home import create_home
from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.records import Answer, Event, Interaction, Turn
from rapport.records.interaction import SHOP_PREFIX
from rapport.warehouse import Warehouse
from rapport.work.alerts.asking import Stretch, hits_of
from rapport.work.alerts.choices import alert_choices
from rapport.work.alerts.preview import preview_of
from rapport.work.alerts.run import run_alerts
from rapport.work.churn.facts import facts_at, moments_to_learn_from, newest_moment
from rapport.work.churn.refresh import churn_due, refresh_churn
from rapport.work.churn.risk import BY_CHANCE, NO_HISTORY, risks_at
from rapport.work.jobs.kinds import PERIODIC, load
from rapport.work.understanding.sheet.ask import sheet_of

START = datetime(2025, 1, 1, tzinfo=UTC)
DAYS, CUSTOMERS, NEW_EVERY = 400, 500, 5
RULE = "rule: Likely to leave\nall:\n- score: {metric: churn_risk, at_least: 0.5}\n"


def at(day):
    return START + timedelta(days=float(day))


def contact(name, who, day):
    return Interaction(name, "call", at(day), customer_id=who, turns=(Turn("customer", "Hello", at(day)),))


def lives(seed=1, *, linked=True, leaving=True, days=DAYS):
    """What happened in a company whose unhappy customers (their number ends on 0, 1 or 2) call often, say so
    and leave within half a year; `linked`: whether they are the ones. New ones come in all along."""
    rng = np.random.default_rng(seed)
    for number in range(CUSTOMERS):
        who, joined = f"c-{number:03}", (number * days / CUSTOMERS)
        unhappy = number % 10 < 3
        goes = unhappy if linked else rng.random() < 0.3
        left = joined + rng.uniform(60, 150) if goes and leaving else np.inf
        gap, said = (6.0, 2.0) if unhappy else (25.0, 8.0)
        day, count = joined + rng.uniform(0, gap), 0
        while day < min(left, days):
            yield "interactions", contact(f"i-{number:03}-{count}", who, day)
            if rng.random() < 0.4:
                number_said = float(np.clip(np.round(rng.normal(said, 1.5)), 0, 10))
                facts = {"number": number_said, "scale_min": 0, "scale_max": 10, "customer_id": who}
                key = f"a-{number:03}-{count}"
                yield "answers", Answer(key, key, "nps", "nps", answered_at=at(day + 0.1), **facts)
            day, count = day + rng.exponential(gap), count + 1
        if left < days:
            yield "events", Event(f"e-{number:03}", "cancellation", at(left), who)


def keep(home, rows):
    with Warehouse(home.warehouse_path).write() as writer:
        by_table = {}
        for table, record in rows:
            by_table.setdefault(table, []).append(record)
        for table, records in by_table.items():
            writer.upsert(table, records)


def home_of(folder, **facts):
    home = create_home(folder / "home", "Kettles & Co")
    keep(home, lives(**facts))
    return home


def measured(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        query = "SELECT * FROM measurements WHERE metric = 'churn_risk' ORDER BY measured_at, subject_id"
        return snapshot.sql(query).to_pylist()


def unhappy(customer):
    return int(customer[-1]) < 3


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return home_of(tmp_path_factory.mktemp("churn"))


@pytest.fixture(scope="module")
def told(company):
    return refresh_churn(company, now=at(DAYS))


def test_those_who_leave_are_told_from_those_who_stay(company, told):
    assert told.because is None and told.left >= 20
    assert told.auc_low > 0.8
    rows = measured(company)
    newest = [row for row in rows if row["measured_at"] == told.moment]
    assert {row["source"] for row in rows} == {"machine"}
    assert {row["definition"] for row in rows} == {"churn_risk@1"}
    assert {row["by"] for row in newest} == {told.model}
    assert all(0 <= row["value"] <= 1 and row["higher_is_better"] is False for row in rows)
    sad, rest = (
        [row["value"] for row in newest if unhappy(row["subject_id"]) is one] for one in (True, False)
    )
    assert len(sad) >= 20 and len(rest) >= 20
    assert np.mean(sad) > 0.4 > 0.1 > np.mean(rest)


def test_nobody_who_left_is_told(company, told):
    with Warehouse(company.warehouse_path).snapshot() as snapshot:
        left = {
            row["customer_id"]: row["at"]
            for row in snapshot.sql(
                "SELECT customer_id, \"at\" FROM events WHERE kind = 'cancellation'"
            ).to_pylist()
        }
    assert left
    assert not [
        row for row in measured(company) if row["measured_at"] >= left.get(row["subject_id"], at(9999))
    ]


def test_what_comes_later_changes_nothing_of_what_was_known(company, tmp_path):
    then = at(330)
    early = create_home(tmp_path / "early", "Kettles & Co")
    when = {"interactions": "started_at", "answers": "answered_at", "events": "at"}
    keep(early, ((table, one) for table, one in lives() if getattr(one, when[table]) <= then))
    found = []
    for home in (company, early):
        with Warehouse(home.warehouse_path).snapshot() as snapshot:
            found.append(risks_at(snapshot, then, 0.95))
    late, known = found
    assert known.because is None and late.customers == known.customers
    assert late.values.tolist() == known.values.tolist() and late.base == known.base


def test_a_rule_fires_when_the_risk_comes_within_its_bounds(company, told):
    rule, now = parse_rule(RULE), at(DAYS)
    stretch = Stretch(now - timedelta(days=60), now + timedelta(days=1), company.settings.zone)
    hits = hits_of(company, rule, stretch, 1000, sheet_of(company)).hits
    before, crossed = {}, []
    for row in measured(company):
        if row["value"] >= 0.5 > before.get(row["subject_id"], 0.0) and row["measured_at"] >= stretch.since:
            crossed.append((row["subject_id"], row["measured_at"]))
        before[row["subject_id"]] = row["value"]
    assert len(crossed) >= 20
    assert sorted((one.customer_id, one.at) for one in hits) == sorted(crossed)
    assert sum(unhappy(one.customer_id) for one in hits) / len(hits) > 0.9


def test_the_preview_goes_by_what_was_known_then(company, told):
    connect(company)
    try:
        shown = preview_of(company, TERMINAL, parse_rule(RULE), 60, now=at(DAYS))
    finally:
        disconnect()
    assert shown.fires >= 20
    days = {one.hit.at for one in shown.rows}
    assert len(days) > 1  # of several weeks, not all of today
    values = {(row["subject_id"], row["measured_at"]): row["value"] for row in measured(company)}
    assert all(values[one.hit.customer_id, one.hit.at] >= 0.5 for one in shown.rows)


def test_kept_twice_is_kept_once_and_new_data_moves_it(tmp_path):
    home = home_of(tmp_path)
    first = refresh_churn(home, now=at(DAYS))
    rows, version = measured(home), Warehouse(home.warehouse_path).data_version
    again = refresh_churn(home, now=at(DAYS), again=True)
    assert (again.moment, again.customers, again.kept) == (first.moment, first.customers, 0)
    assert Warehouse(home.warehouse_path).data_version == version
    calm = next(row["subject_id"] for row in rows if not unhappy(row["subject_id"]) and row["value"] < 0.05)
    days = [DAYS + 1 + n / 10 for n in range(25)]
    calls = [("interactions", contact(f"new-{n}", calm, day)) for n, day in enumerate(days)]
    keep(home, calls)
    later = refresh_churn(home, now=at(DAYS + 5))
    assert later.moment == at(days[-1]) and 0 < later.kept <= later.customers
    risk = [row["value"] for row in measured(home) if row["subject_id"] == calm]
    assert risk[-1] > risk[0]


def test_it_is_worked_out_where_a_rule_asks_for_it(tmp_path):
    home = home_of(tmp_path)
    connect(home)
    from rapport.program.alerts.services import rule_create, rule_previewed, rule_switch

    try:
        load(PERIODIC["churn risk"].function)(home)
        assert not measured(home)
        made = rule_create(TERMINAL, RULE + "days_back: 30\nmost_a_day: 500\n")
        load(PERIODIC["churn risk"].function)(home)
        assert measured(home) and not churn_due(home)  # not due again by what it wrote itself
        rule_previewed(TERMINAL, made, 1, 3)
        rule_switch(TERMINAL, made, True)
        [ran] = run_alerts(home, TERMINAL, now=at(DAYS))
        assert ran.noted.fired >= 5 and not ran.problem
        [once_more] = run_alerts(home, TERMINAL, now=at(DAYS))
        assert once_more.noted.fired == 0
        groups = {one.value: one.group for one in alert_choices(home).about}
        assert groups["score:churn_risk"] == "Worked out of customers"
        keep(home, [("interactions", contact("new", "c-900", DAYS + 2))])
        assert churn_due(home)
    finally:
        disconnect()


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        ({"leaving": False}, NO_HISTORY),
        ({"days": 150}, NO_HISTORY),
        ({"linked": False}, BY_CHANCE),
    ],
)
def test_nothing_is_told_without_a_basis(tmp_path, facts, because):
    home = home_of(tmp_path, **facts)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = risks_at(snapshot, newest_moment(snapshot, at(DAYS)), 0.95)
    assert (found.because, found.customers) == (because, ())


def test_too_few_who_left_are_said(tmp_path, capsys):
    home = create_home(tmp_path / "home", "Kettles & Co")
    gone = {f"e-{number:03}" for number in range(0, CUSTOMERS, 20)}
    keep(home, (pair for pair in lives() if pair[0] != "events" or pair[1].event_id in gone))
    assert _code(["--home", str(home.root), "models", "churn"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "No customer has a risk of leaving: too few to learn from" in said
    assert not measured(home)


def test_shops_are_nobodys_contacts_and_who_came_back_is_a_customer(tmp_path):
    home = create_home(tmp_path / "home", "Kettles & Co")
    rows = [("interactions", contact(f"i-{who}", who, 100)) for who in ("stays", "left", "back")]
    rows += [("interactions", contact(f"{SHOP_PREFIX}1", "shopper", 100))]
    rows += [("events", Event(f"e-{who}", "cancelled", at(50), who)) for who in ("left", "back")]
    rows += [("events", Event("e-buys", "purchase", at(60), "back"))]
    keep(home, rows)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = facts_at(snapshot, [at(101)], at(101), ())
        assert moments_to_learn_from(snapshot, at(101)) == []
    assert sorted(found.customers) == ["back", "stays"]
