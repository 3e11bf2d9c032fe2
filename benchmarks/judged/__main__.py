"""`python -m benchmarks.judged` makes the page of how often labels are right (`docs/reference/labels.md`)."""

from benchmarks.judged.joined import about_eight_in_ten, parts
from benchmarks.judged.page import write

if __name__ == "__main__":
    found = parts()
    write(found)
    print(about_eight_in_ten([one for some in found.values() for one in some]))
