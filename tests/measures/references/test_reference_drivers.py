"""Driver importance against other programs."""

import narwhals as nw
import polars as pl
import pytest
from reference_values import agrees

from rapport.measures import dominance, driver_importance, linear_regression

SWISS = "swiss: LMG/Shapley, first, last, betasq, Pratt, Genizi (=Johnson relative weights), CAR"
CARS = "mtcars mpg~am+vs+cyl general dominance"
PARK = "Chapman/Feit/Schwarz Python ch.7 amusement park satisfaction (simulated)"
RELAIMPO = "R relaimpo 2.2-7, domir, dominanceanalysis"


@agrees(
    "driver_importance",
    on="Swiss fertility 1888, five drivers: LMG, first, last, squared beta, Pratt, Genizi, CAR, Johnson",
    to=RELAIMPO,
    entry=SWISS,
)
@pytest.mark.parametrize(
    ("method", "key"),
    [(name, name) for name in ("lmg", "first", "last", "betasq", "pratt", "genizi", "car")]
    + [("relative_weights", "relative_weights"), ("dominance", "dominance_general"), ("shapley", "lmg")],
)
def test_swiss_fertility(references, method, key):
    found = references[SWISS]
    measured = driver_importance("Fertility", pl.read_csv(found.data), method)
    assert measured.r_squared.value == pytest.approx(found.expected["R2"], abs=found.tolerance)
    for name, value in found.expected[key].items():
        assert measured[name].value == pytest.approx(value, abs=found.tolerance)


@agrees(
    "driver_importance",
    on="motor cars 1974, three drivers: general dominance",
    to="R domir (as in its introduction)",
    entry=CARS,
)
def test_motor_cars(references):
    found = references[CARS]
    columns = pl.read_csv(found.data).select("mpg", "am", "vs", "cyl")
    for name, value in found.expected.items():
        measured = driver_importance("mpg", columns.to_pandas(), "dominance")
        assert measured[name].value == pytest.approx(value, abs=found.tolerance)


@agrees(
    "driver_importance",
    on="satisfaction with an amusement park, four drivers: LMG, relative weights, R²",
    to="R relaimpo, numpy",
    entry=PARK,
)
@pytest.mark.parametrize("method", ["lmg", "relative_weights"])
def test_amusement_park(references, method):
    found = references[PARK]
    columns = nw.from_native(pl.read_csv(found.data).select("rides", "games", "wait", "clean", "overall"))
    measured = driver_importance("overall", columns.to_arrow(), method)
    assert measured.r_squared.value == pytest.approx(found.expected["R2"], abs=found.tolerance)
    for name, value in found.expected[method].items():
        assert measured[name].value == pytest.approx(value, abs=found.tolerance)


@agrees(
    "linear_regression",
    on="satisfaction with an amusement park, four drivers: coefficients, standard errors, R²",
    to="R lm, statsmodels",
    entry=PARK,
)
def test_amusement_park_coefficients(references):
    found = references[PARK]
    columns = pl.read_csv(found.data).select("rides", "games", "wait", "clean", "overall")
    measured = linear_regression("overall", columns)
    assert measured.r_squared == pytest.approx(found.expected["R2"], abs=found.tolerance)
    for name, value in found.expected["coef"].items():
        one = measured[name.lower()]
        assert one.value == pytest.approx(value, abs=found.tolerance)
        assert one.standard_error == pytest.approx(found.expected["se"][name], abs=found.tolerance)


@agrees(
    "dominance",
    on="motor cars 1974, three drivers: general dominance; Swiss fertility, five",
    to=RELAIMPO,
    entry=CARS,
)
def test_general_dominance(references):
    cars, swiss = references[CARS], references[SWISS]
    found = dominance("mpg", pl.read_csv(cars.data).select("mpg", "am", "vs", "cyl"))
    for name, value in cars.expected.items():
        assert found.general[name].value == pytest.approx(value, abs=cars.tolerance)
    found = dominance("Fertility", pl.read_csv(swiss.data))
    for name, value in swiss.expected["dominance_general"].items():
        assert found.general[name].value == pytest.approx(value, abs=swiss.tolerance)
