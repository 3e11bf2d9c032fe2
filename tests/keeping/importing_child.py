"""Imports one file after the other into a home and says which are done, until it is killed."""

import sys
from pathlib import Path

from rapport.home import open_home
from rapport.work.import_ import import_files


def main(root, folder, number):
    home = open_home(root)
    while True:
        import_files(home, "chats", [Path(folder) / f"{number}.jsonl"])
        print(number, flush=True)
        number += 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
