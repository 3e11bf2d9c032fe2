"""What the machine knows, how far to trust it, what rules stand for, and the bar."""

from datetime import UTC, datetime

import pytest

from rapport.measures.estimate import Estimate, undefined
from rapport.work.models.built_in import built_in_cards
from rapport.work.models.card import CardBin, CardFigure, ModelCard, keep_card
from rapport.work.models.cards import bars, reliability
from tests.web.teaching_home import criteria

EVIL = '<script>alert("x")</script>'


def a_card(**facts):
    figures = (
        CardFigure("accuracy", Estimate(0.81, 0.74, 0.87, unit="share", base=120)),
        CardFigure("agreement", Estimate(-0.1, -0.3, 0.1, unit="coefficient", base=60), "desk/greeting"),
        CardFigure("agreement", undefined("nothing was scored twice"), "desk/care"),
    )
    bins = tuple(
        CardBin(p, Estimate(p + 0.02, p - 0.1, p + 0.1, unit="share", base=40)) for p in (0.2, 0.5, 0.8)
    )
    known = {
        "name": "behaviours", "title": EVIL, "purpose": "Tells.", "model": "behaviours@1+9", "base": 9,
        "learned_from": "9 answers", "learned_at": datetime(2026, 4, 1, tzinfo=UTC), "data_version": 3,
        "sentence": "Right in 81% (74% to 87%).", "figures": figures, "bins": bins, "fails": ("Irony.",),
    }  # fmt: skip
    return ModelCard(**{**known, **facts})


@pytest.fixture
def kept(served):
    keep_card(served, a_card())
    return served


def test_every_model_has_a_card(kept, sign_in):
    lea = sign_in("qa_lead")
    page = lea.get("/settings/models/")
    shown = {one.card.name: one for one in page.context["cards"]}
    assert not shown["behaviours"].built_in and shown["feelings"].built_in
    assert len(shown) == len(built_in_cards())
    for name in shown:
        answer = lea.get(f"/settings/models/{name}")
        assert answer.status_code == 200 and EVIL not in answer.content.decode()
    assert lea.get("/settings/models/nothing").status_code == 404


def test_a_card_shows_figures_with_intervals_bins_and_where_it_fails(kept, sign_in):
    text = sign_in("analyst").get("/settings/models/behaviours").content.decode()
    for words in ("81.0 %", "74.0–87.0 %", "nothing was scored twice", "Irony.", "Right in 81%", "<svg"):
        assert words in text, words
    assert "predicted 0.50, observed 0.52 (40)" in text
    assert "Learn from people now" not in text, "analysts check, the lead has it learn"


LEANING = "It leans most for team Night (too high by 3.4), channel email (too high by 0.8)."


@pytest.mark.parametrize(
    "role, told",
    [("analyst", True), ("auditor", True), ("associate", False), ("team_manager", False)],
)
def test_what_tells_of_teams_is_for_who_sees_them_all(served, sign_in, role, told):
    lean = Estimate(3.4, 2.2, 4.6, unit="score", base=71)
    figures = (
        CardFigure("Too high by, in a team", lean, "Night"),
        CardFigure("Too high by, in a channel", lean, "email"),
    )
    fails = ("team Night (too high by 3.4).", "channel email (too high by 0.8).")
    facts = {"figures": figures, "fails": fails, "sentence": f"Right 81 times of 100. {LEANING}"}
    keep_card(served, a_card(name="experience-effort", **facts))
    client = sign_in(role, "Day" if role == "team_manager" else None)
    for address in ("/settings/models/", "/settings/models/experience-effort"):
        text = client.get(address).content.decode()
        assert ("Night" in text) == told, address
        assert "Right 81 times of 100." in text
    assert "channel email (too high by 0.8)." in text, "channels are nobody's"


def test_pictures_stay_in_their_frame():
    drawn = bars(a_card().figures)
    assert [one.label for one in drawn] == ["Accuracy", "Agreement: greeting"]
    assert drawn[1].low == drawn[1].value == 380 and drawn[0].low < drawn[0].value < drawn[0].high < 720
    wide = reliability((CardBin(20.0, Estimate(30.0, 10.0, 90.0, base=9)), CardBin(80.0, undefined("few"))))
    assert wide is not None and (wide.low, wide.high, len(wide.dots)) == (10.0, 90.0, 1)
    assert reliability(()) is None


