"""Models of ordered answers against other programs."""

import numpy as np
import polars as pl
import pytest
from reference_values import agrees

from rapport.measures import ordinal_logit, proportional_odds, survey_regression

HOUSING = "MASS housing satisfaction: proportional-odds logit"
STEPS = "MASS housing: proportional-odds (nominal) LR tests"
WINE = "ordinal wine 1-5 rating cumulative logit"
ORDER = {
    "Infl": ["Low", "Medium", "High"],
    "Type": ["Tower", "Apartment", "Atrium", "Terrace"],
    "Cont": ["Low", "High"],
}


def housing(found):
    """Housing satisfaction: rows, how often each occurred, and the order of labels."""
    rows = pl.read_csv(found.data)
    more = {"counts": rows["Freq"], "levels": ["Low", "Medium", "High"], "driver_levels": ORDER}
    return rows.select("Sat", "Infl", "Type", "Cont"), more


@agrees(
    "ordinal_logit",
    on="satisfaction of 1,681 tenants: coefficients, thresholds, errors, deviance, AIC",
    to="R MASS (polr), R ordinal, statsmodels",
    entry=HOUSING,
)
def test_housing_satisfaction(references):
    found = references[HOUSING]
    rows, more = housing(found)
    measured = ordinal_logit("Sat", rows, **more)
    every = {name.replace(": ", ""): one for name, one in measured.items()} | measured.thresholds
    for name, error in found.expected["se"].items():
        assert every[name].value == pytest.approx(found.expected[name], abs=found.tolerance)
        assert every[name].standard_error == pytest.approx(error, abs=found.tolerance)
    assert measured.deviance == pytest.approx(found.expected["deviance"], abs=found.tolerance)
    assert measured.aic == pytest.approx(found.expected["AIC"], abs=found.tolerance)
    assert measured["Cont: High"].base == 1681


def test_housing_row_by_row(references):
    rows, more = housing(references[HOUSING])
    counts = more.pop("counts")
    alike = ordinal_logit("Sat", rows, counts=counts, **more)
    repeated = rows[[place for place, times in enumerate(counts) for _ in range(times)]]
    single = ordinal_logit("Sat", repeated.to_pandas(), **more)
    for name, one in alike.items():
        assert single[name].value == pytest.approx(one.value)
        assert single[name].standard_error == pytest.approx(one.standard_error)


@agrees(
    "proportional_odds",
    on="satisfaction of 1,681 tenants: likelihood-ratio test of each driver",
    to="R ordinal (nominal_test)",
    entry=STEPS,
)
def test_steps_of_housing_satisfaction(references):
    found = references[STEPS]
    rows, more = housing(found)
    measured = proportional_odds("Sat", rows, **more)
    for name, statistic, p in zip(
        found.expected["terms"][1:], found.expected["LRT"][1:], found.expected["p"][1:], strict=True
    ):
        assert measured[name].statistic == pytest.approx(statistic, abs=found.tolerance)
        assert measured[name].p == pytest.approx(p, abs=found.tolerance)


@agrees(
    "ordinal_logit",
    on="ratings of wine, 72 rows of five levels: coefficients, thresholds, errors, log-likelihood",
    to="R ordinal (as in its article), statsmodels",
    entry=WINE,
)
def test_wine(references):
    found = references[WINE]
    rows = pl.read_csv(found.data)
    measured = ordinal_logit("rating", rows.select("rating", "temp", "contact").to_arrow())
    every = {name.replace(": ", ""): one for name, one in measured.items()} | measured.thresholds
    for name, error in found.expected["se"].items():
        assert every[name].value == pytest.approx(found.expected[name], abs=found.tolerance)
        assert every[name].standard_error == pytest.approx(error, abs=found.tolerance)
    assert measured.log_likelihood == pytest.approx(found.expected["logLik"], abs=found.tolerance)


@agrees(
    "ordinal_logit",
    on="wine rated four or five, yes or no: as logistic regression, robust errors too",
    to="statsmodels 0.15 (Logit, HC0)",
)
def test_two_levels_are_logistic_regression(references):
    import statsmodels.api as sm

    rows = pl.read_csv(references[WINE].data)
    yes = (rows["rating"] >= 4).to_numpy()
    x = rows.select((pl.col("temp") == "warm").cast(float), (pl.col("contact") == "yes").cast(float))
    for errors, kind in (("classical", "nonrobust"), ("robust", "HC0")):
        theirs = sm.Logit(yes.astype(float), sm.add_constant(x.to_numpy())).fit(disp=0, cov_type=kind)
        ours = ordinal_logit(yes, x, errors=errors)
        # A sum over units counts n / (n − 1) times here.
        more = (72 / 71) ** 0.5 if errors == "robust" else 1.0
        assert -ours.thresholds["0|1"].value == pytest.approx(theirs.params[0], abs=1e-7)
        for place, name in enumerate(("temp", "contact"), 1):
            assert ours[name].value == pytest.approx(theirs.params[place], abs=1e-7)
            assert ours[name].standard_error == pytest.approx(theirs.bse[place] * more, abs=1e-7)
    design = survey_regression(yes.astype(float), x, "logit")
    assert design.coefficients["temp"].value == pytest.approx(ours["temp"].value)


@agrees(
    "ordinal_logit",
    on="400 drawn answers of five levels, three drivers: coefficients, thresholds, errors, log-likelihood",
    to="statsmodels 0.15 (OrderedModel)",
)
def test_drawn_answers():
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    rng = np.random.default_rng(6)
    x = rng.normal(size=(400, 3)) * [1, 10, 0.1] + [0, 50, 0]
    y = np.searchsorted([-2, -1, 0.5, 2], (x - [0, 50, 0]) @ [0.7, 0.05, 0] + rng.logistic(size=400))
    # Their gradient has no units: they start nearer where drivers are of one size.
    theirs = OrderedModel(y, (x - x.mean(axis=0)) / x.std(axis=0), distr="logit").fit(
        method="newton", disp=0, maxiter=100
    )
    ours = ordinal_logit(y, x)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=1e-7)
    for place, name in enumerate(("x1", "x2", "x3")):
        size = x[:, place].std()
        assert ours[name].value * size == pytest.approx(theirs.params[place], abs=1e-5)
        assert ours[name].standard_error * size == pytest.approx(theirs.bse[place], rel=1e-3)
    edges = theirs.model.transform_threshold_params(theirs.params)[1:-1]
    slopes = np.array([one.value for one in ours.values()])
    for found, edge in zip(ours.thresholds.values(), edges, strict=True):
        assert found.value - slopes @ x.mean(axis=0) == pytest.approx(edge, abs=1e-5)
