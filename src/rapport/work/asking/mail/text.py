"""An invitation as a text message, and what it costs: messages are paid for by parts."""

from __future__ import annotations

from rapport.work.asking.mail.told import Told

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")
ONE_BASIC, EACH_BASIC, ONE_WIDE, EACH_WIDE = 160, 153, 70, 67
"""Letters of a message of one part, and of each of several; GSM 03.38, and UCS-2 for all other letters."""
LONGEST_PARTS = 4


def text_message(told: Told) -> str:
    """The words; shortened before the address, which is never cut."""
    after = f" {told.link} {told.words['text_leave']}"
    words = " ".join(f"{told.company}: {told.question or told.subject}".split())
    while words and parts(words + after) > LONGEST_PARTS:
        words = words[: max(0, len(words) - 10)].rstrip()
    return words + after


def parts(text: str) -> int:
    """Of how many parts it is."""
    if set(text) <= BASIC | EXTENDED:
        length = sum(2 if one in EXTENDED else 1 for one in text)
        one, each = ONE_BASIC, EACH_BASIC
    else:
        length = len(text.encode("utf-16-be")) // 2
        one, each = ONE_WIDE, EACH_WIDE
    return 1 if length <= one else -(-length // each)