def test_cards_that_come_with_rapport_say_what_they_were_tried_on():
    cards = {one.name: one for one in built_in_cards()}
    assert set(cards) == {
        "feelings", "experience-resolved", "experience-satisfaction", "experience-effort", "behaviours",
    }  # fmt: skip
    for one in cards.values():
        assert one.languages == ("en",) and "not known until people check" in one.sentence
        assert all(each.estimate.low is not None for each in one.figures)


def test_the_lead_says_what_rules_stand_for_and_readers_hear_of_it(served, sign_in):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL
    from rapport.program.reading.selectors import rules_of
    from rapport.work.annotating.home_readers import home_readers

    criteria_use(TERMINAL, criteria())
    lea, ann = sign_in("qa_lead"), sign_in("analyst")
    page = lea.get("/settings/models/rules/desk")
    text = page.content.decode()
    assert "Nothing is kept yet" in text and '<option value="greeting" selected>' in text
    assert "criteria" not in home_readers(served)
    given = {"behaviour/greeting/said_hello": "greeting", "behaviour/greeting/gave_name": "-"}
    assert ann.post("/settings/models/rules/desk", given).status_code == 403
    assert lea.post("/settings/models/rules/desk", given).status_code == 302
    stands = {one.rule: one.behaviour for one in rules_of(TERMINAL, "desk")}
    assert stands == {"said_hello": "greeting", "gave_name": ""}
    assert "criteria" in home_readers(served)
    wrong = lea.post("/settings/models/rules/desk", {"behaviour/greeting/said_hello": "dancing"})
    assert wrong.status_code == 400 and "There is no behaviour" in wrong.content.decode()
    assert lea.get("/settings/models/rules/nothing").status_code == 404
    assert "never measured" in lea.get("/settings/models/rules/desk").content.decode()


def test_the_bar_is_the_leads(served, sign_in):
    from rapport.program.audits.services.criteria import criteria_use
    from rapport.program.people.actor import TERMINAL
    from rapport.program.reading.plain import BarFacts
    from rapport.program.reading.selectors import bar_of

    criteria_use(TERMINAL, criteria())
    lea, ann = sign_in("qa_lead"), sign_in("analyst")
    address = "/settings/models/rules/desk/bar"
    assert ann.post(address, {"element": "*", "agreement": "0.7", "base": "40"}).status_code == 403
    assert lea.post(address, {"element": "greeting", "agreement": "0.7", "base": "40"}).status_code == 302
    assert bar_of("desk", "greeting") == BarFacts(0.7, 40) and bar_of("desk", "care") == BarFacts()
    for odd in (
        {"agreement": "x"},
        {"agreement": "2"},
        {"base": "1"},
        {"element": "mood"},
        {"base": "1e400"},
        {"agreement": "nan"},
    ):
        given = {"element": "*", "agreement": "0.7", "base": "40", **odd}
        assert lea.post(address, given).status_code == 400, odd


def test_learning_is_a_job_of_the_leads(served, sign_in):
    from rapport.program.jobs.models import Job

    lea, ann = sign_in("qa_lead"), sign_in("analyst")
    assert ann.post("/settings/models/behaviours/learn").status_code == 403
    assert lea.post("/settings/models/weather/learn").status_code == 400
    assert lea.post("/settings/models/behaviours/learn").status_code == 302
    assert Job.objects.get().arguments == {"what": "behaviours"}


@pytest.mark.parametrize("role, code", [("auditor", 200), ("team_manager", 200), ("client_viewer", 403)])
def test_who_reads_cards(served, sign_in, role, code):
    client = sign_in(role, "Day" if role == "team_manager" else None)
    assert client.get("/settings/models/").status_code == code
    assert client.get("/settings/models/feelings").status_code == code


def test_cards_that_come_with_rapport_are_of_todays_models():
    from rapport.language import ExperiencePredictor
    from rapport.language.behaviours.corrector import BehaviourModel
    from rapport.language.readers import feelings

    now = {
        f"experience-{target}": ExperiencePredictor(target).model
        for target in ("resolved", "satisfaction", "effort")
    }
    now |= {"feelings": feelings().annotators[0].model, "behaviours": BehaviourModel().model}
    told = {one.name: one.model for one in built_in_cards()}
    assert told == now, "a model changed: run tools/built_in_cards"
