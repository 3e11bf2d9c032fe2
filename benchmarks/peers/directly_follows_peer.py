"""The directly-follows graph with pandas: sort, shift within the case, count the pairs."""

import sys

import pandas as pd

from benchmarks.peers.clock import measure
from benchmarks.peers.directly_follows_input import events


def graph(frame: pd.DataFrame) -> pd.Series:
    """(activity, next activity) → count."""
    frame = frame.sort_values(["case", "at"], kind="stable")
    frame["after"] = frame.groupby("case")["activity"].shift(-1)
    return frame.dropna(subset=["after"])[["activity", "after"]].value_counts()


if __name__ == "__main__":
    frame = pd.DataFrame(events(int(sys.argv[1])))
    measure(lambda: graph(frame), times=3)
