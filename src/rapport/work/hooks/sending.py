"""Sends one message to one address: only where it may go, and never longer than it should take."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from http.client import HTTPConnection, HTTPException, HTTPMessage

from rapport import __version__
from rapport.program.hooks.address import Target, is_public, not_public, target_of
from rapport.program.hooks.errors import AddressError
from rapport.program.hooks.plain import Due, Outcome
from rapport.program.hooks.signing import headers

CONNECT_S = 5.0
TOTAL_S = 15.0
READ = 1024
AGENT = f"Rapport/{__version__} (webhooks)"

Resolve = Callable[[str, int], Sequence[str]]
Trust = Callable[[], ssl.SSLContext]


def addresses_of(host: str, port: int) -> Sequence[str]:
    """Every address that a host's name stands for, as the machine resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(one[4][0]) for one in found))


def send(
    due: Due,
    inside_hosts: Sequence[str] = (),
    *,
    resolve: Resolve = addresses_of,
    trust: Trust = ssl.create_default_context,
) -> Outcome:
    """Sends the message, signed now → how it went; nothing is raised.

    The name is resolved once, every address it stands for is checked, and the connection goes to one of
    these, so that no name can mean something else a moment later. Redirects are not followed.
    """
    began = time.monotonic()

    def spent() -> int:
        return round(1000 * (time.monotonic() - began))

    try:
        target = target_of(due.address, inside_hosts)
        status, later = _post(target, _reachable(target, resolve), due, trust)
    except AddressError as error:
        return Outcome(None, spent(), f"{error.what}. {error.todo}")
    except ssl.SSLError as error:
        return Outcome(None, spent(), f"TLS failed: {error.reason or error}")
    except (OSError, HTTPException, ValueError) as error:
        return Outcome(None, spent(), f"Nothing answered as it should: {type(error).__name__}: {error}")
    return Outcome(status, spent(), _problem(status), gone=status == 410, wait_s=later)


def _reachable(target: Target, resolve: Resolve) -> str:
    """The address to connect to. Raises AddressError where any that the name stands for is not public."""
    try:
        found = resolve(target.host, target.port)
    except (OSError, UnicodeError):
        raise AddressError(
            f"The name {target.host} is not known", "address", "Look at its spelling."
        ) from None
    if not found:
        raise AddressError(f"The name {target.host} is not known", "address", "Look at its spelling.")
    if not target.inside:
        for one in found:
            if not is_public(ipaddress.ip_address(one.partition("%")[0])):
                raise not_public(target.host)
    return found[0]


def _post(target: Target, address: str, due: Due, trust: Trust) -> tuple[int, float]:
    connection = _Straight(target, address, trust)
    watch = threading.Timer(TOTAL_S, connection.cut)
    watch.daemon = True
    watch.start()
    try:
        body = due.body.encode()
        connection.request("POST", target.path, body, _headers(target, due))
        answer = connection.getresponse()
        answer.read(READ)
        return answer.status, _patience(answer.headers)
    finally:
        watch.cancel()
        connection.close()


def _headers(target: Target, due: Due) -> dict[str, str]:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = target.port == (443 if target.secure else 80)
    return {
        "Host": host if usual else f"{host}:{target.port}",
        "Content-Type": "application/json",
        "User-Agent": AGENT,
        "Connection": "close",
        **headers(due.message, int(time.time()), due.body, due.secrets),
    }


def _patience(answered: HTTPMessage) -> float:
    """How many seconds the receiver asks to wait; 0 where it does not say, or says it as a date."""
    said = (answered.get("Retry-After") or "").strip()
    return float(said) if said.isdigit() and len(said) < 8 else 0.0


def _problem(status: int) -> str:
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return f"It answered {status}: redirects are not followed"
    return f"It answered {status}"


class _Straight(HTTPConnection):
    """A connection to the address that was checked, whatever the name stands for by now."""

    def __init__(self, target: Target, address: str, trust: Trust) -> None:
        super().__init__(target.host, target.port, timeout=CONNECT_S)
        self._target, self._address, self._trust = target, address, trust
        self._line: socket.socket | None = None
        self._over = False

    def connect(self) -> None:
        """TLS is checked against the name."""
        self._line = socket.create_connection((self._address, self._target.port), CONNECT_S)
        if self._target.secure:
            self._line = self._trust().wrap_socket(self._line, server_hostname=self._target.host)
        self.sock = self._line
        if self._over:
            self.cut()

    def cut(self) -> None:
        """Ends it, from another thread: whoever drips bytes for ever keeps no worker."""
        self._over = True
        if self._line is not None:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)
