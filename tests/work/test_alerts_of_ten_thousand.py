"""A rule that ten thousand customers fall under: said beforehand, stopped at its most a day, nothing lost."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.alerts.definition.parse import parse_rule
from rapport.program.people.actor import TERMINAL
from rapport.program.setup import connect, disconnect
from rapport.work.alerts.preview import preview_of
from rapport.work.alerts.run import run_alerts
from rapport.work.import_ import import_files
from rapport.work.init import init_home

NOW = datetime(2026, 3, 20, 22, tzinfo=UTC)
MANY, MOST = 10_300, 10_000
RULE = "rule: Low\nall:\n- answer: {item: nps, at_most: 6}\nmost_a_day: 20\n"
HEAD = "answer_id,submission_id,item,item_type,number,scale_min,scale_max,customer_id,answered_at\n"


@pytest.fixture
def home(tmp_path):
    made = init_home(tmp_path / "home", "Kettles & Co")
    path = tmp_path / "answers.csv"
    times = ((datetime(2026, 3, 20, 1, tzinfo=UTC) + timedelta(seconds=6 * n)) for n in range(MANY))
    rows = (f"n-{n},s-{n},nps,nps,2,0,10,c-{n},{at:%Y-%m-%d %H:%M:%S}\n" for n, at in enumerate(times))
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    import_files(made, "answers", [path])
    connect(made)
    yield made
    disconnect()


def firings():
    from rapport.program.alerts.models import Firing

    return Firing.objects


def cases():
    from rapport.program.cases.models import Case

    return Case.objects.count()


def test_a_rule_for_ten_thousand_opens_so_many_a_day_says_so_and_forgets_nobody(home):
    from rapport.program.alerts.selectors import rule_facts
    from rapport.program.alerts.services import rule_create, rule_go_on, rule_previewed, rule_switch

    past = preview_of(home, TERMINAL, parse_rule(RULE), 30, now=NOW)
    assert (past.fires, past.customers, past.stops) == (MANY, MANY, 1)
    rule = rule_create(TERMINAL, RULE)
    rule_previewed(TERMINAL, rule, 1, past.fires)
    rule_switch(TERMINAL, rule, True)
    run_alerts(home, TERMINAL, now=NOW)
    newest = {f"c-{n}" for n in range(MANY - 20, MANY)}
    assert cases() == 20
    assert set(firings().filter(state="fired").values_list("customer_id", flat=True)) == newest
    told = rule_facts(TERMINAL, rule)
    assert told.stopped_because == "It may fire 20 times a day, and did; 10,280 more were held back."
    run_alerts(home, TERMINAL, now=NOW + timedelta(minutes=5))
    assert cases() == 20, "it stays stopped until somebody decides"
    assert rule_go_on(TERMINAL, rule, open_held=False, now=NOW) == MOST - 20
    run_alerts(home, TERMINAL, now=NOW + timedelta(minutes=10))
    assert cases() == 40 and firings().count() == MANY, "what was beyond the first look is found as well"
    assert firings().values("subject").distinct().count() == MANY
