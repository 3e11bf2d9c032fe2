"""The inventory's tables: versions, values, pairs, coding; on both databases."""

import pytest


@pytest.fixture
def inventory(home):
    """The schemas application of a connected home, with people."""
    from rapport.program.people import actor, errors, models
    from rapport.program.people.selectors import actor_of
    from rapport.program.people.services import person_create
    from rapport.program.schemas import errors as own
    from rapport.program.schemas import plain, selectors, services

    class All:
        read, write, tables = selectors, services, models
        TERMINAL, NotAllowedError, SchemaError = actor.TERMINAL, errors.NotAllowedError, own.SchemaError
        FrozenError, P = own.FrozenError, plain

        @staticmethod
        def person(role, number=0):
            grants = [actor.Grant(role, "Billing" if role == "team_manager" else None)]
            made = person_create(
                actor.TERMINAL, f"{role}{number}@example.org", name=f"{role}{number}", grants=grants
            )
            return actor_of(made)

    return All


@pytest.fixture
def lead(inventory):
    return inventory.person("qa_lead")


def draft(inventory, actor, **values):
    given = values or {"concern": ["Billing", "Delivery"], "emotional_state": ["Calm", "Angry"]}
    new = {
        axis: [inventory.P.NewValue(label, (label.lower(),)) for label in labels]
        for axis, labels in given.items()
    }
    return inventory.write.schema_create(actor, "Inventory", values=new)


def plan(inventory, version, coders, units=4, twice=2):
    drawn = tuple(
        inventory.P.DrawnUnit(f"i{n}", "all", 0.1, tuple(coders) if n < twice else tuple(coders[:1]))
        for n in range(units)
    )
    return inventory.P.RoundPlan(
        name="Round", version=version, seed=1, data_version=1, by=(), where={}, frame_size=40,
        excluded={}, strata={"all": 40}, double_share=0.5, axes=("concern", "emotional_state"), units=drawn,
    )  # fmt: skip


def test_a_draft_is_made_copied_published_and_frozen(inventory, lead):
    number = draft(inventory, lead)
    inventory.write.pairs_set(lead, number, "emotional_state", "concern", [("angry", "billing")])
    inventory.write.schema_publish(lead, number)
    with pytest.raises(inventory.FrozenError, match="stays as it is"):
        inventory.write.value_add(lead, number, "concern", inventory.P.NewValue("Refund"))
    copy = inventory.write.schema_copy(lead, number)
    inventory.write.value_add(lead, copy, "concern", inventory.P.NewValue("Refund"))
    before, after = (inventory.read.schema_version(lead, one) for one in (number, copy))
    assert [one.name for one in before.values("concern")] == ["billing", "delivery"]
    assert [one.name for one in after.values("concern")] == ["billing", "delivery", "refund"]
    assert after.pairs == before.pairs and not after.possible(
        {"concern": "billing", "emotional_state": "angry"}
    )
    assert inventory.read.newest_schema(lead).facts.number == number


def test_merged_values_keep_their_meaning(inventory, lead):
    number = draft(inventory, lead, concern=["Bill", "Invoice", "Delivery"])
    inventory.write.values_merge(lead, number, "concern", ["invoice"], "bill")
    inventory.write.values_merge(lead, number, "concern", ["bill"], "delivery")
    schema = inventory.read.schema_version(lead, number)
    assert schema.standing("concern", "invoice") == "delivery"
    assert [(one.name, one.aliases) for one in schema.values("concern")] == [
        ("delivery", ("delivery", "bill", "invoice"))
    ]
    assert schema.standing("concern", "nothing") is None


def test_two_values_never_share_a_label_or_a_spelling(inventory, lead):
    number = draft(inventory, lead)
    for value in (
        inventory.P.NewValue("BILLING"),
        inventory.P.NewValue("Bills", ("billing",)),
        inventory.P.NewValue("  "),
    ):
        with pytest.raises(inventory.SchemaError):
            inventory.write.value_add(lead, number, "concern", value)
    with pytest.raises(inventory.SchemaError, match="no axis"):
        inventory.write.value_add(lead, number, "colour", inventory.P.NewValue("Red"))


def test_roles_read_edit_and_publish_as_far_as_they_may(inventory, lead):
    number = draft(inventory, lead)
    analyst, auditor = inventory.person("analyst"), inventory.person("auditor")
    inventory.write.value_add(analyst, number, "concern", inventory.P.NewValue("Refund"))
    for act in (
        lambda: inventory.write.schema_publish(analyst, number),
        lambda: inventory.write.schema_discard(analyst, number),
        lambda: inventory.write.round_create(analyst, plan(inventory, number, [analyst.user_id])),
        lambda: inventory.write.value_add(auditor, number, "concern", inventory.P.NewValue("x")),
        lambda: inventory.write.pairs_set(auditor, number, "concern", "emotional_state", []),
        lambda: inventory.read.schema_versions(inventory.person("associate")),
        lambda: inventory.read.schema_version(inventory.person("client_viewer"), number),
    ):
        with pytest.raises(inventory.NotAllowedError):
            act()
    assert inventory.read.schema_version(auditor, number).facts.state == "draft"


