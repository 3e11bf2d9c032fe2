"""Rows of a list as candidates: whom of them the home knows, and what it knows against asking them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rapport.home import Home
from rapport.program.sending.addresses import callable_number
from rapport.program.sending.plain import EMAIL, Candidate, Plan
from rapport.warehouse import Warehouse
from rapport.warehouse.snapshot import Snapshot
from rapport.work.asking.candidates import customers_of
from rapport.work.asking.planning import with_cases
from rapport.work.asking.records import attributes, barred, facts_of, names_of

LAST_DIGITS = 7
"""Enough of a number to look for however it is written; which one it is, is told by the whole."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file: its number (the first below the heading is 2), and whom it names. `addresses` is the
    heading of the column of addresses, `column` that of another one that is wrong."""

    number: int
    address: str
    customer_id: str
    language: str
    segment: str
    facts: Mapping[str, str]
    wrong: str = ""
    addresses: str = ""
    column: str = ""


def candidates_of(home: Home, plan: Plan, rows: Sequence[Row], now: datetime) -> list[Candidate]:
    """The rows as candidates, those barred whom no programme would ask. Rows without a customer's id get the
    one whose address it is; else one that stands for the address."""
    if not rows:
        return []
    from rapport.program.sending.selectors.marks import survey_text

    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        at = _at_addresses(home, snapshot, plan, [one.address for one in rows])
        ids = {one.customer_id for one in rows if one.customer_id} | {
            one for known in at.values() for one in known
        }
        known = customers_of(snapshot, sorted(ids), now)
    names = names_of(survey_text(plan) or "", plan.subject, plan.intro)

    def candidate(row: Row) -> Candidate:
        there = at.get(row.address, ())
        return _candidate(row, there, known, now, _record(home, row, there, known), names)

    return with_cases(home, [candidate(one) for one in rows])


@dataclass(frozen=True, slots=True)
class _Record:
    """What the home knows of who stands in a row."""

    language: str = ""
    segment: str = ""
    zone: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def _record(home: Home, row: Row, there: Sequence[str], known: Mapping[str, Mapping[str, Any]]) -> _Record:
    """Nothing where several customers are at one address and the row does not say which."""
    found = known.get(row.customer_id or (there[0] if len(there) == 1 else ""))
    if found is None:
        return _Record()
    own = attributes(found)
    facts = facts_of(home, found, own)
    return _Record(found["language"] or "", found["segment"] or "", own.get("time_zone", ""), facts)


def _candidate(
    row: Row,
    there: Sequence[str],
    known: Mapping[str, Mapping[str, Any]],
    now: datetime,
    record: _Record,
    names: frozenset[str],
) -> Candidate:
    """`there` are the customers at its address: what bars one of them bars who stands in the list. What the
    row says goes before the record; of this only what the survey asks for is kept (`names`)."""
    from rapport.program.sending.services.opting import mark_of

    customer = row.customer_id or next(iter(there), "") or f"address:{mark_of(row.address)}"
    facts = {name: value for name, value in record.facts.items() if name in names and value}
    if first := row.facts.get("customer.name", "").partition(" ")[0]:
        facts |= {"customer.first_name": first} if "customer.first_name" in names else {}
    return Candidate(
        about=str(row.number),
        customer_id=customer,
        at=now,
        segment=row.segment or record.segment,
        language=row.language or record.language,
        address=row.address,
        zone=record.zone,
        facts={**facts, **row.facts},
        barred=next(filter(None, _against((customer, *there), known)), ""),
    )


def _against(ids: Iterable[str], known: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    for one in ids:
        if one in known:
            yield barred(known[one], attributes(known[one]))


def _at_addresses(
    home: Home, snapshot: Snapshot, plan: Plan, addresses: Sequence[str]
) -> Mapping[str, list[str]]:
    """The customers at each address, in the order of their ids; numbers in whatever way they are written."""
    if plan.by == EMAIL:
        column, given = "lower(trim(email))", list(addresses)
    else:
        column = f"right(regexp_replace(phone, '[^0-9]', '', 'g'), {LAST_DIGITS})"
        given = [one[-LAST_DIGITS:] for one in addresses]
    text = (
        f"SELECT customer_id, email, phone FROM customers WHERE {column} IN (SELECT unnest($given)) "
        "ORDER BY customer_id"
    )
    found: dict[str, list[str]] = {}
    region = home.settings.redaction.region
    for one in snapshot.sql(text, {"given": given}).to_pylist():
        by_mail = plan.by == EMAIL
        address = one["email"].strip().lower() if by_mail else callable_number(one["phone"], region)
        found.setdefault(address or "", []).append(one["customer_id"])
    return found
