"""Many who hand something in at once, each over a connection that stays open, with as little work of their
own as can be: requests are made before, answers read only as far as their first line and length."""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Iterator


class _Line:
    """One connection with the request on its way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.since, self.held = 0.0, b""

    def send(self, request: bytes) -> None:
        self.since, self.held = time.perf_counter(), b""
        self.socket.sendall(request)

    def answered(self) -> int | None:
        """The status, once the whole answer is here."""
        self.held += self.socket.recv(65_536)
        head, end, body = self.held.partition(b"\r\n\r\n")
        if not end:
            if not self.held:
                raise ConnectionError("the server hung up")
            return None
        if not head.startswith(b"HTTP/1.1 "):
            raise RuntimeError(f"no answer: {self.held[:500]!r}")
        length = 0
        for line in head.lower().split(b"\r\n")[1:]:
            if line.startswith(b"content-length:"):
                length = int(line[15:])
        return int(head[9:12]) if len(body) >= length else None


def ask(port: int, requests: Iterator[bytes], lines: int, seconds: float) -> tuple[list[float], list[int]]:
    """How long each took, in seconds, and the statuses that were no success."""
    watch, times, wrong = selectors.DefaultSelector(), [], []
    for _ in range(lines):
        line = _Line(port)
        watch.register(line.socket, selectors.EVENT_READ, line)
        line.send(next(requests))
    end, open_lines = time.perf_counter() + seconds, lines
    while open_lines:
        for key, _ in watch.select(60):
            line = key.data
            status = line.answered()
            if status is None:
                continue
            times.append(time.perf_counter() - line.since)
            if status >= 400:
                wrong.append(status)
            following = next(requests, None) if time.perf_counter() < end else None
            if following is None:
                watch.unregister(line.socket)
                line.socket.close()
                open_lines -= 1
            else:
                line.send(following)
    return times, wrong


def posted(path: str, body: bytes) -> bytes:
    """A form that is handed in."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def main() -> None:
    """Reads where to hand what in, prints how long each took."""
    order = json.load(sys.stdin)
    requests = (posted(path, body.encode()) for path, body in order["requests"])
    start = time.perf_counter()
    times, wrong = ask(order["port"], requests, order["lines"], order["seconds"])
    print(json.dumps({"times": times, "wrong": wrong, "spent": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