def test_coding_is_blind_until_ones_own_part_is_done_and_nobody_codes_for_another(inventory, lead):
    number = draft(inventory, lead)
    ann, ben = inventory.person("analyst", 1), inventory.person("analyst", 2)
    round_id = inventory.write.round_create(lead, plan(inventory, number, [ann.user_id, ben.user_id]))
    seats = []
    while (seat := inventory.read.next_seat(ann, round_id)) is not None:
        seats.append(seat)
        inventory.write.seat_code(ann, seat, {"concern": "billing", "emotional_state": "calm"})
    assert len(seats) == 4
    with pytest.raises(inventory.NotAllowedError):
        inventory.write.seat_code(ben, seats[0], {"concern": "billing", "emotional_state": "calm"})
    assert inventory.read.coding_seat(ben, seats[0]) is None
    assert inventory.read.coded_units(ben, round_id) == ()
    assert len(inventory.read.coded_units(ann, round_id)) == 4
    first = inventory.read.next_seat(ben, round_id)
    inventory.write.seat_code(ben, first, {"concern": "delivery", "emotional_state": ""})
    inventory.write.seat_code(
        ben, inventory.read.next_seat(ben, round_id), {"concern": "billing", "emotional_state": "calm"}
    )
    units = inventory.read.coded_units(ben, round_id)
    assert [one.disagreed("concern") for one in units] == [True, False, False, False]
    assert units[0].final("concern") == "billing"
    inventory.write.code_settle(lead, units[0].id, "concern", "delivery")
    settled = inventory.read.coded_units(lead, round_id)[0]
    assert settled.final("concern") == "delivery" and not settled.disagreed("concern")
    with pytest.raises(inventory.SchemaError, match="Nobody disagrees"):
        inventory.write.code_settle(lead, units[1].id, "concern", "delivery")


def test_a_proposed_value_is_usable_at_once_and_waits_for_an_answer(inventory, lead):
    number = draft(inventory, lead)
    ann = inventory.person("analyst")
    round_id = inventory.write.round_create(lead, plan(inventory, number, [ann.user_id], 1, 0))
    seat = inventory.read.next_seat(ann, round_id)
    name = inventory.write.value_propose(ann, seat, "concern", "Lost parcel")
    inventory.write.seat_code(ann, seat, {"concern": name, "emotional_state": "calm"})
    with pytest.raises(inventory.SchemaError, match="wait for an answer"):
        inventory.write.schema_publish(lead, number)
    with pytest.raises(inventory.SchemaError, match="was coded by"):
        inventory.write.value_remove(lead, number, "concern", name)
    inventory.write.values_merge(lead, number, "concern", [name], "delivery")
    inventory.write.schema_publish(lead, number)
    schema = inventory.read.schema_version(lead, number)
    said = inventory.read.coded_units(lead, round_id)[0].final("concern")
    assert schema.standing("concern", said) == "delivery"


def test_an_answer_is_needed_on_every_axis_and_the_round_must_be_open(inventory, lead):
    number = draft(inventory, lead)
    round_id = inventory.write.round_create(lead, plan(inventory, number, [lead.user_id], 1, 0))
    seat = inventory.read.next_seat(lead, round_id)
    for codes, words in (
        ({"concern": "billing"}, "no answer"),
        ({"concern": "billing", "emotional_state": "merry"}, "not in the schema"),
    ):
        with pytest.raises(inventory.SchemaError, match=words):
            inventory.write.seat_code(lead, seat, codes)
    inventory.write.round_close(lead, round_id)
    with pytest.raises(inventory.SchemaError, match="closed"):
        inventory.write.seat_code(lead, seat, {"concern": "billing", "emotional_state": "calm"})


def test_erasing_interactions_forgets_their_codes(inventory, lead):
    number = draft(inventory, lead)
    round_id = inventory.write.round_create(lead, plan(inventory, number, [lead.user_id], 2, 0))
    seat = inventory.read.next_seat(lead, round_id)
    inventory.write.seat_code(lead, seat, {"concern": "billing", "emotional_state": "calm"})
    from rapport.program.schemas.services import erase_coding

    assert erase_coding(["i0"]) == {"coded_interactions": 1}
    assert inventory.read.coded_units(lead, round_id) == ()
    assert inventory.read.coding_round(lead, round_id).frame_size == 40


def test_every_change_is_logged_without_what_customers_said(inventory, lead):
    from rapport.program.people.selectors import log_entries

    number = draft(inventory, lead)
    round_id = inventory.write.round_create(lead, plan(inventory, number, [lead.user_id], 1, 0))
    seat = inventory.read.next_seat(lead, round_id)
    inventory.write.seat_code(lead, seat, {"concern": "billing", "emotional_state": "calm"}, "my words")
    lines = log_entries(inventory.TERMINAL)
    assert [one.action for one in lines[:3]] == ["coding.code", "coding.create", "schema.create"]
    assert "my words" not in str([(one.before, one.after) for one in lines])
