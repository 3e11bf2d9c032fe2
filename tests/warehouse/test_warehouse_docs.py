"""The page about the warehouse names every column there is, and none that is not."""

import re
from pathlib import Path

from rapport.warehouse import KEYS, SCHEMAS

PAGE = Path(__file__).parents[2] / "docs" / "explanations" / "warehouse.md"


def test_every_table_and_column_is_described():
    sections = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##)", PAGE.read_text(), re.MULTILINE | re.DOTALL))
    assert list(sections) == list(SCHEMAS)
    for table, text in sections.items():
        described = re.findall(r"^\| `(\w+)`", text, re.MULTILINE)
        assert [*described, "content_hash", "imported_at"] == SCHEMAS[table].names
        assert f"`{KEYS[table]}`" in text
