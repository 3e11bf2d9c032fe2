"""Runs of digits that people break up with spaces, dots, dashes, slashes and brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapport.redaction.cues import Message

_RUN = re.compile(r"(?<![\w.,/@#\-])(?:\+|\(\+?)?\d(?:(?:[ ().\-/]{1,3}|\n)?\d){6,24}(?![\w@])")
_GROUP = re.compile(r"\d+")
_MOST_GROUPS = 8
_NOT_PERSONAL = re.compile(
    r"\d{1,3}(?:\.\d{1,3}){3}"  # an address of a computer
    r"|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}(?:[ .:]\d\d)*)?"  # dates
    r"|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)?\d\d(?:\s+\d{1,2}(?:[ .:]\d\d)*)?"
    r"|(?:19|20)\d\d\s?-\s?(?:19|20)\d\d"  # a span of years
    r"|\d{1,3}(?:[. ]000)+(?:[. ]000)*|\d{1,3}(?:\.\d{3}){2,}"  # thousands
    r"|(?!\d\d(?:\.\d\d){4}$|\d{4}(?:\.\d{4}){3}$)\d+\.\d+\.\d+\.\d+(?:\.\d+)*"
    r"|\d{1,3}\.\d{5,}"  # versions, long decimals
)
_MONEY_BEFORE = re.compile(r"[$€£¥₹]\s?$|\b(?:usd|eur|gbp|chf|rs)\s?$")
_MONEY_AFTER = re.compile(
    r"\s?(?:[$€£¥₹%]|,\d|(?:usd|eur|gbp|chf|dollars?|euros?|pounds?|miles|points|bytes|kb|mb|gb|ms|km|units|"
    r"pieces|users|views|steps|pixels|rows)\b)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A run of digits as written, and its place."""

    start: int
    end: int
    written: str

    @property
    def digits(self) -> str:
        return "".join(_GROUP.findall(self.written))

    @property
    def groups(self) -> list[str]:
        return _GROUP.findall(self.written)


def find_numbers(message: Message) -> Iterator[Number]:
    """Every run of seven or more digits that is not a date, an amount, a version or a network address."""
    for match in message.around_digits(_RUN, message.text):
        start, end = match.span()
        if match[0].startswith("(") and ")" not in match[0]:
            start += 1
        written = message.text[start:end]
        if _NOT_PERSONAL.fullmatch(written):
            continue
        if _MONEY_BEFORE.search(message.lowered, max(0, start - 5), start):
            continue
        if _MONEY_AFTER.match(message.lowered, end):
            continue
        yield Number(start, end, written)


def parts(number: Number, least: int) -> Iterator[Number]:
    """The number, then its runs of neighbouring groups, longest first, of at least so many digits:
    two numbers written side by side look like one."""
    groups = list(_GROUP.finditer(number.written))
    yield number
    if len(groups) > _MOST_GROUPS:
        return
    for size in range(len(groups) - 1, 0, -1):
        for first in range(len(groups) - size + 1):
            begin, stop = groups[first].start(), groups[first + size - 1].end()
            left = number.written[begin - 1 : begin] if begin else " "
            right = number.written[stop : stop + 1] or " "
            if not (left in " \n(+" and right in " \n"):
                continue
            if left in "(+" and begin:
                begin -= 1
            part = Number(number.start + begin, number.start + stop, number.written[begin:stop])
            if len(part.digits) >= least:
                yield part
