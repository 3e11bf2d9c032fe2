"""Surveys: written, published, closed; what a later version must keep."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib import import_module

import pytest

from rapport.program.people.actor import TERMINAL, Actor, Grant
from rapport.program.people.errors import NotAllowedError
from rapport.program.surveys.errors import DraftChangedError, SurveyWorkError
from rapport.surveys.errors import SurveyError

TEXT = """\
survey: after-call
version: 1
title: After your call
items:
  - {id: ease, type: ces}
  - {id: why, type: text, text: What made it so?}
"""


class Rooms:
    """The functions of a room, looked up once the home is connected."""

    def __init__(self, name):
        self.name = f"rapport.program.surveys.{name}"

    def __getattr__(self, function):
        return getattr(import_module(self.name), function)


services, selectors, models = Rooms("services"), Rooms("selectors"), Rooms("models")


def who(role):
    return Actor(f"A {role}", (Grant(role),))


def published(text=TEXT, number=1):
    if number == 1:
        services.survey_create(TERMINAL, "after-call", text)
    else:
        services.draft_begin(TERMINAL, "after-call", text, number - 1)
    return services.version_publish(TERMINAL, "after-call", 1)


def answered(number):
    version = models.SurveyVersion.objects.get(survey_id="after-call", number=number)
    models.Submission.objects.create(
        key=f"k{number}", version=version, channel="link", received_at=datetime.now(UTC)
    )


def test_a_survey_is_written_saved_undone_and_published(home):
    services.survey_create(TERMINAL, "after-call", TEXT)
    more = TEXT + "  - {id: again, type: nps}\n"
    assert services.draft_save(TERMINAL, "after-call", 1, more, "added item again") == 2
    assert selectors.draft_view(TERMINAL, "after-call").undo == "added item again"
    assert services.draft_undo(TERMINAL, "after-call", 2) == (3, "added item again")
    assert selectors.draft_view(TERMINAL, "after-call").text == TEXT
    services.draft_undo(TERMINAL, "after-call", 3)
    assert selectors.draft_view(TERMINAL, "after-call").text == more
    assert services.version_publish(TERMINAL, "after-call", 4) == "after-call@1"
    line = selectors.survey_line(TERMINAL, "after-call")
    assert (line.title, line.state, line.draft_at) == ("After your call", "open", None)
    assert selectors.version_view(TERMINAL, "after-call", 1).text == more


def test_two_who_save_at_once_are_told(home):
    services.survey_create(TERMINAL, "after-call", TEXT)
    services.draft_save(TERMINAL, "after-call", 1, TEXT + "# mine\n")
    with pytest.raises(DraftChangedError):
        services.draft_save(TERMINAL, "after-call", 1, TEXT + "# theirs\n")
    assert selectors.draft_view(TERMINAL, "after-call").text.endswith("# mine\n")


def test_a_version_is_published_once_by_whoever_comes_first(home):
    from django.db import connection

    services.survey_create(TERMINAL, "after-call", TEXT)

    def publish(_):
        try:
            return services.version_publish(TERMINAL, "after-call", 1)
        except SurveyWorkError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(publish, range(4)))
    assert sorted(made, key=str) == [None, None, None, "after-call@1"]
    assert models.SurveyVersion.objects.count() == 1


def test_an_answered_item_keeps_its_type_and_scale(home):
    published()
    other = TEXT.replace("version: 1", "version: 2").replace("type: ces", "type: csat")
    services.draft_begin(TERMINAL, "after-call", other, 1)
    answered(1)
    with pytest.raises(SurveyError) as refused:
        services.version_publish(TERMINAL, "after-call", 1)
    assert "ease was ces, not csat" in str(refused.value) and refused.value.problems[0].line == 5
    renamed = other.replace("id: ease", "id: content")
    services.draft_save(TERMINAL, "after-call", 1, renamed)
    assert services.version_publish(TERMINAL, "after-call", 2) == "after-call@2"


def test_what_nobody_answered_may_change(home):
    published()
    other = TEXT.replace("version: 1", "version: 2").replace("type: ces", "type: csat")
    assert published(other, 2) == "after-call@2"


def test_only_the_next_number_of_its_own_id_is_published(home):
    services.survey_create(TERMINAL, "after-call", TEXT.replace("version: 1", "version: 7"))
    with pytest.raises(SurveyWorkError, match="next version is 1"):
        services.version_publish(TERMINAL, "after-call", 1)
    services.draft_save(TERMINAL, "after-call", 1, TEXT.replace("after-call", "other"))
    with pytest.raises(SurveyWorkError, match="calls itself other"):
        services.version_publish(TERMINAL, "after-call", 2)


def test_closing_and_the_archive(home):
    published()
    services.version_close(TERMINAL, "after-call", 1)
    assert selectors.survey_line(TERMINAL, "after-call").state == "closed"
    assert selectors.newest_open(TERMINAL, "after-call") is None
    services.version_reopen(TERMINAL, "after-call", 1)
    assert selectors.newest_open(TERMINAL, "after-call").line.number == 1
    services.survey_archive(TERMINAL, "after-call")
    assert selectors.surveys_list(TERMINAL) == []
    with pytest.raises(SurveyWorkError, match="archive"):
        services.version_reopen(TERMINAL, "after-call", 1)
    services.survey_restore(TERMINAL, "after-call")
    assert selectors.surveys_list(TERMINAL)[0].state == "closed"


def test_a_draft_thrown_away_takes_a_survey_without_versions_along(home):
    services.survey_create(TERMINAL, "after-call", TEXT)
    services.draft_discard(TERMINAL, "after-call", 1)
    assert selectors.survey_line(TERMINAL, "after-call") is None
    published()
    services.draft_begin(TERMINAL, "after-call", TEXT, 1)
    services.draft_discard(TERMINAL, "after-call", 1)
    assert selectors.survey_line(TERMINAL, "after-call").versions


def test_a_theme_that_cannot_be_read_is_refused(home):
    services.theme_save(TERMINAL, "Kettles", {"accent": "#7A1F5C"}, "Kettles & Co")
    with pytest.raises(SurveyWorkError, match="quiet on paper has a contrast of 2"):
        services.theme_save(TERMINAL, "Pale", {"quiet": "#a0a0a0"})
    with pytest.raises(SurveyWorkError, match="no colour"):
        services.theme_save(TERMINAL, "Odd", {"ink": "red;}body{"})
    published()
    services.survey_theme(TERMINAL, "after-call", "Kettles")
    (theme,) = selectors.themes_list(TERMINAL)
    assert theme.used_by == ("after-call",) and theme.colours == {"accent": "#7a1f5c"}
    services.theme_remove(TERMINAL, "Kettles")
    assert selectors.survey_line(TERMINAL, "after-call").theme == ""


def test_who_may_only_read_writes_nothing_and_others_do_not_read(home):
    published()
    reader, stranger = who("auditor"), who("associate")
    assert selectors.surveys_list(reader)[0].survey_id == "after-call"
    acts = (
        lambda actor: services.survey_create(actor, "x", TEXT),
        lambda actor: services.draft_begin(actor, "after-call", TEXT),
        lambda actor: services.version_close(actor, "after-call", 1),
        lambda actor: services.survey_archive(actor, "after-call"),
        lambda actor: services.theme_save(actor, "x", {}),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act(reader)
    for read in (selectors.surveys_list, selectors.themes_list):
        with pytest.raises(NotAllowedError):
            read(stranger)


def test_facts_of_an_ended_invitation_wait_for_its_form_and_go_with_it(home):
    from tests.asked_home import invitation, version

    ended, carried = Rooms("services.ended"), Rooms("services.carried")
    of = version()
    begun, _ = invitation(of)
    silent, _ = invitation(of)
    models.Submission.objects.create(
        key=begun.pk.hex, version=of, channel="email", invitation_id=begun.pk, received_at=datetime.now(UTC)
    )
    rows = models.Invitation.objects.filter(state="sent")
    ended.invitations_ended(rows, models.Invitation.BOUNCED, "no such address" * 50)
    told = {one.pk: (one.state, one.address, bool(one.facts)) for one in models.Invitation.objects.all()}
    assert told == {begun.pk: ("bounced", "", True), silent.pk: ("bounced", "", False)}
    waiting = ended.forms_waiting().values("invitation_id")
    assert list(models.Invitation.objects.exclude(pk__in=waiting)) == [silent]
    carried.submissions_carried([begun.pk.hex], [])
    assert not models.Invitation.objects.exclude(facts={}).exists()
