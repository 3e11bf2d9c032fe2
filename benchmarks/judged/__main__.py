"""`python -m benchmarks.judged` makes the page of how often labels are right (`docs/reference/labels.md`)."""

from benchmarks.judged.joined import parts
from benchmarks.judged.page import write

if __name__ == "__main__":
    write(parts())
