"""The file that describes how a survey is run."""

from __future__ import annotations

from typing import Any

from rapport.surveys.audit.programme import practice
from rapport.surveys.audit.programme.practice import Practice
from rapport.surveys.errors import SurveyError
from rapport.written.section import Section
from rapport.written.tree import Problems, compose

CHOICES = {
    "metric": practice.METRICS,
    "who": practice.WHO,
    "sent_by": practice.SENT_BY,
    "reward": practice.REWARDS,
    "reminded": practice.REMINDED,
}
NUMBERS = ("hours_after", "hours_until_known", "expires_hours", "days_between", "minutes", "reminders")
LISTS = ("left_out", "channels", "languages", "customers_speak")
SAID = (
    "relationship", "staff_see_who", "pay_by_score", "closed_loop", "opt_out", "says_why",
    "anonymous_promised", "staff_see_answers",
)  # fmt: skip
KNOWN = ("programme", *CHOICES, *SAID, *NUMBERS, *LISTS, "invitation")


def parse_practice(text: str, source: str = "the programme file") -> Practice:
    """Reads the text. Raises SurveyError naming every line that does not hold."""
    problems = Problems(source, SurveyError)
    root = compose(text, problems)
    section = Section(root, "the programme", KNOWN, problems)
    given: dict[str, Any] = {
        **{key: section.choice(key, None, among) for key, among in CHOICES.items()},
        **{key: section.truth(key) for key in SAID if key in section.given},
        **{key: section.number(key, 0.0, least=0) for key in NUMBERS if key in section.given},
        **{key: section.listed(key) for key in LISTS},
        **{key: section.words(key) for key in ("programme", "invitation")},
    }
    if "reminders" in given:
        given["reminders"] = int(given["reminders"])
    for one in sorted(set(given["left_out"]) - set(practice.LEFT_OUT)):
        section.wrong("left_out", f"among {', '.join(practice.LEFT_OUT)}: “{one}”")
    problems.stop()
    return Practice(**given)
