"""The audit of how a survey is run: every setting that spoils answers is told, and no other."""

import re
from pathlib import Path

import pytest

from rapport.records.errors import InputError
from rapport.surveys.audit.programme.flaws import audit_programme
from rapport.surveys.audit.programme.practice import Practice
from rapport.surveys.audit.programme.read import parse_practice

BAD = [
    ("chosen_by_staff", {"who": "chosen_by_staff"}),
    ("self_selected", {"who": "volunteers"}),
    ("sent_by_staff", {"sent_by": "employee"}),
    ("staff_know_who", {"staff_see_who": True}),
    ("contacts_left_out", {"left_out": ("complaints",)}),
    ("pay_by_score", {"pay_by_score": True}),
    ("bought_scores", {"reward": "for_high_scores"}),
    ("begging", {"invitation": "Please give us a 10!"}),
    ("too_early", {"hours_after": 1, "hours_until_known": 48}),
    ("too_late", {"hours_after": 24 * 21}),
    ("open_too_long", {"expires_hours": 24 * 30}),
    ("too_often", {"days_between": 7}),
    ("too_often", {"days_between": 60, "relationship": True}),
    ("nagging", {"reminders": 3}),
    ("reminded_in_vain", {"reminders": 1, "reminded": "everybody"}),
    ("takes_too_long", {"minutes": 12}),
    ("one_channel", {"channels": ("email",)}),
    ("language_missing", {"languages": ("en",), "customers_speak": ("en", "de")}),
    ("wrong_metric", {"metric": "ces", "relationship": True}),
    ("wrong_metric", {"metric": "nps", "relationship": False}),
    ("nobody_answers", {"closed_loop": False}),
    ("no_way_out", {"opt_out": False}),
    ("no_reason_given", {"says_why": False}),
    ("broken_promise", {"anonymous_promised": True, "staff_see_answers": True}),
]
GOOD = Practice(
    programme="after-support", metric="csat", relationship=False, who="drawn", sent_by="company",
    staff_see_who=False, pay_by_score=False, reward="none", channels=("email", "sms"),
    languages=("en", "de"), customers_speak=("de", "en"), hours_after=48, hours_until_known=24,
    expires_hours=96, days_between=30, reminders=1, reminded="non_respondents", closed_loop=True,
    opt_out=True, says_why=True, anonymous_promised=False, staff_see_answers=True, minutes=2,
    invitation="You called us on Monday. How satisfied or dissatisfied were you?",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "given"), BAD)
def test_a_setting_that_spoils_answers_is_told_alone(kind, given):
    (flaw,) = audit_programme(Practice(**given))
    assert flaw.kind == kind and flaw.words and flaw.why and flaw.suggestion


@pytest.mark.parametrize("given", [Practice(), GOOD])
def test_nothing_is_told_of_what_is_good_or_not_said(given):
    assert audit_programme(given) == ()


def test_a_programme_is_read_from_a_file():
    text = "programme: x\nwho: chosen_by_staff\nhours_after: 0.5\nreminders: 3\nchannels: [email, sms]\n"
    given = parse_practice(text)
    assert given == Practice(
        programme="x", who="chosen_by_staff", hours_after=0.5, reminders=3, channels=("email", "sms")
    )
    assert [one.kind for one in audit_programme(given)] == ["chosen_by_staff", "nagging"]


def test_the_example_of_the_page_is_read_and_has_no_flaw():
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "survey-file.md").read_text()
    (example,) = re.findall(r"```yaml\n(programme.*?)```", page, re.DOTALL)
    given = parse_practice(example)
    assert given.who == "drawn" and audit_programme(given) == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [("who: me", 1), ("who: drawn\nminutes: -1", 2), ("left_out: [rainy]", 1), ("colour: red", 1)],
)
def test_what_does_not_hold_is_told_with_its_line(text, line):
    with pytest.raises(InputError, match=f"line {line}"):
        parse_practice(text)
