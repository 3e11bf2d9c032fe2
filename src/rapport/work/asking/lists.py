"""Invites people of a CSV file: what is wrong is told by row, the good ones go on when told so."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.sending.addresses import callable_number, mailable
from rapport.program.sending.plain import EMAIL, Plan
from rapport.records import InputError
from rapport.work.asking.listed import Row, candidates_of
from rapport.work.progress import Progress, Silent

BATCH = 1_000
MOST_ROWS = 1_000_000
LONGEST_FIELD = 1_000
LONGEST_KEPT = 500
ADDRESSES = {"email": ("email", "e-mail", "mail", "address"), "sms": ("phone", "mobile", "number", "address")}
OWN = {"customer_id": ("customer_id", "customer"), "name": ("name",), "language": ("language", "lang"),
       "segment": ("segment",)}  # fmt: skip


@dataclass(frozen=True)
class Invited:
    """What became of a list: rows, who was invited, and rows nobody was invited for with why. `begun` False:
    only looked at, as something is wrong and nobody said to leave it out. `resumed` rows were done before."""

    list_id: str
    rows: int
    invited: int
    left_out: Mapping[int, str] = field(default_factory=dict)
    begun: bool = True
    resumed: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many rows by reason."""
        return Counter(self.left_out.values())


def invite_list(
    home: Home,
    actor: Actor,
    path: Path,
    plan: Plan,
    now: datetime,
    *,
    leave_out: bool = False,
    name: str = "",
    progress: Progress | None = None,
) -> Invited:
    """Invites the people of a file. The same file again goes on where it was cut off, or does nothing more.

    With rows that are malformed or stand twice nothing is begun, unless `leave_out`. Who left, was asked
    lately or has an invitation open is left out always. Raises InputError, NotAllowedError.
    """
    from rapport.program.setup import connect

    connect(home)
    from rapport.program.sending.services import list_begin, list_end

    watch = progress or Silent()
    total, wrong = _looked_through(home, path, plan)
    if wrong and not leave_out:
        return Invited("", total, 0, wrong, begun=False)
    digest = _digest(path)
    list_id, done, ended = list_begin(actor, name=name or path.name, sha256=digest, plan=plan, now=now)
    if ended:
        return Invited(list_id, total, 0, {}, resumed=total)
    watch.stage("Inviting", total)
    watch.advance(done)
    invited, left = _all(home, actor, path, plan, now, list_id, done, watch)
    list_end(actor, list_id, now)
    return Invited(list_id, total, invited, left, resumed=done)


def _all(
    home: Home, actor: Actor, path: Path, plan: Plan, now: datetime, list_id: str, done: int, watch: Progress
) -> tuple[int, dict[int, str]]:
    from rapport.program.sending.services import list_batch

    invited = 0
    left: dict[int, str] = {}
    for start, some in _batches(rows_of(home, path, plan)):
        end = start + len(some)
        if end <= done:
            continue
        good = candidates_of(home, plan, [one for one in some if not one.wrong], now)
        refused = {one.number: one.wrong for one in some if one.wrong}
        told = list_batch(
            actor,
            list_id,
            plan,
            good,
            refused,
            before=start,
            after=end,
            now=now,
            zone=home.settings.zone,
        )
        if told is None:
            raise InputError("The same list is being brought by somebody else", str(path), "Wait for it.")
        invited += len(some) - len(told)
        left.update(told)
        watch.advance(len(some))
    return invited, left


def _batches(rows: Iterator[Row]) -> Iterator[tuple[int, list[Row]]]:
    held: list[Row] = []
    start = 0
    for row in rows:
        held.append(row)
        if len(held) == BATCH:
            yield start, held
            start, held = start + BATCH, []
    if held:
        yield start, held


def _looked_through(home: Home, path: Path, plan: Plan) -> tuple[int, dict[int, str]]:
    total, wrong = 0, {}
    for row in rows_of(home, path, plan):
        total += 1
        if row.wrong:
            wrong[row.number] = row.wrong
    if total == 0:
        raise InputError("The list has no rows", str(path), "Give a CSV file with a heading and people.")
    return total, wrong


def rows_of(home: Home, path: Path, plan: Plan) -> Iterator[Row]:
    """The rows, checked one after the other. Raises InputError for a file that is no such list."""
    seen: set[bytes] = set()
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file)
            columns = _columns(reader.fieldnames or (), plan, path)
            for number, given in enumerate(reader, start=2):
                if number > MOST_ROWS:
                    raise InputError(f"More than {MOST_ROWS:,} rows", str(path), "Divide the list.")
                yield _row(home, plan, number, given, columns, seen)
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"The list cannot be read: {error}", str(path), "Save it as CSV in UTF-8.") from None


def _columns(headings: Sequence[str], plan: Plan, path: Path) -> dict[str, str]:
    names = {str(one).strip().lower(): str(one) for one in headings}
    found = {}
    for key, known in {"address": ADDRESSES[plan.by], **OWN}.items():
        hit = next((names[one] for one in known if one in names), None)
        if hit is not None:
            found[key] = hit
    if "address" not in found:
        wanted = ADDRESSES[plan.by][0]
        raise InputError(f"No column {wanted}", str(path), f"Name the column of addresses {wanted}.")
    return found


def _row(
    home: Home,
    plan: Plan,
    number: int,
    given: Mapping[str, object],
    columns: Mapping[str, str],
    seen: set[bytes],
) -> Row:
    cells = {str(key): _text(value) for key, value in given.items() if key is not None}
    own = {key: cells.get(column, "") for key, column in columns.items()}
    address = (
        mailable(own["address"])
        if plan.by == EMAIL
        else callable_number(own["address"], home.settings.redaction.region)
    )
    customer = own.get("customer_id", "")
    marks = {_mark(address or ""), _mark(f"customer {customer or address}")}
    wrong = "" if address else "malformed"
    if max(len(customer), len(own.get("segment", ""))) > LONGEST_KEPT or len(own.get("language", "")) > 20:
        wrong = wrong or "too_long"
    if address and not wrong and marks & seen:
        wrong = "duplicate"
    seen |= set() if wrong else marks
    facts = {name: value for name, value in cells.items() if "." in name and value}
    facts |= {"customer.name": own.get("name", "")} if own.get("name") else {}
    return Row(number, address or "", customer, own.get("language", ""), own.get("segment", ""), facts, wrong)


def _text(value: object) -> str:
    return " ".join(str(value or "").split())[:LONGEST_FIELD] if isinstance(value, str) else ""


def _mark(value: str) -> bytes:
    return hashlib.blake2b(value.encode(), digest_size=12).digest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
