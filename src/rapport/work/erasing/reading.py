"""The words in a file, packed or not."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from pathlib import Path

_TAG = re.compile(r"<[^>]{0,2000}>")
PACKED = (b"PK\x03\x04", b"\x1f\x8b")


def text_of(data: bytes) -> str | None:
    """The text in a file's bytes: packed members (XLSX, PPTX, zip, gzip) are unpacked. None when it
    cannot be told, as in a PDF, which draws letters without naming them."""
    if data.startswith(b"%PDF"):
        return None
    try:
        if data.startswith(PACKED[0]):
            with zipfile.ZipFile(io.BytesIO(data)) as members:
                parts = [text_of(members.read(name)) for name in members.namelist()]
            return None if None in parts else "\n".join(filter(None, parts))
        if data.startswith(PACKED[1]):
            return text_of(gzip.decompress(data))
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error):
        return None
    return _without_tags(data.decode("utf-8", "replace"))


def read_text(path: Path) -> str | None:
    """`text_of` the file at `path`."""
    return text_of(path.read_bytes())


def _without_tags(text: str) -> str:
    """Markup reads as blanks, so that words it splits are found, beside the text as it stands."""
    return text if "<" not in text else f"{text}\n{_TAG.sub(' ', text)}"
