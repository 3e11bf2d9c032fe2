"""Names that stay, made from labels that may change."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.text import slugify

from rapport.program.schemas.errors import SchemaError

LONGEST = 200


def checked_label(label: str, where: str) -> str:
    """The label without blanks around it. Raises SchemaError for an empty or an overlong one."""
    text = " ".join(label.split())
    if not text or len(text) > LONGEST:
        raise SchemaError("A name of 1 to 200 letters is needed", where, "Write a short one.")
    return text


def free_name(label: str, taken: Collection[str]) -> str:
    """A name like `slow_internet` for `Slow internet` that is not among `taken`."""
    base = slugify(label, allow_unicode=True).replace("-", "_")[:90] or "value"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}_{number}", number + 1
    return name
