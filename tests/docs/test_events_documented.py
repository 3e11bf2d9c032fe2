"""The page on webhooks lists every event, in the words of the form where they are chosen."""

from pathlib import Path

from rapport.program.hooks.plain import EVENTS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "webhooks.md"


def test_the_page_lists_every_event_and_no_other():
    rows = [line.split("|") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    told = {row[1].strip(" `"): row[2].strip() for row in rows}
    told.pop("hook.test")
    assert told == {name: words[0].lower() + words[1:] for name, words in EVENTS.items()}
