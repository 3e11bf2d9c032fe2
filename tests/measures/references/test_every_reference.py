"""Every reference value beside the project is compared by some test, and every mark names a measure."""

import importlib.machinery
import importlib.util
from pathlib import Path

import rapport.measures

TOOL = Path(__file__).parents[3] / "tools" / "validated"
ELSEWHERE = {
    "VADER compound scores, 15 published sentences": "a lexicon of sentiment, which is no measure",
}


def marks():
    loader = importlib.machinery.SourceFileLoader("validated", str(TOOL))
    tool = importlib.util.module_from_spec(importlib.util.spec_from_loader("validated", loader))
    loader.exec_module(tool)
    return list(tool.marks())


def test_every_entry_is_compared(references):
    compared = {facts.get("entry") for _, facts in marks()} - {None}
    assert compared - set(references) == set(), "marks that name no entry"
    assert set(references) - compared - set(ELSEWHERE) == set(), "entries that no test compares"


def test_every_mark_names_public_measures():
    for functions, facts in marks():
        assert functions and set(functions) <= set(rapport.measures.__all__), functions
        assert facts["on"] and facts["to"]
