"""What is wrong with how a survey is run, why, and what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.programme.practice import Practice
from rapport.surveys.audit.question import Question

WEEK, DAY = 168.0, 24.0
FRESH_HOURS, OPEN_HOURS = 72.0, 14 * DAY
"""After so long a contact is mixed up with others; a longer open invitation gathers answers from memory."""
TOUCH_DAYS, RELATION_DAYS = 30, 90
"""Days between two invitations of one customer, after contacts and about the relationship."""
MOST_REMINDERS, MOST_MINUTES = 1, 3.0
BEGGING = ("pressure", "leading")


@dataclass(frozen=True, slots=True)
class ProgrammeFlaw:
    """`words` are the setting as it was given; `why` says what it does to the answers."""

    kind: str
    words: str
    why: str
    suggestion: str


def audit_programme(practice: Practice) -> tuple[ProgrammeFlaw, ...]:
    """Everything that is wrong with how a survey is run; what is not said is not judged."""
    return tuple(flaw for check in CHECKS for flaw in check(practice))


def _who(given: Practice) -> Iterator[ProgrammeFlaw]:
    if given.who == "chosen_by_staff":
        yield ProgrammeFlaw(
            "chosen_by_staff", "who: chosen_by_staff",
            "Who was treated badly is not asked: the score says whom staff chose, not how customers fared.",
            "Let the system draw by chance from all contacts, and show staff nobody's name beforehand.",
        )  # fmt: skip
    if given.who == "volunteers":
        yield ProgrammeFlaw(
            "self_selected", "who: volunteers",
            "Only those with strong feelings come by themselves; no interval covers that.",
            "Keep it open for complaints and ideas, and measure with a drawn sample beside it.",
        )  # fmt: skip
    if given.sent_by == "employee":
        yield ProgrammeFlaw(
            "sent_by_staff", "sent_by: employee",
            "People answer kindly to the face they know, and who sends can leave some out.",
            "Send it from the company, by the system, in the company's name.",
        )  # fmt: skip
    if given.staff_see_who and given.who != "chosen_by_staff":
        yield ProgrammeFlaw(
            "staff_know_who", "staff_see_who: true",
            "Who knows that a customer will be asked treats that customer better, or asks for a good score.",
            "Draw after the contact ended, and tell staff only the results.",
        )  # fmt: skip
    if given.left_out:
        yield ProgrammeFlaw(
            "contacts_left_out", f"left_out: {', '.join(given.left_out)}",
            "These customers are the ones with most to say; without them every score is too good.",
            "Ask after these contacts too, or say beside every figure that they are missing.",
        )  # fmt: skip


def _money(given: Practice) -> Iterator[ProgrammeFlaw]:
    if given.pay_by_score:
        yield ProgrammeFlaw(
            "pay_by_score", "pay_by_score: true",
            "What pays is begged for, and whoever can will steer who is asked.",
            "Pay by what people do, from audited contacts; use the score to learn.",
        )  # fmt: skip
    if given.reward == "for_high_scores":
        yield ProgrammeFlaw(
            "bought_scores", "reward: for_high_scores",
            "A score that is paid for says what the reward is worth.",
            "Thank for any answer alike, or not at all.",
        )  # fmt: skip
    for question in audit_questions([Question(1, given.invitation)]) if given.invitation.strip() else ():
        for flaw in question.flaws:
            if flaw.kind in BEGGING:
                yield ProgrammeFlaw(
                    "begging", flaw.words, "The invitation already says what to answer.",
                    "Say who asks, about which contact, how long it takes and what comes of it; no more.",
                )  # fmt: skip


def _when(given: Practice) -> Iterator[ProgrammeFlaw]:
    after, known = given.hours_after, given.hours_until_known
    if after is not None and known is not None and after < known:
        yield ProgrammeFlaw(
            "too_early", f"hours_after: {after:g}",
            f"Whether it worked can be known after {known:g} hours at the earliest: before, people guess.",
            f"Send it {known:g} hours after the contact, or ask now only what the contact itself was like.",
        )  # fmt: skip
    if (
        after is not None
        and after > FRESH_HOURS
        and after > (known or 0) + FRESH_HOURS
        and not given.relationship
    ):
        yield ProgrammeFlaw(
            "too_late", f"hours_after: {after:g}",
            f"After {after / DAY:.0f} days one contact is mixed up with the others.",
            "Ask within three days of when the result could be known.",
        )  # fmt: skip
    if given.expires_hours is not None and given.expires_hours > OPEN_HOURS:
        yield ProgrammeFlaw(
            "open_too_long", f"expires_hours: {given.expires_hours:g}",
            "Late answers are from memory, and months get mixed.",
            "Let invitations expire after three to seven days.",
        )  # fmt: skip


def _often(given: Practice) -> Iterator[ProgrammeFlaw]:
    least = RELATION_DAYS if given.relationship else TOUCH_DAYS
    if given.days_between is not None and given.days_between < least:
        yield ProgrammeFlaw(
            "too_often", f"days_between: {given.days_between:g}",
            "Who is asked again and again stops answering, and the frequent customer counts many times.",
            f"Ask nobody twice within {least} days, across all programmes.",
        )  # fmt: skip
    if given.reminders is not None and given.reminders > MOST_REMINDERS:
        yield ProgrammeFlaw(
            "nagging", f"reminders: {given.reminders}",
            "From the second reminder on it costs more goodwill than it brings answers.",
            "Remind once, after a day or two.",
        )  # fmt: skip
    if given.reminders and given.reminded == "everybody":
        yield ProgrammeFlaw(
            "reminded_in_vain", "reminded: everybody",
            "Who has answered is told that nobody looked.",
            "Remind only those who have not answered.",
        )  # fmt: skip
    if given.minutes is not None and given.minutes > MOST_MINUTES:
        yield ProgrammeFlaw(
            "takes_too_long", f"minutes: {given.minutes:g}",
            "Many leave in the middle, most of them the busy ones.",
            "One score, why, and one question more; take the rest from the record.",
        )  # fmt: skip


def _how(given: Practice) -> Iterator[ProgrammeFlaw]:
    if len(given.channels) == 1:
        yield ProgrammeFlaw(
            "one_channel", f"channels: {given.channels[0]}",
            "Who cannot be reached that way is never heard; they often differ in age and worry.",
            "Ask by the channel of the contact, with one other for those who cannot be reached by it.",
        )  # fmt: skip
    missing = sorted(set(given.customers_speak) - set(given.languages)) if given.languages else []
    if missing:
        yield ProgrammeFlaw(
            "language_missing", f"languages: {', '.join(given.languages)}",
            f"Customers who speak {', '.join(missing)} drop out, or answer what they did not understand.",
            f"Translate it into {', '.join(missing)}, with the same ids of items and answers.",
        )  # fmt: skip
    if given.relationship and given.metric == "ces":
        yield ProgrammeFlaw(
            "wrong_metric", "metric: ces",
            "Effort is of one task; asked of a whole relationship nobody knows which is meant.",
            "Ask effort right after a task, and recommendation or satisfaction of the relationship.",
        )  # fmt: skip
    if given.relationship is False and given.metric == "nps":
        yield ProgrammeFlaw(
            "wrong_metric", "metric: nps",
            "Whether one recommends a company depends on more than one contact: it measures the company.",
            "Ask satisfaction or effort after a contact, recommendation from time to time.",
        )  # fmt: skip


def _after(given: Practice) -> Iterator[ProgrammeFlaw]:
    if given.closed_loop is False:
        yield ProgrammeFlaw(
            "nobody_answers", "closed_loop: false",
            "Who tells of a problem and hears nothing is angrier than before, and answers no more.",
            "Open a case for every low score with an owner and a date, and tell all what changed.",
        )  # fmt: skip
    if given.opt_out is False:
        yield ProgrammeFlaw(
            "no_way_out", "opt_out: false",
            "People must be able to say no; in many countries the law asks for it.",
            "Put a link into every invitation that ends all surveys at once.",
        )  # fmt: skip
    if given.says_why is False:
        yield ProgrammeFlaw(
            "no_reason_given", "says_why: false",
            "Who does not know what an answer is for gives none, or a hasty one.",
            "Say in one sentence which contact it is about and what is done with answers.",
        )  # fmt: skip
    if given.anonymous_promised and given.staff_see_answers:
        yield ProgrammeFlaw(
            "broken_promise", "anonymous_promised: true",
            "Staff see who said what although people were told otherwise.",
            "Show answers of few only together, or do not promise it.",
        )  # fmt: skip


CHECKS: tuple[Callable[[Practice], Iterator[ProgrammeFlaw]], ...] = (
    _who,
    _money,
    _when,
    _often,
    _how,
    _after,
)
