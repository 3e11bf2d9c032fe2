"""How much of a file is believed before it counts as an attack or an accident."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bounds that honest files stay far below; reaching one ends in an error, never in a full memory.

    `field_bytes`: one cell or text. `line_bytes`: one line of a text file (a conversation of JSONL).
    `document_bytes`: a file that must be held whole (a JSON array, a workbook, a mail).
    `unpacked_bytes`: a compressed file, unpacked. `ratio`: unpacked ÷ packed, looked at only above
    `ratio_free_bytes`. `columns`, `turns`: of one table, of one interaction. `buffered_rows`: message
    rows held in memory before they are sorted on disk.
    """

    field_bytes: int = 8 * MIB
    line_bytes: int = 64 * MIB
    document_bytes: int = 512 * MIB
    unpacked_bytes: int = 1024 * 1024 * MIB
    ratio: int = 250
    ratio_free_bytes: int = 64 * MIB
    columns: int = 2_000
    turns: int = 50_000
    buffered_rows: int = 200_000
    raw_characters: int = 4_000


DEFAULT_LIMITS = Limits()
