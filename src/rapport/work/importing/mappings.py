"""Which mapping a file is read with: the one given, one saved for its header, or a sure proposal."""

from __future__ import annotations

from collections import abc
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

from rapport.home import Home
from rapport.sources import Mapping, SourceError
from rapport.sources.context import Context
from rapport.sources.file import SourceFile
from rapport.sources.kinds import TABLES
from rapport.sources.propose import Proposal, propose, propose_native, sure_mapping
from rapport.sources.read import detect
from rapport.sources.registry import reader
from rapport.sources.tables.readers import TableReader, is_conversations


class Mappings:
    """Finds and keeps the mappings of one import.

    Parameters: `home` whose `mappings` folder holds saved ones; `kind`; `given` by the caller;
    `defaults`, `encoding`, `format_name` as of the import.
    """

    def __init__(
        self,
        home: Home,
        kind: str,
        given: Mapping | None,
        defaults: abc.Mapping[str, str],
        encoding: str | None,
        format_name: str | None,
    ) -> None:
        self._folder, self._kind, self._given, self._format = (
            home.folder("mappings"),
            kind,
            given,
            format_name,
        )
        self._context = Context(kind, given, defaults, encoding=encoding, zone=home.settings.zone)
        self._fresh: dict[Path, Mapping] = {}
        if given is not None and TABLES[given.kind] != TABLES[kind]:
            raise SourceError(
                f"The mapping is for {given.kind}, not {kind}", None, "Import that kind, or mend its kind."
            )

    def find(self, file: SourceFile) -> Mapping | None:
        """The mapping for a file; None where the format needs none. Raises SourceError when neither
        a saved one nor a sure proposal is there."""
        found = self._reader(file)
        if self._given is not None or not isinstance(found, TableReader):
            return self._given
        table = found.table(file, self._context)
        if is_conversations(table, self._kind):
            return None
        path = self._path(table.header)
        if path.exists():
            return Mapping.load(path)
        self._fresh[path] = sure_mapping(table, self._kind, self._context)
        return self._fresh[path]

    def keep(self) -> list[Path]:
        """Saves the proposals that were used; their paths."""
        for path, mapping in self._fresh.items():
            mapping.save(path)
        return list(self._fresh)

    def propose(self, path: str | Path) -> Proposal:
        """What would be done with a file, with its first rows. A mapping that was found here and now is
        written as a draft beside the saved ones, which is read only when it is named."""
        file = SourceFile(path)
        found = self._reader(file)
        if not isinstance(found, TableReader):
            return propose_native(file, found, self._kind, self._context)
        table = found.table(file, self._context)
        if is_conversations(table, self._kind):
            return propose_native(file, found, self._kind, self._context)
        saved = self._path(table.header)
        if self._given is None and saved.exists():
            return propose(table, self._kind, self._context, Mapping.load(saved))
        return self._drafted(propose(table, self._kind, self._context, self._given), saved)

    def _drafted(self, proposal: Proposal, saved: Path) -> Proposal:
        if proposal.draft is None:
            return proposal
        path = saved.with_suffix(".draft.yaml")
        proposal.draft.save(path)
        return replace(proposal, draft_path=str(path))

    def _reader(self, file: SourceFile) -> object:
        return reader(self._format) if self._format else detect(file, self._kind)

    def _path(self, header: list[str]) -> Path:
        mark = blake2b("\n".join(header).encode(), digest_size=4).hexdigest()
        return self._folder / f"{self._kind}-{mark}.yaml"
