"""A file that is one JSON value, which has to be read as a whole."""

from __future__ import annotations

from typing import Any

import orjson

from rapport.sources.errors import SourceError
from rapport.sources.file import SourceFile


def whole_json(file: SourceFile, what: str) -> Any:
    """The value of a file that holds one JSON `what` (object, array).

    Raises SourceError when it is larger than a document may be, or not valid.
    """
    with file.open() as stream:
        content = stream.read(file.limits.document_bytes + 1)
    if len(content) > file.limits.document_bytes:
        raise SourceError(
            f"The JSON {what} is larger than {file.limits.document_bytes:,} bytes",
            file.name,
            "Write one object on each line (JSONL): such files may be of any size.",
        )
    try:
        return orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise SourceError(
            f"The file is not valid JSON: {error.msg}",
            f"{file.name}, line {error.lineno:,}, character {error.colno}",
            "Fetch it again when it was cut short.",
        ) from None
