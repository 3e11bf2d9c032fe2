"""Two questions in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.surveys.audit.flaw import Flaw, plain
from rapport.surveys.audit.split import in_two

PAIRS = (
    "friends? (?:and|or) (?:family|colleagues?|relatives?|co-?workers?)|family (?:and|or) friends?|"
    "colleagues? or friends?|"
    "terms and conditions|food and (?:drinks?|beverages?)|pros and cons|health and safety|"
    "bed and breakfast|research and development|up and running|back and forth|now and then|"
    "again and again|more and more|yes (?:and|or) no|agree or disagree|disagree or agree|"
    "satisfied or dissatisfied|"
    "dissatisfied or satisfied|likely or unlikely|easy or (?:difficult|hard)|(?:difficult|hard) or easy|"
    "good or bad|bad or good|better or worse|more or less|one or (?:more|two|several)|if and when|"
    "like (?:or|and) dislike|likes and dislikes|liked (?:or|and) disliked|high or low|too (?:long|"
    "short) or too "
    "(?:long|short)|for better or worse|positive or negative|happy or unhappy|true or false|whether or not|"
    "or not|"
    "and\\/or|and so on|first and last|name and (?:address|e-?mail|surname)|between .{1,30} and|both|"
    "strengths and weaknesses|ups and downs|advantages and disadvantages|questions (?:and|or) (?:comments|"
    "concerns)|"
    "comments (?:and|or) (?:suggestions|questions|concerns)|products? (?:and|or) services?|"
    "service or product|company or (?:brand|product|service)|product or company|brand or company|"
    "ins and outs|dos and don'?ts|research and|profit and loss|trial and error|wait and see|come and go|"
    "try and|go and|mr and mrs|men and women|ladies and gentlemen|rock and roll|black and white|"
    "strongly \\w+ (?:and|or) strongly|extremely \\w+ (?:and|or) extremely|(?:not|very) \\w+ (?:and|"
    "to) (?:very|not)"
)
FINE = re.compile(rf"\b(?:{PAIRS})\b|\d+ (?:and|or) \d+|\b[A-Z][\w'-]+ (?:and|&) (?:[A-Z][\w'-]+|Co)\b")
OPPOSITE = re.compile(
    r"\b(\w+) or (?:un|in|im|ir|il|dis)\1\b|\b(?:un|in|im|ir|il|dis)(\w+) or \2\b|"
    r"\b(?:too|very|much|far) \w+(?:, (?:too|very|much|about|just) [\w ]+)* or (?:too|very|much|about|just|"
    r"the)\b|"
    r"\b\w+er, (?:about |just )?the same(?: as [\w ]+)?,? or \w+er\b|\b\w+er(?: than [\w ]+)?,? or \w+er\b|"
    r"\b(?:more|less)\b[^?]{0,40}\bor (?:less|more)\b|\b(?:loud|noisy) or quiet\b|\b(?:quick|fast) or slow\b|"
    r"\bslow or "
    r"(?:quick|fast)\b|\b(?:simple|clear) or (?:complicated|confusing)\b|\b(?:hot|warm) or cold\b|\b(?:big|"
    r"large) or small\b|"
    r"\bsmall or (?:big|large)\b|\b(?:cheap|expensive) or (?:cheap|expensive|dear)\b|\bwarm or cool\b|"
    r"\bstrong or weak\b|"
    r"\bfair or unfair\b|\bpolite or rude\b|\brude or polite\b|\bwell or badly\b|\bbadly or well\b|"
    r"\bearly or late\b|"
    r"\bclean or dirty\b|\bmore or fewer\b|\blong or short\b|\bshort or long\b|\bhelp or hinder\w*\b|"
    r"\bhelped or hindered\b",
    re.IGNORECASE,
)
"""One thing, asked by both its ends."""
JOINED = re.compile(
    r"\b(?:and also|as well as|and|or|plus)\b|(?<=\s)[&/](?=\s)|(?<=[a-z])/(?=[a-z])", re.IGNORECASE
)
LEAD = re.compile(
    r"^(?:.*?(?:thinking (?:about|of)|considering|when|after|before|during|based on|given|because|since|if|"
    r"while|"
    r"in (?:general|your)|on a scale|now that|compared (?:to|with)|as a|for|with|from|to help us|"
    r"regarding)\b[^,?]*,)\s*",
    re.IGNORECASE,
)
JUDGED = re.compile(
    r"\b(?:how|rate|satisfied|happy|agree|disagree|was|were|is|are|did|do|does|have|has|would|could|can|will|"
    r"evaluate|describe|think|feel|find|important|likely|easy)\b",
    re.IGNORECASE,
)
CHOICE = re.compile(
    r"^(?:which|what|who|where|when|did you (?:call|contact|order|buy|book|visit|use|choose|prefer)|"
    r"do you (?:prefer|use|want)|would you (?:rather|prefer))\b",
    re.IGNORECASE,
)
END = re.compile(r"[?.!;:(]|, (?:if|when|where|on a scale|with|from)\b")
WORD = re.compile(r"[\w'’-]+")
MOST = 6


def double_barrelled(text: str) -> Iterator[Flaw]:
    """The first place where two things are asked about."""
    same = plain(text)
    begin = match.end() if (match := LEAD.match(same)) else 0
    fine = [one.span() for pattern in (FINE, OPPOSITE) for one in pattern.finditer(same)]
    for joined in JOINED.finditer(same, begin):
        if any(start <= joined.start() and joined.end() <= end for start, end in fine):
            continue
        word = joined.group().lower()
        if word in ("or", "/") and CHOICE.search(same[begin:]):
            continue
        if not JUDGED.search(same, begin, joined.start()) or _closes(same, joined) or _is_list(same, joined):
            continue
        yield _flaw(text, same, joined, begin)
        return
    yield from _two_questions(text, same)


def _closes(same: str, joined: re.Match[str]) -> bool:
    """Whether what follows is no second thing: a reason, or a part of a list of answers."""
    after = same[joined.end() :].lstrip().lower()
    return bool(
        re.match(r"(?:why|how so|what for|please|tell us|if so|if not|so|then|other|more|others)\b", after)
    ) or ("(" in same[: joined.start()] and ")" in same[joined.end() :])


def _is_list(same: str, joined: re.Match[str]) -> bool:
    """Whether it ends a list of answers to choose from: two commas or a colon before an "or"."""
    return joined.group().lower() == "or" and bool(
        re.search(r":[^?]*,|,[^?,]+,[^?,]*$", same[: joined.start()])
    )


def _flaw(text: str, same: str, joined: re.Match[str], begin: int) -> Flaw:
    left = list(WORD.finditer(same, begin, joined.start()))[-1:]
    end = stop.start() if (stop := END.search(same, joined.end())) else len(same)
    right = list(WORD.finditer(same, joined.end(), end))[:MOST]
    start = left[0].start() if left else joined.start()
    last = right[-1].end() if right else joined.end()
    two = in_two(text, start, last)
    if two is not None:
        return Flaw("double_barrelled", text[start:last], f"Ask twice: “{two[0]}” and “{two[1]}”")
    first = text[left[0].start() : left[0].end()] if left else "the first"
    second = text[right[0].start() : last] if right else "the second"
    said = f"Ask twice: once about “{first}”, once about “{second}”."
    return Flaw("double_barrelled", text[start:last], said)


def _two_questions(text: str, same: str) -> Iterator[Flaw]:
    """Two question marks with a question before each."""
    parts = [one for one in re.finditer(r"[^?]*\?", same) if len(WORD.findall(one.group())) > 2]
    if len(parts) > 1:
        second = parts[1]
        words = text[second.start() : second.end()].strip()
        yield Flaw("double_barrelled", words, f"Make it a question of its own: “{words}”")
