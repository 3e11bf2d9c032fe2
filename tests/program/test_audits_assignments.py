"""Who is asked to score what, after the draw: on both databases, by who may."""

import threading

import pytest

from rapport.program.audits.errors import AuditError
from rapport.program.audits.plain import Barred, DrawnInteraction, SamplePlan, Spare, StratumPlan
from rapport.program.people.actor import TERMINAL, Grant
from rapport.program.people.errors import NotAllowedError

STRATUM = {"north": 10, "south": 8}


def plan(name="spring", open_to_all=False, conflicts=None, **facts):
    """Ten drawn of two strata with two reserves each; every other one is scored twice."""
    people = ("evaluator-1", "evaluator-2") if open_to_all else ("Ann", "Bob")
    drawn = tuple(
        DrawnInteraction(
            f"i{n}",
            "north" if n < 6 else "south",
            0.6,
            people if n % 2 else people[:1],
            agent_id=f"a{n % 3}",
            team="North" if n < 6 else "South",
        )
        for n in range(10)
    )
    spare = tuple(Spare(f"r-{label}-{n}", label, "a1", label.title()) for label in STRATUM for n in range(2))
    return SamplePlan(
        name=name, seed=1, data_version=1, by=("team",), where={}, frame_size=18, excluded={},
        strata=tuple(
            StratumPlan(label, {"team": label}, size, 6 if label == "north" else 4, 2)
            for label, size in STRATUM.items()
        ),
        interactions=drawn, margin_asked=5.0, margin_expected=5.0, confidence=0.95, double_share=0.5,
        minimum=2, planned_from="the worst case", open_to_all=open_to_all, reserves=spare,
        conflicts=conflicts or {}, **facts,
    )  # fmt: skip


@pytest.fixture
def someone(home):
    """Makes an account with a role → its actor."""
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create

    def made(name, role="analyst", team=None, agent_id=None):
        grants = [Grant(role, team)]
        user = person_create(TERMINAL, f"{name}@example.org", name=name, grants=grants, agent_id=agent_id)
        return actor_of(user)

    return made


@pytest.fixture
def audits(home):
    from rapport.program.audits import selectors, services

    class Both:
        read, write = selectors, services

    return Both


def rows(audits, actor=TERMINAL, sample="spring", **narrowed):
    return audits.read.assignments_page(actor, sample, audits.read.Narrowed(**narrowed), limit=None).rows


def test_what_is_open_can_be_moved_to_others_and_says_why(audits, home):
    audits.write.sample_create(TERMINAL, plan())
    mine = [one.id for one in rows(audits, evaluator="Ann")]
    assert audits.write.assignments_move(TERMINAL, mine[:3], ["Cy", "Di"], "Ann is away") == 3
    moved = rows(audits, state="moved")
    assert {one.reason for one in moved} == {"Ann is away"} and {one.evaluator for one in moved} == {"Ann"}
    taken = [one.evaluator for one in rows(audits, state="open") if one.evaluator in ("Cy", "Di")]
    assert sorted(taken) in (["Cy", "Cy", "Di"], ["Cy", "Di", "Di"])
    with pytest.raises(AuditError, match="meanwhile"):
        audits.write.assignments_move(TERMINAL, mine[:3], ["Cy"], "again")
    with pytest.raises(AuditError, match="reason"):
        audits.write.assignments_move(TERMINAL, mine[3:], ["Cy"], "  ")
    progress = audits.read.sample_progress(TERMINAL, "spring")
    assert progress.counts.asked == 15 and {one.name for one in progress.evaluators} == {
        "Ann",
        "Bob",
        "Cy",
        "Di",
    }


def test_who_scores_it_already_or_has_a_conflict_is_passed_over(audits, someone):
    conflicts = {"Cy": Barred(agents=("a0",))}
    audits.write.sample_create(TERMINAL, plan(conflicts=conflicts))
    both = [one.id for one in rows(audits, evaluator="Ann") if one.position == 2]  # i1, Bob is second
    with pytest.raises(AuditError, match="Nobody chosen"):
        audits.write.assignments_move(TERMINAL, both, ["Bob"], "x")
    first = [one.id for one in rows(audits) if one.interaction_id == "i0"]
    with pytest.raises(AuditError, match="Nobody chosen"):
        audits.write.assignments_move(TERMINAL, first, ["Cy"], "x")
    eve = someone("Eve", agent_id="a0")
    name = audits.write.evaluator_me(eve)
    with pytest.raises(AuditError, match="Nobody chosen"):
        audits.write.assignments_move(TERMINAL, first, [name], "own interaction")


