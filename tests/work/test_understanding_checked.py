"""What people checked at random takes a machine's errors out of a concern's share, and says so."""

import os
from collections import Counter
from datetime import timedelta
from time import time

import numpy as np
import orjson
import pytest
from django.utils import timezone

from rapport.language.concerns.taxonomy import Concern, move, split
from rapport.measures import Estimate, proportion
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.reading.plain import (
    CANNOT_TELL,
    CONCERN,
    RANDOM,
    SKIPPED,
    TEACHING,
    Drawn,
    Question,
    Said,
)
from rapport.program.setup import connect, disconnect
from rapport.work.concerns.earlier import born, earlier
from rapport.work.concerns.editing import merge_concerns, rename_concern, undo_edit
from rapport.work.concerns.kept import KeptConcerns, concerns_path, keep_concerns, kept_concerns
from rapport.work.results.view import View
from rapport.work.understanding.chances import by_now
from rapport.work.understanding.checked import FEWEST, Checked, as_checked, is_checked
from rapport.work.understanding.concern import concern_page
from rapport.work.understanding.explorer import explorer_of
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from tests.work.understood_home import understood_home

LEAD = Actor("Lea", (Grant("qa_lead"),))
SOUTH = Actor("Sue", (Grant("team_manager", "south"),))


def machine_share(machine):
    return proportion(int(machine.sum()), len(machine)).with_(source="machine", definition="share")


@pytest.mark.parametrize(
    ("often", "found", "wrong", "checks"),
    [
        (0.15, 0.8, 0.05, 300),
        (0.3, 0.6, 0.02, 150),
        (0.1, 1.0, 0.0, 400),
        (0.05, 0.9, 0.1, 400),
        (0.5, 0.9, 0.3, 60),
    ],
)
def test_corrected_intervals_hold_the_truth_and_the_machines_own_do_not(often, found, wrong, checks):
    """Drawn again and again from the same conversations; without any error the interval has a width too."""
    rng, count = np.random.default_rng(11), 8_000
    truth = rng.random(count) < often
    machine = np.where(truth, rng.random(count) < found, rng.random(count) < wrong).astype(float)
    counted, held, told, width, alone = machine_share(machine), 0, 0, [], []
    for _ in range(400):
        drawn = rng.choice(count, checks, replace=False)
        one = as_checked(counted, Checked(truth[drawn].astype(float), machine[drawn]))
        if not is_checked(one):
            continue
        told += 1
        held += one.low <= truth.mean() <= one.high
        width.append(one.high - one.low)
        people = proportion(int(truth[drawn].sum()), checks)
        alone.append(people.high - people.low)
    assert told > 300
    assert held / told >= 0.93, held / told
    assert 0 < np.mean(width) < 1.1 * np.mean(alone), "hardly ever wider than people's word alone"
    if wrong:
        assert not counted.low <= truth.mean() <= counted.high


def test_few_checks_correct_nothing():
    counted = machine_share(np.repeat([1.0, 0.0], [100, 900]))
    human = np.repeat([1.0, 0.0, np.nan], [FEWEST - 1, 500, 400])
    found = as_checked(counted, Checked(human, human))
    assert found.value == counted.value and "as read by the machine" in found.method
    assert as_checked(counted).method == found.method
    enough = as_checked(counted, Checked(np.append(human, 0.0), np.append(human, 1.0), 7))
    assert is_checked(enough) and "checked by people" in enough.method
    assert enough.excluded == {"people could not tell": 7}


@pytest.mark.parametrize(("old", "new", "asked"), [(2_000, 20_000, 150), (300, 600, 150), (100, 100, 60)])
def test_checks_from_before_a_home_grew_count_for_what_they_stand_for(old, new, asked):
    """The machine errs more on what came first; half of the checks were drawn when there was nothing else."""
    rng, held, misses, rounds = np.random.default_rng(5), 0, [], 200
    for _ in range(rounds):
        truth = rng.random(old + new) < 0.3
        wrong = np.where(np.arange(old + new) < old, 0.25, 0.02)
        machine = (truth | (rng.random(old + new) < wrong)).astype(float)
        early = rng.choice(old, asked, replace=False) if asked < old else np.arange(old)
        late = rng.choice(np.setdiff1d(np.arange(old + new), early), asked, replace=False)
        drawn = np.concatenate([early, late])
        at = np.arange(len(drawn), dtype=float)
        came = np.where(drawn < old, -1.0, len(early) - 0.5)
        frames = np.repeat([float(old), float(old + new)], [len(early), len(late)])
        checks = Checked(truth[drawn].astype(float), machine[drawn], 0, by_now(at, frames, came))
        one = as_checked(machine_share(machine), checks)
        held += one.low <= truth.mean() <= one.high
        misses.append(one.value - truth.mean())
    assert held / rounds >= 0.93, held / rounds
    assert abs(np.mean(misses)) < 0.005, np.mean(misses)


