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
_LOCAL = re.compile(r"(?<![\w.])[\w.!#$%&'*+/=?^`{|}~-]{0,63}[\w+-]\Z")
_HOST = re.compile(r"@\[?[^\W_][\w-]{0,62}(?:\.[^\W_][\w-]{0,62}){0,6}\.[^\W\d_][\w-]{0,62}\]?")
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
_SPELLED_HOST = (
    rf"(?P<host>[a-z0-9][\w-]{{0,62}}(?:{_DOT}[a-z0-9][\w-]{{0,62}}){{0,3}}?)(?P<dot>{_DOT}|\s\.\s|\.)"
    rf"(?:{_ENDINGS})\b"
)
_SPELLED = re.compile(
    rf"(?<![\w.])(?P<local>[\w+][\w.+-]{{0,40}}(?:{_JOIN}[\w+-]{{1,40}}){{0,4}}){_AT}{_SPELLED_HOST}"
    rf"(?:{_DOT}(?:{_ENDINGS})\b)?"
)
# the half from the word for the @ on: rare, and quick to find by its first letter
_SPELLED_END = re.compile(rf"[a@äk](?:t|rroba|robase|lammeraffe|)(?:\s?[\])}}>]\s?|\s{{1,3}}){_SPELLED_HOST}")
_LOOSE_HOST = re.compile(
    rf"@(?:\s?[a-z0-9][\w-]{{0,62}}(?:\s?\.\s?|\s)(?:{_ENDINGS})\b|(?:{_PROVIDERS})\b(?![\w.]))"
)
_LONGEST_LOCAL, _LONGEST_HOST = 68, 80
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
# ".com", " . com", "(.": every branch after the dot, which is quick to find
_ENDING_HINT = re.compile(
    rf"\.(?:(?:{_ENDINGS})\b|(?<=\s\.)\s(?:{_ENDINGS})\b|(?<=[(\[{{]\.)|(?<=[(\[{{]\s\.))"
)


def has_spelled_at(lowered: str) -> bool:
    """A cheap no for most texts: whether anything stands for an @."""
    for hint in _AT_HINTS:  # noqa: SIM110 - a loop is twice as fast as any() here
        if hint in lowered:
            return True
    return False


def spelled_dots(lowered: str) -> Iterator[int]:
    """Where anything stands for the dot of an address."""
    for hint in _DOT_HINTS:
        at = lowered.find(hint)
        while at >= 0:
            yield at
            at = lowered.find(hint, at + 1)
    for match in _ENDING_HINT.finditer(lowered):
        yield match.start()


def _is_address(match: re.Match[str]) -> bool:
    """Whether words like "look at example dot com" are an address rather than a sentence."""
    local = match["local"]
    bracketed = re.search(r"[\[({<]\s*(?:at|@)", match[0]) is not None
    if bracketed or re.search(r"[\d._+-]|\s", local):
        return local not in FUNCTION_WORDS
    known = _PROVIDER.match(match["host"]) is not None
    return known and local not in FUNCTION_WORDS


def _plain(text: str) -> Iterator[Found]:
    """Addresses as they are written, from their @ to both sides."""
    done, at = 0, text.find("@")
    while at >= 0:
        host = _HOST.match(text, at)
        local = _LOCAL.search(text, max(done, at - _LONGEST_LOCAL), at) if host else None
        if host and local:
            lead = len(local[0]) - len(local[0].lstrip("'*`{|}~=/"))
            done = host.end()
            yield Found(local.start() + lead, done, "email")
        at = text.find("@", max(done, at + 1))


def _loose(lowered: str) -> Iterator[Found]:
    """Addresses with stray spaces, or without an ending at a provider everybody knows."""
    done, at = 0, lowered.find("@")
    while at >= 0:
        host = _LOOSE_HOST.match(lowered, at)
        window = max(done, at - _LONGEST_LOCAL), at + _LONGEST_HOST
        match = _LOOSE.search(lowered, *window) if host else None
        if match and lowered.find("@", match.start()) == at:
            done = match.end()
            if match[0].split("@")[0].strip() not in FUNCTION_WORDS:
                yield Found(*match.span(), "email")
        at = lowered.find("@", max(done, at + 1))


def find_emails(message: Message) -> Iterator[Found]:
    """E-mail addresses: plain, with stray spaces, and spelled with words for @ and the dot."""
    if "@" in message.text:
        yield from _plain(message.text)
        yield from _loose(message.lowered)
    if has_spelled_at(message.lowered) and _SPELLED_END.search(message.lowered):
        for match in _SPELLED.finditer(message.lowered):
            if _is_address(match):
                yield Found(*match.span(), "email")
