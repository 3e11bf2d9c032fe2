"""How far evaluators agree, which rule they read differently, and how severe each of them is."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from rapport.criteria import Criteria
from rapport.findings import SampleFrame, load_audit
from rapport.findings.agreement import COEFFICIENTS, LEAST_DOUBLE, SCORE_ALPHA, agreement, double_scored
from rapport.findings.audit import Audit
from rapport.findings.people import severities
from rapport.findings.plain import AgreementResult, Excerpt, SeverityResult
from rapport.findings.rule_agreement import RuleAgreement, rule_agreement, rule_excerpts, rule_to_rewrite
from rapport.home import Home
from rapport.measures import Estimate, icc, ratings_of
from rapport.program.judging.access import require_judging, sees_all_judging
from rapport.program.people.actor import Actor
from rapport.program.people.permissions import Permission
from rapport.program.setup import connect
from rapport.records import InputError
from rapport.warehouse import Snapshot, Warehouse
from rapport.work.choose_audit import choose_audit
from rapport.work.results.beside import timed
from rapport.work.results.shelf import Shelf
from rapport.work.results.stored import state_now

SOURCES = {"live": "Audit samples, scored twice", "calibration": "Calibration sessions"}


@dataclass(frozen=True)
class Agreement:
    """`double` interactions were scored by two people or more. `same` is how far one evaluator's QCI can
    stand for another's. `severity` is listed by name. `rewrite` is the rule that is clearly read
    differently, with what some saw and others did not."""

    criteria: str
    source: str
    sample: str | None
    coefficient: str
    double: int
    same: Estimate
    qci: AgreementResult | None
    elements: tuple[AgreementResult, ...]
    rules: tuple[RuleAgreement, ...]
    rewrite: RuleAgreement | None
    excerpts: tuple[Excerpt, ...]
    severity: tuple[SeverityResult, ...]
    data_version: int


_SHELF: Shelf[Agreement] = Shelf(32)


def agreement_of(
    home: Home,
    actor: Actor,
    criteria: Criteria,
    *,
    source: str = "live",
    coefficient: str = SCORE_ALPHA,
    wait_s: float | None = None,
) -> Agreement | None:
    """Agreement by these criteria: of their newest sample, or of all calibrations; kept until the data
    change. None when it is still worked out after `wait_s` seconds.

    Who scores sees the severity of nobody but themselves. Raises NotAllowedError, InputError.
    """
    require_judging(actor)
    actor.require(Permission.ESTIMATES_READ)
    if source not in SOURCES or coefficient not in COEFFICIENTS:
        raise InputError("There is no such agreement", None, "Choose from the page.")
    connect(home)
    from rapport.program.judging.selectors import evaluations_unrevealed, interactions_blind, own_names

    chosen = choose_audit(home, criteria.definition)
    hidden = evaluations_unrevealed(actor) if source == "calibration" else frozenset()
    frame = chosen.frame if source == "live" else None
    warehouse = Warehouse(home.warehouse_path)
    state = state_now(home)
    key = (
        str(home.root),
        criteria.sha256,
        frame.sample if frame else None,
        source,
        coefficient,
        hidden,
    )

    def made() -> Agreement:
        return warehouse.ask(lambda one: _made(one, home, criteria, frame, source, coefficient, hidden))

    found = _SHELF.ask(key, state, lambda: timed(state, made), wait_s)
    if found is None:
        return None
    found = _unseen_left_out(found, interactions_blind(actor))
    if sees_all_judging(actor):
        return found
    mine = own_names(actor)
    return replace(found, severity=tuple(one for one in found.severity if one.evaluator in mine))


def _unseen_left_out(found: Agreement, blind: frozenset[str]) -> Agreement:
    """Without words and names of interactions that the reader still has to score blind."""
    if not blind:
        return found

    def told(rule: RuleAgreement) -> RuleAgreement:
        return replace(rule, apart=tuple(one for one in rule.apart if one not in blind))

    return replace(
        found,
        rules=tuple(told(one) for one in found.rules),
        rewrite=told(found.rewrite) if found.rewrite else None,
        excerpts=tuple(one for one in found.excerpts if one.interaction_id not in blind),
    )


def _made(
    snapshot: Snapshot,
    home: Home,
    criteria: Criteria,
    frame: SampleFrame | None,
    source: str,
    coefficient: str,
    hidden: frozenset[str],
) -> Agreement:
    audit = _without(load_audit(snapshot, criteria, frame, home.settings, purpose=source), hidden)
    double = double_scored(audit.rows)
    found = agreement(audit, coefficient)
    rules = rule_agreement(audit)
    rewrite = rule_to_rewrite(rules)
    return Agreement(
        criteria=criteria.definition,
        source=source,
        sample=frame.sample if frame else None,
        coefficient=coefficient,
        double=double["interaction_id"].n_unique() if not double.is_empty() else 0,
        same=_icc(audit),
        qci=found[0] if found else None,
        elements=found[1:],
        rules=rules,
        rewrite=rewrite,
        excerpts=rule_excerpts(audit, rewrite) if rewrite else (),
        severity=tuple(sorted(severities(audit), key=lambda one: one.evaluator)),
        data_version=snapshot.data_version,
    )


def _without(audit: Audit, hidden: frozenset[str]) -> Audit:
    """The audit without evaluations that nobody may see yet, not even in a number."""
    if not hidden:
        return audit
    shown = ~pl.col("evaluation").is_in(sorted(hidden))
    parts = {name: getattr(audit, name).filter(shown) for name in ("rows", "fired", "lost")}
    return replace(audit, **parts)


def _icc(audit: Audit) -> Estimate:
    """Evaluators differ from interaction to interaction: ICC(1,1)."""
    double = double_scored(audit.rows)
    scores = double["qci"].fill_null(float("nan")).to_list() if not double.is_empty() else []
    ratings = ratings_of(scores, double["interaction_id"].to_list(), double["evaluator"].to_list())
    if len(ratings) < LEAST_DOUBLE:
        because = f"only {len(ratings)} interactions were scored twice"
        return Estimate(None, undefined_because=because, unit="coefficient", base=len(ratings))
    found = icc(ratings, "ICC(1,1)", audit.settings.confidence, missing="all")
    return found.with_(source="human", data_version=audit.snapshot.data_version)