def test_a_chance_is_that_of_all_questions_since_a_conversation_came():
    at, frames = np.arange(6.0), np.array([4.0, 4, 4, 8, 8, 8])
    found = by_now(at, frames, np.array([-1.0, -1, -1, -1, 2.5, 2.5]))
    # three of four were asked, then three of the five left: those there from the start may be missed twice
    assert found == pytest.approx([1 - 1 / 4 * 2 / 5] * 4 + [3 / 5] * 2)


def test_a_share_stays_a_share():
    counted = machine_share(np.repeat([1.0, 0.0], [990, 10]))
    found = as_checked(counted, Checked(np.ones(40), np.ones(40)))
    assert 0 <= found.low < found.value <= found.high <= 1
    assert as_checked(Estimate(None, undefined_because="no conversation was read")).value is None


@pytest.fixture
def home(tmp_path):
    made = understood_home(tmp_path / "home", rounds=6)
    connect(made)
    yield made
    disconnect()


def labels(home):
    rows = ask_sheet(home, sheet_of(home), "SELECT interaction_id AS id, actual, team FROM sheet").to_pylist()
    return {row["id"]: row for row in rows}


def says(name, label, answer, how=RANDOM):
    from rapport.program.reading.services import check_answer

    drawn = Drawn(how, 0.01 if how == RANDOM else None)
    check_answer(TERMINAL, Question(name, CONCERN), Said(label, "concerns@1"), drawn, answer)


def rows(home, actor=LEAD, **view):
    return {row.place.id: row for row in explorer_of(home, actor, View(**view)).rows}


def test_checks_correct_the_share_beside_which_the_machines_stands(home):
    read = labels(home)
    before = rows(home)
    (concern, _), (other, _) = Counter(row["actual"] for row in read.values()).most_common(2)
    assert before[concern].about.machine is None
    own = [name for name, row in read.items() if row["actual"] == concern]
    expected = sum(row["actual"] == concern for row in read.values()) / len(read)
    assert before[concern].about.estimate.value == pytest.approx(expected)
    for place, name in enumerate(sorted(own)):  # every fourth is about something else, people say
        says(name, concern, other if place % 4 == 0 else concern)
    for name in sorted(set(read) - set(own))[: len(read) // 2]:
        says(name, read[name]["actual"], read[name]["actual"])
    after = rows(home)[concern].about
    assert after.estimate.source == "assisted" and after.estimate.base == len(own) + len(read) // 2
    assert after.machine.value == pytest.approx(expected)
    assert expected * 0.6 < after.estimate.value < expected * 0.9
    assert after.estimate.low < after.estimate.value < after.estimate.high
    page = concern_page(home, LEAD, View(), concern)
    assert page.about.estimate.value == after.estimate.value
    south = sum(read[name]["team"] == "south" for name in own)
    assert (rows(home, SOUTH)[concern].about.machine is None) == (south < FEWEST)


def test_checks_do_not_speak_for_what_came_after_the_last_of_them(home):
    """Then the machine's number stands, and says that it is the machine's."""
    from rapport.program.reading.models import Check

    read = labels(home)
    for name, row in sorted(read.items()):
        says(name, row["actual"], row["actual"])
    (concern, _), *_ = Counter(row["actual"] for row in read.values()).most_common(1)
    assert rows(home)[concern].about.machine is not None
    Check.objects.update(at=timezone.now() - timedelta(days=2))
    told = rows(home)[concern].about
    assert told.machine is None and "as read by the machine" in told.estimate.method


def test_only_random_answers_count_and_open_questions_are_told(home):
    read = labels(home)
    concern = next(iter(sorted({row["actual"] for row in read.values()})))
    for place, name in enumerate(sorted(read)):
        how, answer = (TEACHING, concern) if place % 2 else (RANDOM, (CANNOT_TELL, SKIPPED)[place % 4 == 0])
        says(name, read[name]["actual"], answer, how)
    assert rows(home)[concern].about.machine is None


def test_what_was_split_off_later_is_not_taken_for_missing(home):
    """An answer given before a concern came to be cannot speak against it."""
    from rapport.program.reading.models import Check

    read = labels(home)
    kept = kept_concerns(home)
    concern = sorted({row["actual"] for row in read.values()} & set(kept.taxonomy.concerns))[0]
    for name in sorted(read):
        says(name, read[name]["actual"], read[name]["actual"])
    Check.objects.update(at=timezone.now())
    path = concerns_path(home)
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 3 * 86_400))
    parts = (Concern("part-a", "First part", concern), Concern("part-b", "Second part", concern))
    tree = split(kept.taxonomy, concern, parts)
    keep_concerns(home, KeptConcerns(tree, kept.model))
    assert set(born(concerns_path(home))) == {"part-a", "part-b"}
    found = rows(home)
    assert found[concern].about.machine is not None
    assert all(found[one].about.machine is None for one in ("part-a", "part-b") if one in found)


