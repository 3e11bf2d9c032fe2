"""From invited to completed: what counts as what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rapport.measures import response_rates
from rapport.program.surveys.plain import InvitedCount, InvitedRow
from rapport.work.surveys.results.funnel import funnel_of
from rapport.work.surveys.results.who import fatigue_of

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def counted(channel="email", programme="care", arm="", **facts):
    given = dict.fromkeys(
        ("planned", "sent", "bounced", "returned", "opened", "started", "completed", "refused", "partial",
         "open", "unanswered"), 0)  # fmt: skip
    return InvitedCount(channel, programme, arm, **{**given, **facts})


def reached(key, hours):
    done = NOW + timedelta(hours=hours) if hours is not None else None
    return InvitedRow(key, "c", "", "email", "", "", NOW, done)


MAIL = counted(
    planned=1000, sent=980, bounced=50, returned=30, opened=400, started=300, completed=240, refused=10,
    partial=60, open=40, unanswered=600,
)  # fmt: skip


def test_steps_and_rates_are_what_aapor_counts():
    found = funnel_of([MAIL], [reached("a", 2), reached("b", 4), reached("c", None)], 0.95)
    assert [(one.name, one.count) for one in found.steps] == [
        ("invited", 1000), ("sent", 980), ("delivered", 950), ("opened", 400), ("started", 300),
        ("completed", 240),
    ]  # fmt: skip
    started = next(one for one in found.steps if one.name == "started")
    assert started.share.value == 300 / 950, "not of those a picture says opened it"
    assert next(one for one in found.steps if one.name == "opened").unreliable
    expected = response_rates(240, 60, 10, 600, unknown_other=50, not_eligible=0)
    assert {name: one.value for name, _, one in found.rates} == {
        f"response_rate_{n}": getattr(expected, f"response_rate_{n}").value for n in range(1, 7)
    }
    assert found.hours.value == 3.0


def test_opening_is_a_number_only_where_something_could_tell_it():
    def opened(*given):
        return next(one for one in funnel_of(*given).steps if one.name == "opened")

    never = counted(planned=20, sent=20, started=5, completed=5)
    assert opened([never], [], 0.95).count is None and "no picture" in opened([never], [], 0.95).unreliable
    assert opened([never], [], 0.95, True).count == 0
    assert opened([counted(planned=20, sent=20, opened=3)], [], 0.95).count == 3


def test_what_a_server_refused_was_never_sent_and_is_not_taken_off_twice():
    found = funnel_of([counted(planned=14, sent=4, bounced=10, started=3, completed=2, partial=1)], [], 0.95)
    steps = {one.name: one for one in found.steps}
    assert steps["delivered"].count == 4 and steps["started"].share.value == 3 / 4


def test_each_channel_has_rates_of_its_own():
    texts = counted(channel="sms", planned=100, sent=90, bounced=10, completed=30, partial=5, unanswered=55)
    found = funnel_of([MAIL, texts], [], 0.95)
    by_channel = {one.name: [rate.value for rate in one.rates] for one in found.channels}
    for name, expected in (
        ("email", response_rates(240, 60, 10, 600, unknown_other=50, not_eligible=0)),
        ("sms", response_rates(30, 5, 0, 55, unknown_other=10, not_eligible=0)),
    ):
        six = [getattr(expected, f"response_rate_{n}").value for n in range(1, 7)]
        assert by_channel[name] == six and len(set(six)) > 3


def test_arms_are_compared_with_an_interval_within_their_programme():
    arms = [counted(arm="short", planned=200, completed=60, unanswered=140),
            counted(arm="long", planned=200, completed=20, unanswered=180),
            counted(programme="other", planned=50, completed=5, unanswered=45)]  # fmt: skip
    found = funnel_of(arms, [], 0.95)
    (one,) = found.arms
    assert (one.arm, one.base, one.rate.value) == ("short", "long", 0.3)
    assert one.difference.low > 0 and round(one.difference.value, 3) == 0.2
    assert [group.name for group in found.programmes] == ["care", "other"]


def test_nobody_invited_is_no_funnel_and_what_may_still_be_answered_is_in_no_rate():
    assert funnel_of([], [], 0.95) is None
    waiting = funnel_of([counted(planned=50, sent=50, open=50)], [], 0.95)
    assert all(rate.value is None for _, _, rate in waiting.rates)


def test_fatigue_goes_by_what_was_asked_before_of_what_is_closed():
    def row(earlier, hours, customer="c", is_open=False):
        return replace(reached("k", hours), customer_id=customer, earlier=earlier, is_open=is_open)

    first = [row(0, 1), row(0, 2), row(0, None), row(0, None), row(0, None, is_open=True)]
    again = [row(1, 1), row(1, None), row(1, None), row(1, None), row(5, None), row(9, None)]
    found = fatigue_of([*first, *again, row(0, None, customer="")], 0.95)
    assert [(name, one.value, one.base) for name, one in found] == [
        ("first", 0.5, 4), ("second", 0.25, 4), ("later", 0.0, 2),
    ]  # fmt: skip
    assert fatigue_of(first, 0.95) == (), "nothing to compare with"
