"""Segments' importances computed in the warehouse are those of the definition."""

import csv
import random

import pytest

from rapport.criteria import mean_importance, parse_criteria
from rapport.warehouse import Warehouse
from rapport.work.import_ import import_files
from rapport.work.importance import stated_importance
from rapport.work.init import init_home
from rapport.work.segment_importance import segment_importance

CRITERIA = """\
criteria: two
version: 1
components: {warmth: [greeting]}
factors:
  timing: {weight: 1, elements: {greeting: {weight: 1, max: 1, rules: [{id: hello, points: 1}]}}}
  answer: {weight: 1, elements: {complete: {weight: 1, max: 1, rules: [{id: all, points: 1}]}}}
"""
NAMES = ("timing", "answer", "warmth", "unknown")
VALUES = ("", "", "0", "1", "2.5", " 4 ", "-1", "many", "inf", "nan", "1e2")


def customers(seed):
    """Sixty customers who state some things, some of them twice, some of it nonsense."""
    draw = random.Random(seed)
    return [
        {
            "segment": draw.choice(["", "A", "B", "B"]),
            **{f"importance.{name}": draw.choice(VALUES) for name in NAMES},
            "answers": [
                (draw.choice(NAMES), draw.randint(0, 9), draw.randint(1, 28))
                for _ in range(draw.randint(0, 4))
            ],
        }
        for _ in range(60)
    ]


def test_means_of_segments_are_those_of_the_definition(tmp_path):
    home, made = init_home(tmp_path / "home", "K"), customers(5)
    write(home.root, made)
    import_files(home, "customers", [home.root / "customers.csv"])
    import_files(home, "answers", [home.root / "answers.csv"])
    criteria = parse_criteria(CRITERIA)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = segment_importance(snapshot, criteria)
        stated = stated_importance(snapshot, [f"k-{n}" for n in range(len(made))])
    assert set(found) == {"A", "B"}
    for segment in ("A", "B"):
        own = [stated.get(f"k-{n}", {}) for n, one in enumerate(made) if one["segment"] == segment]
        assert found[segment] == pytest.approx(mean_importance(criteria, own))


def test_a_draft_being_written_asks_for_them_once(tmp_path, monkeypatch):
    from rapport.work import segment_importance as room

    home, made = init_home(tmp_path / "home", "K"), customers(6)
    write(home.root, made)
    import_files(home, "customers", [home.root / "customers.csv"])
    asked, computed = [], room._computed
    monkeypatch.setattr(room, "_computed", lambda *given: asked.append(given[1]) or computed(*given))
    drafts = [CRITERIA, CRITERIA.replace("points: 1", "points: 0.5"), CRITERIA.replace("greeting", "welcome")]
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        found = [room.segment_importance(snapshot, parse_criteria(one)) for one in (*drafts, CRITERIA)]
    assert len(asked) == 2 and "welcome" in asked[1]
    assert found[0] == found[1] == found[3]


def write(folder, customers):
    names = ["customer_id", "segment", *(f"importance.{name}" for name in NAMES)]
    with (folder / "customers.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({"customer_id": f"k-{n}", **one} for n, one in enumerate(customers))
    with (folder / "answers.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["answer_id", "customer_id", "item", "number", "answered_at"])
        for n, one in enumerate(customers):
            for number, (name, value, day) in enumerate(one["answers"]):
                at = f"2026-04-{day:02d}T{number:02d}:00:00Z"
                writer.writerow([f"{n}-{number}", f"k-{n}", f"importance.{name}", value, at])
