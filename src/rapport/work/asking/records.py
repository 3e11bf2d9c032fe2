"""A customer's record as somebody who could be asked: where to write to, and what the survey may know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.home import Home
from rapport.program.sending.addresses import callable_number, mailable
from rapport.program.sending.plain import EMAIL, NO_RECORD, Candidate, Plan
from rapport.surveys.piping import FACT

YES = ("yes", "true", "1", "y", "ja", "oui", "si", "sí")
ALWAYS = ("customer.time_zone",)


def names_of(*texts: str) -> frozenset[str]:
    """The facts that these texts ask for, and none else: what is not asked for is not kept."""
    return frozenset(name for text in texts for name in FACT.findall(text)) | set(ALWAYS)


def candidate_of(home: Home, plan: Plan, row: Mapping[str, Any], names: frozenset[str]) -> Candidate:
    """A row of the warehouse as a candidate."""
    own = attributes(row)
    known = facts_of(home, row, own)
    address = (
        mailable(row["email"])
        if plan.by == EMAIL
        else callable_number(row["phone"], home.settings.redaction.region)
    )
    return Candidate(
        about=str(row["about"]),
        customer_id=str(row["customer_id"]),
        at=row["at"],
        interaction_id=row.get("interaction_id") or "",
        touchpoint=row.get("touchpoint") or "",
        team=row.get("team") or "",
        agent_id=row.get("agent_id") or "",
        segment=row.get("segment") or "",
        language=row.get("language") or row.get("spoken") or "",
        address=address or "",
        zone=own.get("time_zone", ""),
        facts={name: value for name, value in known.items() if name in names and value},
        barred=NO_RECORD if row.get("unknown") else barred(row, own),
    )


def attributes(row: Mapping[str, Any]) -> dict[str, str]:
    """Further facts of a record: a map of the warehouse comes as pairs."""
    given = row.get("attributes") or {}
    return {str(key): str(value) for key, value in dict(given).items() if value is not None}


def barred(row: Mapping[str, Any], own: Mapping[str, str]) -> str:
    """Why a customer is not asked, as far as their record says it."""
    if own.get("employee", "").lower() in YES:
        return "employee"
    if own.get("minor", "").lower() in YES:
        return "minor"
    if row.get("complains") or own.get("complaint", "").lower() in (*YES, "open", "running"):
        return "complaint"
    return ""


def facts_of(home: Home, row: Mapping[str, Any], own: Mapping[str, str]) -> dict[str, str]:
    """All that words and conditions of a survey could name."""
    name = row.get("name") or ""
    found = {f"customer.{key}": value for key, value in own.items()}
    found |= {
        "customer.name": name,
        "customer.first_name": name.split(" ")[0],
        "customer.segment": row.get("segment") or "",
        "customer.language": row.get("language") or "",
        "customer.account_name": row.get("account_name") or "",
        "interaction.channel": row.get("channel") or "",
        "interaction.concern": row.get("concern") or "",
        "interaction.touchpoint": row.get("touchpoint") or "",
        "interaction.team": row.get("team") or "",
        "agent.name": row.get("agent_name") or "",
        "company.name": home.settings.name,
    }
    if row.get("at") is not None:
        found["interaction.day"] = f"{row['at'].astimezone(home.settings.zone):%Y-%m-%d}"
    return found
