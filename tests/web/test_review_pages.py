"""The review: the machine's answer comes after the person's, and nobody reviews what is hidden from them."""

import re

import pytest
from django.core import signing

from tests.web.teaching_home import read_and_mapped, targeted

ADDRESS = "/understand/review/"


@pytest.fixture
def read(served):
    read_and_mapped(served)
    return served


@pytest.fixture
def ann(read, sign_in):
    return sign_in("analyst")


def actor(client):
    from rapport.program.people.selectors import actor_of

    return actor_of(client.session["_auth_user_id"])


def card(client, kind="behaviour"):
    """(the page, the card's token)."""
    page = client.get(f"{ADDRESS}?kind={kind}")
    assert page.status_code == 200
    return page, page.context["token"]


def give(client, token, words="present", follow=False):
    return client.post(f"{ADDRESS}answer", {"card": token, "answer": words}, follow=follow)


def test_the_machines_answer_comes_after_ones_own(ann):
    from rapport.program.reading.models import Check
    from rapport.work.teaching.review import said_of

    page, token = card(ann)
    text = page.content.decode()
    assert "likely" not in text and "the machine:" not in text
    asked = page.context["card"].question
    after = give(ann, token, follow=True)
    kept = Check.objects.get()
    assert kept.label == said_of_served(said_of, asked).label and kept.by
    assert "the machine:" in after.content.decode()
    words = signing.loads(token, salt="review")
    assert kept.label not in words, "nothing of the machine's answer goes out beforehand"


def said_of_served(said_of, question):
    from rapport.web.config.home_of import served_home

    return said_of(served_home(), question)


def test_half_come_up_at_random_with_a_known_chance_and_half_to_teach(ann):
    from rapport.program.reading.models import Check

    for _ in range(8):
        give(ann, card(ann)[1], "absent")
    rows = list(Check.objects.order_by("at"))
    assert [row.drawn for row in rows] == ["random", "teaching"] * 4
    assert all((row.inclusion_probability is not None) == (row.drawn == "random") for row in rows)
    assert len({(row.interaction_id, row.turn, row.about) for row in rows}) == 8
    measured = {row.interaction_id for row in rows if row.drawn == "random"}
    assert not measured & {row.interaction_id for row in rows if row.drawn == "teaching"}


def test_the_same_card_stands_until_it_is_answered(ann):
    assert card(ann)[0].context["card"].question == card(ann)[0].context["card"].question


def test_undo_asks_again_and_skip_goes_on(ann):
    from rapport.program.reading.models import Check

    page, token = card(ann)
    first = page.context["card"].question
    after = give(ann, token, follow=True)
    check = re.search(r"/understand/review/([0-9a-f-]{36})/undo", after.content.decode())[1]
    again = ann.post(f"{ADDRESS}{check}/undo", follow=True)
    assert again.context["card"].question == first
    assert Check.objects.filter(undone_at=None).count() == 0
    give(ann, again.context["token"], "skipped")
    assert Check.objects.get(undone_at=None).verdict == "skipped"
    assert card(ann)[0].context["card"].question != first
    assert ann.post(f"{ADDRESS}{check}/undo").status_code == 400


def test_a_random_question_taken_back_measures_nothing_whichever_page_it_is_answered_from(ann):
    from rapport.program.reading.models import Check

    page, first = card(ann, "resolved")
    assert page.context["card"].drawn.how == "random"
    token = first
    for _ in range(3):
        after = give(ann, token, "solved", follow=True)
        check = re.search(r"/understand/review/([0-9a-f-]{36})/undo", after.content.decode())[1]
        token = ann.post(f"{ADDRESS}{check}/undo", follow=True).context["token"]
    give(ann, first, "not_solved")  # the page from before, by the browser's way back
    kept = Check.objects.get(undone_at=None)
    assert (kept.drawn, kept.inclusion_probability) == ("seen", None)
    assert "resolved" not in card(ann, "resolved")[0].context["progress"].right


