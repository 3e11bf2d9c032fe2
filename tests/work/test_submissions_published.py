"""What was answered arrives in the warehouse once, as it was meant, and no more of the person than needed."""

from datetime import UTC, datetime, timedelta

import pytest

from rapport.program.setup import connect, disconnect
from rapport.warehouse import Warehouse
from rapport.work.init import init_home
from tests.asked_home import MICRO, door, invitation, version

NOW = datetime.now(UTC)
OTTO = {
    "customer_id": "k-2",
    "interaction_id": "c-02",
    "address": "otto@example.org",
    "facts": {"customer.name": "Otto"},
}
WITH_WEIGHTS = """\
survey: weights
title: What matters
items:
  - {id: hello, type: rating, text: How much does a greeting matter?, importance: greeting}
  - {id: age, type: number, text: For how many years are you with us?}
  - {id: since, type: date, text: Since when?}
"""


@pytest.fixture
def home(tmp_path):
    made = init_home(tmp_path / "home", "Kettles & Co")
    connect(made)
    yield made
    disconnect()


def hand_in(row, answers, completed=True, **facts):
    """Puts a submission as the pages do."""
    from rapport.program.surveys.answered import Given
    from rapport.program.surveys.services.submissions import submission_put

    usual = {"key": row.pk.hex, "version": row.version_id, "channel": "email", "invitation_id": row.pk}
    times = {"received_at": NOW, "started_at": NOW - timedelta(minutes=1)}
    given = {**usual, **times, "completed_at": NOW if completed else None, **facts}
    return submission_put(Given(answers=answers, **given))


def rows(home, columns="*"):
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        return snapshot.sql(f"SELECT {columns} FROM answers ORDER BY answer_id").to_pylist()


def test_every_shown_item_is_an_answer_with_what_weighting_needs(home):
    from rapport.program.surveys.models import Invitation, Submission
    from rapport.work.surveys.publish_submissions import publish_submissions

    row, _ = invitation(version())
    given = {"ease": 2, "why": "", "reason": ["bill", "other"], "reason.other": "Call me on +1 415 555 2671"}
    hand_in(row, given, seconds={"0": 3.5, "1": 6.0}, language="de", channel="link")  # as public pages do
    assert publish_submissions(home) == 1
    ease, reason, own, why = sorted(rows(home), key=lambda one: one["item"])
    assert (ease["number"], ease["scale_min"], ease["scale_max"], ease["item_type"]) == (2, 1, 7, "ces")
    assert ease["question"] == "Wie leicht oder schwer war es, Hilfe zu bekommen?"
    assert (ease["survey"], ease["customer_id"], ease["interaction_id"]) == ("after-support@1", "k-1", "c-01")
    assert ease["channel"] == "email", "by which the customer was invited"
    assert dict(ease["attributes"]) == {
        "status": "complete", "seconds": "9.5", "invitation": str(row.pk), "programme": "after-support",
        "stratum": "private", "inclusion_probability": "0.25",
    }  # fmt: skip
    assert reason["text"] == "bill;other" and own["item"] == "reason.other"
    assert "415" not in own["text"] and own["text"].startswith("Call me on")
    assert why["text"] is None and why["question"] == "What made it hard, if you may say?"
    done = Invitation.objects.get()
    assert done.state == Invitation.COMPLETED and done.completed_at == NOW and done.started_at
    assert (done.address, done.facts) == ("", {})
    assert Submission.objects.get().answers == {} and Submission.objects.get().published_at


def test_publishing_again_after_dying_in_between_changes_nothing(home, monkeypatch):
    from rapport.program.surveys.models import Submission
    from rapport.program.surveys.services import carried
    from rapport.work.surveys.publish_submissions import publish_submissions

    row, _ = invitation(version(MICRO))
    hand_in(row, {"nps": 9, "why": "Fast"})

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(carried, "submissions_carried", dies)
        with pytest.raises(KeyboardInterrupt):
            publish_submissions(home)
    before = rows(home)
    assert len(before) == 2 and Submission.objects.filter(published_at=None).exists()
    assert publish_submissions(home) == 1 and rows(home) == before
    assert publish_submissions(home) == 0 and hand_in(row, {"nps": 0}) is None


def test_numbers_dates_and_importance_arrive_as_what_they_are(home):
    from rapport.work.surveys.publish_submissions import publish_submissions

    row, _ = invitation(version(WITH_WEIGHTS))
    hand_in(row, {"hello": 4, "age": 3.5, "since": "2020-02-29"})
    publish_submissions(home)
    told = {one["item"]: (one["number"], one["text"]) for one in rows(home)}
    assert told == {"importance.greeting": (4, None), "age": (3.5, None), "since": (None, "2020-02-29")}