def test_a_second_score_can_be_dropped_and_the_only_one_cannot(audits):
    audits.write.sample_create(TERMINAL, plan())
    second = next(one for one in rows(audits) if one.ordinal == 2)
    audits.write.assignments_remove(TERMINAL, [second.id], "too much work")
    alone = next(one for one in rows(audits, state="open") if one.drawn == second.drawn)
    with pytest.raises(AuditError, match="no other evaluator"):
        audits.write.assignments_remove(TERMINAL, [alone.id], "too much work")


def test_the_next_of_the_stratum_takes_the_place(audits):
    audits.write.sample_create(TERMINAL, plan())
    old = next(one for one in rows(audits) if one.interaction_id == "i1")
    new = audits.write.interaction_replace(TERMINAL, "spring", old.drawn, "unreadable", "no sound")
    came = [one for one in rows(audits, state="open") if one.drawn == new]
    assert {one.interaction_id for one in came} == {"r-north-0"}
    assert {one.evaluator for one in came} == {"Ann", "Bob"} and {one.stratum for one in came} == {"north"}
    gone = [one for one in rows(audits) if one.drawn == old.drawn]
    assert {one.state for one in gone} == {"removed"} and "no sound" in gone[0].reason
    from rapport.program.audits.models import SampledInteraction

    drawn = SampledInteraction.objects.filter(sample="spring", left_at=None, stratum__label="north")
    assert drawn.count() == 6 and {one.inclusion_probability for one in drawn} == {0.6}
    facts = audits.read.sample_facts(TERMINAL, "spring")
    assert facts.in_scope == facts.populations == STRATUM
    with pytest.raises(AuditError, match="not in the sample any more"):
        audits.write.interaction_replace(TERMINAL, "spring", old.drawn, "unreadable")


def test_what_never_belonged_there_makes_the_stratum_smaller(audits):
    audits.write.sample_create(TERMINAL, plan())
    first, second = (one.drawn for one in rows(audits) if one.interaction_id in ("i0", "i2"))
    audits.write.interaction_replace(TERMINAL, "spring", first, "not_a_contact")
    audits.write.interaction_remove(TERMINAL, "spring", second, "duplicate")
    facts = audits.read.sample_facts(TERMINAL, "spring")
    # 7 of the stratum's 10 were looked at, 2 of them did not belong there: 10 · 5/7
    assert facts.looked_at["north"] == 7 and facts.out_of_scope == {"north": 2}
    assert facts.in_scope == {"north": 7, "south": 8}


def test_reserves_end_and_scored_ones_stay(audits, criteria, submission):
    audits.write.sample_create(TERMINAL, plan())
    north = [one.drawn for one in rows(audits) if one.stratum == "north" and one.ordinal == 1]
    for drawn in north[:2]:
        audits.write.interaction_replace(TERMINAL, "spring", drawn, "language")
    with pytest.raises(AuditError, match="stands ready"):
        audits.write.interaction_replace(TERMINAL, "spring", north[2], "language")
    scored = next(one for one in rows(audits, state="open") if one.interaction_id == "i8")
    audits.write.evaluations_submit(TERMINAL, criteria, [submission("i8", "Ann")])
    with pytest.raises(AuditError, match="has been scored"):
        audits.write.interaction_replace(TERMINAL, "spring", scored.drawn, "unreadable")


def test_what_left_the_sample_can_no_longer_be_scored_for_it(audits, criteria, submission):
    audits.write.sample_create(TERMINAL, plan())
    old = next(one for one in rows(audits) if one.interaction_id == "i0")
    audits.write.interaction_remove(TERMINAL, "spring", old.drawn, "withdrawn")
    with pytest.raises(AuditError, match="was not asked"):
        audits.write.evaluations_submit(TERMINAL, criteria, [submission("i0", "Ann", sample="spring")])


def test_the_next_is_taken_by_one_person_each(audits, someone, home):
    audits.write.sample_create(TERMINAL, plan(open_to_all=True))
    people = [someone(name) for name in ("Kim", "Lou", "Max")]
    names = [audits.write.evaluator_me(one) for one in people]
    found = []

    def take(actor):
        from django.db import connection

        try:
            found.append(audits.write.assignment_claim(actor, "spring"))
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(one,)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 3 and None not in found
    assert audits.write.assignment_claim(people[0], "spring") in found  # what is open comes first
    assert {one.evaluator for one in rows(audits) if one.claimed} == set(names)


