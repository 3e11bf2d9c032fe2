"""The heat map as a picture tells how sure every cell is."""

from rapport.measures import Estimate
from rapport.work.results.heat import Heat, HeatCell, HeatRow
from rapport.work.results.heat_picture import PALE, heat_specification


def cell(team, value, low, high, base, step):
    return HeatCell(team, Estimate(value, low, high, base=base, confidence=0.9), step, "")


def values(*cells):
    row = HeatRow("ack", "Acknowledgement", Estimate(70.0, 68.0, 72.0, base=300, confidence=0.9), cells)
    heat = Heat("Lost", tuple(one.team for one in cells), (row,), None)
    layers = heat_specification(heat)["layer"]
    return {one["team"]: one for one in layers[0]["data"]["values"]}, layers


def test_a_cell_says_its_score_its_interval_and_its_base():
    found, layers = values(cell("Billing", 60.0, 51.25, 68.75, 41, 1))
    assert (found["Billing"]["text"], found["Billing"]["around"]) == ("60.0", "51.2–68.8 · 41")
    assert found["All"]["around"] == "68.0–72.0 · 300"
    assert "at 90%" in layers[-1]["data"]["values"][0]["lines"][0]


def test_what_may_be_chance_is_pale_and_what_is_sure_is_not():
    found, _ = values(cell("Sure", 50.0, 40.0, 60.0, 9, 0), cell("Chance", 50.0, 30.0, 70.5, 9, 0))
    assert (found["Sure"]["opacity"], found["Chance"]["opacity"]) == (1.0, PALE)


def test_a_cell_without_a_number_says_why():
    few = Estimate(None, base=4, undefined_because="4 is under the minimum")
    found, _ = values(HeatCell("Few", few, None, ""), HeatCell("None", None, None, ""))
    assert [(found[team]["text"], found[team]["around"]) for team in ("Few", "None")] == [
        ("", "too few (4)"),
        ("", "not scored"),
    ]
