"""Puts surveys and ways in into a home that is served, or tells what the warehouse has; prints JSON.

Run as `python -m tests.web.answering_home FOLDER make ORIGIN`, or `… FOLDER carried`.
"""

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

THEME = {"accent": "#7a1f5c", "on_accent": "#ffffff", "ink": "#20151d", "paper": "#fffdf8"}
PIPED = """\
survey: piped
title: Your shop
items:
  - {id: shop, type: text, text: Which shop?}
  - id: again
    type: single_choice
    text: Where next?
    choices: [{id: same, text: "{shop|The same} again"}, {id: other, text: Elsewhere}]
"""


def make(origin):
    """An invitation, one in Arabic, one with a theme, one answered, one over; a form and a widget."""
    from rapport.program.surveys.doors import door_secret, sign_facts
    from rapport.program.surveys.models import Theme
    from tests.asked_home import EASE, MICRO, door, invitation, version

    ease, micro = version(EASE), version(MICRO)
    micro.survey.theme = Theme.objects.create(name="Ours", colours=THEME, sender="Kettles", changed_by="Ann")
    micro.survey.save()
    gone = {"expires_at": datetime.now(UTC) - timedelta(hours=1)}
    widget = door(ease, "widget", origins=[origin], facts={"company.site": "shop"})
    facts = json.dumps({"customer.id": "k-77", "until": 4_000_000_000})
    from rapport.program.surveys.tokens import LEAVE, token

    row, asked = invitation(ease)
    return {
        "asked": asked,
        "phone": invitation(ease)[1],
        "micro": invitation(micro)[1],
        "over": invitation(ease, **gone)[1],
        "leave": f"/s/{token(LEAVE, row.pk, row.version_id, row.expires_at)}/leave",
        "form": f"/f/{door(ease, 'form').pk}",
        "widget": widget.pk,
        "piped": door(version(PIPED), "widget", origins=[origin]).pk,
        "facts": facts,
        "signed": sign_facts(widget.pk, facts),
        "secret": door_secret(widget.pk),
    }


def carried(home):
    """The answers in the warehouse, once all that waits is carried there."""
    from rapport.warehouse import Warehouse
    from rapport.work.surveys.publish_submissions import publish_submissions

    publish_submissions(home)
    with Warehouse(home.warehouse_path).snapshot() as snapshot:
        columns = "submission_id, item, number, text, customer_id, channel, survey, attributes"
        rows = snapshot.sql(f"SELECT {columns} FROM answers WHERE survey LIKE '%@%' ORDER BY answer_id")
        return [{**one, "attributes": dict(one["attributes"])} for one in rows.to_pylist()]


if __name__ == "__main__":
    from rapport.home import open_home
    from rapport.program.setup import connect

    opened = open_home(Path(sys.argv[1]))
    connect(opened)
    print(json.dumps(make(sys.argv[3]) if sys.argv[2] == "make" else carried(opened)))
