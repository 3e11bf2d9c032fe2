"""Asks a language model behind any address that speaks the OpenAI way, never longer than it should take."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from rapport import __version__
from rapport.program.hooks.address import is_public
from rapport.records.errors import InputError

TRIES = 3
LONGEST_WAIT_S = 30.0
MOST_BYTES = 1_000_000
TRY_LATER = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


class ChatError(RuntimeError):
    """The model gave no answer that can be used; the message tells nothing of what was asked."""


@dataclass(frozen=True)
class Answer:
    """What it said, and how many tokens question and answer were."""

    text: str
    tokens: int


@dataclass(frozen=True)
class Chat:
    """`url` is what comes before `/chat/completions`. `key` is sent and never shown."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_s: float = 60.0
    sleep: Callable[[float], None] = time.sleep

    def ask(self, system: str, user: str, schema: Mapping[str, Any], most_tokens: int) -> Answer:
        """One question, tried again where that may help. Raises ChatError where nothing useful came."""
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "seed": 0,
            "max_tokens": most_tokens,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "answer", "strict": True, "schema": schema},
            },
        }
        problem, wait = "", 0.0
        for tried in range(TRIES):
            if tried:
                self.sleep(wait)
            status, body, wait = self._post(asked, 2.0**tried)
            if status == 200:
                return _answer(body, system + user)
            problem = f"it answered {status}" if status else body.decode()
            if status == 400 and asked.pop("response_format", None):
                continue  # it knows no schemas: what it says is checked anyway
            if status and status not in TRY_LATER:
                break
        raise ChatError(problem)

    def _post(self, asked: Mapping[str, Any], patience: float) -> tuple[int, bytes, float]:
        """Status (0: nothing came, and the body says why), body, and how long to wait before trying again."""
        body, target = json.dumps(asked).encode(), urlsplit(self.url)
        made = HTTPSConnection if target.scheme == "https" else HTTPConnection
        connection = made(target.hostname or "", target.port, timeout=self.timeout_s)
        over, lines = threading.Event(), list[Any]()
        watch = threading.Timer(self.timeout_s, _cut, [lines, over])
        watch.daemon = True
        watch.start()
        try:
            connection.connect()
            lines.append(connection.sock)
            if target.scheme == "http" and _outside(connection.sock.getpeername()[0]):
                # The name was of a machine inside when it was checked, and is not any more.
                return 0, b"its address leads out of this network, in the clear", patience
            connection.request("POST", f"{target.path.rstrip('/')}/chat/completions", body, self._headers())
            answer = connection.getresponse()
            said = answer.status, _read(answer), _patience(answer, patience)
            return said if not over.is_set() else (0, b"it took too long", patience)
        except (OSError, HTTPException, ValueError, AttributeError) as error:
            return 0, f"nothing came ({type(error).__name__})".encode(), patience
        finally:
            watch.cancel()
            connection.close()

    def _headers(self) -> dict[str, str]:
        own = {"Content-Type": "application/json", "User-Agent": f"Rapport/{__version__}"}
        return {**own, "Authorization": f"Bearer {self.key}"} if self.key else own


def checked_address(url: str) -> str:
    """The address, if conversations may go there: https, or http where it stays inside. Raises InputError."""
    no_address = InputError(f"{url!r} is no address of a model", "llm_url", 'Use one like "https://host/v1".')
    try:
        target = urlsplit(url)
        port = target.port
    except ValueError as error:  # brackets left open, or a port that no machine has
        raise no_address from error
    if target.scheme not in ("http", "https") or not target.hostname or target.username:
        raise no_address
    if target.scheme == "http":
        try:
            found = socket.getaddrinfo(target.hostname, port or 80, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError(f"The name {target.hostname} is not known", "llm_url", "Look at it.") from error
        if any(_outside(str(one[4][0])) for one in found):
            what = "Conversations would leave this network where everybody can read them"
            raise InputError(what, "llm_url", "Use an address that begins https://.")
    return url


def _outside(address: str) -> bool:
    return is_public(ipaddress.ip_address(address.partition("%")[0]))


def _read(answer: HTTPResponse) -> bytes:
    body = answer.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise ValueError("an answer of more than a megabyte")
    return body


def _patience(answer: HTTPResponse, usual: float) -> float:
    said = (answer.headers.get("Retry-After") or "").strip()
    return min(float(said), LONGEST_WAIT_S) if said.isdigit() and len(said) < 8 else usual


def _cut(lines: list[Any], over: threading.Event) -> None:
    """Ends it, from another thread: whoever drips bytes for ever keeps nobody."""
    over.set()
    for line in lines:
        with contextlib.suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _answer(body: bytes, asked: str) -> Answer:
    try:
        told = json.loads(body)
        text = told["choices"][0]["message"]["content"]
        if not isinstance(text, str):
            raise TypeError
        said = (told.get("usage") or {}).get("total_tokens")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise ChatError("its answer is not of the form that was agreed on") from error
    counted = said if isinstance(said, int) and said > 0 else (len(asked) + len(text)) // 3
    return Answer(text, counted)
