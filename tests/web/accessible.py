"""What axe finds wrong with a page as it stands."""

from axe_playwright_python.base import AXE_SCRIPT, AxeResults

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # to list all that passed takes as long again
}
ASK = "options => axe.run(document, options).then(found => found.violations)"


def violations(page, rules=RULES):
    """Each rule that is broken, with where; what holds is not brought over from the browser."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(ASK, rules)


def faults(page, rules=RULES):
    """The same in words; empty where nothing is broken."""
    found = violations(page, rules)
    return AxeResults({"violations": found}).generate_report() if found else ""
