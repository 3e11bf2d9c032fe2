"""The page of how often labels are right shows what they are right in now."""

from importlib import import_module

import pytest

from benchmarks.judged.joined import PARTS, about_eight_in_ten, parts
from benchmarks.judged.page import ABOUT, PAGE, section

pytestmark = pytest.mark.shared


@pytest.mark.parametrize("part", PARTS)
def test_the_page_shows_what_is_right_now(part, shared):
    text = PAGE.read_text(encoding="utf-8")
    found = import_module(f"benchmarks.judged.{part}").said()
    assert text.startswith(ABOUT)
    assert section(part, found) in text, "run: python -m benchmarks.judged"


def test_the_guide_says_what_labels_that_promise_about_eight_in_ten_came_to(shared):
    guide = " ".join((PAGE.parents[1] / "how-to" / "understand.md").read_text(encoding="utf-8").split())
    assert about_eight_in_ten([one for some in parts().values() for one in some]) in guide
