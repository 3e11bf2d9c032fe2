"""Languages told by small words and letters; readers that do not understand one say so."""

import gzip
import json

import pytest

from rapport.language.annotate import annotate
from rapport.language.conversation import conversations
from rapport.language.languages.detect import MODEL, foreign_turns, language_of, spoken
from rapport.language.readers import feelings, service

SAID = {
    "en": (
        "My parcel has not arrived and nobody answers the phone.",
        "Could you please help me with my bill?",
    ),
    "de": (
        "Mein Paket ist immer noch nicht angekommen, was kann ich tun?",
        "Ich möchte den Vertrag kündigen.",
    ),
    "fr": (
        "Bonjour, je n'ai pas reçu ma commande.",
        "Pouvez-vous me dire où est mon colis, s'il vous plaît ?",
    ),
    "es": (
        "Hola, todavía no he recibido mi pedido.",
        "Quisiera cancelar el contrato porque es muy caro.",
    ),
    "pt": (
        "Olá, ainda não recebi a minha encomenda.",
        "Gostaria de cancelar o contrato, por favor.",
    ),
    "it": (
        "Buongiorno, non ho ancora ricevuto il pacco.",
        "Vorrei sapere perché la bolletta è più alta.",
    ),
    "nl": (
        "Hallo, ik heb mijn pakket nog niet ontvangen.",
        "Kunt u mij vertellen waarom het zo lang duurt?",
    ),
    "sv": (
        "Hej, jag har inte fått mitt paket än.",
        "Varför är min räkning så hög den här månaden?",
    ),
    "da": (
        "Hej, jeg har ikke fået min pakke endnu.",
        "Hvorfor er min regning så høj? Kan I hjælpe mig nu?",
    ),
    "no": (
        "Hei, jeg har ikke fått pakken min ennå.",
        "Hvorfor er regningen så høy? Hva skal jeg gjøre nå?",
    ),
    "fi": (
        "Hei, en ole vielä saanut pakettia.",
        "Miksi lasku on niin suuri? Haluaisin tietää mitä se sisältää.",
    ),
    "pl": (
        "Dzień dobry, nie dostałem jeszcze paczki.",
        "Proszę o pomoc, bo nie mogę się zalogować.",
    ),
    "cs": (
        "Dobrý den, ještě jsem nedostal balík.",
        "Prosím, proč je ten účet tak vysoký? Děkuji.",
    ),
    "hu": (
        "Jó napot, még nem kaptam meg a csomagot.",
        "Miért ilyen magas a számlám? Köszönöm, ha megnézi.",
    ),
    "ro": (
        "Bună ziua, nu am primit încă pachetul.",
        "Vă rog să îmi spuneți de ce este așa de mare factura.",
    ),
    "tr": (
        "Merhaba, paketim hala gelmedi, lütfen yardım eder misiniz?",
        "Faturam neden bu kadar yüksek? Teşekkürler",
    ),
    "id": (
        "Halo, paket saya belum sampai juga.",
        "Tolong, kenapa tagihan saya bulan ini sangat tinggi?",
    ),
    "ru": (
        "Здравствуйте, я ещё не получил посылку.",
        "Почему такой большой счёт?",
    ),
    "uk": ("Добрий день, я ще не отримав посилку, коли її доставлять?",),
    "bg": ("Здравейте, още не съм получил пратката си.",),
    "el": ("Καλημέρα, δεν έχω λάβει ακόμα το δέμα.",),
    "he": ("שלום, עדיין לא קיבלתי את החבילה",),
    "ar": ("مرحبا، لم أستلم الطرد بعد",),
    "fa": ("سلام، چرا بسته من هنوز نرسیده؟ پیگیری می‌کنید؟",),
    "hi": ("नमस्ते, मुझे अभी तक पार्सल नहीं मिला है",),
    "th": ("สวัสดีค่ะ ยังไม่ได้รับพัสดุ",),
    "ko": ("안녕하세요, 아직 소포를 받지 못했어요",),
    "ja": ("こんにちは、荷物がまだ届きません。",),
    "zh": ("你好,我还没有收到包裹。",),
}
SHORT = ["", "ok", "123", "😀😀", "PS5", "\x00\x01", "Amazon Prime", "xyzzy plugh", "Order 48213", "."]


