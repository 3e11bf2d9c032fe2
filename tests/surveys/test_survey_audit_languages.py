"""Questions in other languages are told as unread; what shows in their answers still is."""

from rapport.language.languages.detect import language_of
from rapport.surveys.audit.audit import audit_questions
from rapport.surveys.audit.foreign import with_languages
from rapport.surveys.audit.question import Question

GERMAN = "Wie zufrieden waren Sie mit dem Preis und der Qualität unserer Produkte in diesem Jahr?"
ENGLISH = "How satisfied were you with the price and the quality?"


def audited(*questions):
    return audit_questions(with_languages(questions, language_of))


def test_a_question_in_another_language_is_told_as_unread():
    english, german = audited(Question(1, ENGLISH), Question(2, GERMAN))
    assert (english.unread, german.unread) == ("", "de")
    assert english.flaws and german.flaws == ()


def test_answers_are_looked_at_in_every_language():
    (found,) = audited(Question(1, GERMAN, options=("18-25", "25-30", "31-60")))
    assert [one.kind for one in found.flaws] == ["unclear_choices"]


def test_short_questions_are_in_the_language_of_all():
    found = audited(Question(1, GERMAN), Question(2, "Und warum?"))
    assert [one.unread for one in found] == ["de", "de"]