def test_an_answer_to_what_is_not_asked_after_all_counts_for_nothing(home):
    from rapport.work.surveys.publish_submissions import publish_submissions

    row, _ = invitation(version())
    hand_in(row, {"ease": 2, "why": "I pressed the wrong one"}, completed=False)
    hand_in(row, {"ease": 7})
    publish_submissions(home)
    assert [one["item"] for one in rows(home)] == ["ease"]


def test_what_was_begun_is_published_as_partial_once_its_time_is_over(home):
    from rapport.program.surveys.models import Invitation
    from rapport.work.surveys.publish_submissions import publish_submissions, publish_what_is_left

    of = version()
    row, _ = invitation(of, expires_at=NOW + timedelta(days=1))
    hand_in(row, {"ease": 3}, completed=False)
    hand_in(
        row, {"ease": 5}, False, key="ab" * 16, invitation_id=None, door_id=door(of, "qr").pk, channel="qr"
    )
    assert publish_submissions(home) == 0 == publish_what_is_left(home, NOW + timedelta(days=1))
    begun = Invitation.objects.get()
    assert begun.started_at and begun.state == Invitation.SENT and begun.address
    assert publish_what_is_left(home, NOW + timedelta(days=2, seconds=1)) == 1
    assert publish_what_is_left(home, NOW + timedelta(days=9)) == 1
    by = {dict(one["attributes"]).get("door_kind", "invited"): one for one in rows(home)}
    assert {dict(one["attributes"])["status"] for one in by.values()} == {"partial"}
    assert by["invited"]["number"] == 3 and by["qr"]["touchpoint"] == "shop"
    assert hand_in(row, {"ease": 1}) is None


def test_what_came_after_the_end_is_marked_late(home):
    from rapport.program.surveys.models import SurveyVersion
    from rapport.work.surveys.publish_submissions import publish_submissions

    row, _ = invitation(version(MICRO))
    hand_in(row, {"nps": 1})
    SurveyVersion.objects.update(closed_at=NOW - timedelta(hours=1))
    publish_submissions(home)
    assert dict(rows(home)[0]["attributes"])["late"] == "yes"


def test_webhooks_hear_of_it_without_a_word_of_the_customer(home):
    from rapport.program.hooks.models import Event
    from rapport.program.hooks.services import hook_create
    from rapport.program.people.actor import TERMINAL
    from rapport.work.surveys.publish_submissions import publish_submissions

    hook_create(TERMINAL, name="CRM", address="https://1.1.1.1/h", events=["submission.completed"])
    row, _ = invitation(version(MICRO))
    hand_in(row, {"nps": 1, "why": "A secret word"})
    publish_submissions(home)
    said = Event.objects.get()
    assert row.pk.hex in said.body and "secret" not in said.body and "k-1" not in said.body
    assert said.about == "c-01"


def test_erasing_a_customer_takes_what_was_asked_and_answered(home):
    from rapport.program.surveys.models import Invitation, Submission
    from rapport.work.erase import erase_customer
    from rapport.work.surveys.publish_submissions import publish_submissions

    of = version(MICRO)
    published, _ = invitation(of)
    hand_in(published, {"nps": 2, "why": "Published words"})
    publish_submissions(home)
    waiting, _ = invitation(of)
    hand_in(waiting, {"nps": 3, "why": "Waiting words"})
    unanswered, _ = invitation(of)
    other, _ = invitation(of, **OTTO)
    hand_in(other, {"nps": 4, "why": "Of another"})
    by_door = {"key": "cd" * 16, "invitation_id": None, "known": {"customer.id": "k-1"}}
    hand_in(other, {"nps": 5, "why": "Widget words"}, **by_door)
    erase_customer(home, "k-1")
    held = f"{list(Invitation.objects.values())} {list(Submission.objects.values())}"
    for gone in ("k-1'", "mia@", "Mia", "c-01", "Waiting words", "Widget words"):
        assert gone not in held, gone
    assert "otto@example.org" in held and "Of another" in held
    assert Invitation.objects.count() == 4
    assert hand_in(unanswered, {"nps": 10}) is None
    publish_submissions(home)
    assert [one["text"] for one in rows(home) if one["item"] == "why"] == ["Of another"]
