"""What stands beside a text changes nothing for the first look at it."""

from cases import read_cases
from hypothesis import given
from hypothesis import strategies as st

from rapport.redaction.hints import hints

NAMES = ("Jane Doe", "Müller, Jürgen")
PIECES = [case.text for split in ("development", "held_out") for case in read_cases(split)]
ODD = [
    " at",
    "at ",
    "gmail",
    ". com",
    "12",
    "3456",
    "jane",
    "doe",
    "(",
    ".",
    "one two",
    "three",
    "\0",
    "’",
    "ß",
]
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(PIECES), st.sampled_from(ODD))


@given(st.lists(TEXTS, min_size=2, max_size=8))
def test_a_text_is_hinted_alike_alone_and_among_others(texts):
    assert hints(texts, NAMES) == [hints([text], NAMES)[0] for text in texts]
