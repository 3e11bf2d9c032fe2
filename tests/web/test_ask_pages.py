"""Surveys on their pages: begun, written, criticised, translated, published, compared."""

import re

from rapport.program.people.actor import TERMINAL

QUESTIONS = "1. How great was our friendly service?\n2. =1+1 was it resolved?\n"
TEXT = """\
survey: after-call
version: 1
title: After your call
items:
  - {id: ease, type: ces}
  - id: why
    type: text
    text: "Why, {customer.name|you}?"
    asked_if: {ease: {at_most: 4}}
"""


def begun(client, **typed):
    answer = client.post("/ask/surveys/new/", {"way": "text", "text": TEXT} | typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:3000]
    return answer.content.decode()


def save(client, survey="after-call", part="i0", **typed):
    from rapport.program.surveys.selectors import draft_view

    revision = draft_view(TERMINAL, survey).revision
    return client.post(f"/ask/surveys/{survey}/edit/save", {"revision": revision, "part": part} | typed)


def test_from_a_template_to_a_published_version_without_a_script(sign_in):
    manager = sign_in("program_manager")
    assert "None is here yet" in page(manager, "/ask/")
    answer = manager.post("/ask/surveys/new/", {"way": "template", "template": "support", "survey": "care"})
    assert answer["Location"] == "/ask/surveys/care/edit/?part=i0"
    shown = page(manager, answer["Location"])
    assert "How satisfied or dissatisfied are you" in shown and "Nothing found in the words" in shown
    answer = save(manager, "care", "i0", about="our help")
    assert answer.status_code == 302
    manager.post("/ask/surveys/care/edit/state", {"revision": 2, "act": "publish"})
    shown = page(manager, "/ask/surveys/care/")
    assert "care@1" in shown and "are you with our help?" in shown
    assert "care" in page(manager, "/ask/")


def test_what_the_audit_says_is_taken_with_one_press(sign_in):
    manager = sign_in("program_manager")
    begun(manager)
    save(manager, part="i0", text="How great was our friendly service?")
    shown = page(manager, "/ask/surveys/after-call/edit/?part=i0")
    act = re.findall(r'value="(wording-use-i0-\d)"', shown)[0]
    save(manager, part="i0", act=act)
    from rapport.program.surveys.selectors import draft_view

    assert "How great" not in draft_view(TERMINAL, "after-call").text


def test_a_file_that_does_not_hold_is_told_by_line_and_kept(sign_in):
    manager = sign_in("program_manager")
    wrong = TEXT.replace("type: ces", "type: cess")
    answer = manager.post("/ask/surveys/new/", {"way": "text", "text": wrong})
    assert (
        answer.status_code == 400
        and "Line 5" in answer.content.decode()
        and "cess" in answer.content.decode()
    )
    answer = manager.post("/ask/surveys/new/", {"way": "text", "text": wrong, "mend": "yes"})
    assert answer.status_code == 302
    shown = manager.post("/ask/surveys/after-call/edit/state", {"revision": 1, "act": "publish"})
    assert shown.status_code == 400 and "It is not published" in shown.content.decode()


def test_two_who_write_at_once_choose_between_both(sign_in):
    one, other = sign_in("program_manager"), sign_in("program_manager")
    begun(one)
    one.post("/ask/surveys/after-call/edit/save", {"revision": 1, "part": "i0", "help": "Mine"})
    late = {"revision": 1, "part": "i1", "was": "why", "help": "Theirs", "changed": "help"}
    answer = other.post("/ask/surveys/after-call/edit/save", late)
    told = answer.content.decode()
    assert answer.status_code == 409 and "Mine" in told and "Theirs" in told
    scripted = other.post("/ask/surveys/after-call/edit/save", late, headers={"X-Editor": "1"})
    assert scripted.status_code == 409 and "Theirs" in scripted.json()["conflict"]


def test_the_preview_follows_conditions_languages_and_facts(sign_in):
    manager = sign_in("program_manager")
    begun(manager)
    save(manager, part="languages", act="language-add", **{"new-language": "ar"})
    save(manager, part="l-ar", **{"w-ease.text": "كم كان الأمر سهلا؟"})
    address = "/ask/surveys/after-call/preview/"
    assert "Why," not in page(manager, address)
    told = manager.post(address, {"a-ease": "2", "fact-customer.name": "<b>Ann"}).content.decode()
    assert "Why, &lt;b&gt;Ann?" in told
    told = manager.post(address, {"language": "ar"}).content.decode()
    assert 'dir="rtl"' in told and "كم كان" in told


def test_versions_are_compared_closed_and_exported(sign_in):
    manager = sign_in("program_manager")
    begun(manager)
    manager.post("/ask/surveys/after-call/edit/state", {"revision": 1, "act": "publish"})
    assert manager.get("/ask/surveys/after-call/versions/1/export").content.decode() == TEXT
    manager.post("/ask/surveys/after-call/act", {"act": "next", "number": 1})
    save(manager, part="general", title="After a call")
    assert "After a call" in page(manager, "/ask/surveys/after-call/differences/?before=1&after=draft")
    manager.post("/ask/surveys/after-call/act", {"act": "close", "number": 1})
    assert "closed" in page(manager, "/ask/surveys/after-call/")
    manager.post("/ask/surveys/after-call/act", {"act": "archive"})
    page(manager, "/ask/")
    assert "after-call" not in page(manager, "/ask/") and "after-call" in page(manager, "/ask/?archive")