def test_what_one_looked_at_is_not_asked_and_neither_is_what_was_taken_back(ann):
    from rapport.program.reading.models import Check

    page, token = card(ann, "resolved")
    asked = page.context["card"].question
    assert ann.get(f"/explore/readings/{asked.interaction_id}").status_code == 200
    assert card(ann, "resolved")[0].context["card"].question.interaction_id != asked.interaction_id
    give(ann, token, "solved")
    assert Check.objects.get().drawn == "seen", "it was asked before they looked, and answered after"
    page, token = card(ann, "resolved")
    after = give(ann, token, "solved", follow=True)
    check = re.search(r"/understand/review/([0-9a-f-]{36})/undo", after.content.decode())[1]
    ann.post(f"{ADDRESS}{check}/undo")
    assert card(ann, "resolved")[0].context["card"].question != page.context["card"].question


def test_made_up_others_and_old_cards_are_refused(ann, sign_in):
    from rapport.program.reading.models import Check

    _, token = card(ann)
    other = sign_in("qa_lead")
    assert give(other, token).status_code == 400
    assert give(ann, "made up").status_code == 400
    assert give(ann, token, "weather").status_code == 400
    assert give(ann, token, "").status_code == 400
    told = signing.loads(token, salt="review")
    forged = signing.dumps(told, salt="another")
    assert give(ann, forged).status_code == 400
    assert Check.objects.count() == 0
    assert give(ann, token).status_code == 302
    assert give(ann, token).status_code == 400, "answered before"


def test_solved_or_not(ann):
    page, token = card(ann, "resolved")
    assert [one.value for one in page.context["card"].choices] == ["solved", "not_solved"]
    assert give(ann, token, "solved").status_code == 302
    assert give(ann, card(ann, "resolved")[1], "cannot_tell").status_code == 302


def test_concerns_are_asked_by_their_names_in_an_order_that_tells_nothing(served, ann):
    from rapport.program.reading.models import Check
    from rapport.work.annotate import annotate_home
    from rapport.work.concerns.learn import learn_concerns

    learn_concerns(served, given=True)
    annotate_home(served, processes=1, only=["concerns"])
    page, token = card(ann, "concern_actual")
    choices = page.context["card"].choices
    names = [one.words for one in choices[:-1]]
    assert names == sorted(names, key=str.lower) and choices[-1].value == "other"
    assert [one.key for one in choices] == [str(n) for n in range(1, len(choices) + 1)]
    give(ann, token, choices[0].value)
    assert Check.objects.get().answer == choices[0].value


def test_the_words_a_concern_was_judged_by_are_shown_only_after_the_answer(served, ann):
    from rapport.work.annotate import annotate_home
    from rapport.work.concerns.learn import learn_concerns

    learn_concerns(served, given=True)
    annotate_home(served, processes=1, only=["concerns"])
    shown = 0
    for _ in range(4):
        page, token = card(ann, "concern_actual")
        assert b"<mark>" not in page.content and b"<q" not in page.content
        after = give(ann, token, page.context["card"].choices[0].value, follow=True)
        done = after.context["done"]
        said = " ".join(turn.text for turn in page.context["card"].turns)
        assert done.words in said
        shown += bool(done.words) and f"{done.words}</q>" in after.content.decode()
    assert shown


