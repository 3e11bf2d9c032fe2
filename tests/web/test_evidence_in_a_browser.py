"""Evidence by pointer: the words selected in the transcript, or the whole turn."""

import pytest

from tests.web.test_scoring_in_a_browser import chromium, made, ready, saved, window, work

pytestmark = pytest.mark.browser
__all__ = ["chromium", "made", "window"]
SELECT = """(words, [from, to]) => {
  const said = words.firstChild;
  getSelection().setBaseAndExtent(said, from, said, to);
}"""


@pytest.mark.parametrize(("number", "selected"), [(0, "a word"), (1, "a blank")])
def test_evidence_is_attached_without_a_keyboard(window, made, number, selected):
    page = ready(window(work(made, number)))
    words = page.locator(".turn .words").nth(1)
    said = words.inner_text()
    blank = said.index(" ")
    words.click()
    words.evaluate(SELECT, [0, blank] if selected == "a word" else [blank, blank + 1])
    element = page.locator(".element").nth(2)
    element.locator("input[name^='rule/']").first.check()
    element.get_by_role("button", name="Evidence").click()
    expected = said[:blank] if selected == "a word" else said
    assert element.locator(".quote").inner_text() == f"“{expected}”"
    saved(page)
    page.reload()
    assert ready(page).locator(".element .quote").all_inner_texts().count(f"“{expected}”") == 1
