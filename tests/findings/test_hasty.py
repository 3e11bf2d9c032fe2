"""Signs of forms not read."""

from rapport.findings.hasty import Form, haste, places_of


def test_who_is_far_faster_than_others_of_the_same_version_is_hasty():
    usual = [Form("a@1", seconds, ()) for seconds in range(40, 60)]
    found = haste([*usual, Form("a@1", 5.0, ()), Form("a@1", None, ())])
    assert (found.speeding.value, found.speeding.base) == (1 / 21, 21)
    assert haste(usual[:10]).speeding.value is None


def test_one_answer_in_between_all_the_way_is_a_straight_line_but_not_at_the_ends():
    forms = [Form("a@1", None, (0.5,) * 4), Form("a@1", None, (1.0,) * 5), Form("a@1", None, (0.0,) * 4)]
    forms += [Form("a@1", None, (0.5, 0.5, 0.5, 0.25)), Form("a@1", None, (0.5, 0.5))]
    found = haste(forms)
    assert (found.straight.value, found.straight.base) == (1 / 4, 4)


def test_places_are_of_the_items_own_scales():
    rows = [
        {"number": 5.0, "scale_min": 0.0, "scale_max": 10.0},
        {"number": 3.0, "scale_min": 1.0, "scale_max": 5.0},
        {"number": None, "scale_min": 1.0, "scale_max": 5.0},
        {"number": 3.0, "scale_min": None, "scale_max": None},
    ]
    assert places_of(rows) == (0.5, 0.5)
