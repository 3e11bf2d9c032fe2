"""Searches every byte of a folder, packed or not."""

import gzip
import io
import re
import tarfile
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq


def unpacked(name, data):
    """A file's bytes, and those of everything packed into it, however deep."""
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as members:
            for member in members.namelist():
                yield from unpacked(f"{name}/{member}", members.read(member))
    elif data.startswith(b"\x1f\x8b"):
        yield from unpacked(f"{name}/gz", gzip.decompress(data))
    elif data.startswith(b"PAR1"):
        yield f"{name}/rows", repr(pq.read_table(io.BytesIO(data)).to_pylist()).encode()
    elif data.startswith(b"\x28\xb5\x2f\xfd"):
        with pa.CompressedInputStream(pa.py_buffer(data), "zstd") as stream:
            whole = stream.read()
        with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
            for member in tar:
                yield from unpacked(f"{name}/{member.name}", tar.extractfile(member).read())


def found(root, trace):
    pattern = re.compile(re.escape(trace.encode()) + rb"(?!\d)", re.IGNORECASE)
    return sorted(
        name
        for path in root.rglob("*")
        if path.is_file()
        for name, data in unpacked(path.relative_to(root).as_posix(), path.read_bytes())
        if pattern.search(data)
    )
