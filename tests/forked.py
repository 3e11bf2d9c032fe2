"""The command `rapport` for shells of tests, as a fork (`started.py`): `python -S tests/forked.py WORDS…`"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.started import started

WORDS = ("-c", "from rapport.cli.start import run; run()", *sys.argv[1:])
sys.exit(started(WORDS, folder=Path.cwd(), stdout=sys.stdout, stderr=sys.stderr).wait())
