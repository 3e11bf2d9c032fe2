"""Points that people took off in the audit, by what the machine read the interactions to be about."""

from __future__ import annotations

import numpy as np

from rapport.findings import load_audit
from rapport.findings.audit_estimates import column_values, overall, suppressed
from rapport.home import Home
from rapport.language.concerns.taxonomy import Taxonomy
from rapport.measures import Estimate
from rapport.program.setup import connect, disconnect
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.choose_audit import ChosenAudit, choose_audit
from rapport.work.results.sight import Seen
from rapport.work.results.view import View
from rapport.work.understanding.comes import LABELS
from rapport.work.understanding.sheet.ask import ask_sheet
from rapport.work.understanding.sheet.place import Sheet
from rapport.work.understanding.tree import belongs

WORST = 100.0
READ_AS = (
    f"SELECT interaction_id, {LABELS} AS labels FROM sheet "
    "WHERE concerns_by IS NOT NULL AND list_contains($ids, interaction_id)"
)


def points_lost(home: Home, sheet: Sheet, tree: Taxonomy, seen: Seen, view: View) -> dict[str, Estimate]:
    """By concern, 100 less the QCI of the newest audit over the interactions in which it comes; weighted as
    the sample was drawn, suppressed under the minimum base. People's scores: nothing of the machine is in
    them but which interactions they are of. Empty before anything was evaluated."""
    connect(home)
    try:
        chosen = choose_audit(home, sample=view.audit)
    finally:
        disconnect()
    if chosen.criteria is None or (seen.teams is not None and not seen.teams):
        return {}
    return Warehouse(home.warehouse_path).ask(
        lambda one: _by_concern(one, home, chosen, sheet, tree, seen, view)
    )


def _by_concern(
    snapshot: Snapshot, home: Home, chosen: ChosenAudit, sheet: Sheet, tree: Taxonomy, seen: Seen, view: View
) -> dict[str, Estimate]:
    assert chosen.criteria is not None
    domain = seen.domain(view.domain(home.settings.zone))
    audit = load_audit(snapshot, chosen.criteria, chosen.frame, home.settings, domain=domain)
    if audit.rows.is_empty():
        return {}
    ids = audit.rows["interaction_id"].to_list()
    rows = ask_sheet(home, sheet, READ_AS, {"ids": sorted(set(ids))}).to_pylist()
    of: dict[str, set[str]] = {}
    for row in rows:
        for _, concern in belongs(tree, row["labels"]):
            of.setdefault(concern, set()).add(row["interaction_id"])
    lost = WORST - column_values(audit, "qci")
    found = {}
    for concern, inside in sorted(of.items()):
        mask = np.array([one in inside for one in ids], dtype=bool)
        estimate = overall(audit, lost, mask, scores=True)
        found[concern] = suppressed(estimate, home.settings.minimum_base)
    return found
