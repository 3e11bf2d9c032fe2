"""Outside formats and systems into records, one folder each."""

from rapport.sources.errors import RowError, SourceError
from rapport.sources.item import Item, Parsed, Record, Rejected
from rapport.sources.kinds import KINDS
from rapport.sources.limits import DEFAULT_LIMITS, Limits
from rapport.sources.mapping import Mapping
from rapport.sources.propose import FieldProposal, Proposal, propose_mapping
from rapport.sources.read import detect_format, read_file, read_files

__all__ = [
    "DEFAULT_LIMITS",
    "KINDS",
    "FieldProposal",
    "Item",
    "Limits",
    "Mapping",
    "Parsed",
    "Proposal",
    "Record",
    "Rejected",
    "RowError",
    "SourceError",
    "detect_format",
    "propose_mapping",
    "read_file",
    "read_files",
]
