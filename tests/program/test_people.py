"""People, roles, invitations, keys and the log, on both databases."""

from datetime import timedelta

import pytest


@pytest.fixture
def people(home):
    """The people application of a connected home."""
    from rapport.program.people import actor, errors, models, permissions, selectors, services

    class All:
        read, write = selectors, services
        Actor, Grant, TERMINAL = actor.Actor, actor.Grant, actor.TERMINAL
        PeopleError, NotAllowedError = errors.PeopleError, errors.NotAllowedError
        Permission, Sight = permissions.Permission, permissions.Sight
        tables = models

    return All


@pytest.fixture
def boss(people):
    """An administrator with an account."""
    grants = [people.Grant("administrator")]
    made = people.write.person_create(people.TERMINAL, "Boss@Example.org", name="Boss", grants=grants)
    return people.read.actor_of(made)


def person(people, role, team=None, **facts):
    grants = [people.Grant(role, team)]
    address = f"{role}@example.org"
    made = people.write.person_create(people.TERMINAL, address, name=role, grants=grants, **facts)
    return people.read.actor_of(made)


def test_a_person_acts_with_the_roles_they_hold(people, boss):
    lead = person(people, "team_manager", "Billing")
    assert lead.may(people.Permission.EVALUATIONS_READ) and not lead.may(people.Permission.CRITERIA_EDIT)
    assert lead.teams(people.Permission.EVALUATIONS_READ) == {"Billing"}
    people.write.grants_set(
        boss, lead.user_id, [people.Grant("team_manager", "Billing"), people.Grant("team_manager", "Sales")]
    )
    again = people.read.actor_of(lead.user_id)
    assert again.teams(people.Permission.EVALUATIONS_READ) == {"Billing", "Sales"}
    assert boss.teams(people.Permission.EVALUATIONS_READ) is None


def test_an_associate_sees_own_work_only_and_a_client_only_aggregates(people, boss):
    own = person(people, "associate", agent_id="a7")
    assert own.sight(people.Permission.INTERACTIONS_READ) is people.Sight.OWN and own.agent_id == "a7"
    assert own.teams(people.Permission.INTERACTIONS_READ) == frozenset()
    client = person(people, "client_viewer")
    assert client.sight(people.Permission.ESTIMATES_READ) is people.Sight.AGGREGATES
    with pytest.raises(people.NotAllowedError):
        client.sight(people.Permission.INTERACTIONS_READ)


def test_who_may_not_manage_people_changes_nothing(people, boss):
    analyst = person(people, "analyst")
    before = people.tables.LogEntry.objects.count()
    for act in (
        lambda: people.write.person_create(analyst, "x@example.org"),
        lambda: people.write.grants_set(analyst, analyst.user_id, [people.Grant("administrator")]),
        lambda: people.write.person_set_active(analyst, boss.user_id, False),
        lambda: people.write.invitation_send(analyst, "x@example.org", []),
        lambda: people.read.people_list(analyst),
        lambda: people.read.log_entries(analyst),
    ):
        with pytest.raises(people.NotAllowedError):
            act()
    assert people.tables.LogEntry.objects.count() == before


@pytest.mark.parametrize(
    "role, team, words",
    [
        ("king", None, "Unknown role"),
        ("team_manager", None, "needs a team"),
        ("auditor", "Sales", "not held"),
    ],
)
def test_a_role_that_cannot_be(people, boss, role, team, words):
    with pytest.raises(people.PeopleError, match=words):
        people.write.grants_set(boss, boss.user_id, [people.Grant(role, team)])
    assert people.read.actor_of(boss.user_id).may(people.Permission.PEOPLE_MANAGE)


def test_the_last_administrator_stays(people, boss):
    for act in (
        lambda: people.write.grants_set(boss, boss.user_id, []),
        lambda: people.write.person_set_active(boss, boss.user_id, False),
    ):
        with pytest.raises(people.PeopleError, match="Nobody would be left"):
            act()
    assert people.read.actor_of(boss.user_id).may(people.Permission.PEOPLE_MANAGE)


def test_an_address_has_one_account_whatever_its_case(people, boss):
    with pytest.raises(people.PeopleError, match="has an account already"):
        people.write.person_create(boss, "BOSS@example.org ")
    with pytest.raises(people.PeopleError, match="not an e-mail address"):
        people.write.person_create(boss, "boss")


