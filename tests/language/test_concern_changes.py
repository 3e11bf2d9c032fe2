"""Concerns that come up, reason codes that tell them or not, and topics of open comments."""

import csv
import gzip

import numpy as np
import pytest
from scipy.stats import binomtest, false_discovery_control

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.emerging import emerging_concerns
from rapport.language.concerns.reason_codes import reason_agreement
from rapport.measures import weighted_log_odds, word_counts
from rapport.records.errors import InputError

WAYS = [
    "my {} is gone",
    "why is the {} like that",
    "a problem with the {}",
    "{} not working",
    "about the {} again",
]
OLD, NEW = ["garden fence", "blue sofa", "piano lesson"], "charging cable"


def stream(weeks=12, new_from=9, seed=0):
    """Texts of no known concern by week, one of which starts late."""
    draw = np.random.default_rng(seed)
    texts, when = [], []
    for week in range(weeks):
        for what in OLD:
            texts += [WAYS[one].format(what) for one in draw.integers(0, len(WAYS), 5)]
        if week >= new_from:
            texts += [WAYS[one].format(NEW) for one in draw.integers(0, len(WAYS), 8)]
        when += [week] * (len(texts) - len(when))
    return texts, when


def test_what_is_new_and_grows_is_named():
    texts, when = stream()
    found = emerging_concerns(texts, when, dict.fromkeys(range(12), 500), recent=3)
    first, *rest = found
    assert first.grows and "cable" in first.name and NEW in first.quote
    assert first.first == 9 and sum(first.counts[:9]) == 0 and first.high == float("inf")
    assert {texts[at].count(NEW) for at in first.texts} == {1}
    assert not any(one.grows for one in rest)
    for one in found:
        late, total = sum(one.counts[-3:]), sum(one.counts)
        assert one.p == pytest.approx(binomtest(late, total, 0.25, alternative="greater").pvalue)
    assert [one.q for one in found] == pytest.approx(false_discovery_control([one.p for one in found]))


def test_what_one_customer_keeps_writing_is_told_of_nobody():
    texts, when = stream()
    own = ["they" if NEW in text else f"c{at}" for at, text in enumerate(texts)]
    told = emerging_concerns(texts, when, dict.fromkeys(range(12), 500), recent=3, by=own)
    assert told and not any("cable" in {*one.name.split(), *(w.word for w in one.words)} for one in told)
    many = [f"c{at % 40}" for at in range(len(texts))]
    assert "cable" in emerging_concerns(texts, when, dict.fromkeys(range(12), 500), recent=3, by=many)[0].name
    with pytest.raises(InputError, match="are by 1"):
        discover_concerns(["a cable", "a fence"], by=["c1"])


def test_more_interactions_alone_are_no_growth():
    texts, when = stream(new_from=99)
    twice = [*texts, *(text for text, week in zip(texts, when, strict=True) if week >= 9)]
    weeks = [*when, *(week for week in when if week >= 9)]
    busy = {week: 500 if week < 9 else 1000 for week in range(12)}
    assert not any(one.grows for one in emerging_concerns(twice, weeks, busy, recent=3))
    steady = dict.fromkeys(range(12), 500)
    assert any(one.grows for one in emerging_concerns(twice, weeks, steady, recent=3))


def test_nothing_grows_by_chance_more_often_than_allowed():
    draw = np.random.default_rng(5)
    texts, _ = stream(new_from=99)
    called = 0
    for _ in range(6):
        when = draw.integers(0, 12, len(texts)).tolist()
        called += any(one.grows for one in emerging_concerns(texts, when, dict.fromkeys(range(12), 500)))
    assert called <= 2  # 5 % of 6, and three deviations


def test_no_past_or_nothing_said_is_an_empty_list():
    assert emerging_concerns([], [], {1: 5}) == []
    assert emerging_concerns(["my cable"] * 9, [3] * 9, {3: 50}) == []
    assert emerging_concerns(["", "?"], [1, 9], dict.fromkeys(range(10), 5)) == []
    assert emerging_concerns(["my cable"] * 9, [3] * 9, {1: 0, 2: 0, 3: 50}, recent=1) == []


def test_what_cannot_be_counted_is_named():
    with pytest.raises(InputError, match="2 texts have 1"):
        emerging_concerns(["a", "b"], [1], {1: 5})
    with pytest.raises(InputError, match="more texts than"):
        emerging_concerns(["a cable"] * 3, [9] * 3, dict.fromkeys(range(10), 1))


