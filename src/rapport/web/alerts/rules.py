"""The list of rules, and one rule with what it would have done and what it did."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from rapport.measures import proportion
from rapport.program.alerts.definition.model import KINDS
from rapport.program.alerts.definition.starters import STARTERS
from rapport.program.alerts.definition.told import only_told, rule_told
from rapport.program.alerts.plain import STATES, RuleFacts
from rapport.program.people.permissions import Permission
from rapport.web.alerts.frame import PATIENCE_S, page
from rapport.web.alerts.previews import OFFERED, days_of
from rapport.web.base.sheet import sheet, wants_sheet
from rapport.web.config.home_of import served_home
from rapport.work.alerts.preview import preview_of
from rapport.work.results.sight import still_blind

SHOWN = 12
COLUMNS = (
    "name", "kind", "about", "state", "owner", "version", "lately", "fired", "customers", "waiting",
    "failed", "last_at", "judged", "justified",
)  # fmt: skip


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All rules with what they did and how often people found them right; rules to begin with."""
    from rapport.program.alerts.selectors import rules_listed

    retired = request.GET.get("retired") == "yes"
    found = rules_listed(request.actor, retired=retired)
    rows = _with_verdicts(request, found)
    if wants_sheet(request):
        return sheet("alert-rules", COLUMNS, (_flat(row) for row in rows))
    used = {one.starter for one in found}
    facts = {
        "rows": rows,
        "retired": retired,
        "kinds": KINDS,
        "starters": [
            (name, one, rule_told(one), only_told(one)) for name, one in STARTERS.items() if name not in used
        ],
    }
    return page(request, "rules", facts)


@require_GET
def one(request: HttpRequest, alert_rule: str) -> HttpResponse:
    """One rule: what it says, what it would have done, what it did."""
    from rapport.program.alerts.selectors import firings_page, rule_versions
    from rapport.program.alerts.selectors.firings import Wanted

    actor, home = request.actor, served_home()
    rule = found_rule(request, alert_rule)
    days = days_of(request.GET)
    leads = actor.may(Permission.CASES_LEAD)
    preview = preview_of(home, actor, rule.definition, days, wait_s=PATIENCE_S) if leads else None
    [row] = _with_verdicts(request, [rule])
    newest = firings_page(actor, Wanted(rule=rule.id), hidden=still_blind(actor))
    facts = {
        "row": row,
        "rule": rule,
        "told": rule_told(rule.definition),
        "only": only_told(rule.definition),
        "preview": preview,
        "working": leads and preview is None,
        "days": days,
        "offered": [(one, f"{one} days" if one < 365 else "a year") for one in OFFERED],
        "versions": rule_versions(actor, rule.id),
        "fired": {"rows": newest.rows[:SHOWN]},
        "states": STATES,
        "kinds": KINDS,
        "title": rule.name,
    }
    return page(request, "rule", facts)


@require_GET
def file(request: HttpRequest, alert_rule: str) -> HttpResponse:
    """The rule as its file."""
    rule = found_rule(request, alert_rule)
    answer = HttpResponse(rule.text, content_type="text/yaml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="rule-{rule.id}.yaml"'
    return answer


def found_rule(request: HttpRequest, alert_rule: str) -> RuleFacts:
    """The rule, else the page says that there is none."""
    from rapport.program.alerts.selectors import rule_facts

    found: RuleFacts | None = rule_facts(request.actor, str(alert_rule))
    if found is None:
        raise Http404
    return found


def _with_verdicts(request: HttpRequest, rules: list[RuleFacts]) -> list[dict[str, Any]]:
    from rapport.program.alerts.selectors import Verdicts, verdicts_of_rules

    judged = verdicts_of_rules(request.actor, [one.id for one in rules])
    confidence = served_home().settings.confidence
    rows = []
    for one in rules:
        found = judged.get(one.id, Verdicts())
        right = proportion(found.justified, found.judged, confidence) if found.judged else None
        rows.append(
            {
                "rule": one,
                "told": rule_told(one.definition),
                "only": only_told(one.definition),
                "judged": found,
                "right": right,
            }
        )
    return rows


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    rule, judged = row["rule"], row["judged"]
    state = "stopped" if rule.stopped_at else "on" if rule.active else "off"
    return {
        **{name: getattr(rule, name, None) for name in COLUMNS},
        "about": row["told"],
        "state": state,
        "judged": judged.judged,
        "justified": judged.justified,
    }
