"""Model answers of the simulated company: what good sounds like there."""

from __future__ import annotations

from rapport.program.answers.plain import AnswerContent
from rapport.work.demonstration.cast import Cast

SLOW_INTERNET = AnswerContent(
    "The internet is slow",
    {"concern": ("slow_internet",)},
    ("acknowledgement", "diagnosis", "guidance"),
    outline=(
        "1. Name the trouble in their words, and what it costs them tonight.\n"
        "2. Ask for three things: since when, on which device, by cable or by air.\n"
        "3. Test the line while they listen; say what you see and what it means.\n"
        "4. One step at a time; wait until it is done before the next.\n"
        "5. Say what happens now if it comes back, and who sees to it."
    ),
    talking_points=(
        "“A film that stops every minute is no evening. Let us find out where it gets lost.”",
        "Most slow evenings are the walls, not the line: the test by cable tells them apart.",
        "When the line is the cause we send somebody, and the days count against the bill.",
    ),
    checklist=(
        "Have they told us before? Read that first.",
        "Line test started before the first question",
        "Cable or air asked",
        "Next step named, with a day",
    ),
)
BILL = AnswerContent(
    "The bill is higher than expected",
    {"concern": ("billing",)},
    ("accuracy", "completeness", "education", "brand_voice"),
    outline=(
        "1. Say first whether the sum is right.\n"
        "2. Explain the difference line by line, the largest first.\n"
        "3. Mend what is ours at once; say when it is on the account.\n"
        "4. Say what the next bill will look like."
    ),
    email_subject="Your bill, line by line",
    email_body=(
        "Hello {customer_name},\n\n"
        "You asked why this bill is higher than the last. Here is each line that differs, and why:\n\n"
        "[the lines, the largest first]\n\n"
        "The next bill will be [sum]. Should it not be, answer to this mail: it comes back to me.\n\n"
        "{agent_name}, Halyard"
    ),
    talking_points=(
        "“The sum is right, and I see why it surprises you: it covers two parts of a month.”",
        "A credit is promised with its day, never with “soon”.",
    ),
    checklist=("Both bills open side by side", "Each difference explained", "Next sum named"),
)
CANCELLATION = AnswerContent(
    "The customer wants to leave",
    {"concern": ("cancellation",)},
    ("respect", "empowerment", "human_connection"),
    outline=(
        "1. Accept it in the first sentence: nobody has to fight to leave.\n"
        "2. Ask once what led to it, and listen to the end.\n"
        "3. Offer only what answers that, once.\n"
        "4. Confirm the last day, what is still owed and what comes by post.\n"
        "5. Thank them for the years, in a sentence that fits this person."
    ),
    talking_points=(
        "“Of course. May I ask what made you decide? It may help the next one.”",
        "What we may decide on the spot: two months free, a new router, a change of tariff.",
    ),
    checklist=("Last day named", "Nothing sold after a no", "Thanked"),
)
DELIVERY = AnswerContent(
    "The parcel is late",
    {"concern": ("delivery",)},
    ("known_history", "resolution"),
    outline=(
        "1. Find the parcel before they have to repeat the number.\n2. Say where it is, then when it comes."
    ),
)
PUBLISHED = {"the internet": SLOW_INTERNET, "the bill": BILL, "the farewell": CANCELLATION}


def write_answers(cast: Cast) -> dict[str, str]:
    """Three published answers and a draft → the ids of those published, by a short name."""
    from rapport.program.answers.services import answer_create, answer_publish

    found = {}
    for name, content in PUBLISHED.items():
        made = answer_create(cast.actors["lead"], content)
        answer_publish(cast.actors["lead"], made, 1)
        found[name] = made
    answer_create(cast.actors["ines"], DELIVERY)
    return found
