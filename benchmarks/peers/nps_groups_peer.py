"""The peers of `nps_groups`: pandas' groupby-apply with Wald's interval, DuckDB's bare aggregation."""

import sys

import pyarrow as pa

from benchmarks.peers.clock import measure
from benchmarks.peers.nps_groups_data import DIMENSIONS, columns

QUERY = f"""
    SELECT {", ".join(DIMENSIONS)}, count(answer) AS base,
        100.0 * (count(*) FILTER (answer >= 9) - count(*) FILTER (answer <= 6)) / count(answer) AS nps
    FROM answers GROUP BY ALL
"""


def with_duckdb(*, text: bool) -> None:
    """The score of each group without intervals; the table lies in memory."""
    import duckdb

    answers = columns(pa, text=text)
    connection = duckdb.connect()
    connection.register("answers", answers)
    found = measure(lambda: connection.execute(QUERY).fetchall(), times=3)
    assert len(found) == 1_920


def with_pandas() -> None:
    """The score of each group with Wald's interval."""
    import pandas as pd

    frame = columns(pa, text=False).to_pandas()

    def score(answers: pd.Series) -> pd.Series:
        up, down, n = (answers >= 9).mean(), (answers <= 6).mean(), len(answers)
        half = 1.96 * ((up + down - (up - down) ** 2) / n) ** 0.5
        return pd.Series({"value": up - down, "low": up - down - half, "high": up - down + half, "base": n})

    groups = frame.groupby(list(DIMENSIONS), observed=True)["answer"]
    found = measure(lambda: groups.apply(score).unstack())
    assert len(found) == 1_920


if __name__ == "__main__":
    if sys.argv[1] == "pandas":
        with_pandas()
    else:
        with_duckdb(text=sys.argv[1] == "duckdb_text")
