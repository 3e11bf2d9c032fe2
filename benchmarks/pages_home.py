"""Makes a home ready for `benchmarks.pages`: ten accounts, the index, and what there is to ask for; with
`add` behind its folder, imports a few hundred interactions more."""

from __future__ import annotations

import json
import secrets
import sys
from datetime import UTC, datetime
from urllib.parse import quote

from rapport.home import Home, open_home
from rapport.program.people.actor import TERMINAL, Grant
from rapport.program.setup import migrate
from rapport.records import Interaction, Turn
from rapport.warehouse import Warehouse
from rapport.work.concerns.kept import kept_concerns
from rapport.work.exploring.index.build import bring_up_to_date
from rapport.work.understanding.sheet.ask import ask_sheet
from rapport.work.understanding.sheet.build import bring_sheet
from rapport.work.understanding.sheet.place import kept_sheet

PEOPLE, NEW = 10, 500
ROLES = ("qa_lead", "program_manager", "auditor", "administrator", "analyst")


def main(root: str) -> None:
    """Prints the facts as JSON."""
    home = open_home(root)
    migrate(home)
    from rapport.program.people.services import person_create

    bring_up_to_date(home)
    password, run = secrets.token_urlsafe(16), secrets.token_hex(4)
    emails = []
    for number in range(PEOPLE):
        role = ROLES[number % len(ROLES)]
        emails.append(f"bench-{run}-{number}-{role}@example.org")
        grants = [Grant(role)]
        person_create(TERMINAL, emails[-1], name=f"Reader {number}", password=password, grants=grants)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        [some] = snapshot.sql(
            "SELECT interaction_id, customer_id, team, concern FROM interactions "
            "WHERE turn_count > 8 "
            "AND team IS NOT NULL AND concern IS NOT NULL AND customer_id IS NOT NULL LIMIT 1"
        ).to_pylist()
        scored = snapshot.sql("SELECT subject_id FROM measurements WHERE metric = 'qci' LIMIT 1").to_pylist()
    facts = {
        "interaction": quote(some["interaction_id"]),
        "customer": quote(some["customer_id"]),
        "team": quote(some["team"]),
        "concern": quote(some["concern"]),
        "scored": quote(scored[0]["subject_id"]),
        "concern_read": _concern_read(home),
        "emails": emails,
        "password": password,
    }
    print(json.dumps(facts))


def _concern_read(home: Home) -> str | None:
    """A concern that machines read, None in a home that has learned none, or of which no sheet was made."""
    kept = kept_concerns(home)
    if kept is None or kept_sheet(home) is None:
        return None
    rows = ask_sheet(
        home, bring_sheet(home), "SELECT stated, count(*) AS n FROM sheet GROUP BY 1 ORDER BY 2 DESC, 1"
    ).to_pylist()
    known = (kept.taxonomy.follow(row["stated"]) for row in rows if row["stated"])
    return next((quote(one) for one in known if one in kept.taxonomy.concerns), None)


def add(root: str) -> None:
    """New interactions, as an import brings them."""
    run, now = secrets.token_hex(4), datetime.now(UTC)
    new = [
        Interaction(
            f"bench-{run}-{number}",
            channel="chat",
            started_at=now,
            turns=(
                Turn("customer", f"I want a refund for order {number}"),
                Turn("agent", "It is on its way."),
            ),
        )
        for number in range(NEW)
    ]
    with Warehouse(open_home(root).warehouse_path).write() as writer:
        writer.upsert("interactions", new)


if __name__ == "__main__":
    if sys.argv[2:] == ["add"]:
        add(sys.argv[1])
    else:
        main(sys.argv[1])
