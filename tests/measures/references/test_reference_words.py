"""Words that set groups apart, against FightingWords and R tidylo."""

import csv

import pytest
from reference_values import agrees

from rapport.measures import log_odds, weighted_log_odds

MONROE = "Log-odds with Dirichlet prior (Monroe 2008): Banking77 card_arrival vs card_delivery_estimate"
TIDYLO = "tidylo weighted log odds (group vs overall variant)"
SIDES = ("card_arrival", "card_delivery_estimate")


def columns_of(path):
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    numbers = {key: [float(row[key]) for row in rows] for key in (*SIDES, "background_all77")}
    return [row["word"] for row in rows], numbers


@agrees(
    "log_odds",
    on="Banking77, two intents, 244 words; uniform prior .01 and 500 words of background",
    to="FightingWords",
    entry=MONROE,
)
@pytest.mark.parametrize("prior", ["uniform_0.01", "informative_a0_500"])
def test_log_odds_of_banking77(references, prior):
    reference = references[MONROE]
    words, counts = columns_of(reference.data)
    more = (
        {"prior": 0.01}
        if prior.startswith("uniform")
        else {"prior": 500, "background": dict(zip(words, counts["background_all77"], strict=True))}
    )
    found = log_odds(*(counts[side] for side in SIDES), words=words, **more)
    same = log_odds(*(dict(zip(words, counts[side], strict=True)) for side in SIDES), **more)
    assert [sum(counts[side]) for side in SIDES] == reference.expected["n"]["tokens"]
    for last, key in ((False, "top_card_arrival"), (True, "top_card_delivery")):
        expected = dict(map(tuple, reference.expected[prior][key]))
        for given in (found, same):
            seen = {
                word: one.value / one.standard_error
                for word, one in given.top(len(expected), last=last).items()
            }
            assert list(seen) == list(expected)
            assert seen == pytest.approx(expected, abs=reference.tolerance)
            assert given.z[given.place(next(iter(expected)))] == pytest.approx(
                next(iter(expected.values())), abs=reference.tolerance
            )


@agrees(
    "weighted_log_odds",
    on="Banking77, two intents, and cylinders by gears of mtcars; informative and uninformative prior",
    to="R tidylo 0.2",
    entry=TIDYLO,
)
def test_weighted_log_odds_of_banking77_and_cars(references):
    reference = references[TIDYLO]
    words, counts = columns_of(reference.data)
    given = {side: dict(zip(words, counts[side], strict=True)) for side in SIDES}
    close = {"abs": reference.tolerance}
    for prior in ("informative", "uninformative"):
        found = weighted_log_odds(given, prior)
        for row in reference.expected[f"{prior}_top"]:
            group = found[row["grp"]]
            assert group.z[group.place(row["word"])] == pytest.approx(row["log_odds_weighted"], **close)
            assert group[row["word"]].base == row["n"]
            if "log_odds" in row:
                assert group[row["word"]].value == pytest.approx(row["log_odds"], **close)
    rows = reference.expected["mtcars_vs_gear"]
    cars = weighted_log_odds(tuple([row[key] for row in rows] for key in ("vs", "gear", "n")))
    for row in rows:
        one = cars[row["vs"]][row["gear"]]
        assert one.value == pytest.approx(row["log_odds"], **close)
        assert one.value / one.standard_error == pytest.approx(row["log_odds_weighted"], **close)