def halved(home, later_s=0.0):
    """A concern of the home in two parts, since now; the state before was kept that much earlier."""
    kept, path = kept_concerns(home), concerns_path(home)
    concern = sorted(one for one in kept.model.concerns if one in kept.taxonomy.concerns)[0]
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - later_s))
    parts = (Concern("part-a", "First part", concern), Concern("part-b", "Second part", concern))
    keep_concerns(home, KeptConcerns(split(kept.taxonomy, concern, parts), kept.model))
    return concern


def moved_on(path, by_s):
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime + by_s))


def test_a_share_that_people_checked_stays_when_the_file_is_written_anew(home):
    """A sixth is about a part, half about the concern above it and the rest about others, people say: that
    is so after the model learned, after an edit was taken back and after the file was restored."""
    concern = halved(home)
    read = sorted(labels(home).items())
    other = next(row["actual"] for _, row in read if row["actual"] != concern)
    for place, (name, row) in enumerate(read):
        says(name, row["actual"], ("part-a", concern, other, concern, other, concern)[place % 6])
    told = rows(home)["part-a"].about
    assert told.estimate.base == len(read) and told.estimate.value == pytest.approx(1 / 6, abs=0.01)
    kept = kept_concerns(home)
    keep_concerns(home, kept, aside=False)  # as the worker does when it learned from answers
    moved_on(concerns_path(home), 86_400)
    assert rows(home)["part-a"].about == told
    undo_edit(home, LEAD, rename_concern(home, LEAD, kept.taxonomy.version, concern, "Called otherwise"))
    for state in (*earlier(concerns_path(home)), concerns_path(home)):
        moved_on(state, 2 * 86_400)
    assert rows(home)["part-a"].about == told


def test_when_concerns_came_to_be_is_kept_in_the_file(home):
    path, before = concerns_path(home), time()
    concern = halved(home)
    first = born(path)
    assert set(first) == {"part-a", "part-b"} and all(before <= at <= time() for at in first.values())
    now = merge_concerns(home, LEAD, kept_concerns(home).taxonomy.version, ["part-b"], concern)
    assert born(path)["part-a"] == first["part-a"]
    undo_edit(home, LEAD, now)
    assert born(path) == first, "what came back is as old as it was"
    for state in earlier(path):
        state.unlink()
    keep_concerns(home, kept_concerns(home), aside=False)
    moved_on(path, 86_400)
    assert born(path) == first, "without earlier states too"


def test_a_file_from_before_it_told_when_concerns_came_goes_by_its_time(home):
    halved(home, later_s=3 * 86_400)
    path = concerns_path(home)
    head, _, body = path.read_bytes().partition(b"\n")
    told = orjson.loads(head)
    del told["born"]
    path.write_bytes(orjson.dumps(told) + b"\n" + body)
    assert set(born(path)) == {"part-a", "part-b"}
    assert born(path)["part-a"] == pytest.approx(path.stat().st_mtime)
    at = born(path)
    keep_concerns(home, kept_concerns(home))
    assert born(path) == at


def test_what_is_below_counts_for_what_is_above(home):
    kept = kept_concerns(home)
    read = labels(home)
    first, second = sorted({row["actual"] for row in read.values()} & set(kept.taxonomy.concerns))[:2]
    keep_concerns(home, KeptConcerns(move(kept.taxonomy, second, first), kept.model))
    for name, row in sorted(read.items()):
        says(name, row["actual"], row["actual"])
    found = rows(home)
    whole = sum(row["actual"] in (first, second) for row in read.values()) / len(read)
    assert found[first].about.machine.value == pytest.approx(whole)
    assert found[first].about.estimate.value == pytest.approx(whole, abs=0.01)
