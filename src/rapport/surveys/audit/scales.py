"""Scales that lean, and scales that change on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.surveys.audit.flaw import Flaw, plain
from rapport.surveys.audit.offered import listed, offered
from rapport.surveys.audit.question import Question

GOOD = re.compile(
    r"\b(?:above average|acceptable|ace|ador\w+|affordable|agree|always|amazing|angel|awesome|beautiful|best|"
    r"better|bliss|breathtaking|brilliant\w*|certain(?:ly)?|charming|clean|clear|comfortable|comprehensive|"
    r"content|convenient|courteous|cured|definitely|delicious|delighted|delightful|easy|ecstatic|effortless|"
    r"excellent|exceptional|exciting|fab|fabulous|fantastic|fast|faster|fine|first[- ]class|first[- ]rate|"
    r"five[- ]star|flawless|fresh|friendly|generous|good|gorgeous|great|happy|heavenly|helpful|high|ideal|"
    r"immaculate|impressed|impressive|important|interesting|likely|like\w*|lovely|love\w*|magnificent|"
    r"manageable|marvell?ous|memorable|mind-blowing|modern|nice|of course|often|on time|outstanding|"
    r"over the moon|perfect|phenomenal|pleased|pleasant|polite|positive|pretty|probably|quick|reliable|safe|"
    r"satisfactory|satisfied|satisfying|simple|smooth|spot on|spotless|star|steal|steps? forward|strong|"
    r"stunning|sublime|super|superb|superior|support|tasty|terrific|thrilled|tidy|top|top-notch|trust\w*|unbeatable|"
    r"unforgettable|useful|valuable|warm|well|wonderful|world[- ]class|yes|yummy)\b|[👍😀😃😄😁😍🙂😊🤩]",
    re.IGNORECASE,
)
BAD = re.compile(
    r"\b(?:abysmal|appalling|atrocious|awful|bad\w*|below average|bland|boring|broken|bumpy|complicated|"
    r"confusing|could be better|damaged|difficult|dire|dirty|disagree|disappoint\w*|disgusting|dislike\w*|"
    r"dissatisfied|dreadful|dull|endless|frustrat\w*|hard|hate\w*|horrible|impolite|inadequate|inedible|"
    r"inferior|late|lousy|low|messy|miserable|nasty|negative|never|no|not|oppose|outrageous\w*|overpriced|"
    r"painful|pathetic|pointless|poor\w*|rarely|rude|sad|seldom|shabby|slow\w*|stale|steps? back|terrible|"
    r"un(?:acceptable|bearable|clean|clear|comfortable|friendly|happy|helpful|important|likely|pleasant|"
    r"reliable|safe|satisf\w+)|useless|weak|worse|worst)\b|[👎😞🙁☹😠😡😢]",
    re.IGNORECASE,
)
MIDDLE = re.compile(
    r"\b(?:neutral|neither|average|fair|ok(?:ay)?|so[- ]so|sometimes|medium|moderate\w*|mixed|meh|maybe|"
    r"perhaps|passable|all right|alright|bearable|decent|edible|sufficient|standard|ordinary|not bad|"
    r"don't mind|nothing special|undecided|unsure|adequate|about (?:the same|right|what)|as expected|"
    r"unchanged|no (?:difference|change)|steps? sideways|may or may not)\b|😐",
    re.IGNORECASE,
)
OUTSIDE = re.compile(
    r"\bn/?a\b|\bnot (?:applicable|sure|relevant)\b|\bdon't (?:know|remember|recall)\b|"
    r"\b(?:no|without) (?:opinion|answer|view|idea)\b|\bprefer not\b|\bdid(?: not|n't)\b|\bi (?:do|did|have|"
    r"had)\b|"
    r"\bhave(?: not|n't)\b|\bcan(?:not|'t)\b|\bother\b|\bnone\b",
    re.IGNORECASE,
)
"""Answers that are no step of a scale."""
ENDS = re.compile(
    r"\b(?:on a |a |using a )?(?:scale|rating) (?:of|from) (?:\w+ \()?(\d+)\)? ?(?:to|-|–|"
    r"and) ?(?:\w+ \()?(\d+)\b|"
    r"\b(?:from|between) (\d+) (?:to|and) (\d+)\b|\((\d+) ?(?:-|–|to) ?(\d+)\)",
    re.IGNORECASE,
)
TURNED = re.compile(
    r"\b(?:1|one) ?(?:=|is|being|means|for|as|\() ?(?:the )?(?:very |extremely |strongly |completely )?"
    r"(?:best|excellent|good|great|satisfied|agree|happy|easy|likely|outstanding|perfect|highest|"
    r"important)\b",
    re.IGNORECASE,
)
NOUGHT = re.compile(r"^(?:no|none|not at all|not|never|nothing|zero)\b", re.IGNORECASE)
FREE = {"nps"}
"""Items whose scale is given by their standard: they stand beside others."""
RECOMMEND = re.compile(r"\brecommend\b", re.IGNORECASE)


def unbalanced(question: Question) -> Iterator[Flaw]:
    """More answers on one side than on the other; lists that are no scale are left alone."""
    options = [one for one in offered(question) if not OUTSIDE.search(plain(one))]
    sides = [side(one) for one in options]
    good, bad = sides.count(1), sides.count(-1)
    if len(options) < 3 or good + bad < 2 or good == bad or sides.count(None) > len(sides) / 3:
        return
    if not good and any(NOUGHT.match(one) for one in options):
        return  # how much of it, from none on
    if None in sides and min(good, bad) > 0:
        return  # what could not be told may be what is missing
    more, fewer = ("good", "bad") if good > bad else ("bad", "good")
    told = f"{max(good, bad)} answers are {more}, {min(good, bad)} {fewer}"
    yield Flaw("unbalanced_scale", _words(question), f"{told}: offer as many of each, and one between.")


def side(option: str) -> int | None:
    """1 good, -1 bad, 0 between; None where it cannot be told."""
    low = plain(option)
    if MIDDLE.search(low):
        return 0
    if BAD.search(low):
        return -1
    return 1 if GOOD.search(low) else None


def _words(question: Question) -> str:
    found = listed(question.text)
    if question.options or found is None:
        return ", ".join(question.options)
    return question.text[found.start : found.end].strip()


def turned(question: Question) -> Iterator[Flaw]:
    """A scale on which less is better."""
    match = TURNED.search(question.text)
    if match is not None or question.turned:
        words = match.group() if match is not None else question.text
        yield Flaw("mixed_scales", words, "Let more mean better everywhere: people answer by habit.")


def forced_scale(question: Question) -> Iterator[Flaw]:
    """A scale that everybody has to answer and that has no answer for those it does not concern."""
    if not question.required or question.asked_if or question.item_type not in ("rating", "psat", "ces"):
        return
    if not any(OUTSIDE.search(plain(one)) for one in question.options):
        remedy = "Offer “Does not apply to me”, or let people pass: who must choose takes the middle."
        yield Flaw("required_without_need", question.text, remedy)


def mixed(questions: Sequence[Question]) -> Iterator[tuple[int, Flaw]]:
    """Where another scale than the first comes in, by the place of the question; each is told once."""
    first: tuple[float, float] | None = None
    told: set[tuple[float, float]] = set()
    for place, question in enumerate(questions):
        ends, words = _ends(question)
        if ends is None or question.item_type in FREE or _is_recommendation(question, ends):
            continue
        first = first or ends
        if ends != first and ends not in told:
            told.add(ends)
            other = f"Earlier questions run from {first[0]:g} to {first[1]:g}: keep to one scale."
            yield place, Flaw("mixed_scales", words, other)


def _is_recommendation(question: Question, ends: tuple[float, float]) -> bool:
    return ends == (0.0, 10.0) and RECOMMEND.search(question.text) is not None


def _ends(question: Question) -> tuple[tuple[float, float] | None, str]:
    if question.scale is not None:
        low, high = question.scale
        return (low, high), f"{low:g} to {high:g}"
    match = ENDS.search(question.text)
    if match is None:
        return None, ""
    low, high = (float(one) for one in match.groups() if one is not None)
    return (min(low, high), max(low, high)), match.group()