def test_nobody_takes_own_interactions_nor_the_same_twice(audits, someone, criteria, submission):
    audits.write.sample_create(TERMINAL, plan(open_to_all=True))
    kim = someone("Kim", agent_id="a1")
    me = audits.write.evaluator_me(kim)
    taken = []
    while number := audits.write.assignment_claim(kim, "spring"):
        row = next(one for one in rows(audits) if one.id == number)
        taken.append(row.interaction_id)
        audits.write.evaluations_submit(kim, criteria, [submission(row.interaction_id, me)])
    # a1 serves in both teams, and own teams are barred too: nothing is left for them
    assert taken == []
    lou = someone("Lou")
    me = audits.write.evaluator_me(lou)
    while number := audits.write.assignment_claim(lou, "spring"):
        row = next(one for one in rows(audits) if one.id == number)
        taken.append(row.interaction_id)
        audits.write.evaluations_submit(lou, criteria, [submission(row.interaction_id, me)])
    assert len(taken) == len(set(taken)) == 10


def test_what_was_taken_can_be_given_back(audits, someone):
    audits.write.sample_create(TERMINAL, plan(open_to_all=True))
    kim, lou = someone("Kim"), someone("Lou")
    number = audits.write.assignment_claim(kim, "spring")
    with pytest.raises(AuditError, match="not yours"):
        audits.write.assignment_release(lou, number)
    audits.write.assignment_release(kim, number)
    assert audits.write.assignment_claim(lou, "spring") == number


def test_an_analyst_sees_own_work_and_may_not_move_it(audits, someone):
    audits.write.sample_create(TERMINAL, plan())
    ann = someone("Ann2")
    assert rows(audits, ann) == ()
    progress = audits.read.sample_progress(ann, "spring")
    assert progress.counts.asked == 15 and progress.evaluators == ()
    number = rows(audits)[0].id
    for act in (
        lambda: audits.write.assignments_move(ann, [number], ["Ann2"], "mine"),
        lambda: audits.write.interaction_replace(ann, "spring", 1, "unreadable"),
        lambda: audits.write.sample_due(ann, "spring", None),
        lambda: audits.read.assigned(ann, "spring", "Bob"),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_a_person_known_by_name_gets_their_account(audits, someone):
    audits.write.sample_create(TERMINAL, plan())
    ann = someone("Ann")
    audits.write.evaluator_link(TERMINAL, "Ann", ann.user_id)
    assert audits.write.evaluator_me(ann) == "Ann"
    assert len(rows(audits, ann)) == 10
    assert audits.read.assigned(ann, "spring", "Ann")
    other = someone("Other")
    with pytest.raises(AuditError, match="without an account"):
        audits.write.evaluator_link(TERMINAL, "Ann", other.user_id)


def test_pages_of_lines_follow_without_gap(audits):
    audits.write.sample_create(TERMINAL, plan())
    mark, seen = "", []
    while mark is not None:
        page = audits.read.assignments_page(TERMINAL, "spring", after=mark, limit=4)
        seen += [one.id for one in page.rows]
        mark = page.after
    assert len(seen) == len(set(seen)) == page.total == 15
    with pytest.raises(AuditError, match="not one of ours"):
        audits.read.assignments_page(TERMINAL, "spring", after="1.x")


@pytest.mark.parametrize("column", ["number", "interaction", "stratum", "evaluator", "state", "due"])
def test_lines_come_in_the_order_asked_for_and_pages_lose_none(audits, column):
    audits.write.sample_create(TERMINAL, plan())
    mine = [one.id for one in rows(audits, evaluator="Ann")]
    audits.write.assignments_move(TERMINAL, mine[:3], ["Cy"], "away")
    fields = {"number": "position", "interaction": "interaction_id", "due": "due_at"}
    for sort, falling in ((column, False), (f"-{column}", True)):
        whole = rows(audits, sort=sort)
        values = [getattr(one, fields.get(column, column)) for one in whole]
        assert values == sorted(values, key=str, reverse=falling) or column in ("number", "interaction")
        if column == "number":
            assert values == sorted(values, reverse=falling)
        seen, mark = [], ""
        while mark is not None:
            page = audits.read.assignments_page(
                TERMINAL, "spring", audits.read.Narrowed(sort=sort), after=mark, limit=4
            )
            seen += [one.id for one in page.rows]
            mark = page.after
        assert seen == [one.id for one in whole] and len(set(seen)) == page.total == 18
    with pytest.raises(AuditError, match="cannot be sorted"):
        rows(audits, sort="secret")


def test_every_change_is_in_the_log_without_a_customers_interaction(audits, someone):
    from rapport.program.people.selectors import log_entries

    audits.write.sample_create(TERMINAL, plan())
    one = rows(audits)[0]
    audits.write.assignments_move(TERMINAL, [one.id], ["Cy"], "away")
    left = next(each for each in rows(audits, state="open") if each.interaction_id == "i2")
    audits.write.interaction_replace(TERMINAL, "spring", left.drawn, "duplicate")
    entries = log_entries(TERMINAL, limit=10)
    assert {"sample.draw", "assignment.move", "interaction.replace"} <= {each.action for each in entries}
    assert not any("i2" in str((each.object_id, each.before, each.after)) for each in entries)
