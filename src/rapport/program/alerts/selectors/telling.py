"""What people are to be told of alerts; for the worker, on nobody's behalf."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from rapport.program.alerts.models import Firing, Rule
from rapport.program.people.models import User
from rapport.program.people.permissions import ROLES, Permission

MOST = 20_000
LEADING = tuple(name for name, role in ROLES.items() if Permission.CASES_LEAD in role.permissions)


def praise_to_tell(since: datetime, zone: ZoneInfo) -> Iterator[tuple[date, str]]:
    """(day on which praise was passed on, account of whom it is about), each pair once."""
    active = User.objects.filter(is_active=True).exclude(agent_id=None)
    accounts = dict(active.values_list("agent_id", "pk"))
    rows = Firing.objects.filter(kind="praise", state=Firing.FIRED, fired_at__gte=since)
    told = rows.filter(agent_id__in=accounts).order_by("-fired_at").values_list("fired_at", "agent_id")
    pairs = ((at.astimezone(zone).date(), str(accounts[agent])) for at, agent in told[:MOST])
    yield from dict.fromkeys(pairs)


def stopped_to_tell(since: datetime) -> Iterator[tuple[str, str, str, str]]:
    """(rule, its name, when it stopped, account): rules that stopped by themselves and wait for a click, for
    everybody who leads cases."""
    stopped = list(Rule.objects.filter(stopped_at__gte=since, retired_at=None))
    if not stopped:
        return
    leads = User.objects.filter(is_active=True, grants__role__in=LEADING).distinct()
    accounts = [str(one) for one in leads.values_list("pk", flat=True)]
    for rule in stopped:
        for account in accounts:
            yield str(rule.pk), rule.name, f"{rule.stopped_at:%Y-%m-%dT%H:%M:%S}", account
