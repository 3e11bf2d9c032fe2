"""The order of cases: root causes and their versions, rules, people, hours, suggestions, calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from rapport.program.cases.errors import CaseError, ChangedError
from rapport.program.cases.plain import Closing, Conditions, RuleFacts
from rapport.program.judging.business_days import BusinessHours
from rapport.program.people.errors import NotAllowedError
from tests.program.test_cases_opening import opened, person

BERLIN = ZoneInfo("Europe/Berlin")
NINE = {day: (time(9), time(17)) for day in range(5)}


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02T10:00+01:00", 4, "2026-03-02T14:00+01:00"),
        ("2026-03-02T15:00+01:00", 4, "2026-03-03T11:00+01:00"),  # over night
        ("2026-03-06T16:00+01:00", 2, "2026-03-09T10:00+01:00"),  # over a weekend
        ("2026-03-07T10:00+01:00", 1, "2026-03-09T10:00+01:00"),  # from a weekend
        ("2026-04-02T16:00+02:00", 2, "2026-04-07T10:00+02:00"),  # Good Friday and Easter Monday
        ("2026-03-27T16:00+01:00", 2, "2026-03-30T10:00+02:00"),  # the clock goes forward on Sunday
    ],
)
def test_business_hours_are_counted_where_people_work(start, hours, end):
    easter = frozenset({date(2026, 4, 3), date(2026, 4, 6)})
    clock = BusinessHours(NINE, BERLIN, easter)
    begin, until = datetime.fromisoformat(start), datetime.fromisoformat(end)
    assert clock.after(begin, hours) == until
    assert (
        clock.between(begin, until) == timedelta(hours=hours) and clock.between(until, begin) == timedelta()
    )


def test_a_night_with_a_change_of_the_clock_has_as_many_hours_as_it_has():
    clock = BusinessHours({6: (time(0), time.max)}, BERLIN)
    day = datetime(2026, 3, 29, tzinfo=BERLIN)
    assert clock.between(day, day + timedelta(days=2)) == timedelta(hours=23)
    assert BusinessHours({}, BERLIN).after(day, 1) > day + timedelta(days=1000)


def test_causes_tell_how_many_cases_name_them_of_those_one_sees(home):
    from rapport.program.cases.models import Case
    from rapport.program.cases.selectors import causes
    from rapport.program.cases.services import cause_add

    quin, ann, bob = person("Quin", "qa_lead"), person("Ann"), person("Bob")
    cause = cause_add(quin, "Billing")
    for number, owner in enumerate((ann, ann, bob)):
        made = opened(f"k{number}", f"c{number}")
        Case.objects.filter(pk=made).update(owner=owner.user_id, root_cause=cause)
    assert [causes(one)[0].cases for one in (quin, ann, bob)] == [3, 2, 1]


def test_the_tree_of_causes_keeps_its_versions_and_stays_a_tree(home):
    from rapport.program.cases.models import CauseVersion
    from rapport.program.cases.selectors import cause_changes, causes
    from rapport.program.cases.services import cause_add, cause_move, cause_rename, cause_retire

    quin = person("Quin", "qa_lead")
    top = cause_add(quin, "Billing")
    below = cause_add(quin, "Wrong bill", top)
    leaf = cause_add(quin, "Twice", below)
    cause_rename(quin, below, "Bill is wrong")
    assert [one.full for one in causes(quin)] == [
        "Billing", "Billing › Bill is wrong", "Billing › Bill is wrong › Twice",
    ]  # fmt: skip
    for wrong in (
        lambda: cause_move(quin, top, leaf),
        lambda: cause_add(quin, "billing"),
        lambda: cause_add(quin, " "),
        lambda: cause_add(quin, "x", 999_999),
    ):
        with pytest.raises(CaseError):
            wrong()
    cause_move(quin, leaf, None)
    cause_retire(quin, top)
    assert [one.name for one in causes(quin)] == ["Twice"]
    assert len(causes(quin, retired=True)) == 3
    cause_retire(quin, top, retired=False)
    assert [one.number for one in cause_changes(quin)] == [7, 6, 5, 4, 3, 2, 1]
    assert [one["name"] for one in CauseVersion.objects.get(number=2).tree] == ["Billing", "Wrong bill"]
    with pytest.raises(NotAllowedError):
        cause_add(person("Ann"), "Mine")


def test_rules_are_kept_by_who_leads_and_their_order_can_change(home):
    from rapport.program.cases.selectors import routing_rules
    from rapport.program.cases.services import rule_move, rule_remove, rule_save

    pam, ann = person("Pam", "program_manager"), person("Ann")
    first = rule_save(pam, RuleFacts(0, "First", Conditions(kinds=("problem",)), (ann.user_id,)))
    second = rule_save(pam, RuleFacts(0, "Second", Conditions(value_from=500), same_team=True))
    rule_move(pam, second, True)
    assert [one.id for one in routing_rules(ann)] == [second, first]
    rule_save(pam, RuleFacts(first, "First", Conditions(teams=("North",)), active=False))
    found = routing_rules(pam)[1]
    assert found.conditions == Conditions(teams=("North",)) and not found.active and found.people == ()
    for wrong in (
        RuleFacts(0, "", Conditions()),
        RuleFacts(0, "x", Conditions(kinds=("wish",))),
        RuleFacts(0, "x", Conditions(), ("nobody",)),
        RuleFacts(999_999, "x", Conditions()),
    ):
        with pytest.raises(CaseError):
            rule_save(pam, wrong)
    with pytest.raises(NotAllowedError):
        rule_save(ann, RuleFacts(0, "Mine", Conditions()))
    rule_remove(pam, second)
    assert [one.id for one in routing_rules(pam)] == [first]


def test_hours_decide_when_a_case_is_due_and_two_who_change_them_do_not_undo_each_other(home):
    from rapport.program.cases.models import Case
    from rapport.program.cases.selectors import case_settings
    from rapport.program.cases.services import settings_save

    pam = person("Pam", "program_manager")
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert Case.objects.get(pk=opened("a")).due_at == datetime(2026, 3, 3, 17, tzinfo=UTC)
    kept = case_settings(pam)
    given = replace(
        kept,
        opening={0: ("08:00", "24:00"), 2: ("08:00", "12:00")},
        holidays=(("2026-03-04", "Day off"),),
        due_hours={"high": 2.0, "normal": 20.0, "low": 40.0},
    )
    settings_save(pam, given)
    with pytest.raises(ChangedError):
        settings_save(pam, given)
    case = Case.objects.get(pk=opened("b", "c2", now=monday))
    assert case.due_at == datetime(2026, 3, 9, 13, tzinfo=UTC)  # 15 hours on Monday, none on the day off
    now = case_settings(pam)
    for wrong in (
        {"opening": {}},
        {"opening": {0: ("17:00", "09:00")}},
        {"opening": {0: ("9 o'clock", "17:00")}},
        {"holidays": (("Christmas", ""),)},
        {"due_hours": {"high": 0.0, "normal": 1.0, "low": 1.0}},
    ):
        with pytest.raises(CaseError):
            settings_save(pam, replace(now, **wrong))
    with pytest.raises(NotAllowedError):
        settings_save(person("Ann"), now)


def test_people_note_their_own_days_away_and_leads_everybodys(home):
    from rapport.program.cases.selectors import case_workers
    from rapport.program.cases.services import absence_add, absence_remove, worker_save

    ann, bob, pam = person("Ann"), person("Bob"), person("Pam", "program_manager")
    today = datetime.now(UTC).date()
    absence_add(ann, ann.user_id, today, today + timedelta(days=3))
    absence_add(pam, bob.user_id, today + timedelta(days=9), today + timedelta(days=9))
    for wrong in (
        lambda: absence_add(ann, bob.user_id, today, today),
        lambda: absence_remove(ann, _of(pam, "Bob")),
    ):
        with pytest.raises(NotAllowedError):
            wrong()
    with pytest.raises(CaseError):
        absence_add(ann, ann.user_id, today, today - timedelta(days=1))
    worker_save(pam, bob.user_id, teams=["North"], skills=["refund"], most_open=5, takes=False)
    found = {one.name: one for one in case_workers(pam)}
    assert found["Ann"].away_now and not found["Bob"].away_now and found["Bob"].skills == ("refund",)
    absence_remove(ann, _of(pam, "Ann"))
    assert not case_workers(pam)[0].away_now


def _of(actor, name):
    from rapport.program.cases.selectors import case_workers

    return next(one.away[0][0] for one in case_workers(actor) if one.name == name)


def test_who_suggested_hears_what_became_of_it_and_others_do_not_read_it(home):
    from rapport.program.cases.models import Case
    from rapport.program.cases.selectors import suggestions
    from rapport.program.cases.services import case_close, suggestion_answer

    ann = person("Ann")
    made = opened()
    closing = Closing("solved", justified=False, suggestion="Show the date")
    case_close(ann, made, closing, Case.objects.get(pk=made).version)
    bob, pam = person("Bob"), person("Pam", "program_manager")
    (found,) = suggestions(pam)
    with pytest.raises(CaseError, match="reason"):
        suggestion_answer(pam, found.id, "not_taken")
    suggestion_answer(pam, found.id, "taken", "From May on")
    assert suggestions(ann)[0].answer == "From May on" and suggestions(ann)[0].own and not suggestions(bob)
    with pytest.raises(NotAllowedError):
        suggestion_answer(ann, found.id, "taken")


def test_a_calendar_opens_to_its_secret_alone_and_the_old_one_stops(home):
    from rapport.program.cases.models import CalendarLink
    from rapport.program.cases.selectors import calendar_of, has_calendar
    from rapport.program.cases.services import calendar_make, calendar_stop

    ann = person("Ann")
    made = opened()
    first = calendar_make(ann)
    actor, lines = calendar_of(first)
    assert actor.name == "Ann" and [one.id for one in lines] == [made]
    assert first not in str(CalendarLink.objects.values()) and calendar_of("cal_x") is None
    second = calendar_make(ann)
    assert calendar_of(first) is None and calendar_of(second) is not None
    calendar_stop(ann)
    assert calendar_of(second) is None and not has_calendar(ann)