def talk(*turns, **facts):
    said = [{"speaker": who, "text": text} for who, text in turns]
    return conversations([{"id": "one", "turns": said, **facts}])[0]


@pytest.mark.parametrize(("language", "text"), [(one, text) for one, every in SAID.items() for text in every])
def test_own_sentences_are_told(language, text):
    assert language_of(text) == language


@pytest.mark.parametrize("text", SHORT)
def test_too_little_cannot_be_told(text):
    assert language_of(text) == "cannot_tell"


def test_hostile_texts_have_an_answer():
    for text in ("no " * 400_000, "é" * 1_000_000, "\ud800 der die das", "((((" * 10_000, "I" * 500_000):
        assert isinstance(language_of(text), str)


def test_the_customers_words_decide():
    customer, agent = ("customer", SAID["de"][0]), ("agent", SAID["en"][0])
    assert spoken(talk(agent, customer)) == "de"
    assert spoken(talk(agent, ("customer", "ok"))) == "en"
    assert spoken(talk(("customer", "ok"), language="pt-BR")) == "pt"
    assert spoken(talk(("customer", SAID["en"][0]), language="pt")) == "en"
    assert spoken(talk()) == "cannot_tell"


def test_turns_in_another_language_are_found():
    mixed = talk(("customer", SAID["en"][0]), ("agent", SAID["en"][1]), ("customer", SAID["fr"][1]))
    assert foreign_turns(mixed, "en") == {2: "fr"}


def test_what_is_not_understood_is_not_judged():
    german = talk(("customer", "Die Rechnung ist falsch, das ist die reine Katastrophe!"), ("agent", "Hello"))
    for reader in (feelings(), service()):
        said = reader.read([german], [""])[0].annotations
        assert [one.label for one in said if one.kind == "language"] == ["de"]
        rest = [one for one in said if one.kind != "language"]
        assert rest and {one.label for one in rest} == {"cannot_tell"}
        assert all(one.value is None and one.turn is None for one in rest)
        assert MODEL in reader.models


def test_english_is_read_whatever_the_source_calls_it():
    """A desk that writes its own language on every chat: what is said decides, for all readers alike."""
    talks = [
        talk(("customer", SAID["en"][0] + " I am so angry!"), language=one) for one in ("de", "en", None)
    ]
    for reader in (feelings(), service()):
        said = [one.annotations for one in reader.read(talks, ["", "", ""])]
        assert said[0] == said[1] == said[2]
        assert any(one.kind in ("sentiment", "effort") and one.value is not None for one in said[0])


def test_only_the_foreign_turn_stays_unread():
    german = "Die Rechnung ist falsch, das ist eine Frechheit, ich bin sehr wütend."
    said = [("customer", "I am so happy, thank you for the wonderful help!"), ("customer", german)]
    found = feelings().read([talk(*said)], [""])[0].annotations
    assert {one.label for one in found if one.kind == "sentiment" and one.turn == 0} == {"positive"}
    assert [(one.kind, one.label) for one in found if one.turn == 1] == [("language", "de")]


def test_a_conversation_is_read_alike_beside_others():
    every = [talk(("customer", texts[0]), ("agent", SAID["en"][0]), id=name) for name, texts in SAID.items()]
    for reader in (feelings(), service()):
        together = reader.read(every, [""] * len(every))
        assert [one.annotations for one in together] == [
            reader.read([one], [""])[0].annotations for one in every
        ]


def test_the_frame_says_the_language_of_every_conversation():
    frame = annotate([talk(("customer", SAID["en"][0])), {"id": "b", "turns": []}])
    said = frame.filter(frame["kind"] == "language")
    assert said["label"].to_list() == ["en", "cannot_tell"]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["star/conversations", "casino/conversations.train"])
def test_english_is_not_refused(shared, name):
    with gzip.open(shared / f"data/{name}.jsonl.gz") as lines:
        given = [one for one in conversations(map(json.loads, lines)) if len(one.turns) > 1][:1500]
    found = [spoken(one) for one in given]
    assert sum(one == "en" for one in found) >= 0.995 * len(found)