@pytest.mark.shared
def test_a_new_intent_among_requests_out_of_scope_is_found(shared):
    """Requests of a hundred kinds every week, and those of one intent in the last weeks only."""
    with gzip.open(shared / "data/clinc150/clinc150_train_val.csv.gz", "rt") as lines:
        rows = list(csv.DictReader(lines))
    known = [row["text"] for row in rows if row["intent"] == "oos"]
    draw = np.random.default_rng(1)
    hits = 0
    for intent in ("lost_luggage", "oil_change_how"):
        new = [row["text"] for row in rows if row["intent"] == intent][:30]
        when = [*draw.integers(0, 12, len(known)).tolist(), *draw.integers(9, 12, len(new)).tolist()]
        found = emerging_concerns([*known, *new], when, dict.fromkeys(range(12), 1000), recent=3)
        of_new = [sum(at >= len(known) for at in one.texts) / len(one.texts) for one in found if one.grows]
        hits += any(share > 0.6 for share in of_new)
    assert hits == 2


def test_codes_are_tried_on_other_interactions():
    codes = ["bill"] * 50 + ["tech"] * 50 + ["misc"] * 20 + ["once"]
    concerns = ["pay"] * 40 + ["outage"] * 10 + ["outage"] * 50 + ["pay", "outage"] * 10 + ["pay"]
    found = reason_agreement([*codes, None, "bill"], [*concerns, "pay", "cannot_tell"])
    assert (found.counted, found.left_out) == (121, 2)
    assert found.table.tolist() == [[10, 40], [10, 10], [0, 1], [50, 0]]
    assert found.codes == ("bill", "misc", "once", "tech") and found.concerns == ("outage", "pay")
    assert found.right[120] == 0 and np.isnan(found.right[121:]).all()
    assert found.right[:50].sum() == 40 and found.right[50:100].all()
    assert found.accuracy == pytest.approx(np.nanmean(found.right))
    assert found.guess == pytest.approx(70 / 121)


def test_groups_stay_together():
    codes, concerns = ["own habit of one agent"] * 30 + ["x"] * 30, ["pay"] * 30 + ["pay", "outage"] * 15
    alone = reason_agreement(codes, concerns, ["anna"] * 30 + [f"a{at}" for at in range(30)])
    assert alone.right[:30].sum() == 0  # nobody else used the code: what it means cannot be known
    assert reason_agreement(codes, concerns).right[:30].sum() == 30


def test_what_nobody_else_chose_cannot_be_tried():
    """One agent, or two whom a mark would put together: the others are those of another name, always."""
    codes, concerns = ["bill", "tech"] * 20, ["pay", "outage"] * 20
    one = reason_agreement(codes, concerns, ["anna"] * 40)
    assert one.accuracy is None and np.isnan(one.right).all() and one.counted == 40 and one.guess == 0.5
    for number in range(40):
        pair = reason_agreement(codes, concerns, ["anna", "anna", f"a{number}", f"a{number}"] * 10)
        assert pair.accuracy == 1.0
    assert reason_agreement(["bill"], ["pay"]).accuracy is None


def test_no_codes_are_undefined():
    found = reason_agreement([None, ""], ["a", "b"])
    assert found.accuracy is None and found.guess is None and found.table.shape == (0, 0)
    with pytest.raises(InputError, match="lengths"):
        reason_agreement(["a"], [])


def test_topics_of_comments_and_what_sets_detractors_apart():
    """Topics are discovered in comments as concerns are; measures of text compare how often groups name
    them."""
    what = {
        "the waiting time was too long": 0.8,
        "friendly staff helped me": 0.1,
        "prices went up again": 0.5,
    }
    draw = np.random.default_rng(0)
    frames = ["{}", "honestly {}", "{} this month", "I must say {}", "well, {}"]
    comments, detractor = [], []
    for said, share in what.items():
        comments += [frames[one].format(said) for one in draw.integers(0, 5, 60)]
        detractor += (draw.random(60) < share).tolist()
    topics = discover_concerns(comments)
    said_by = zip(topics.labels, detractor, strict=True)
    named = [(topics.names[label], side) for label, side in said_by]
    sides = {side: word_counts([[name] for name, one in named if one is side]) for side in (True, False)}
    found = weighted_log_odds(sides)
    told = {name: found[True][name].value for name in topics.names}
    assert len(told) == 3
    assert "waiting" in max(told, key=told.get) and "staff" in min(told, key=told.get)
