"""E-mail addresses, as written and as people hide them ("jane dot doe at gmail dot com")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.redaction.cues import Message
from rapport.redaction.found import Found
from rapport.redaction.wording import FUNCTION_WORDS

_PROVIDERS = (
    "gmail|googlemail|yahoo|ymail|hotmail|outlook|live|msn|icloud|aol|protonmail|proton|gmx|web|t-online|"
    "mail|fastmail|zoho|yandex|orange|wanadoo|laposte|free|comcast|verizon|btinternet|sky|libero"
)
_ENDINGS = (
    "com|net|org|edu|gov|io|co|me|info|biz|de|fr|es|it|nl|uk|ch|at|be|eu|us|ca|au|ie|pt|pl|se|dk|"
    "no|fi|mx|br|in"
)
_PLAIN = re.compile(
    r"(?<![\w.])[\w.!#$%&'*+/=?^`{|}~-]{0,63}[\w+-]@\[?[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,6}"
    r"\.[^\W\d_][\w-]{0,62}\]?"
)
_LOOSE = re.compile(
    rf"(?<![\w.])[\w+][\w.+-]{{0,63}}(?:\s@\s?|@\s)[a-z0-9][\w-]{{0,62}}\s?\.\s?(?:{_ENDINGS})\b"
    rf"|(?<![\w.])[\w+][\w.+-]{{0,63}}\s?@\s?[a-z0-9][\w-]{{0,62}}(?:\s?\.\s?|\s)(?:{_ENDINGS})\b"
    rf"|(?<![\w.])[\w+][\w.+-]{{0,63}}@(?:{_PROVIDERS})\b(?![\w.])"
)
_AT = (
    r"(?:\s?[\[({<]\s?(?:at|@|arroba|arobase|ät)\s?[\])}>]\s?"
    r"|\s{1,3}(?:at|arroba|arobase|ät|klammeraffe)\s{1,3})"
)
_DOT = r"(?:\s?[\[({<]\s?(?:dot|\.|punkt|punto|point)\s?[\])}>]\s?|\s{1,3}(?:dot|punkt|punto|point)\s{1,3})"
_JOIN = rf"(?:{_DOT}|\s{{1,3}}(?:underscore|dash|hyphen|minus|plus|guion|tiret|unterstrich)\s{{1,3}})"
_SPELLED = re.compile(
    rf"(?<![\w.])(?P<local>[\w+][\w.+-]{{0,40}}(?:{_JOIN}[\w+-]{{1,40}}){{0,4}}){_AT}"
    rf"(?P<host>[a-z0-9][\w-]{{0,62}}(?:{_DOT}[a-z0-9][\w-]{{0,62}}){{0,3}}?)(?P<dot>{_DOT}|\s\.\s|\.)"
    rf"(?:{_ENDINGS})\b"
    rf"(?:{_DOT}(?:{_ENDINGS})\b)?"
)
_PROVIDER = re.compile(rf"(?:{_PROVIDERS})$")
_AT_HINTS = (
    " at ",
    "(at",
    "[at",
    "{at",
    "<at",
    " at)",
    "at]",
    "arrob",
    "arobase",
    " ät ",
    "(ät",
    "klammeraffe",
)
_DOT_HINTS = ("dot", "punkt", "punto", "point")
_ENDING_HINT = re.compile(rf"\.(?:{_ENDINGS})\b|\s\.\s(?:{_ENDINGS})\b|[(\[{{]\s?\.")


def may_be_spelled(lowered: str) -> bool:
    """A cheap no for nearly every text: only what this lets through is searched for hidden addresses."""
    for hint in _AT_HINTS:
        if hint in lowered:
            break
    else:
        return False
    return any(hint in lowered for hint in _DOT_HINTS) or _ENDING_HINT.search(lowered) is not None


def _is_address(match: re.Match[str]) -> bool:
    """Whether words like "look at example dot com" are an address rather than a sentence."""
    local = match["local"]
    bracketed = re.search(r"[\[({<]\s*(?:at|@)", match[0]) is not None
    if bracketed or re.search(r"[\d._+-]|\s", local):
        return local not in FUNCTION_WORDS
    known = _PROVIDER.match(match["host"]) is not None
    return known and local not in FUNCTION_WORDS


def find_emails(message: Message) -> Iterator[Found]:
    """E-mail addresses: plain, with stray spaces, and spelled with words for @ and the dot."""
    if "@" in message.text:
        for match in _PLAIN.finditer(message.text):
            lead = len(match[0]) - len(match[0].lstrip("'*`{|}~=/"))
            yield Found(match.start() + lead, match.end(), "email")
        for match in _LOOSE.finditer(message.lowered):
            if match[0].split("@")[0].strip() not in FUNCTION_WORDS:
                yield Found(*match.span(), "email")
    if may_be_spelled(message.lowered):
        for match in _SPELLED.finditer(message.lowered):
            if _is_address(match):
                yield Found(*match.span(), "email")
