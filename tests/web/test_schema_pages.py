"""The inventory in the pages: from the data, scenarios with shares, agreement; equal to the measures."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from rapport.measures import design_proportion, krippendorff_alpha, proportion
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse

TURNS = (Turn("customer", "where is my parcel"), Turn("agent", "on its way"))
CONCERNS = ("delivery", "refund", "=HYPERLINK(1)")


def fill(home, count=120):
    """Interactions of two teams with concerns and moods; every tenth has no mood."""
    rows = []
    for number in range(count):
        mood = {} if number % 10 == 9 else {"emotional_state": "angry" if number % 3 else "calm"}
        rows.append(
            Interaction(
                f"n{number:03}",
                channel="call" if number % 2 else "chat",
                team="Billing" if number % 4 else "Loyalty",
                concern=CONCERNS[min(number % 5, 2)],
                turns=TURNS,
                attributes=mood,
                started_at=datetime(2026, 2, 1 + number % 20, tzinfo=UTC),
            )
        )
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", rows)


@pytest.fixture
def inventory(served, sign_in):
    """A draft read from concern, mood and channel, with its lead."""
    fill(served)
    lead = sign_in("qa_lead")
    given = {
        "title": "Ours",
        "looked": "1",
        "concern": ["concern", ""],
        "emotional_state": ["emotional_state"],
        "touchpoint": ["channel"],
        "way": "data",
    }
    made = lead.post("/audit/schema/new", given)
    assert made.status_code == 302, made.content.decode()

    class Inventory:
        home, path, boss = served, made["Location"], lead

    return Inventory


def data(home):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return snapshot.sql(
            "SELECT interaction_id, concern, channel, team, attributes['emotional_state'] AS mood "
            "FROM interactions WHERE eligible"
        ).to_pylist()


def test_the_draft_has_the_values_of_the_data_with_their_counts(inventory):
    views = {one.name: one for one in inventory.boss.get(inventory.path).context["views"]}
    counts = Counter(row["concern"] for row in data(inventory.home) if row["concern"])
    found = {one.value.aliases[0]: one.count for one in views["concern"].values}
    assert found == dict(counts) and views["situation"].values == ()


def test_scenarios_are_counted_exactly_and_what_is_missing_is_told(inventory):
    found = inventory.boss.get(f"{inventory.path}/scenarios").context["found"]
    rows = data(inventory.home)
    cells = Counter(
        (row["concern"], row["mood"], row["channel"]) for row in rows if row["concern"] and row["mood"]
    )
    placed = sum(cells.values())
    assert found.axes == ("concern", "emotional_state", "touchpoint")
    assert found.seen == len(cells) and found.shares.placed == placed and found.shares.total == len(rows)
    assert sorted(row.count for row in found.rows) == sorted(cells.values())
    for row in found.rows:
        assert row.share.value == row.share.low == row.share.high == row.count / placed
        assert row.share.base == placed
    assert found.shares.unseen.high == proportion(0, placed, 0.95, "exact").high
    shown = [row.share.value for row in found.rows]
    assert shown == sorted(shown, reverse=True)


def test_pairs_that_cannot_occur_leave_the_possible_ones(inventory):
    before = inventory.boss.get(f"{inventory.path}/scenarios").context["found"]
    rows = inventory.boss.get(f"{inventory.path}/pairs?a=concern&b=emotional_state").context["rows"]
    pair = f"{rows[0][0].name}|angry"
    saved = inventory.boss.post(
        f"{inventory.path}/pairs", {"a": "concern", "b": "emotional_state", "pair": [pair]}
    )
    assert saved.status_code == 302
    after = inventory.boss.get(f"{inventory.path}/scenarios").context["found"]
    assert before.possible - after.possible == 2
    seen = [row for row in after.rows if not row.allowed]
    assert seen and all(row.cell[:2] == tuple(pair.split("|")) for row in seen)
    turned = inventory.boss.get(f"{inventory.path}/pairs?a=emotional_state&b=concern").context["rows"]
    assert [(row.name, column.name) for row, cells in turned for column, on in cells if on] == [
        tuple(reversed(pair.split("|")))
    ]


def test_possible_combinations_are_counted_as_by_hand(inventory):
    from itertools import product

    from rapport.program.people.actor import TERMINAL
    from rapport.program.schemas.selectors import schema_version
    from rapport.work.schema.scenarios import possible_cells

    number = int(inventory.path.rsplit("/", 1)[1])
    for a, b, pair in (
        ("concern", "emotional_state", "delivery|angry"),
        ("emotional_state", "touchpoint", "calm|call"),
        ("concern", "touchpoint", "refund|chat"),
    ):
        inventory.boss.post(f"{inventory.path}/pairs", {"a": a, "b": b, "pair": [pair]})
    schema = schema_version(TERMINAL, number)
    axes = ("concern", "emotional_state", "touchpoint")
    every = product(*([one.name for one in schema.values(axis)] for axis in axes))
    by_hand = sum(schema.possible(dict(zip(axes, cell, strict=True))) for cell in every)
    assert possible_cells(schema, axes) == by_hand


def test_the_rows_behind_a_scenario_are_those_a_person_may_see(inventory, sign_in):
    found = inventory.boss.get(f"{inventory.path}/scenarios").context["found"]
    row = found.rows[0]
    query = "&".join(f"{axis}={name}" for axis, name in zip(found.axes, row.cell, strict=True))
    everything = inventory.boss.get(f"{inventory.path}/interactions?{query}").context["found"]
    assert everything.total == row.count and len(everything.rows) == min(50, row.count)
    manager = sign_in("team_manager", "Loyalty")
    mine = manager.get(f"{inventory.path}/interactions?{query}").context["found"]
    assert 0 < mine.total < row.count and {one["team"] for one in mine.rows} == {"Loyalty"}
    for role in ("associate", "case_owner", "client_viewer", "shopper"):
        client = sign_in(role)
        for path in (
            "/audit/schema/",
            inventory.path,
            f"{inventory.path}/scenarios",
            f"{inventory.path}/scenarios.csv",
            f"{inventory.path}/interactions?{query}",
        ):
            assert client.get(path).status_code == 403, (role, path)


def test_the_file_of_scenarios_holds_no_formula(inventory):
    text = inventory.boss.get(f"{inventory.path}/scenarios.csv").content.decode()
    assert "'=HYPERLINK(1)" in text and ",=HYPERLINK" not in text and text.count("\n") > 5


@pytest.mark.parametrize(
    "query", ["axis=colour", "sort=size", "gap=all", "round=x", "round=99", "is_concern=no"]
)
def test_nonsense_in_the_address_is_said_and_not_a_fault(inventory, query):
    found = inventory.boss.get(f"{inventory.path}/scenarios?{query}")
    assert found.status_code == (200 if query == "is_concern=no" else 400)


def test_who_only_reads_changes_nothing(inventory, sign_in):
    auditor, analyst = sign_in("auditor"), sign_in("analyst")
    axis = f"{inventory.path}/axes/concern"
    assert auditor.get(axis).status_code == 200
    assert auditor.post(axis, {"act": "add", "label": "x"}).status_code == 403
    assert auditor.post(f"{inventory.path}/pairs", {"a": "concern", "b": "touchpoint"}).status_code == 403
    assert auditor.post("/audit/schema/new", {"title": "x", "way": "empty"}).status_code == 403
    for act in ("publish", "discard"):
        assert analyst.post(f"{inventory.path}/act", {"act": act}).status_code == 403
    assert analyst.get(f"{inventory.path}/coding/new").status_code == 403


def test_a_mistake_keeps_what_was_typed(inventory):
    axis = f"{inventory.path}/axes/concern"
    found = inventory.boss.post(axis, {"act": "add", "label": "Delivery", "description": "My own words"})
    assert found.status_code == 400 and b"My own words" in found.content and b"already" in found.content


@pytest.fixture
def coded(inventory, sign_in):
    """A stratified round, coded by two people who sometimes differ."""
    from rapport.program.people.models import User

    coders = [sign_in("analyst"), sign_in("analyst")]
    ids = [str(User.objects.get(name=f"Person {number}").pk) for number in (1, 2)]
    given = {"name": "Round", "size": "30", "double": "60", "minimum": "5", "seed": "4", "by": ["team"]}
    made = inventory.boss.post(f"{inventory.path}/coding/new", {**given, "coders": ids})
    assert made.status_code == 302, made.content.decode()
    round_path = made["Location"]
    truth = {row["interaction_id"]: row for row in data(inventory.home)}
    for number, client in enumerate(coders):
        while True:
            page = client.get(f"{round_path}/next")
            if page["Location"] == round_path:
                break
            seat = client.get(page["Location"]).context["seat"]
            row = truth[seat.interaction_id]
            mood = row["mood"] or "-"
            if number and sum(map(ord, seat.interaction_id)) % 4 == 0:
                mood = "-" if mood == "calm" else "calm"
            codes = {
                "concern": row["concern"] if row["concern"] in CONCERNS[:2] else "-",
                "customer_type": "-",
                "situation": "-",
                "emotional_state": mood,
                "touchpoint": row["channel"],
            }
            assert client.post(page["Location"], codes).status_code == 302

    class Coded:
        path, boss, inventory_path = round_path, inventory.boss, inventory.path
        people = coders

    return Coded


def test_agreement_is_that_of_the_measures(coded):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.schemas.selectors import coded_units

    units = coded_units(TERMINAL, int(coded.path.rsplit("/", 1)[1]))
    rows = [[value for _, value in unit.codes["emotional_state"]] for unit in units]
    table = [[*row, *[None] * (2 - len(row))] for row in rows]
    twice = [row for row in rows if len(row) == 2]
    found = coded.boss.get(coded.path).context["agreement"]
    mood = next(one for one in found if one.axis == "emotional_state")
    assert mood.alpha == krippendorff_alpha(table) and mood.alpha.base == len(twice) > 12
    assert mood.alike == proportion(sum(a == b for a, b in twice), len(twice))
    assert mood.open == sum(a != b for a, b in twice) > 0
    assert mood.alpha.low < mood.alpha.value < mood.alpha.high < 1


def test_shares_from_coding_are_stratified_estimates_of_the_frame(coded):
    from rapport.program.people.actor import TERMINAL
    from rapport.program.schemas.selectors import coded_units, coding_round

    number = int(coded.path.rsplit("/", 1)[1])
    facts, units = coding_round(TERMINAL, number), coded_units(TERMINAL, number)
    told = [unit for unit in units if unit.final("emotional_state") != ""]
    expected = design_proportion(
        [float(unit.final("emotional_state") == "angry") for unit in told],
        strata=[unit.stratum for unit in told],
        population=dict(facts.strata),
    )
    page = coded.boss.get(f"{coded.inventory_path}/scenarios?round={number}&axis=emotional_state")
    found = page.context["found"]
    angry = next(row for row in found.rows if row.cell == ("angry",))
    assert (angry.share.value, angry.share.low, angry.share.high) == (
        expected.value,
        expected.low,
        expected.high,
    )
    assert angry.share.base == len(told) < found.shares.total == 30
    assert set(facts.strata) == {"Billing", "Loyalty", "(none)"} or len(facts.strata) >= 2


def test_settling_decides_what_counts_and_only_a_lead_settles(coded):
    page = coded.boss.get(coded.path)
    one, _ = page.context["disagreements"][0]
    given = {"unit": one.unit, "axis": one.axis, "value": "angry"}
    assert coded.people[0].post(f"{coded.path}/settle", given).status_code == 403
    assert coded.boss.post(f"{coded.path}/settle", given).status_code == 302
    after = coded.boss.get(coded.path).context
    before = {each.axis: each for each in page.context["agreement"]}[one.axis]
    now = {each.axis: each for each in after["agreement"]}[one.axis]
    assert now.open == before.open - 1 and now.alpha == before.alpha
    assert coded.boss.post(f"{coded.path}/settle", {**given, "value": "merry"}).status_code == 400


def test_nobody_opens_anothers_seat(coded, sign_in):
    from rapport.program.schemas.models import CodingSeat

    seat = CodingSeat.objects.exclude(coder__name="Person 1").first().pk
    for client in (coded.people[0], sign_in("analyst"), coded.boss):
        assert client.get(f"/audit/schema/seats/{seat}").status_code == 404
        assert client.post(f"/audit/schema/seats/{seat}", {"concern": "delivery"}).status_code == 404
        assert client.post(f"/audit/schema/seats/{seat}/propose", {"axis": "concern"}).status_code == 404


def test_a_round_takes_few_questions_to_show(coded):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        coded.boss.get(coded.path)
    assert len(asked) < 30