def test_an_invitation_lets_in_once(people, boss):
    sent = people.write.invitation_send(boss, "New@example.org", [people.Grant("analyst")], name="New")
    assert people.tables.Invitation.objects.filter(digest__contains=sent.secret).count() == 0
    made = people.write.invitation_accept(sent.secret, name="", password="correct horse battery")
    new = people.read.actor_of(made)
    assert new.name == "New" and new.may(people.Permission.EVALUATIONS_SUBMIT)
    for secret in (sent.secret, "invite_guess"):
        with pytest.raises(people.PeopleError, match="not valid any more"):
            people.write.invitation_accept(secret, name="", password="correct horse battery")


def test_an_invitation_ends_by_withdrawal_by_a_newer_one_and_by_time(people, boss):
    first = people.write.invitation_send(boss, "a@example.org", [])
    second = people.write.invitation_send(boss, "a@example.org", [])
    third = people.write.invitation_send(boss, "b@example.org", [])
    people.write.invitation_withdraw(boss, third.id)
    people.tables.Invitation.objects.filter(pk=second.id).update(expires_at=second.expires_at - timedelta(8))
    for sent in (first, second, third):
        with pytest.raises(people.PeopleError):
            people.write.invitation_accept(sent.secret, name="A", password="correct horse battery")


def test_a_closed_account_and_its_keys_stop(people, boss):
    worker = person(people, "qa_lead")
    key = people.write.key_issue(worker, "script", ["estimates.read"])
    assert people.read.actor_of_key(key.secret).permissions == {people.Permission.ESTIMATES_READ}
    people.write.person_set_active(boss, worker.user_id, False)
    assert people.read.actor_of(worker.user_id) is None and people.read.actor_of_key(key.secret) is None
    people.write.person_set_active(boss, worker.user_id, True)
    assert people.read.actor_of_key(key.secret) is not None
    people.write.key_revoke(boss, key.id)
    assert people.read.actor_of_key(key.secret) is None


def test_a_key_never_does_more_than_its_person(people, boss):
    analyst = person(people, "analyst")
    with pytest.raises(people.NotAllowedError):
        people.write.key_issue(analyst, "k", ["people.manage"])
    with pytest.raises(people.PeopleError, match="Unknown scope"):
        people.write.key_issue(analyst, "k", ["everything"])
    with pytest.raises(people.PeopleError, match="may do nothing"):
        people.write.key_issue(analyst, "k", [])
    key = people.write.key_issue(analyst, "k", ["evaluations.submit"])
    people.write.grants_set(boss, analyst.user_id, [people.Grant("client_viewer")])
    assert people.read.actor_of_key(key.secret).permissions == frozenset()
    assert people.read.actor_of_key("rapport_guess") is None


def test_somebody_elses_key_is_not_theirs_to_stop(people, boss):
    analyst, lead = person(people, "analyst"), person(people, "qa_lead")
    key = people.write.key_issue(lead, "k", ["estimates.read"])
    with pytest.raises(people.NotAllowedError):
        people.write.key_revoke(analyst, key.id)
    people.write.key_revoke(lead, key.id)


def test_every_change_is_logged_newest_first_and_searchable(people, boss):
    lead = person(people, "team_manager", "Billing")
    people.write.grants_set(boss, lead.user_id, [people.Grant("analyst")])
    (change,) = people.read.log_entries(boss, action="roles.set")
    assert change.who == "Boss" and change.object_id == lead.user_id
    assert change.before == [{"role": "team_manager", "team": "Billing"}]
    assert change.after == [{"role": "analyst", "team": None}]
    everything = people.read.log_entries(boss)
    assert [one.number for one in everything] == sorted((one.number for one in everything), reverse=True)
    assert people.read.log_entries(boss, before_number=everything[-1].number) == []


def test_the_database_refuses_to_change_the_log(people, boss):
    from django.db import DatabaseError, transaction

    for act in (
        lambda: people.tables.LogEntry.objects.update(who="nobody"),
        lambda: people.tables.LogEntry.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            act()
    assert people.read.log_entries(boss)[-1].who == "terminal"


def test_a_change_without_its_line_is_a_fault(people, home):
    with pytest.raises(RuntimeError, match="transaction"):
        people.write.log_change(people.TERMINAL, "x", "y", "z")
