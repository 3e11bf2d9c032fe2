"""Words are whole in every writing: a mark goes on with its letter, however a letter is composed."""

import sys
from unicodedata import normalize

import pytest

from rapport.language.concerns.discover import discover_concerns
from rapport.language.concerns.model import ConcernModel
from rapport.language.concerns.words import spelled, words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("सेल नहीं आया है", ["सेल", "नहीं", "आया", "है"]),
        ("আমি টাকা ফেরত চাই", ["আমি", "টাকা", "ফেরত", "চাই"]),
        ("ยกเลิก ที่นี่", ["ยกเลิก", "ที่นี่"]),
        ("عَرَبِيّ", ["عَرَبِيّ"]),
        ("une re\u0301clamation, l\u2019e\u0301te\u0301", ["une", "réclamation", "l'été"]),
        ("réclamation", ["réclamation"]),
        ("❤️ 3️⃣ don’t\u0301 x2", ["3", "don't\u0301", "x", "2"]),
        ("see https://a.example/e\u0301 now", ["see", "now"]),
    ],
)
def test_marks_go_on_with_their_letters(text, parts):
    assert spelled(text) == parts


def test_composed_and_decomposed_letters_are_the_same():
    for text in ("Où est mon colis égaré ?", "Größe ändern", "Tôi muốn huỷ đơn hàng", "パスワードがない"):
        assert words(normalize("NFD", text)) == words(normalize("NFC", text))


def test_a_mark_begins_no_word_and_every_letter_is_read():
    letters = [chr(at) for at in range(sys.maxunicode) if chr(at).isalpha() and chr(at).lower() == chr(at)]
    lost = [one for one in letters if normalize("NFC", one) == one and spelled(one) != [one]]
    assert lost == []
    assert spelled("\u0301 \u093e") == []


HINDI = {
    "सेल": ("सेल नहीं आया", "मेरा सेल कब आएगा", "सेल खराब है", "सेल वापस लो"),
    "बिल": ("बिल ज़्यादा है", "मेरा बिल कब आएगा", "बिल गलत है", "बिल वापस लो"),
}


def test_concerns_are_called_by_whole_words():
    texts = [f"{text} {number}" for some in HINDI.values() for text in some for number in range(12)]
    every = " ".join(texts).split()
    found = discover_concerns(texts)
    assert all(word in every for name in found.names for word in name.split())
    model = ConcernModel().fit(texts, [name for name, some in HINDI.items() for _ in range(12 * len(some))])
    assert model.predict(["सेल", "बिल"]).labels == ("सेल", "बिल")
