"""A reader of a system comes with payloads, a page, and a claim that no other reader makes."""

from pathlib import Path

import pytest

from rapport.sources.registry import readers

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "vcon": "vcon",
    "vtt": "transcripts",
    "srt": "transcripts",
    "eml": "mail",
    "mbox": "mail",
    "zendesk": "zendesk",
    "intercom": "intercom",
    "formbricks": "formbricks",
    "qualtrics": "qualtrics",
    "surveymonkey": "surveymonkey",
    "limesurvey": "limesurvey",
}
TABLES = {"csv", "tsv", "xlsx", "parquet", "jsonl"}


def test_every_reader_is_of_a_table_or_a_system():
    assert set(readers()) == TABLES | set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_system_has_payloads_and_a_page(name):
    folder = FOLDERS[name]
    assert any((ROOT / "tests" / "sources" / "payloads" / folder).iterdir())
    page = (ROOT / "docs" / "how-to" / "sources" / f"{folder}.md").read_text()
    assert page.startswith("# ")
    assert "rapport --home acme import" in page


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "sources" / "payloads").rglob("*.*")), ids=lambda p: p.name
)
def test_only_one_reader_is_sure_of_a_payload(path):
    head = path.read_bytes()[:65536]
    sure = {name for name, reader in readers().items() if reader.sniff(head, path) >= 0.7}
    assert len(sure) == 1
    assert FOLDERS[sure.pop()] == path.parent.name
