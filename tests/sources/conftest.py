"""Small files to read, and what was read of them."""

import gzip

import pytest

from rapport.sources import Parsed, Rejected, read_file


@pytest.fixture
def write(tmp_path):
    """Writes text or bytes as a file; `.gz` names are packed."""

    def to_file(name, content, encoding="utf-8"):
        path = tmp_path / name
        raw = content if isinstance(content, bytes) else content.encode(encoding)
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    return to_file


@pytest.fixture
def read():
    """Reads a file; the records and the rejected rows."""

    def of_file(path, kind, **more):
        items = list(read_file(path, kind, **more))
        records = [item.record for item in items if isinstance(item, Parsed)]
        return records, [item for item in items if isinstance(item, Rejected)]

    return of_file
