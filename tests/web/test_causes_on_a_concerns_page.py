"""A concern's page tells the root causes of cases that go with it, as soon as cases are closed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from rapport.records import Event, Turn
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.concerns.kept import kept_concerns
from tests.web.shown_home import shown
from tests.work.understood_home import ENDS, talks, understood_home

ROUNDS = 5
AT = datetime(2026, 5, 1, tzinfo=UTC)
CAUSE, OTHER = "Courier's system", "Unclear <letter>"


def ended(number, talk):
    """Every other conversation about each thing ends badly."""
    answer, end = ENDS[number // 3 % 2]
    *first, a, b = talk.turns
    return replace(talk, turns=(*first, Turn("agent", answer, a.at), Turn("customer", end, b.at)))


def closed(number, cause):
    return Event(
        f"case:{number}:closed", "case_closed", AT, "c-1", f"i{number:03d}", attributes={"root_cause": cause}
    )


@pytest.fixture
def served(tmp_path, stocked, monkeypatch):
    monkeypatch.setattr("rapport.web.understand.waiting.AT_ONCE_S", None)
    home = understood_home(tmp_path / "made", rounds=ROUNDS, read=False)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [ended(number, one) for number, one in enumerate(talks(ROUNDS))])
    annotate_home(home, processes=1)
    with shown(home.root, tmp_path / "home") as there:
        yield there


def test_a_cause_that_goes_with_it_stands_on_the_page(served, sign_in):
    kept = kept_concerns(served)
    concern = next(one for one in kept.model.concerns if one in kept.taxonomy.concerns)
    lead, address = sign_in("qa_lead"), f"/understand/concerns/{concern}/"
    before = lead.get(address)
    drivers = before.context["found"].drivers
    assert min(drivers.bad, drivers.rest) >= 10 and "A case because of" not in before.content.decode()
    with Warehouse(served.warehouse_path).write() as writer:
        writer.upsert("events", [closed(n, CAUSE if n // 3 % 2 else OTHER) for n in range(45 * ROUNDS)])
    page = lead.get(address)
    [one] = [one for one in page.context["found"].drivers.found if one.column == "causes"]
    assert (one.label, one.bad.base, one.rest.base) == (CAUSE, drivers.bad, drivers.rest)
    assert one.bad.value == 1.0 and one.rest.value == 0.0
    assert 'A case because of: <span dir="auto">Courier&#x27;s system</span>' in page.content.decode()
    rows = lead.get(f"{address}conversations/", {"with": one.along, "as": "csv"}).content.decode("utf-8-sig")
    assert len(rows.splitlines()) == drivers.bad + 1
    assert (
        "<letter>" not in lead.get(f"{address}conversations/", {"with": f"causes:{OTHER}"}).content.decode()
    )
