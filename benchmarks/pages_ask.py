"""People who ask for a page again and again, each over a connection of their own."""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

LIMIT_S = 120


def sign_in(port: int, email: str, password: str) -> str:
    """Signs in as a browser does → the cookies of the session."""
    line = HTTPConnection("127.0.0.1", port, timeout=LIMIT_S)
    line.request("GET", "/account/login/")
    answer = line.getresponse()
    [token] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[:1]
    cookies = _cookies(answer)
    form = urlencode({"login": email, "password": password, "csrfmiddlewaretoken": token})
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", "/account/login/", form, headers)
    answer = line.getresponse()
    answer.read()
    if answer.status != 302:
        raise RuntimeError(f"{email} could not sign in: {answer.status}")
    return _cookies(answer)


def _cookies(answer: Any) -> str:
    return "; ".join(one.split(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())


def _ask(order: dict[str, Any], cookie: str, times: list[float], wrong: list[int], late: float) -> None:
    line = HTTPConnection("127.0.0.1", order["port"], timeout=LIMIT_S)
    headers = {"Cookie": cookie} if cookie else {}
    time.sleep(late)
    end = time.monotonic() + order["seconds"]
    while time.monotonic() < end:
        start = time.perf_counter()
        line.request("GET", order["path"], headers=headers)
        answer = line.getresponse()
        answer.read()
        times.append(time.perf_counter() - start)
        if answer.status != 200:
            wrong.append(answer.status)
        time.sleep(order["pause"])


def main() -> None:
    """Reads what to ask for, prints how long each answer took."""
    order = json.load(sys.stdin)
    times: list[float] = []
    wrong: list[int] = []
    people = [
        # They do not all begin in the same moment.
        threading.Thread(target=_ask, args=(order, cookie, times, wrong, number * order["pause"] / 10))
        for number, cookie in enumerate(order["cookies"])
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    print(json.dumps({"times": times, "wrong": wrong}))


if __name__ == "__main__":
    main()
