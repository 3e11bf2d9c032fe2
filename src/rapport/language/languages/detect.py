"""Which language a text is in, or that one cannot tell."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Set

from rapport.language.annotation import CANNOT_TELL
from rapport.language.languages.scripts import by_script
from rapport.language.languages.small_words import LETTERS, SMALL_WORDS
from rapport.records.interaction import Interaction

VERSION = 1
MODEL = f"language@{VERSION}"
READ = 400
"""Characters of a text, or of what the customer said, that are looked at."""
ENGLISH = "en"
LIKELY = 0.99
"""That a language told is right: a round number. Of 8,300 English conversations none was taken for another;
of others no such count was made."""
_SIGNS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_KNOWN: dict[str, tuple[str, ...]] = {}
for _language, _words in SMALL_WORDS.items():
    for _word in _words.split():
        _KNOWN[_word] = tuple(dict.fromkeys((*_KNOWN.get(_word, ()), _language)))
_ENGLISH_ALONE = frozenset(word for word, known in _KNOWN.items() if known == (ENGLISH,))
LEAST, LEAST_FOREIGN = 1.5, 1.7
"""Evidence under which nothing is said: a small word that one language alone has is 1, one that n have 1/n.
What is taken for English is read; to leave it unread takes more."""
SHARE = 0.12
"""Evidence for each different word of the text that it takes at least."""
CLEARLY = 1.25
"""So many times the evidence for the next language."""
LONG_TURN, SHORT = 5, 8
"""Words, and characters, from which on a turn may be said to be of another language than the conversation."""
AT_ONCE = 0.2
"""With this share of words that only English has, nothing else needs to be looked at."""


def language_of(text: str) -> str:
    """The language of a text as a code of two letters (ISO 639-1), CANNOT_TELL where it has too few words or
    those do not decide. Looks at the first 400 characters.

    How sure: of two or three sentences hardly ever wrong between the languages it knows (English and sixteen
    others in Latin letters, eleven by their script); Danish and Norwegian, Czech and Slovak may be taken for
    each other. Languages it does not know are CANNOT_TELL or a close relative.

    Example:
        >>> language_of("Guten Tag, ich habe meine Bestellung noch nicht erhalten.")
        'de'
        >>> language_of("ok")
        'cannot_tell'
    """
    said = text[:READ]
    if _english_at_once(said):
        return ENGLISH
    if (found := by_script(said)) is not None:
        return found
    return _by_words(set(_SIGNS.findall(said.lower().replace("’", "'"))))


def spoken(conversation: Interaction) -> str:
    """The language of a conversation: that of the customer's words, else of everybody's; else what it came
    with, if anything did."""
    own = _first(turn.text for turn in conversation.turns if turn.speaker == "customer")
    found = language_of(own)
    if found == CANNOT_TELL:
        found = language_of(_first(turn.text for turn in conversation.turns))
    if found == CANNOT_TELL and conversation.language:
        return conversation.language[:2].lower()
    return found


def foreign_turns(conversation: Interaction, language: str) -> dict[int, str]:
    """Turns of another language than the conversation's, and which; short ones are taken for the same."""
    found = {}
    for place, turn in enumerate(conversation.turns):
        if _may_be_foreign(turn.text[:READ], language):
            one = language_of(turn.text)
            if one not in (language, CANNOT_TELL):
                found[place] = one
    return found


def _may_be_foreign(text: str, language: str) -> bool:
    """Whether it is worth to look: in English no text of some length does without small words."""
    if len(text) < SHORT:
        return False
    words = text.lower().split()
    if language != ENGLISH:
        return len(words) >= LONG_TURN
    return (len(words) >= LONG_TURN or not text.isascii()) and _ENGLISH_ALONE.isdisjoint(words)


def _english_at_once(text: str) -> bool:
    words = text.lower().split()
    found = sum(map(_ENGLISH_ALONE.__contains__, words))
    return found >= 3 and found >= AT_ONCE * len(words)


def _first(texts: Iterable[str]) -> str:
    found, size = [], 0
    for text in texts:
        found.append(text[: READ - size])
        size += len(text) + 1
        if size >= READ:
            break
    return " ".join(found)


def _by_words(words: Set[str]) -> str:
    evidence: defaultdict[str, float] = defaultdict(float)
    for word in words:
        known = _KNOWN.get(word)
        if known:
            for one in known:
                evidence[one] += 1 / len(known)
        elif not word.isascii():
            for one in {LETTERS[letter] for letter in word if letter in LETTERS}:
                evidence[one] += 0.75
    if not evidence:
        return CANNOT_TELL
    (best, most), *rest = sorted(evidence.items(), key=lambda one: (-one[1], one[0]))
    next_ = rest[0][1] if rest else 0.0
    least = LEAST if best == ENGLISH else LEAST_FOREIGN
    enough = most >= least and most >= SHARE * len(words) and most >= CLEARLY * next_
    return best if enough else CANNOT_TELL
