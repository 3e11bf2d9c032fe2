"""What the domain of the sender says: who may send for it (SPF, RFC 7208), with which key mails are signed
(DKIM, RFC 6376), and what to do with others (DMARC, RFC 7489)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from rapport.work.asking.deliverability.note import BAD, GOOD, WORSE, Ask, LookupFailedError, Note

MOST_LOOKUPS = 10
SHORT_KEY = 1024
TWO_LEVELS = ("co.uk", "org.uk", "ac.uk", "gov.uk", "com.au", "net.au", "org.au", "co.nz", "co.jp", "com.br",
              "co.in", "co.za", "com.mx", "com.tr", "co.kr", "com.cn", "com.sg", "co.il")  # fmt: skip
"""Endings under which companies have their names; of the endings with two levels, those met most."""


def domain_notes(domain: str, selector: str, ask: Ask, *, path_domain: str = "") -> Iterator[Note]:
    """What is found, a note each. `path_domain` is where bounces go to, which SPF speaks of; without one it
    is the sender's own."""
    try:
        yield from _spf(path_domain or domain, ask)
        yield _dkim(domain, selector, ask)
        yield from _dmarc(domain, path_domain or domain, ask)
        yield _mx(domain, ask)
    except LookupFailedError as error:
        yield Note("DNS", WORSE, f"The name servers did not answer ({error})", "Try again later.")


def organisational(domain: str) -> str:
    """The domain that a company registered: `mail.example.co.uk` → `example.co.uk`."""
    parts = domain.lower().rstrip(".").split(".")
    keep = 3 if ".".join(parts[-2:]) in TWO_LEVELS else 2
    return ".".join(parts[-keep:])


def _spf(domain: str, ask: Ask) -> Iterator[Note]:
    records = [one for one in ask(domain, "TXT") if one.lower().split(" ")[0] == "v=spf1"]
    if not records:
        yield Note(
            "SPF", WORSE, f"{domain} does not say who may send for it",
            "Add a TXT record such as: v=spf1 include:<your mail server's provider> -all",
        )  # fmt: skip
        return
    if len(records) > 1:
        yield Note("SPF", BAD, f"{domain} has {len(records)} SPF records: none counts", "Keep one of them.")
        return
    terms = records[0].lower().split()[1:]
    last = next((one for one in terms if one.endswith("all")), "")
    if last in ("all", "+all"):
        yield Note("SPF", BAD, "It lets everybody send (+all)", "End it with -all.")
    elif last == "?all" or (not last and not any(one.startswith("redirect=") for one in terms)):
        yield Note("SPF", WORSE, "It says nothing about others", "End it with -all or ~all.")
    else:
        yield Note("SPF", GOOD, records[0])
    count = lookups(domain, ask)
    if count > MOST_LOOKUPS:
        what = f"It takes {count} look-ups; after {MOST_LOOKUPS} receivers stop and it counts as broken"
        yield Note("SPF look-ups", BAD, what, "Name networks (ip4:) instead of some include:.")


def lookups(domain: str, ask: Ask, deep: int = 0) -> int:
    """How many look-ups an SPF record costs, those of the records it includes among them."""
    if deep > MOST_LOOKUPS:
        return MOST_LOOKUPS + 1
    record = next((one for one in ask(domain, "TXT") if one.lower().startswith("v=spf1")), "")
    total = 0
    for term in record.lower().split()[1:]:
        plain = term.lstrip("+-~?")
        name = plain.partition(":")[0]
        if plain.startswith(("include:", "redirect=")):
            total += 1 + lookups(plain.replace("=", ":").partition(":")[2], ask, deep + 1)
        elif name.partition("/")[0] in ("a", "mx", "ptr", "exists"):
            total += 1
    return total


def _dkim(domain: str, selector: str, ask: Ask) -> Note:
    if not selector:
        return Note(
            "DKIM", WORSE, "Nobody said with which selector the mail server signs",
            "Set dkim_selector in rapport.toml, and signing in the mail server.",
        )  # fmt: skip
    name = f"{selector}._domainkey.{domain}"
    record = next((one for one in ask(name, "TXT") if "p=" in one), "")
    if not record:
        what = f"There is no key at {name}"
        return Note("DKIM", BAD, what, "Add the TXT record that your mail server shows.")
    tags = _tags(record)
    key = tags.get("p", "")
    if not key:
        return Note("DKIM", BAD, f"The key at {name} was withdrawn (p= is empty)", "Publish the new key.")
    try:
        size = len(base64.b64decode(key.replace(" ", ""), validate=True)) * 8
    except (binascii.Error, ValueError):
        return Note("DKIM", BAD, f"The key at {name} is damaged", "Copy it again as one line.")
    if tags.get("k", "rsa") == "rsa" and size < SHORT_KEY:
        return Note("DKIM", BAD, f"The key at {name} is too short", "Make one of 2,048 bits.")
    return Note("DKIM", GOOD, f"There is a key at {name}; mails are signed by {domain}, as DMARC wants")


def _dmarc(domain: str, path_domain: str, ask: Ask) -> Iterator[Note]:
    asked_at = f"_dmarc.{domain}"
    records = [one for one in ask(asked_at, "TXT") if one.lower().startswith("v=dmarc1")]
    if not records and organisational(domain) != domain:
        asked_at = f"_dmarc.{organisational(domain)}"
        records = [one for one in ask(asked_at, "TXT") if one.lower().startswith("v=dmarc1")]
    if len(records) != 1:
        what = "there is none" if not records else f"there are {len(records)}: none counts"
        yield Note(
            "DMARC", WORSE if not records else BAD, f"At {asked_at} {what}",
            f"Add one TXT record: v=DMARC1; p=none; rua=mailto:postmaster@{organisational(domain)}",
        )  # fmt: skip
        return
    tags = _tags(records[0])
    policy = tags.get("p", "").lower()
    if policy not in ("none", "quarantine", "reject"):
        yield Note("DMARC", BAD, f"{records[0]}: p= is missing", "Write p=none, quarantine or reject.")
        return
    weak = "" if policy != "none" else "Later p=quarantine: with p=none others can write in your name."
    yield Note("DMARC", GOOD, records[0], weak)
    strict = tags.get("aspf", "r").lower() == "s"
    same = path_domain == domain if strict else organisational(path_domain) == organisational(domain)
    if not same:
        what = f"Bounces go to {path_domain}, mails come from {domain}: SPF does not count for DMARC"
        yield Note("Alignment", WORSE, what, "Sign with DKIM as the sender's domain, or use one domain.")
    else:
        yield Note("Alignment", GOOD, f"Mails and their bounces are both of {organisational(domain)}")


def _mx(domain: str, ask: Ask) -> Note:
    if ask(domain, "MX"):
        return Note("Replies", GOOD, f"{domain} takes mail: replies and bounces arrive")
    return Note("Replies", WORSE, f"{domain} takes no mail", "Give it an MX record, or use another sender.")


def _tags(record: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in record.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
