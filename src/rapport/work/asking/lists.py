"""Invites people of a CSV file: what is wrong is told by row, the good ones go on when told so."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
MOST_LETTERS = {"customer_id": 500, "segment": 500, "language": 20}
ADDRESSES = {"email": ("email", "e-mail", "mail", "address"), "sms": ("phone", "mobile", "number", "address")}
OWN = {"customer_id": ("customer_id", "customer"), "name": ("name",), "language": ("language", "lang"),
       "segment": ("segment",)}  # fmt: skip


@dataclass(frozen=True)
class Invited:
    """What became of a list: rows, how many were invited, and rows nobody was invited for with why; all of
    it, also what was done before it was cut off. `begun` False: only looked at, as something is wrong and
    nobody said to leave it out. `resumed` rows were done before. `columns` are the headings at fault by row,
    where it is not that of the addresses."""

    list_id: str
    rows: int
    invited: int
    left_out: Mapping[int, str] = field(default_factory=dict)
    begun: bool = True
    resumed: int = 0
    addresses: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)

    def column_of(self, row: int) -> str:
        """The heading of the column that a row was left out for."""
        return self.columns.get(row, self.addresses)

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
    from rapport.program.sending.selectors import list_left_out
    from rapport.program.sending.services import list_begin, list_end

    watch = progress or Silent()
    looked = _looked_through(home, path, plan)
    if looked.left_out and not leave_out:
        return looked
    list_id, done, ended = list_begin(actor, name=name or path.name, sha256=_digest(path), plan=plan, now=now)
    watch.stage("Inviting", looked.rows)
    watch.advance(done)
    if not ended:
        _all(home, actor, path, plan, now, list_id, done, watch)
    invited = list_end(actor, list_id, now)
    left = dict(list_left_out(actor, list_id) or ())
    return replace(looked, list_id=list_id, invited=invited, left_out=left, begun=True, resumed=done)


def _all(
    home: Home, actor: Actor, path: Path, plan: Plan, now: datetime, list_id: str, done: int, watch: Progress
) -> None:
    from rapport.program.sending.services import list_batch

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
        watch.advance(len(some))


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


def _looked_through(home: Home, path: Path, plan: Plan) -> Invited:
    """What can be told of the file alone."""
    total, wrong, columns, addresses = 0, {}, {}, ""
    for row in rows_of(home, path, plan):
        total, addresses = total + 1, row.addresses
        if row.wrong:
            wrong[row.number] = row.wrong
        if row.column:
            columns[row.number] = row.column
    if total == 0:
        raise InputError("The list has no rows", str(path), "Give a CSV file with a heading and people.")
    return Invited("", total, 0, wrong, begun=False, addresses=addresses, columns=columns)


def rows_of(home: Home, path: Path, plan: Plan) -> Iterator[Row]:
    """The rows, checked one after the other. Raises InputError for a file that is no such list."""
    seen: set[bytes] = set()
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file)
            headings = next(reader, [])
            columns = _columns(headings, plan, path)
            for number, cells in enumerate(reader, start=2):  # as a spreadsheet counts: empty ones too
                if number > MOST_ROWS:
                    raise InputError(f"More than {MOST_ROWS:,} rows", str(path), "Divide the list.")
                if cells:
                    given = dict(zip(headings, cells, strict=False))
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
    given: Mapping[str, str],
    columns: Mapping[str, str],
    seen: set[bytes],
) -> Row:
    cells = {key: _text(value) for key, value in given.items()}
    own = {key: cells.get(column, "") for key, column in columns.items()}
    address = (
        mailable(own["address"])
        if plan.by == EMAIL
        else callable_number(own["address"], home.settings.redaction.region)
    )
    customer = own.get("customer_id", "")
    marks = {_mark(address or ""), _mark(f"customer {customer or address}")}
    wrong = "" if address else "malformed"
    long = next((columns[key] for key, most in MOST_LETTERS.items() if len(own.get(key, "")) > most), "")
    if long and not wrong:
        wrong = "too_long"
    if not wrong and marks & seen:
        wrong = "duplicate"
    seen |= set() if wrong else marks
    facts = {name: value for name, value in cells.items() if "." in name and value}
    facts |= {"customer.name": own.get("name", "")} if own.get("name") else {}
    return Row(
        number,
        address or "",
        customer,
        own.get("language", ""),
        own.get("segment", ""),
        facts,
        wrong,
        addresses=columns["address"],
        column=long if wrong == "too_long" else "",
    )


def _text(value: str) -> str:
    return " ".join(value.split())[:LONGEST_FIELD]


def _mark(value: str) -> bytes:
    return hashlib.blake2b(value.encode(), digest_size=12).digest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