def test_pasted_questions_are_criticised_and_taken_along(sign_in):
    manager = sign_in("program_manager")
    told = manager.post("/ask/audit/", {"text": QUESTIONS}).content.decode()
    assert "of 2 questions should be asked otherwise" in told
    table = manager.post("/ask/audit/", {"text": QUESTIONS, "act": "csv"}).content.decode("utf-8-sig")
    assert table.startswith("line,question,flaw") and "'=1+1" in table
    made = manager.post("/ask/surveys/new/", {"way": "questions", "text": QUESTIONS, "survey": "pasted"})
    assert made["Location"] == "/ask/surveys/pasted/edit/?part=i0"
    assert manager.post("/ask/audit/", {"text": "\n"}).status_code == 400


def test_a_theme_that_cannot_be_read_is_refused_and_what_was_typed_stays(sign_in):
    manager = sign_in("program_manager")
    colours = {
        "paper": "#ffffff",
        "ink": "#111111",
        "quiet": "#b0b0b0",
        "accent": "#005fcc",
        "on_accent": "#ffffff",
    }
    answer = manager.post("/ask/themes/", {"act": "save", "name": "Pale", "sender": "Kettles"} | colours)
    told = answer.content.decode()
    assert answer.status_code == 400 and "contrast of 2" in told and 'value="Kettles"' in told
    manager.post(
        "/ask/themes/", {"act": "save", "name": "Fine", "sender": ""} | colours | {"quiet": "#555555"}
    )
    begun(manager)
    manager.post("/ask/surveys/after-call/act", {"act": "theme", "theme": "Fine"})
    assert "--t-accent: #005fcc" in manager.get("/ask/themes/Fine/colours.css").content.decode()
    assert "/ask/themes/Fine/colours.css" in page(manager, "/ask/surveys/after-call/edit/")


def test_a_name_that_could_not_stand_in_an_address_is_refused_or_harmless(sign_in):
    manager = sign_in("program_manager")
    for name in ("new", "a/b", "1st", ""):
        answer = manager.post("/ask/surveys/new/", {"way": "empty", "survey": name})
        assert answer.status_code == 400, name
    begun(manager)
    manager.post("/ask/themes/", {"act": "save", "name": "a/b c"})
    manager.post("/ask/surveys/after-call/act", {"act": "theme", "theme": "a/b c"})
    page(manager, "/ask/surveys/after-call/edit/")


def test_who_only_reads_sees_no_way_to_write_and_others_see_nothing(sign_in):
    begun(sign_in("program_manager"))
    auditor, associate = sign_in("auditor"), sign_in("associate")
    shown = page(auditor, "/ask/surveys/after-call/edit/")
    assert "Publish" not in shown and "disabled" in shown
    for address in ("/ask/", "/ask/surveys/after-call/", "/ask/surveys/after-call/edit/", "/ask/audit/"):
        page(associate, address, 403)
    page(auditor, "/ask/surveys/nothing/", 404)
    assert save(auditor, part="i0", help="x").status_code == 403
    assert auditor.post("/ask/surveys/after-call/act", {"act": "archive"}).status_code == 403


def test_hostile_words_stay_words(sign_in):
    manager = sign_in("program_manager")
    begun(manager)
    save(manager, part="i0", text='<script>alert(1)</script>"{customer.name|<i>}')
    for address in ("/ask/surveys/after-call/edit/?part=i0", "/ask/surveys/after-call/preview/"):
        shown = page(manager, address)
        assert "<script>alert" not in shown and "<i>" not in shown


def test_the_list_asks_the_database_no_more_with_more_surveys(sign_in, served):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    manager = sign_in("program_manager")
    begun(manager)
    page(manager, "/ask/")

    def queries():
        with CaptureQueriesContext(connection) as asked:
            page(manager, "/ask/")
        return len(asked)

    before = queries()
    for name in ("a", "b", "c"):
        manager.post("/ask/surveys/new/", {"way": "template", "template": "product", "survey": name})
    assert queries() == before


def test_how_a_survey_is_run_can_be_pasted_too(sign_in):
    manager = sign_in("program_manager")
    text = "# ours\nprogramme: after-support\nwho: chosen_by_staff\npay_by_score: true\n"
    told = manager.post("/ask/audit/", {"text": text}).content.decode()
    assert "2 things to mend in how it is run" in told and "who: chosen_by_staff" in told
    assert "Make a survey of it" not in told
    table = manager.post("/ask/audit/", {"text": text, "act": "csv"}).content.decode("utf-8-sig")
    assert [line.split(",")[2] for line in table.splitlines()] == ["flaw", "chosen_by_staff", "pay_by_score"]
    fine = manager.post("/ask/audit/", {"text": "programme: a\nwho: drawn\n"}).content.decode()
    assert "Nothing found in how it is run" in fine
    wrong = manager.post("/ask/audit/", {"text": "programme: a\nwho: cats\n"})
    assert wrong.status_code == 400 and b"Line 2" in wrong.content
