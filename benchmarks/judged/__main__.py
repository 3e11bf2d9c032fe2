"""Prints how often labels are right and what their probabilities promised: `python -m benchmarks.judged`."""

from benchmarks.judged import run

if __name__ == "__main__":
    for figure in run():
        print(figure.line())
