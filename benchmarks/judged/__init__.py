"""How often labels are right by two readings that did not see them: what their probabilities rest on."""

from benchmarks.judged.joined import run

__all__ = ["run"]
