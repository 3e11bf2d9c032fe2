"""A better wording for words that the model found, made from the question itself."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapport.surveys.audit.flaw import asked, plain, without
from rapport.surveys.audit.learned.kinds_of_words import KIND
from rapport.surveys.audit.offered import listed
from rapport.surveys.audit.split import in_two
from rapport.surveys.audit.wording import known

SENTENCE = re.compile(r"(?<=[.!?:…])\s+(?=\S)|\s[–—]\s")
HEAD = re.compile(
    r"^(?:so, |and )?(?:how (?:much )?[\w' -]{3,30}?|to what (?:extent|degree) [\w' ]{3,20}?) "
    r"(?:is|are|was|were|did|do|does|have|has)(?: (?:you|it)\b(?: \w+)?)?\s+"
    r"(?=(?:our|the|your|this|these|a|an)\b)",
    re.IGNORECASE,
)
DID_YOU_LIKE = re.compile(r"^(?:did|do) you (?:enjoy|like|love)\s+", re.IGNORECASE)
PRESUMED = re.compile(
    r"^(?:so, )?(?:what|which|why|when|how|who|where|in what ways?|tell us|describe|explain)\b",
    re.IGNORECASE,
)
STILL = re.compile(r"^(?:have|are|do) you (?:still|stopped|quit|given up|recovered)\b", re.IGNORECASE)
DENIED = re.compile(
    r"\b(?:do|does|did) not |\bnot (?:un|in|im|dis)(?=\w{3})|\bnot |n't\b|\bnever |\bno ", re.IGNORECASE
)
SPAN = re.compile(
    r"\b(?:over|in|during|within|for|throughout|since|on)?\s*(?:the )?(?:past|last|previous|whole) "
    r"(?:\w+ )?(?:years?|months?|quarters?|decades?|weeks?|days?|winter|summer|spring|autumn|christmas)\b"
    r"|\bin (?:19|20)\d\d\b|\bsince you [^,?]+|\bover the years\b",
    re.IGNORECASE,
)
_PRAISE = "|".join(sorted((word for word, kind in KIND.items() if kind == "PRAISE"), key=len, reverse=True))
PRAISED = re.compile(rf"\b(our|the|your|this|these) (?:(?:{_PRAISE})(?:,|,? and)? )+", re.IGNORECASE)
THING = re.compile(
    r"\b(?:with|about|of|is|are|was|were|did|does|do|find|rate|get|like|in|by) "
    r"((?:the|your|our) [\w'-]+(?: [\w'-]+)?)"
    r"(?=[?,.]| (?:in|on|at|from|you|to|for|that|we|go|paid|clean|easy|with)\b)",
    re.IGNORECASE,
)
FORCING = re.compile(r"\b(?:cannot|can't|has to|have to|must|needs?|required|empty|min)\b", re.IGNORECASE)
OURS = re.compile(r"^(?:our|your|the|a|an|my)\s+", re.IGNORECASE)
SCALE = "(Very poor, Poor, Neither, Good, Very good)"
CONDITION = re.compile(
    r"^(?:if|when|where|for|as|should|provided|except|during|after|in case)\b", re.IGNORECASE
)


def better(kind: str, text: str, words: str) -> str:
    """What to ask instead of a question with a flaw in these words."""
    return _BETTER[kind](text, words)


def _leading(text: str, words: str) -> str:
    rest = _other_sentences(text, words)
    if rest:
        return asked(rest)
    if (match := DID_YOU_LIKE.match(text)) or (match := HEAD.match(text)):
        return asked(_unpraised(without(text, *match.span(), "How would you rate")))
    if (plainer := _unpraised(text)) != text:
        return asked(plainer)
    ends = "name both ends, as in “How satisfied or dissatisfied…?”, or leave it out."
    return f"“{words}” points to an answer: {ends}"


def _unpraised(text: str) -> str:
    """The text without praise between "our" and what is ours."""
    return PRAISED.sub(lambda match: f"{match.group(1)} ", text)


def _loaded(text: str, words: str) -> str:
    rest = _other_sentences(text, words)
    if rest:
        return asked(rest)
    if len(words.split()) <= 2 and not PRESUMED.match(words):
        return asked(without(text, *_span(text, words)))
    if PRESUMED.match(text) or STILL.match(text):
        return f"Ask first whether it was so, and “{_short(text)}” only of those who say yes."
    return f"“{words}” stirs or takes for granted: say in plain words what happened."


def _double(text: str, words: str) -> str:
    two = in_two(text, *_span(text, words))
    if two is None:
        return f"Ask twice: “{words}” holds two things."
    return f"Ask twice: “{two[0]}” and “{two[1]}”"


def _negated(text: str, words: str) -> str:
    start, end = _span(text, words)
    match = DENIED.search(plain(text), start, end) or DENIED.search(plain(text))
    if match is None:
        return f"Say “{words}” the other way round, without a denial."
    return "Say it the other way round. " + asked(without(text, *match.span()))


def _absolute(text: str, words: str) -> str:
    plainer = without(text, *_span(text, words)) if len(words.split()) <= 3 else text
    return f"Ask how often or how much of it, from never to always: “{plainer}”"


def _known(text: str, words: str) -> str:
    place = next((place for pattern, place in known.WHERE if pattern.search(text)), "the customer's record")
    return f"Leave it out: you know it already from {place}."


def _for_some(text: str, words: str) -> str:
    clause, comma, rest = text.partition(",")
    rest = rest.strip()
    if comma and CONDITION.match(clause) and len(rest.split()) > 3:
        return f"Ask only those it concerns (`asked_if`): “{rest[:1].upper()}{rest[1:]}”"
    match = THING.search(text)
    thing = match.group(1) if match is not None else OURS.sub("", words)
    return (
        f"Not everybody had “{_short(thing)}”: ask that first, and this only of those who did (`asked_if`)."
    )


def _forced(text: str, words: str) -> str:
    rest = without(text, *_span(text, words)).strip(" *()[]:–—-!.,")
    said = "Let people pass; a forced answer is often a made-up one."
    fits = len(rest.split()) > 2 and not FORCING.search(rest)
    return f"{said} {asked(rest[:1].upper() + rest[1:])}" if fits else said


def _pressure(text: str, words: str) -> str:
    rest = _other_sentences(text, words)
    return asked(rest or "How satisfied or dissatisfied were you?")


def _jargon(text: str, words: str) -> str:
    return f"Say what “{words}” is in words that customers use themselves."


def _recall(text: str, words: str) -> str:
    match = SPAN.search(text)
    if match is None:
        return "Ask about the last contact, right after it; take counts and times from your own records."
    within = "in the last seven days" if match.start() else "In the last seven days"
    nearer = without(text, *match.span(), within)
    return f"Ask of a time people remember: “{nearer}” – or take it from your own records."


def _unknowable(text: str, words: str) -> str:
    if re.search(r"\b(?:solved?|resolved?|fixed|settled|mended|sorted)\b", text, re.IGNORECASE):
        return "Ask some days later: “Is it working as it should?” – or look at whether they came back."
    if re.search(r"\b(?:other|others|others'|competitors?|market|industry|average)\b", text, re.IGNORECASE):
        return "Ask what they expected, or compare with a survey of others' customers."
    return f"They cannot tell “{_short(words)}”: leave it to an audit, and ask what it was like for them."


def _company(text: str, words: str) -> str:
    return f"Leave “{_short(words)}” out: find it in your own records, or by an audit of interactions."


def _uneven(text: str, words: str) -> str:
    found = listed(text)
    span = (found.start, found.end) if found is not None else _span(text, words)
    stem = without(text, *span).strip(" ()/–—-:,…")
    stem = f"{stem} " if len(stem.split()) > 2 else ""
    return f"Offer as many good answers as bad ones, and one between: “{stem}{SCALE}”"


def _other_sentences(text: str, words: str) -> str:
    """The last question that lies outside the offending words; "" where there is none."""
    start, end = _span(text, words)
    at, parts = 0, []
    for part in SENTENCE.split(text):
        begin = text.index(part, at)
        at = begin + len(part)
        if at <= start or begin >= end:
            parts.append(part.strip())
    found = [part for part in parts if part.endswith("?") and len(part.split()) > 2]
    return found[-1][:1].upper() + found[-1][1:] if found else ""


def _span(text: str, words: str) -> tuple[int, int]:
    start = max(text.find(words), 0)
    return start, start + len(words)


def _short(text: str) -> str:
    words = text.split()
    return text.rstrip("?. ") if len(words) <= 12 else " ".join(words[:12]) + "…"


_BETTER: dict[str, Callable[[str, str], str]] = {
    "leading": _leading,
    "double_barrelled": _double,
    "loaded": _loaded,
    "negated": _negated,
    "absolute": _absolute,
    "already_known": _known,
    "irrelevant_to_some": _for_some,
    "required_without_need": _forced,
    "unbalanced_scale": _uneven,
    "pressure": _pressure,
    "jargon": _jargon,
    "hard_to_recall": _recall,
    "cannot_know": _unknowable,
    "only_for_company": _company,
}
