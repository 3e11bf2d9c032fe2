"""One mail as plain data: who, when, about what, and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import blake2b

from rapport.sources.html_text import html_to_text

_ID = re.compile(r"<([^<>\s]+)>")
_REPLY_MARK = re.compile(
    r"^\s*(?:(?:re|aw|sv|antw|rv|ref|fwd?|wg|tr|enc|vs)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?(?:[+-].*)?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mail:
    """`parents` are the ids it answers, oldest first. `people` are all who sent or received it."""

    message_id: str
    parents: tuple[str, ...]
    sender: str
    sender_name: str | None
    people: tuple[str, ...]
    subject: str
    at: datetime | None
    text: str
    attachments: tuple[str, ...]
    automatic: bool


def parse_mail(raw: bytes) -> Mail:
    """The mail that these bytes are. Never fails: what cannot be read is empty."""
    message = BytesParser(policy=compat32).parsebytes(raw)
    sender_name, sender = _addresses(message, "from")[0]
    text, attachments = _content(message)
    return Mail(
        message_id=message_id(message, raw),
        parents=parents(message),
        sender=sender,
        sender_name=sender_name or None,
        people=tuple(
            address for field in ("from", "to", "cc") for _, address in _addresses(message, field) if address
        ),
        subject=plain_subject(header(message, "subject")),
        at=_date(message),
        text=text,
        attachments=attachments,
        automatic=_is_automatic(message, sender),
    )


def header(message: Message, name: str) -> str:
    """A header decoded, on one line; empty when it is missing."""
    value = next((value for key, value in message.raw_items() if key.lower() == name), None)
    return "" if value is None else " ".join(_decoded(_as_text(value)).split())


def message_id(message: Message, raw: bytes) -> str:
    """The Message-ID without brackets; a mail without one gets an id from its bytes."""
    value = str(message.get("message-id") or "").strip()
    found = _ID.search(value)
    return found[1] if found else value or "mail-" + blake2b(raw, digest_size=12).hexdigest()


def parents(message: Message) -> tuple[str, ...]:
    """The ids of the mails before this one, oldest first."""
    ids = [
        *_ID.findall(str(message.get("references") or "")),
        *_ID.findall(str(message.get("in-reply-to") or "")),
    ]
    return tuple(dict.fromkeys(ids))


def plain_subject(subject: str) -> str:
    """The subject without Re:, Fwd: and their like in other languages."""
    return _REPLY_MARK.sub("", subject).strip()


def _addresses(message: Message, name: str) -> list[tuple[str, str]]:
    found = getaddresses([header(message, name)]) if message.get(name) is not None else []
    return [(shown.strip(), address.strip().lower()) for shown, address in found] or [("", "")]


def _date(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("date")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _is_automatic(message: Message, sender: str) -> bool:
    if _MACHINES.match(sender.partition("@")[0]) or message.get_content_type() == "multipart/report":
        return True
    marked = header(message, "auto-submitted").lower() or "no"
    return (
        not marked.startswith("no")
        or header(message, "precedence").lower() in ("auto_reply", "auto-reply")
        or message.get("x-autoreply") is not None
        or message.get("x-autorespond") is not None
    )


def _content(message: Message) -> tuple[str, tuple[str, ...]]:
    plain: list[str] = []
    html: list[str] = []
    attachments: list[str] = []
    for part in _leaves(message):
        name, kind = part.get_filename(), part.get_content_type()
        disposed = str(part.get("content-disposition") or "").lower().startswith("attachment")
        if disposed or kind not in ("text/plain", "text/html"):
            if name or disposed or kind == "message/rfc822":
                attachments.append(_decoded(name) if name else kind)
            continue
        (plain if kind == "text/plain" else html).append(_text(part))
    text = "\n".join(one for one in plain if one.strip())
    if not text.strip():
        text = "\n".join(html_to_text(one) for one in html)
    return text.replace("\r\n", "\n").strip(), tuple(attachments)


def _leaves(message: Message) -> list[Message]:
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        return [message]
    return [leaf for part in message.get_payload() for leaf in _leaves(part)]  # type: ignore[arg-type]


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    for charset in (part.get_content_charset(), "utf-8", "windows-1252"):
        try:
            return content.decode(charset or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


def _as_text(value: str) -> str:
    """A header as it stands; bytes beyond ASCII that were not coded are taken as UTF-8."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(coded: str) -> str:
    try:
        return str(make_header(decode_header(coded)))
    except (LookupError, UnicodeError, ValueError, MessageError):
        return coded
