"""A real mail server on this machine, which keeps what it takes, or refuses."""

import socket
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Post:
    """`mails` as they came, parsed; `answer` is what the server says to each; `refuses` addresses."""

    def __init__(self):
        self.mails, self.answer, self.refuses = [], "250 OK", set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuses:
            return "550 no such box"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return self.answer


@contextmanager
def mail_server():
    """A server while the block lasts → (its handler, its port)."""
    handler = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def mailing(home, port, **more):
    """The home with that mail server in its settings."""
    given = {
        "mail_server": "127.0.0.1",
        "mail_port": port,
        "mail_security": "none",
        "mail_from": "care@example.com",
    }
    return replace(home, settings=replace(home.settings, **given, **more))
