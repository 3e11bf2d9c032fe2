"""A home learns how it was for customers from those who answered, and says how far that can be trusted."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.home import create_home
from rapport.program.setup import disconnect
from rapport.records import Answer, InputError, Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.annotate import annotate_home
from rapport.work.experience import kept
from rapport.work.experience.kept import (
    experience_path,
    forget_experience,
    kept_experience,
    unusable_experience,
)
from rapport.work.experience.learn import learn_experience
from rapport.work.models.card import kept_card, kept_cards

AT = datetime(2026, 3, 2, tzinfo=UTC)
GLAD = ("That was quick, thank you", "Great, it works now", "Perfect, thanks a lot", "Lovely, all sorted")
SORE = ("I asked twice already", "Still broken, this is no help", "Nobody ever answers", "I give up")


def talks(count):
    """Every third customer is sore, and says so in one of several ways."""
    for number in range(count):
        sore = number % 3 == 0
        at = AT + timedelta(hours=number)
        turns = (
            Turn("customer", f"My order {number % 7} is missing", at),
            Turn("agent", "Let me look into it.", at),
            Turn("customer", (SORE if sore else GLAD)[number // 3 % 4], at),
        )
        yield Interaction(
            f"i{number:03d}", ("chat", "email")[number % 2], at, agent_id=f"a{number % 8}",
            team=("north", "south")[number % 2], customer_id=f"c{number}", turns=turns,
        )  # fmt: skip


def answers(count, item="csat", low=1, high=5, better=True, sore=1, glad=5):
    kind = item if item in ("csat", "ces") else "rating"
    for number in range(count):
        yield Answer(
            f"{item}{number}", f"s{number}", item, kind, sore if number % 3 == 0 else glad - number % 2,
            scale_min=low, scale_max=high, higher_is_better=better, interaction_id=f"i{number:03d}",
            answered_at=AT,
        )  # fmt: skip


@pytest.fixture
def make(tmp_path):
    def made(*given, size=150):
        home = create_home(tmp_path / "home")
        with Warehouse(home.warehouse_path).write() as writer:
            writer.upsert("interactions", talks(size))
            writer.upsert("answers", [one for some in given for one in some])
        return home

    yield made
    disconnect()


def verdicts(home, kind):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        rows = snapshot.sql(
            "SELECT interaction_id, unnest(annotations) AS one FROM readings WHERE reader = 'service'"
        ).to_pylist()
    return {
        row["interaction_id"]: row["one"]
        for row in rows
        if row["one"]["kind"] == kind and row["one"]["turn"] is None
    }


def test_answers_teach_what_those_who_did_not_answer_would_say(make):
    home = make(answers(120))
    result = learn_experience(home)
    (one,) = result.learned
    assert one.target == "satisfaction" and one.base == 120
    assert set(result.refused) == {"effort", "resolved"}
    annotate_home(home, only=["service"], processes=1)
    said = verdicts(home, "satisfaction")
    unasked = [said[f"i{number:03d}"] for number in range(120, 150)]
    assert {one["model"] for one in unasked} == {kept_experience(home, "satisfaction").model}
    sore, glad = unasked[::3], unasked[1::3]
    assert max(one["value"] for one in sore) < 2.5 < 3.5 < min(one["value"] for one in glad), "on 1 to 5"
    assert {one["label"] for one in sore} == {"dissatisfied"}
    assert {one["model"] for one in verdicts(home, "effort").values()} == {"effort@3"}, "not learned"


def test_the_card_says_how_often_it_is_right_and_for_whom_not(make):
    home = make(answers(150))
    learn_experience(home, targets=["satisfaction"])
    card = kept_card(home, "experience-satisfaction")
    assert card in kept_cards(home) and card.base == 150 and "csat" in card.learned_from
    rank, later, right, *leans = card.figures
    assert rank.estimate.value > 0.5 and rank.estimate.low < rank.estimate.value < rank.estimate.high
    assert later.estimate.base == 50 and right.estimate.value > 0.9
    assert {one.of for one in leans} == {"north", "south", "chat", "email"}
    assert sum(one.observed.base for one in card.bins) == 150
    assert any("nobody has checked" in one for one in card.fails)


def test_a_group_it_leans_for_is_named(make):
    given = list(answers(150))
    graded = [  # those of the email are one point harder to please than what they say
        Answer(
            **{
                **{name: getattr(one, name) for name in one.__dataclass_fields__},
                "number": max(1, one.number - 2 * (int(one.interaction_id[1:]) % 2)),
            }
        )
        for one in given
    ]
    home = make(graded)
    learn_experience(home, targets=["satisfaction"])
    card = kept_card(home, "experience-satisfaction")
    assert any("channel email (too high by" in one for one in card.fails), card.fails
    assert "channel email (too high by" in card.sentence
    teams = sum(one.startswith("team ") for one in card.fails)
    assert not any(one.rstrip(".") in card.sentence for one in card.fails if one.startswith("team "))
    assert (f"{teams} team" in card.sentence) == bool(teams)


def test_effort_is_harder_whichever_way_the_scale_runs(make):
    easy = answers(120, "ces", 1, 7, True, sore=1, glad=7)
    home = make(easy)
    learn_experience(home, targets=["effort"])
    annotate_home(home, only=["service"], processes=1)
    said = verdicts(home, "effort")
    assert said["i120"]["value"] > 5 and said["i120"]["label"] == "high", "who did not find it easy"
    assert said["i121"]["value"] < 3 and said["i121"]["label"] == "low"


def test_a_yes_or_no_item_teaches_what_is_solved(make):
    home = make(solved(120))
    learn_experience(home, targets=["resolved"])
    annotate_home(home, only=["service"], processes=1)
    said = verdicts(home, "resolved")
    assert said["i120"]["label"] == "not_solved" and said["i120"]["probability"] > 0.6
    assert said["i121"]["label"] == "solved"


def solved(count):
    for number in range(count):
        yield Answer(
            f"r{number}", f"s{number}", "was_it_solved", "single_choice", float(number % 3 > 0),
            interaction_id=f"i{number:03d}", answered_at=AT,
        )  # fmt: skip


def test_too_few_are_refused_with_words_and_nothing_changes(make):
    home = make(answers(99))
    with pytest.raises(InputError, match="only 99 interactions with customers' answers to csat"):
        learn_experience(home)
    assert not experience_path(home, "satisfaction").exists() and not kept_cards(home)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"targets": ["joy"]}, "no target 'joy'"),
        ({"source": "stars", "targets": ["effort"]}, "'stars' are no ratings"),
        ({"source": "evaluations:tone"}, "teach one target"),
        ({"source": "evaluations:tone", "targets": ["effort"]}, "Nothing was evaluated"),
    ],
)
def test_what_cannot_be_learned_is_named(make, given, words):
    with pytest.raises(InputError, match=words):
        learn_experience(make(answers(120)), **given)


def test_a_model_of_other_word_lists_reads_as_if_nothing_was_learned(make, monkeypatch):
    home = make(answers(120))
    learn_experience(home, targets=["satisfaction"])
    from rapport.language.experience import saved

    monkeypatch.setattr(saved, "rests_on", lambda: "another version")
    assert "other words and rules" in unusable_experience(home)["satisfaction"]
    with pytest.raises(InputError, match="rapport models experience"):
        kept_experience(home, "satisfaction")
    found = kept.experience_annotator(home.root / "models")
    assert found.model == "effort@3+satisfaction@3+resolved@3"


def test_a_damaged_model_is_named_and_can_be_forgotten(make):
    home = make(answers(120))
    learn_experience(home, targets=["satisfaction"])
    path = experience_path(home, "satisfaction")
    path.write_bytes(path.read_bytes()[:-9])
    assert "damaged" in unusable_experience(home)["satisfaction"]
    assert forget_experience(home, "satisfaction") and not forget_experience(home, "satisfaction")
    assert not unusable_experience(home) and not kept_cards(home)


def test_the_file_holds_no_words_of_customers(make):
    home = make(answers(120))
    learn_experience(home, targets=["satisfaction"])
    content = experience_path(home, "satisfaction").read_bytes().lower()
    assert not any(word in content for word in (b"missing", b"thank", b"broken", b"sorted"))
