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
    r"[\w.!#$%&'*+/=?^`{|}~-]*[\w+-]@\[?[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+\]?"
)
_LOOSE = re.compile(
    rf"[\w+][\w.+-]*(?:\s@\s?|@\s)[a-z0-9][\w-]*\s?\.\s?(?:{_ENDINGS})\b"
    rf"|[\w+][\w.+-]*\s?@\s?[a-z0-9][\w-]*(?:\s?\.\s?|\s)(?:{_ENDINGS})\b"
    rf"|[\w+][\w.+-]*@(?:{_PROVIDERS})\b(?![\w.])"
)
_AT = r"(?:\s*[\[({<]\s*(?:at|@|arroba|arobase|ät)\s*[\])}>]\s*|\s+(?:at|arroba|arobase|ät|klammeraffe)\s+)"
_DOT = r"(?:\s*[\[({<]\s*(?:dot|\.|punkt|punto|point)\s*[\])}>]\s*|\s+(?:dot|punkt|punto|point)\s+)"
_JOIN = rf"(?:{_DOT}|\s+(?:underscore|dash|hyphen|minus|plus|guion|tiret|unterstrich)\s+)"
_SPELLED = re.compile(
    rf"(?P<local>[\w+][\w.+-]*(?:{_JOIN}[\w+-]+)*){_AT}"
    rf"(?P<host>[a-z0-9][\w-]*(?:{_DOT}[a-z0-9][\w-]*)*?)(?P<dot>{_DOT}|\s*\.\s*)(?:{_ENDINGS})\b"
    rf"(?:{_DOT}(?:{_ENDINGS})\b)?"
)
_PROVIDER = re.compile(rf"(?:{_PROVIDERS})$")
_HINT = re.compile(
    r"[\s\])}>](?:com|net|org|edu|co|io|de|fr|es|uk|it|nl|ch|at|eu)\b|\.(?:com|net|org|de|fr|es|co|uk|it)\b"
)


def may_be_spelled(lowered: str) -> bool:
    """A cheap no for nearly every text: only what this lets through is searched for hidden addresses."""
    return (
        "at" in lowered or "arrob" in lowered or "arobase" in lowered or "klammeraffe" in lowered
    ) and _HINT.search(lowered) is not None


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
