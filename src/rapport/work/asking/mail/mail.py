"""An invitation as a mail: plain text and HTML, nothing fetched from anywhere unless the home wants to know
what was opened, an address to leave by."""

from __future__ import annotations

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from rapport.program.sending.addresses import in_ascii
from rapport.records import InputError
from rapport.work.asking.mail.told import Told
from rapport.work.asking.mail.words import direction

HEX = re.compile(r"#[0-9a-fA-F]{6}")
ACCENT = "#0b57d0"
POLICY = SMTP.clone(raise_on_defect=False)


def mail(told: Told, *, sender: str, to: str, stamp: str, now: datetime, accent: str = "") -> EmailMessage:
    """The mail to one address. `sender` is the home's, `stamp` what its Message-ID is made of.

    Raises InputError for a sender or an address that cannot stand in a header.
    """
    _, own = parseaddr(sender)
    made = EmailMessage(policy=POLICY)
    made["From"] = _address(told.sender, own)
    made["To"] = _address("", in_ascii(to))
    made["Subject"] = told.subject
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{stamp}@{own.rpartition('@')[2]}>"
    made["List-Unsubscribe"] = f"<{told.leave_link}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(plain(told), cte="quoted-printable")
    made.add_alternative(page(told, accent), subtype="html", cte="quoted-printable")
    made["Content-Language"] = told.language  # last: giving a message its content clears its Content- headers
    return made


def _address(name: str, spec: str) -> Address:
    try:
        return Address(name, addr_spec=spec)
    except (ValueError, IndexError) as error:
        raise InputError("An address that cannot be written to", None, f"Look at it: {error}.") from None


def plain(told: Told) -> str:
    """The words alone."""
    parts = [told.intro, told.question]
    if told.steps:
        parts.append("\n".join(f"{one.words}  {one.link}" for one in _some(told)))
    elif told.choices:
        parts.append("\n\n".join(f"{one.words}\n{one.link}" for one in told.choices))
    else:
        parts.append(f"{told.words['answer']}: {told.link}")
    parts.append(f"{told.why} {told.until}")
    parts.append(f"{told.words['leave']}: {told.leave_link}")
    return "\n\n".join(part for part in parts if part) + "\n"


def _some(told: Told) -> list[Any]:
    """In plain text every number would be a line of its own; the ends say which is which."""
    return [
        type(one)(f"{one.words} ({one.title})" if one.title else one.words, one.link, "")
        for one in told.steps
    ]


def page(told: Told, accent: str = "") -> str:
    """The same as HTML."""
    return _template().render(
        language=told.language,
        direction=direction(told.language),
        company=told.company,
        subject=told.subject,
        intro=told.intro.splitlines(),
        question=told.question,
        steps=told.steps,
        low=told.low,
        high=told.high,
        choices=told.choices,
        link=told.link,
        leave_link=told.leave_link,
        why=told.why,
        until=told.until,
        choose=told.words["choose"],
        answer=told.words["answer"],
        leave=told.words["leave"],
        picture=told.picture,
        accent=accent if HEX.fullmatch(accent) else ACCENT,
    )


@cache
def _template() -> Template:
    text = files("rapport.work.asking.mail").joinpath("invitation.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(text)
