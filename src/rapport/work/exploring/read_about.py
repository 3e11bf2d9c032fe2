"""Which interactions a question about the concern read names."""

from __future__ import annotations

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.records.errors import InputError
from rapport.work.concerns.kept import kept_concerns
from rapport.work.exploring.asked import Search
from rapport.work.exploring.scored import Wanted
from rapport.work.understanding.comes import COMES_IN
from rapport.work.understanding.sheet.ask import ask_sheet, sheet_of
from rapport.work.understanding.tree import labels_of

MOST = 200_000
"""So many are looked through, the newest: a list of more would be slow, and nobody pages through it."""
ABOUT = f"""
    SELECT interaction_id FROM sheet
    WHERE {COMES_IN} AND {{narrowed}}
    ORDER BY started_at DESC NULLS LAST LIMIT {MOST}
"""
NARROWED = ("team", "channel", "agent_id", "customer_id", "segment", "touchpoint")


def read_about(home: Home, actor: Actor, search: Search, wanted: Wanted) -> Wanted:
    """Those of `wanted` in which the concern comes, as it is called today, as far as machines read them. What
    this person still has to score blind is left out: to be found would tell what was read. Raises InputError
    for a concern that is not there, or while conversations are still being looked through."""
    from rapport.program.judging.selectors import interactions_blind

    kept = kept_concerns(home)
    today = None if kept is None else kept.taxonomy.follow(search.concern_read or "")
    labels = labels_of(kept.taxonomy, kept.model.concerns).get(today or "", ()) if kept else ()
    if not labels:
        raise InputError(
            f"There is no concern {search.concern_read!r}", "concern_read", "Choose one of the list."
        )
    sheet = sheet_of(home)
    if sheet is None:
        raise InputError("Conversations are being looked through", "concern_read", "Try again in a minute.")
    given = {**search.where, "segment": search.segment}
    values = {name: given[name] for name in NARROWED if given.get(name)}
    narrowed = " AND ".join(["TRUE", *(f"{name} = ${name}" for name in values)])
    found = ask_sheet(home, sheet, ABOUT.format(narrowed=narrowed), {**values, "labels": list(labels)})
    blind = interactions_blind(actor)
    names = [one for one in found.column(0).to_pylist() if one not in blind]
    if wanted.only is not None:
        return Wanted({one: wanted.only[one] for one in names if one in wanted.only}, wanted.without)
    return Wanted(dict.fromkeys(names), wanted.without)
