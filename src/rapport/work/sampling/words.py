"""What a drawn sample says to the person who asked for it."""

from __future__ import annotations

from rapport.program.audits.plain import SamplePlan
from rapport.work.sampling.pilot import Pilot


def sample_notes(
    plan: SamplePlan, pilot: Pilot | None, hours: float, criteria: str | None
) -> tuple[str, ...]:
    """Sentences: what the sample will reach, what it leaves out, what it costs."""
    return tuple(filter(None, (*_reach(plan, pilot), *_coverage(plan), *_cost(plan, hours, criteria))))


def _reach(plan: SamplePlan, pilot: Pilot | None) -> list[str]:
    percent = f"{plan.confidence:.4g}".removeprefix("0.").ljust(2, "0")
    sure = f"{percent[:2]}{'.' + percent[2:] if percent[2:] else ''} %"
    atmost = "at most " if pilot is None else ""
    notes = [
        f"The QCI will be known to {atmost}±{plan.margin_expected or 0:.1f} points ({sure} confidence), "
        f"planned from {plan.planned_from}."
    ]
    if plan.margin_asked and (plan.margin_expected or 0) > plan.margin_asked * 1.05:
        notes.append(
            f"That is more than the ±{plan.margin_asked:.1f} asked for: even all interactions would not do."
            if len(plan.interactions) == plan.frame_size
            else f"That is more than the ±{plan.margin_asked:.1f} asked for, because the strata are small."
        )
    if not plan.double_share:
        notes.append("Nothing is scored twice: how far evaluators differ will stay unknown.")
    elif pilot is None or pilot.evaluator_deviation is None:
        notes.append("How far evaluators differ is not known yet; the interactions scored twice will tell.")
    return notes


def _coverage(plan: SamplePlan) -> list[str]:
    notes = []
    if plan.excluded:
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in plan.excluded.items())
        notes.append(f"Not in the frame: {reasons}.")
    whole = [one.label for one in plan.strata if one.drawn == one.population]
    if whole and len(whole) < len(plan.strata):
        named = ", ".join(whole[:5]) + (f" and {len(whole) - 5} more" if len(whole) > 5 else "")
        notes.append(f"Small strata are scored completely: {named}.")
    empty = [one.label for one in plan.strata if one.drawn == 0]
    if empty:
        notes.append(f"{len(empty)} strata have nothing drawn; raise --minimum to cover them.")
    return notes


def _cost(plan: SamplePlan, hours: float, criteria: str | None) -> list[str]:
    evaluations = sum(len(one.evaluators) for one in plan.interactions)
    notes = [f"{evaluations:,} evaluations, about {hours:.1f} hours of scoring. Seed {plan.seed}."]
    if criteria is None:
        notes.append("No criteria are known yet, so there are transcripts but no sheets: pass --criteria.")
    return notes
