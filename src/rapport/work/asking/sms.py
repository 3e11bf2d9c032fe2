"""Hands text messages to an HTTP gateway: any that takes a JSON of number and words."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit

from rapport.home import Home
from rapport.records import InputError
from rapport.work.asking.outcome import DOUBT, FAILED, LATER, REFUSED, SENT, Handed

WAIT_S = 15
READ = 4096
BODY = '{"to": {to}, "from": {from}, "text": {text}, "id": {id}}'
IDS = ("id", "message_id", "messageId", "sid", "uuid")
NUMBER_AT_FAULT = (404, 410, 422)


def hand_text(home: Home, *, to: str, text: str, stamp: str) -> Handed:
    """Posts one message to the gateway that the home names; nothing is raised but InputError where none is.

    `stamp` is the same at every try, for gateways that know a message again (`Idempotency-Key`).
    """
    given = home.settings
    if not given.sms_url:
        raise InputError("No gateway for text messages is set", "sms_url", "Set sms_url in rapport.toml.")
    facts = {"to": to, "from": given.sms_from or "", "text": text, "id": stamp}
    parts = urlsplit(given.sms_url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Content-Type": "application/json", "Idempotency-Key": stamp, "Connection": "close"}
    if given.sms_token:
        headers["Authorization"] = f"Bearer {given.sms_token}"
    line = _line(parts.scheme, parts.hostname or "", parts.port)
    try:
        try:
            line.connect()
        except (OSError, HTTPException) as error:
            return Handed(LATER, f"The gateway cannot be reached: {type(error).__name__}")
        return _posted(line, path, filled(given.sms_body or BODY, facts), headers)
    finally:
        line.close()


def filled(template: str, facts: Mapping[str, str]) -> bytes:
    """The body: every `{name}` a JSON string, with its quotes unless the template has them already."""
    made = template
    for name, value in facts.items():
        told = json.dumps(value)
        made = made.replace(f'"{{{name}}}"', told).replace(f"{{{name}}}", told)
    return made.encode()


def _line(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=WAIT_S, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=WAIT_S)


def _posted(line: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> Handed:
    try:
        line.request("POST", path, body, dict(headers))
        answer = line.getresponse()
        content = answer.read(READ)
    except (TimeoutError, socket.timeout, OSError, HTTPException, ValueError) as error:  # noqa: UP041
        return Handed(DOUBT, f"The gateway took it and did not answer: {type(error).__name__}")
    said = f"{answer.status} {content[:150].decode('utf-8', 'replace')}"
    if 200 <= answer.status < 300:
        return Handed(SENT, "", _remote_id(content))
    if answer.status in NUMBER_AT_FAULT:
        return Handed(REFUSED, said)
    if answer.status == 429 or answer.status >= 500:
        return Handed(LATER, said)
    return Handed(FAILED, said)


def _remote_id(content: bytes) -> str:
    """The gateway's own id of a message, for what it tells later."""
    try:
        told: Any = json.loads(content)
    except ValueError:
        return ""
    if not isinstance(told, dict):
        return ""
    return next((str(told[name])[:200] for name in IDS if isinstance(told.get(name), (str, int))), "")
