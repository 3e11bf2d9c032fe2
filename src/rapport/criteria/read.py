"""A criteria file from disk."""

from __future__ import annotations

import os
from pathlib import Path

from rapport.criteria.errors import CriteriaError
from rapport.criteria.model import Criteria
from rapport.criteria.parse import parse_criteria
from rapport.records.errors import InputError
from rapport.written.tree import MAX_CHARACTERS


def read_criteria(path: str | os.PathLike[str]) -> Criteria:
    """Reads and checks the criteria file at `path`.

    Raises: CriteriaError when it cannot be read, is no UTF-8 text or does not hold.
    """
    file, source = Path(path), str(path)
    try:
        if file.stat().st_size > 4 * MAX_CHARACTERS:
            what = f"The file has {file.stat().st_size:,} bytes"
            raise CriteriaError([InputError(what, source, f"Stay under {MAX_CHARACTERS:,} characters.")])
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text (byte {error.start})"
        raise CriteriaError([InputError(what, source, "Save it as UTF-8.")]) from None
    except OSError as error:
        what = f"The criteria file cannot be read: {error.strerror}"
        raise CriteriaError([InputError(what, source, "Check the path.")]) from None
    return parse_criteria(text, source=source)
