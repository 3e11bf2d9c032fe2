"""Mails and mailboxes as interactions: one thread is one interaction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapport.records import Interaction, Turn
from rapport.sources.context import Context
from rapport.sources.errors import RowError
from rapport.sources.file import SourceFile
from rapport.sources.finish import finish
from rapport.sources.item import Item, Parsed
from rapport.sources.mail.agents import Agents
from rapport.sources.mail.mailbox import Place, places, read_mail
from rapport.sources.mail.message import Mail, parse_mail
from rapport.sources.mail.quotes import split_mail
from rapport.sources.mail.threads import threads
from rapport.sources.tables.table import rejected

_FIELD = re.compile(
    rb"(?:From|To|Date|Subject|Message-ID|Received|Return-Path|MIME-Version|Delivered-To)\s?:", re.I
)
_LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class MailReader:
    """Reads one mail a file, or a mailbox. Threads are joined across all files of one import."""

    name: str
    extensions: tuple[str, ...]
    kinds: frozenset[str] = frozenset({"emails", "tickets"})

    def sniff(self, head: bytes, path: Path) -> float:
        """How sure it is, from the first line and the name."""
        if self.name == "mbox":
            return 0.9 if head.startswith(b"From ") and b"\n" in head else 0.0
        named = path.suffix.lower() == ".eml"
        if head.startswith(b"From "):
            return 0.0
        fields = len({found.lower() for found in _FIELD.findall(head[:8000])})
        return 0.9 if named else 0.7 if _FIELD.match(head) and fields >= 3 else 0.0

    def read(self, file: SourceFile, kind: str, context: Context) -> Iterator[Item]:
        """The threads of one file."""
        return self.read_many([file], kind, context)

    def read_many(self, files: Sequence[SourceFile], kind: str, context: Context) -> Iterator[Item]:
        """The threads of all files, each mail once. Only the mails of one thread are held at a time."""
        mbox, agents = self.name == "mbox", Agents(context)
        with ExitStack() as stack:
            paths = [stack.enter_context(file.local()) for file in files]
            found = [
                place
                for number, (file, path) in enumerate(zip(files, paths, strict=True))
                for place in places(path, file, number, mbox)
            ]
            for thread in threads(found):
                first = thread[0]
                file, row = files[first.file], first.number
                where = file.name if not mbox else f"{file.name}, mail {row:,}"
                try:
                    mails = [_mail(paths[place.file], place, mbox) for place in thread]
                    yield Parsed(_interaction(mails, agents, context), row, where)
                except RowError as error:
                    raw = read_mail(paths[first.file], first.start, min(first.length, 4000), mbox)
                    yield rejected(error, file, row, raw.decode("utf-8", "replace"), context.limits)
            for file in files:
                file.tell_all()


def _mail(path: Path, place: Place, mbox: bool) -> Mail:
    return parse_mail(read_mail(path, place.start, place.length, mbox))


def _interaction(mails: list[Mail], agents: Agents, context: Context) -> Interaction:
    mails = sorted(mails, key=lambda mail: mail.at or _LAST)
    serving = agents.of(mails)
    root = mails[0]
    people = [mail for mail in mails if not mail.automatic and mail.sender]
    asking = next((mail for mail in people if mail.sender not in serving), None)
    replying = next((mail for mail in people if mail.sender in serving), None)
    asked = (
        asking.sender
        if asking
        else next((who for mail in mails for who in mail.people if who not in serving), None)
    )
    times = [mail.at for mail in mails if mail.at]
    record = Interaction(
        interaction_id=root.parents[0] if root.parents else root.message_id,
        channel=context.channel,
        started_at=min(times, default=None),
        ended_at=max(times, default=None),
        customer_id=asked,
        customer_name=asking.sender_name if asking else None,
        agent_id=replying.sender if replying else None,
        agent_name=replying.sender_name if replying else None,
        subject=root.subject or None,
        turns=tuple(_turn(mail, serving) for mail in mails),
        attributes=_attributes(mails, serving),
    )
    return finish(record, context)


def _turn(mail: Mail, serving: set[str]) -> Turn:
    speaker = "system" if mail.automatic else "agent" if mail.sender in serving else "customer"
    own, quoted, signature = split_mail(mail.text)
    if not own and mail.attachments:
        own = f"[attached: {', '.join(mail.attachments)}]"
    return Turn(speaker, own, at=mail.at, person=mail.sender_name or mail.sender or None, quoted=quoted,
                signature=signature)  # fmt: skip


def _attributes(mails: list[Mail], serving: set[str]) -> dict[str, str]:
    found = {}
    asking = next((mail for mail in mails if mail.sender not in serving and not mail.automatic), None)
    mailbox = next((who for who in asking.people if who in serving), None) if asking else None
    if mailbox:
        found["mailbox"] = mailbox.partition("@")[0]
    attached = [name for mail in mails for name in mail.attachments]
    if attached:
        found["attachments"] = ", ".join(attached)
    return found


EML = MailReader("eml", (".eml",))
MBOX = MailReader("mbox", (".mbox", ".mbx"))
