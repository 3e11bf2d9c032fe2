"""A shopper's report becomes an interaction, flagged so that it is never taken for a customer's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from rapport.home import Home
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.shops.errors import ShopError
from rapport.program.shops.plain import Report, VisitFacts
from rapport.records import Interaction, Turn
from rapport.records.interaction import shop_id
from rapport.redaction import Redactor
from rapport.sources.speakers import ALIASES
from rapport.sources.transcripts.cues import split_speaker
from rapport.warehouse import Warehouse

LONGEST = 200_000
COLUMNS = ("concern", "reason_code", "touchpoint", "language")
OWN = ("channel", "team", "kind", "site", "persona", "remarks")
SHOPPER = ("shopper", "me", "i", "myself")


def send_report(home: Home, actor: Actor, visit_id: str, report: Report) -> str:
    """Stores a shopper's report of an own visit, redacted, as an interaction to be scored → its id.

    The interaction is written first and again when a report is corrected: its id is the visit's, so
    nothing is ever there twice. Raises NotAllowedError, ShopError for a report that cannot be.
    """
    from rapport.program.shops.selectors import visit
    from rapport.program.shops.services import visit_report

    actor.require(Permission.SHOPS_REPORT)
    facts = visit(actor, visit_id)
    if facts is None or not facts.own:
        raise ShopError("There is no such visit of yours", None, "Look at your list.")
    _check(report)
    if facts.state == "cancelled":
        raise ShopError("This visit was cancelled", facts.cancelled_because, "Ask for another one.")
    safe = _redacted(home, report)
    with Warehouse(home.warehouse_path).write() as writer:
        writer.upsert("interactions", [shop_interaction(facts, safe)])
    made: str = visit_report(actor, visit_id, safe)
    return made


def _redacted(home: Home, report: Report) -> Report:
    """Personal data are replaced before anything is stored, in the visit as in the interaction."""
    redactor = Redactor(home.settings.redaction)
    names = (report.agent,) if report.agent.strip() else ()
    transcript, _ = redactor.text(report.transcript, names)
    remarks, _ = redactor.text(report.remarks, names)
    return replace(report, transcript=transcript, remarks=remarks)


def shop_interaction(visit: VisitFacts, report: Report) -> Interaction:
    """The visit as an interaction. It has no customer; `kind` is shop."""
    ended = report.happened_at + timedelta(minutes=report.minutes) if report.minutes else None
    return Interaction(
        interaction_id=shop_id(visit.id),
        channel=visit.channel,
        started_at=report.happened_at,
        ended_at=ended,
        agent_name=report.agent.strip() or None,
        team=report.team.strip() or None,
        **{name: value for name, value in visit.task.facts.items() if name in COLUMNS},
        subject=f"Mystery shop: {visit.task.title}",
        turns=turns_of(report.transcript),
        attributes=_attributes(visit, report),
    )


def _attributes(visit: VisitFacts, report: Report) -> Mapping[str, str]:
    facts = {
        "kind": "shop",
        "shop_plan": visit.plan_title,
        "shop_task": visit.task.title,
        "persona": visit.task.persona.name,
        "site": visit.site,
        "remarks": report.remarks.strip(),
        **{name: value for name, value in visit.task.facts.items() if name not in (*COLUMNS, *OWN)},
    }
    return {name: value for name, value in facts.items() if value}


def turns_of(text: str) -> tuple[Turn, ...]:
    """Lines such as "Agent: hello" as turns; a line without a speaker goes on with the one before. A
    narrative without any speaker is one turn of the system: nobody said it in the interaction."""
    turns: list[Turn] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        name, rest = split_speaker(line.strip())
        role = _role(name)
        if role is not None:
            turns.append(Turn(role, rest.strip()))
        elif turns:
            turns[-1] = Turn(turns[-1].speaker, f"{turns[-1].text}\n{line.strip()}")
        else:
            turns.append(Turn("system", line.strip()))
    return tuple(turns)


def _role(name: str | None) -> str | None:
    if name is None:
        return None
    word = name.strip().casefold()
    return "customer" if word in SHOPPER else ALIASES.get(word) or ALIASES.get(word.replace(" ", "_"))


def _check(report: Report) -> None:
    if not report.transcript.strip():
        raise ShopError("The report says nothing yet", "transcript", "Write down what was said and done.")
    if len(report.transcript) > LONGEST or len(report.remarks) > LONGEST:
        raise ShopError("The report is too long", "transcript", f"Keep it under {LONGEST:,} letters.")
    if report.minutes is not None and not 0 <= report.minutes <= 24 * 60:
        raise ShopError("The duration cannot be", "minutes", "Use minutes from 0 to 1,440.")
    if not 0 <= report.expenses < 10**9:
        raise ShopError("The expenses cannot be", "expenses", "Use an amount of 0 or more.")