def test_an_answer_is_shown_though_the_conversation_says_something_else_since(served, ann):
    """Its turns are fewer now: no words are shown of those that the machine judged by."""
    from dataclasses import replace

    from rapport.warehouse import Warehouse
    from rapport.work.annotating.waiting import COLUMNS, as_interaction

    shown = 0
    for _ in range(12):
        page, token = card(ann, "behaviour")
        after = give(ann, token, follow=True)
        if not after.context["done"].words:
            continue
        shown += 1
        name = page.context["card"].question.interaction_id
        with Warehouse(served.warehouse_path).snapshot() as snapshot:
            query = f"SELECT {COLUMNS} FROM interactions WHERE interaction_id = ?"
            [row] = snapshot.sql(query, [name]).to_pylist()
        short = as_interaction(row)
        with Warehouse(served.warehouse_path).write() as writer:
            writer.upsert("interactions", [replace(short, turns=short.turns[:1])])
        again = ann.get(ADDRESS, {"last": after.context["done"].check})
        assert again.status_code == 200 and again.context["done"].words == ""
        break
    assert shown


def test_what_one_has_to_score_blind_is_never_asked(ann):
    from rapport.program.reading.plain import Drawn, Question
    from rapport.web.config.home_of import served_home
    from rapport.work.teaching.pool import pool_of
    from rapport.work.teaching.review import card_of

    pool = pool_of(served_home())
    hidden = [*pool.of, *pool.teaching]
    for name in hidden[:-1]:
        targeted(actor(ann), name, "calibration", "calibration")
    for _ in range(6):
        found = card(ann)[0].context["card"]
        assert found is None or found.question.interaction_id == hidden[-1]
        if found is not None:
            give(ann, card(ann)[1], "absent")
    blind = Question(hidden[0], "behaviour", 1, "greeting")
    assert card_of(served_home(), actor(ann), blind, Drawn("teaching")) is None
    told = [actor(ann).user_id, hidden[0], "behaviour", 1, "greeting", "teaching", None]
    assert give(ann, signing.dumps(told, salt="review")).status_code == 400


REFUSED = ("team_manager", "associate", "auditor", "client_viewer")


@pytest.mark.parametrize("role", ["qa_lead", "administrator", *REFUSED])
def test_who_may_review(read, sign_in, role):
    code = 403 if role in REFUSED else 200
    client = sign_in(role, "Day" if role == "team_manager" else None)
    assert client.get(ADDRESS).status_code == code
    if code == 403:
        assert client.post(f"{ADDRESS}answer", {"card": "x", "answer": "y"}).status_code == 403


def test_before_anything_was_read_the_page_says_what_comes(served, sign_in):
    text = sign_in("analyst").get(ADDRESS).content.decode()
    assert "Nothing is left to ask" in text and "rapport annotate" in text


def test_progress_tells_how_often_it_is_right_with_its_interval(ann):
    for _ in range(12):
        _, token = card(ann, "resolved")
        if token:
            give(ann, token, "solved")
    right = card(ann)[0].context["progress"].right["resolved"]
    assert right.base > 0 and right.low < right.value <= 1 and right.high > right.low


def test_groups_are_no_answers_and_merged_concerns_are_followed(served, ann):
    from dataclasses import replace

    from rapport.language.concerns.taxonomy import Concern, merge
    from rapport.program.reading.plain import Question
    from rapport.work.annotate import annotate_home
    from rapport.work.concerns.kept import keep_concerns, kept_concerns
    from rapport.work.concerns.learn import learn_concerns
    from rapport.work.teaching.review import choices_of, said_of

    learn_concerns(served, given=True)
    annotate_home(served, processes=1, only=["concerns"])
    kept = kept_concerns(served)
    tree = kept.taxonomy
    before = {one.value for one in choices_of(served, Question("c-01", "concern_actual"))}
    grown = replace(tree, concerns={**tree.concerns, "group": Concern("group", "A group")})
    first, second = sorted(kept.model.concerns)[:2]
    keep_concerns(served, replace(kept, taxonomy=merge(grown, [first], second)))
    after = {one.value for one in choices_of(served, Question("c-01", "concern_actual"))}
    assert "group" not in after and after == before - {first}
    names = [f"c-{n:02d}" for n in range(1, 26)]
    told = {said.label for name in names if (said := said_of(served, Question(name, "concern_actual")))}
    assert told <= after | {"cannot_tell"}
