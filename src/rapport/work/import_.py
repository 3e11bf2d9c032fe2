"""Brings files of what happened into a home: read, redacted, stored, whole or not at all."""

from __future__ import annotations

from collections import Counter, abc
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapport.home import Home
from rapport.home.settings import Redaction
from rapport.records import Answer, Event, Interaction
from rapport.records.interaction import SHOP_PREFIX, is_shop
from rapport.redaction import Redactor
from rapport.sources import Item, Mapping, Parsed, Record, Rejected, read_files
from rapport.sources.kinds import TABLES
from rapport.sources.read import check_kind
from rapport.warehouse import Counts, Warehouse
from rapport.work.importing.known_names import KnownNames
from rapport.work.importing.mappings import Mappings
from rapport.work.importing.redact_all import redact_all
from rapport.work.importing.rejects import Rejects
from rapport.work.importing.repeated import Repeated
from rapport.work.progress import Progress, Silent


@dataclass(frozen=True)
class ImportResult:
    """What an import did. `repeated`: rows that said the same as an earlier row of the same files;
    `erased`: records of customers who were erased, left out; `proposals`: of a dry run, a file each."""

    kind: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    abandoned: int = 0
    repeated: int = 0
    erased: int = 0
    rejected: int = 0
    redactions: dict[str, int] = field(default_factory=dict)
    data_version: int = 0
    rejects_path: str | None = None
    mappings: tuple[str, ...] = ()
    proposals: tuple[Any, ...] = ()


def import_files(
    home: Home,
    kind: str,
    paths: Sequence[str | Path],
    *,
    mapping: str | Path | Mapping | None = None,
    skip_bad: bool = False,
    dry_run: bool = False,
    defaults: abc.Mapping[str, str] | None = None,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002
    progress: Progress | None = None,
) -> ImportResult:
    """Stores the records of files of one kind.

    Parameters: `mapping`, a file or one loaded (else one saved in the home for this header, else a
    sure proposal, which is saved); `skip_bad` writes bad rows beside and goes on; `dry_run` stores
    nothing and tells the mapping; `defaults` for fields the files lack.
    Raises SourceError for the first bad row or file, and stores nothing then. Again is harmless.
    """
    check_kind(kind)
    progress = progress or Silent()
    given = Mapping.load(mapping) if isinstance(mapping, (str, Path)) else mapping
    mappings = Mappings(home, kind, given, defaults or {}, encoding, format)
    if dry_run:
        return ImportResult(kind, proposals=tuple(mappings.propose(path) for path in paths))
    progress.stage(f"Import {kind}", sum(Path(path).stat().st_size for path in paths if Path(path).exists()))
    items = read_files(
        paths,
        kind,
        mapping=mappings.find,
        format=format,
        defaults=defaults,
        encoding=encoding,
        zone=home.settings.zone,
        advance=progress.advance,
    )
    return _store(home, kind, items, mappings, skip_bad)


def import_records(
    home: Home, kind: str, records: Iterable[Record], *, progress: Progress | None = None
) -> ImportResult:
    """Stores records that somebody else has read, like those of a file of that kind, all or nothing.

    `where` of an error counts them from 1. Raises SourceError for two of one id that differ.
    """
    check_kind(kind)
    progress = progress or Silent()
    progress.stage(f"Import {kind}")
    items = (Parsed(one, row, f"the request, row {row}") for row, one in enumerate(records, start=1))
    return _store(home, kind, items, Mappings(home, kind, None, {}, None, None), skip_bad=False)


def _store(home: Home, kind: str, items: Iterator[Item], mappings: Mappings, skip_bad: bool) -> ImportResult:
    warehouse, table = Warehouse(home.warehouse_path), TABLES[kind]
    with Rejects(home, kind, skip_bad) as rejects:
        intake = _Intake(table, rejects, home.settings.redaction, KnownNames(warehouse))
        with warehouse.write() as writer:
            counts: Counts = writer.upsert(table, intake.records(items))
        path = rejects.keep()
    return ImportResult(
        kind=kind,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        erased=counts.erased,
        abandoned=intake.abandoned,
        repeated=intake.repeated.same,
        rejected=rejects.count,
        redactions=dict(intake.redactions),
        data_version=warehouse.data_version,
        rejects_path=str(path) if path else None,
        mappings=tuple(map(str, mappings.keep())),
    )


class _Intake:
    """What happens to each item between its file and the warehouse."""

    def __init__(self, table: str, rejects: Rejects, settings: Redaction, names: KnownNames) -> None:
        self._rejects, self._settings, self._names = rejects, settings, names
        self._redactor = Redactor(settings)
        self._interactions = table == "interactions"
        self.repeated = Repeated(table)
        self.redactions: Counter[str] = Counter()
        self.abandoned = 0

    def records(self, items: Iterator[Item]) -> Iterator[Record]:
        """The records to store, redacted, each key once."""
        if self._interactions:
            return self._redact_interactions(self._once(items))
        return map(self._redact, self._once(items))

    def _once(self, items: Iterator[Item]) -> Iterator[Any]:
        for item in items:
            if not isinstance(item, Parsed):
                self._rejects.add(item)
                continue
            again = self._taken_for_a_shop(item) or self.repeated.check(item)
            if again is None:
                yield item.record
            elif again is not Repeated.SAME:
                self._rejects.add(again)

    def _taken_for_a_shop(self, item: Parsed) -> Rejected | None:
        """An interaction of this id would be in no number, as mystery shops are."""
        record = item.record
        if not isinstance(record, Interaction) or not is_shop(record.interaction_id):
            return None
        what = f"Ids that begin with {SHOP_PREFIX!r} are those of mystery shops"
        return Rejected(what, item.where, "Give it another id.", item.row, record.interaction_id)

    def _redact_interactions(self, records: Iterator[Interaction]) -> Iterator[Interaction]:
        named = ((record, self._names.of(record.customer_id, record.agent_id)) for record in records)
        for record, counts in redact_all(named, self._redactor, self._settings):
            self.abandoned += not record.turns
            if counts:
                self.redactions.update(counts)
            yield record

    def _redact(self, record: Record) -> Record:
        changed: Record
        if isinstance(record, Answer):
            changed, counts = self._redactor.answer(record, self._names.of(record.customer_id))
        elif isinstance(record, Event) and record.attributes:
            changed, counts = self._event(record)
        else:
            return record
        if counts:
            self.redactions.update(counts)
        return changed

    def _event(self, record: Event) -> tuple[Event, Counter[str]]:
        names, counts = self._names.of(record.customer_id), Counter[str]()
        attributes = {}
        for key, value in record.attributes.items():
            attributes[key], found = self._redactor.text(value, names, key.replace("_", " "))
            counts.update(found)
        return (replace(record, attributes=attributes) if counts else record), counts
