"""The adapter to any CRM that takes a JSON of one customer by HTTP."""

from __future__ import annotations

import json
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from rapport.home import Home
from rapport.work.crm.adapter import Written

WAIT_S = 15
READ = 300


def write(home: Home, customer: str, facts: Mapping[str, Any]) -> Written:
    """Sends the facts to the address the home names, with the customer's id in place of `{customer}`."""
    given = home.settings
    parts = urlsplit(given.crm_url or "")
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = target.replace("{customer}", quote(customer, safe=""))
    headers = {"Content-Type": "application/json", "Connection": "close"}
    if given.crm_token:
        headers["Authorization"] = f"Bearer {given.crm_token}"
    body = json.dumps({"customer_id": customer, **facts}).encode()
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        line.request(given.crm_method, path, body, headers)
        answer = line.getresponse()
        said = answer.read(READ)[:150].decode("utf-8", "replace")
    except (OSError, HTTPException, ValueError) as error:
        return Written(f"Nothing answered as it should: {type(error).__name__}", again=True)
    finally:
        line.close()
    if 200 <= answer.status < 300:
        return Written()
    return Written(f"It answered {answer.status} {said}", again=answer.status == 429 or answer.status >= 500)


def _line(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=WAIT_S, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=WAIT_S)
