"""Webhooks: who may, what is told, when it is tried again, when it ends; on both databases."""

from datetime import timedelta

import pytest

from rapport.program.hooks.plain import Outcome
from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError

ADDRESS = "https://hooks.example.org/rapport"


@pytest.fixture
def hooks(home):
    from rapport.program.hooks import selectors, services

    class Both:
        def __getattr__(self, name):
            return getattr(services, name, None) or getattr(selectors, name)

    return Both()


def make(hooks, *events, name="ours"):
    return hooks.hook_create(TERMINAL, name=name, address=ADDRESS, events=events or ["sample.drawn"])


def later(**spans):
    """Makes every message that waits due."""
    from rapport.program.hooks.models import Delivery

    for row in Delivery.objects.filter(state="waiting"):
        row.try_at -= timedelta(**spans)
        row.save(update_fields=["try_at"])


def test_only_administrators_have_webhooks(hooks):
    lead = Actor("Lea", (Grant("qa_lead"),))
    hook = make(hooks).id
    for act in (
        lambda: hooks.hooks_list(lead),
        lambda: hooks.deliveries_page(lead, hook),
        lambda: hooks.hook_create(lead, name="x", address=ADDRESS, events=["sample.drawn"]),
        lambda: hooks.hook_stop(lead, hook),
        lambda: hooks.hook_rotate(lead, hook),
        lambda: hooks.hook_test(lead, hook),
        lambda: hooks.hook_remove(lead, hook),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_only_those_hear_who_want_to(hooks):
    drawn, both = make(hooks, "sample.drawn"), make(hooks, "sample.drawn", "report.made", name="both")
    stopped = make(hooks, "report.made", name="stopped")
    hooks.hook_stop(TERMINAL, stopped.id)
    hooks.announce("report.made", {"report": "r1"})
    told = {one.id: len(hooks.deliveries_page(TERMINAL, one.id)) for one in (drawn, both, stopped)}
    assert told == {drawn.id: 0, both.id: 1, stopped.id: 0}
    with pytest.raises(KeyError):
        hooks.announce("report.mad", {})


def test_what_is_rolled_back_is_not_told(hooks):
    from django.db import transaction

    hook = make(hooks)
    with pytest.raises(RuntimeError), transaction.atomic():
        hooks.announce("sample.drawn", {"sample": "s"})
        raise RuntimeError
    assert hooks.deliveries_page(TERMINAL, hook.id) == [] and not hooks.deliveries_due()


def test_a_message_taken_is_nobody_elses_until_its_time_is_over(hooks):
    make(hooks)
    hooks.announce("sample.drawn", {"sample": "s"})
    (due,) = hooks.deliveries_claim(8)
    assert due.attempt == 1 and hooks.deliveries_claim(8) == []
    later(minutes=3)
    (again,) = hooks.deliveries_claim(8)
    assert (again.message, again.attempt, again.body) == (due.message, 2, due.body)


def test_two_messages_an_address_at_a_time(hooks):
    busy, free = make(hooks), make(hooks, name="free")
    for number in range(5):
        hooks.announce("sample.drawn", {"sample": number})
    taken = hooks.deliveries_claim(8, [busy.id])
    assert sorted(one.hook for one in taken) == sorted([busy.id, free.id, free.id])


def test_tries_come_ever_later_and_end(hooks):
    hook = make(hooks)
    hooks.announce("sample.drawn", {"sample": "s"})
    waits = []
    while hooks.deliveries_due():
        (due,) = hooks.deliveries_claim(1)
        hooks.delivery_tried(due, Outcome(500, 3, "It answered 500"), spread=lambda low, high: 1.0)
        (row,) = hooks.deliveries_page(TERMINAL, hook.id)
        if row.state == "waiting":
            waits.append(round((row.try_at - row.tried_at).total_seconds()))
            later(days=2)
    assert waits == [5, 60, 300, 1800, 7200, 28800, 86400]
    assert (row.state, row.attempts, row.status) == ("failed", 8, 500)
    hooks.delivery_again(TERMINAL, row.id)
    (due,) = hooks.deliveries_claim(1)
    hooks.delivery_tried(due, Outcome(204, 5))
    (row,) = hooks.deliveries_page(TERMINAL, hook.id)
    assert (row.state, row.problem) == ("delivered", "")
    assert hooks.hook_facts(TERMINAL, hook.id).failing_since is None


def test_tries_are_spread_and_patience_is_heeded(hooks):
    hook = make(hooks)
    spreads = []
    for wait in (0.0, 900.0):
        hooks.announce("sample.drawn", {"sample": "s"})
        (due,) = hooks.deliveries_claim(1)
        hooks.delivery_tried(due, Outcome(429, 3, "It answered 429", wait_s=wait))
        row = hooks.deliveries_page(TERMINAL, hook.id)[0]
        spreads.append((row.try_at - row.tried_at).total_seconds())
    assert 4 <= spreads[0] <= 6 and spreads[1] == pytest.approx(900)


def test_one_that_fails_for_days_is_stopped_with_a_note(hooks):
    from rapport.program.hooks.models import Hook
    from rapport.program.people.selectors import log_entries

    hook = make(hooks)
    for number in range(5):
        hooks.announce("sample.drawn", {"sample": number})
    for due in [*hooks.deliveries_claim(8), *hooks.deliveries_claim(8), *hooks.deliveries_claim(8)]:
        Hook.objects.filter(failing_since__isnull=False).update(
            failing_since=hooks.hook_facts(TERMINAL, hook.id).created_at - timedelta(days=3)
        )
        last = due.__class__(**{**vars(due), "attempt": 8})
        hooks.delivery_tried(last, Outcome(None, 3, "Nothing answered"))
    facts = hooks.hook_facts(TERMINAL, hook.id)
    assert facts.stopped_at and "5 messages" in facts.stopped_because and facts.waiting == 0
    assert log_entries(TERMINAL, action="hook.fail")[0].who == "worker"
    hooks.hook_start(TERMINAL, hook.id)
    assert hooks.hook_facts(TERMINAL, hook.id).stopped_at is None


def test_one_that_says_it_is_gone_is_stopped_at_once(hooks):
    hook = make(hooks)
    hooks.announce("sample.drawn", {"sample": "s"})
    hooks.announce("sample.drawn", {"sample": "t"})
    first, _ = hooks.deliveries_claim(8)
    hooks.delivery_tried(first, Outcome(410, 3, "It answered 410", gone=True))
    assert "410" in hooks.hook_facts(TERMINAL, hook.id).stopped_because
    assert {one.state for one in hooks.deliveries_page(TERMINAL, hook.id)} == {"failed"}


def test_a_new_secret_signs_beside_the_former_one(hooks):
    from rapport.program.hooks.models import Secret

    hook = make(hooks)
    second = hooks.hook_rotate(TERMINAL, hook.id)
    hooks.hook_test(TERMINAL, hook.id)
    (due,) = hooks.deliveries_claim(1)
    assert due.secrets == (second.secret, hook.secret)
    Secret.objects.filter(secret=hook.secret).update(ends_at=hooks.hook_facts(TERMINAL, hook.id).created_at)
    hooks.hook_test(TERMINAL, hook.id)
    assert hooks.deliveries_claim(1)[0].secrets == (second.secret,)


def test_secrets_are_in_no_log_and_no_list(hooks):
    from rapport.program.people.selectors import log_entries

    hook = make(hooks)
    hooks.hook_rotate(TERMINAL, hook.id)
    said = f"{log_entries(TERMINAL)} {hooks.hooks_list(TERMINAL)} {hooks.hook_facts(TERMINAL, hook.id)}"
    assert hook.secret not in said and "whsec_" not in said


def test_messages_about_an_interaction_go_with_it(hooks):
    hook = make(hooks, "dispute.opened")
    hooks.announce("dispute.opened", {"dispute": 1}, about="i1")
    hooks.announce("dispute.opened", {"dispute": 2}, about="i2")
    assert hooks.events_forget(["i1"]) == 1
    (left,) = hooks.deliveries_page(TERMINAL, hook.id)
    assert '"dispute":2' in left.body


def test_evaluations_are_told_as_they_are_stored(hooks, criteria, submission):
    import json

    from rapport.program.audits.services import evaluation_retract, evaluations_submit

    hook = make(hooks, "evaluation.submitted", "evaluation.retracted")
    first = evaluations_submit(TERMINAL, criteria, [submission("i1"), submission("i2")])
    evaluations_submit(TERMINAL, criteria, [submission("i1")])
    evaluations_submit(TERMINAL, criteria, [submission("i1", hello=0)])
    evaluation_retract(TERMINAL, first[1].evaluation)
    told = [json.loads(one.body) for one in reversed(hooks.deliveries_page(TERMINAL, hook.id))]
    assert [(one["type"].partition(".")[2], one["data"]["interaction"]) for one in told] == [
        ("submitted", "i1"), ("submitted", "i2"), ("retracted", "i1"), ("submitted", "i1"),
        ("retracted", "i2"),
    ]  # fmt: skip
    assert told[0]["data"]["definition"] == "counter@1" and told[0]["data"]["qci"] == first[0].qci


def test_old_messages_are_forgotten(hooks):
    from rapport.program.hooks.models import Event

    hook = make(hooks)
    for number in range(2):
        hooks.announce("sample.drawn", {"sample": number})
    oldest = Event.objects.order_by("at").first()
    oldest.at -= timedelta(days=31)
    oldest.save()
    hooks.messages_tidy()
    assert len(hooks.deliveries_page(TERMINAL, hook.id)) == 1
