"""Hands mails to the home's mail server, and tells what became of each: sent, not now, never, in doubt."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.utils import parseaddr
from io import BytesIO

from rapport.home import Home
from rapport.program.sending.addresses import in_ascii
from rapport.records import InputError
from rapport.work.asking.bounces import NOBODYS
from rapport.work.asking.outcome import DOUBT, FAILED, LATER, REFUSED, SENT, Handed

WAIT_S = 30
REMEDY = "Set mail_server and mail_from in rapport.toml."


class MailLine:
    """One connection to the server, for one mail after the other; opened again when it was lost."""

    def __init__(self, home: Home) -> None:
        self.settings = home.settings
        self._line: smtplib.SMTP | None = None

    def hand(self, mail: EmailMessage) -> Handed:
        """Hands one mail over. Nothing is raised.

        Up to the last dot nothing was sent, so that a line that breaks is no harm; after it, without an
        answer, nobody can know.
        """
        try:
            line = self._open()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Handed(LATER, f"The mail server cannot be reached: {_words(error)}")
        try:
            refused = self._envelope(line, mail)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Handed(LATER, f"The line broke: {_words(error)}")
        if refused is not None:
            return refused
        return self._content(line, _bytes(mail))

    def _open(self) -> smtplib.SMTP:
        if self._line is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                if self._line.noop()[0] == 250:
                    return self._line
            self.close()
        given = self.settings
        server = str(given.mail_server)
        if given.mail_security == "tls":
            safe = ssl.create_default_context()
            line: smtplib.SMTP = smtplib.SMTP_SSL(server, given.mail_port, timeout=WAIT_S, context=safe)
        else:
            line = smtplib.SMTP(server, given.mail_port, timeout=WAIT_S)
        self._line = line
        line.ehlo_or_helo_if_needed()
        if given.mail_security == "starttls":
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if given.mail_user:
            line.login(given.mail_user, given.mail_password or "")
        return line

    def _envelope(self, line: smtplib.SMTP, mail: EmailMessage) -> Handed | None:
        """Sender and recipient; what the server has against them, or nothing."""
        sender, to = parseaddr(str(mail["From"]))[1], parseaddr(str(mail["To"]))[1]
        sender, to = in_ascii(sender), in_ascii(to)
        needs = [] if sender.isascii() and to.isascii() else ["SMTPUTF8"]
        if needs and not line.has_extn("smtputf8"):
            return Handed(FAILED, "The mail server takes no addresses with such letters")
        code, said = line.mail(sender, needs)
        if code != 250:
            self._reset(line)
            return Handed(LATER if code < 500 else FAILED, f"The sender was not taken: {_said(code, said)}")
        code, said = line.rcpt(to)
        if code not in (250, 251):
            self._reset(line)
            return Handed(LATER if code < 500 else _whose(said), _said(code, said))
        code, said = line.docmd("DATA")
        if code != 354:
            self._reset(line)
            return Handed(LATER if code < 500 else FAILED, _said(code, said))
        return None

    def _content(self, line: smtplib.SMTP, content: bytes) -> Handed:
        dotted = content.replace(b"\r\n.", b"\r\n..")
        dotted = (b"." if content.startswith(b".") else b"") + dotted
        end = b".\r\n" if dotted.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            line.send(dotted)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Handed(LATER, f"The line broke: {_words(error)}")
        try:
            line.send(end)
            code, said = line.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Handed(DOUBT, f"No answer came after it was sent: {_words(error)}")
        if code == 250:
            return Handed(SENT)
        return Handed(LATER if code < 500 else FAILED, _said(code, said))

    def _reset(self, line: smtplib.SMTP) -> None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            line.rset()

    def close(self) -> None:
        """Hangs up."""
        if self._line is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._line.quit()
            self._line.close()
            self._line = None


@contextmanager
def mail_line(home: Home) -> Iterator[MailLine]:
    """The line of a home, hung up in the end. Raises InputError where no server is set."""
    if not home.settings.mail_server or not home.settings.mail_from:
        raise InputError("No mail server is set", "mail_server", REMEDY)
    line = MailLine(home)
    try:
        yield line
    finally:
        line.close()


def _whose(said: bytes) -> str:
    """Whether the server says by its code that nobody is at the address. Whatever else it has against this
    mail, the address is no worse for it."""
    code = re.match(r"5\.\d{1,3}\.\d{1,3}(?![\d.])", said.decode("utf-8", "replace"))
    return REFUSED if code and code[0] in NOBODYS else FAILED


def _bytes(mail: EmailMessage) -> bytes:
    """As it goes over the line: every line ends as the protocol wants."""
    held = BytesIO()
    BytesGenerator(held, policy=mail.policy.clone(linesep="\r\n")).flatten(mail)
    return held.getvalue()


def _said(code: int, said: bytes) -> str:
    return f"{code} {said.decode('utf-8', 'replace')}"[:250]


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:200]
