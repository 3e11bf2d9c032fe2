"""What of a mail is its author's own."""

import time

import pytest

from rapport.sources.html_text import html_to_text
from rapport.sources.mail.quotes import split_mail

OWN = "Thank you, that worked."
QUOTES = {
    "english": "On Tue, 31 Mar 2026 at 16:05, Jane Doe <jane@x.example> wrote:\n> Try again.",
    "wrapped": "On Tue, 31 Mar 2026 at 16:05, Jane Doe\n<jane@x.example> wrote:\n\n> Try again.",
    "without marks": "On Tuesday, March 31, Jane Doe <jane@x.example> wrote:\n\nTry again.",
    "german": "Am 31.03.2026 um 16:05 schrieb Jane Doe <jane@x.example>:\n> Nochmal.",
    "french": "Le mar. 31 mars 2026 à 16:05, Jane Doe <jane@x.example> a écrit :\n> Encore.",
    "spanish": "El mar, 31 mar 2026 a las 16:05, Jane Doe (<jane@x.example>) escribió:\n> Otra vez.",
    "italian": "Il giorno mar 31 mar 2026 alle ore 16:05 Jane Doe ha scritto:\n> Riprova.",
    "dutch": "Op di 31 mrt 2026 om 16:05 schreef Jane Doe <jane@x.example>:\n> Opnieuw.",
    "outlook": "-----Original Message-----\nFrom: Jane\nSent: Tuesday\nTo: Tom\nSubject: Code\n\nTry again.",
    "german outlook": "Von: Jane Doe\nGesendet: Dienstag\nAn: Tom\nBetreff: Code\n\nNochmal.",
    "french outlook": "De : Jane Doe\nEnvoyé : mardi\nÀ : Tom\nObjet : Code\n\nEncore.",
    "ruled": "______________\nFrom: Jane Doe <jane@x.example>\nSent: Tuesday\nTo: Tom\n\nTry again.",
    "forwarded": "---------- Forwarded message ---------\nFrom: Jane\n\nTry again.",
    "marks": "> Try again.\n>> Did you?",
}


@pytest.mark.parametrize("kind", QUOTES)
def test_quotes_are_set_apart(kind):
    own, quoted, signature = split_mail(f"{OWN}\n\n{QUOTES[kind]}\n")
    assert own == OWN
    assert quoted.split() == QUOTES[kind].split()
    assert signature is None


SIGNATURES = {
    "dashes": ("", "-- \nJane Doe\nShop Ltd", "Jane Doe\nShop Ltd"),
    "device": ("", "Sent from my iPhone", "Sent from my iPhone"),
    "german device": ("", "Von meinem iPad gesendet", "Von meinem iPad gesendet"),
    "outlook": ("", "Get Outlook for Android", "Get Outlook for Android"),
    "closing": (
        "\n\nKind regards,",
        "Jane Doe\nShop Ltd\n+44 20 7946 0018",
        "Jane Doe\nShop Ltd\n+44 20 7946 0018",
    ),
    "german closing": ("\n\nMit freundlichen Grüßen", "Jane Doe", "Jane Doe"),
    "french closing": ("\n\nCordialement,", "Jane Doe", "Jane Doe"),
    "closing and device": ("\n\nThanks,", "Jane\n\nSent from my iPhone", "Jane\n\nSent from my iPhone"),
}


@pytest.mark.parametrize("kind", SIGNATURES)
def test_signatures_are_set_apart_and_politeness_stays(kind):
    closing, written, signature = SIGNATURES[kind]
    assert split_mail(f"{OWN}{closing}\n\n{written}\n") == (OWN + closing, None, signature)


KEPT = {
    "an ordinary mail": "Hello,\n\nOn Monday I wrote to you about order 12.\nNothing came.\n\nJane",
    "a sentence with a colon": "Am Montag schrieb ich Ihnen bereits:\nBitte helfen Sie mir.",
    "a list": "- one\n-- two\n--- three",
    "from in a sentence": "From: my point of view this is wrong.\nIt should be free.",
    "thanks in the middle": "Thanks,\n\nI have looked at all the pages you sent and none says what it costs.",
    "a question after thanks": "Thanks\nWhen does it come?",
    "a dash line first": "--\nstarts oddly",
    "only a quote": "---------- Forwarded message ---------\nFrom: Jane\n\nPlease look at this.",
    "greater than": "I paid 5 and 6 > 5, so why?",
}


@pytest.mark.parametrize("kind", KEPT)
def test_what_is_neither_stays(kind):
    assert split_mail(KEPT[kind]) == (KEPT[kind], None, None)


def test_answers_between_quotes_are_kept_in_order():
    text = "On Monday, Jane wrote:\n> One?\n\nYes.\n\n> Two?\n\nNo.\n"
    assert split_mail(text) == ("Yes.\n\nNo.", "On Monday, Jane wrote:\n> One?\n> Two?", None)


@pytest.mark.parametrize(
    "text", ["On " * 50_000, "> \n" * 50_000, "From: x\n" * 30_000, "Thanks,\n" * 30_000]
)
def test_hostile_mails_take_time_in_proportion(text):
    begun = time.process_time()
    split_mail(text)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain", "plain"),
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<style>p {}</style><script>x()</script>A &amp; B&nbsp;C", "A & B C"),
        ("<b>bo</b>ld <i> text</i>", "bold text"),
        ("<blockquote>q<blockquote>r</blockquote></blockquote>after", "> q\n>\n> > r\n\nafter"),
        ('<img src="x" alt="a cat"> <a href="y">here</a>', "a cat here"),
        ("<p>un<b>closed", "unclosed"),
    ],
)
def test_html(html, text):
    assert html_to_text(html) == text
