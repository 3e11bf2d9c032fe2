"""Findings for tests: a small simulated audit whose numbers are worked out, not made up."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np

from rapport.findings.plain import (
    AgentResult,
    AgreementResult,
    Change,
    ElementResult,
    Excerpt,
    Finding,
    Findings,
    GroupEstimate,
    Provenance,
    RuleResult,
    ScoredInteraction,
    SeverityResult,
    SurveyResult,
    Target,
)
from rapport.measures.estimate import Estimate, undefined

ELEMENTS = {
    "first_reply": ("First reply", "timing", 0.15, 0.72),
    "one_answer": ("One complete answer", "information", 0.30, 0.66),
    "accuracy": ("Accuracy", "information", 0.15, 0.93),
    "acknowledgement": ("Acknowledging the feeling behind the question", "connection", 0.12, 0.58),
    "tone": ("Tone", "connection", 0.13, 0.91),
    "next_step": ("Thinking ahead", "differentiation", 0.15, 0.44),
}
LONG = "Customers of the former subsidiary who were moved to the new billing platform in spring"
TEAMS = (
    "Billing",
    "Returns",
    "Delivery",
    "שירות לקוחות",
    "Technical support",
    LONG,
    "Loyalty",
    "Orders",
    "Night desk",
    "Partners",
    "Stores",
    "خدمة العملاء",
)
CHANNELS = ("chat", "call", "email")
CONCERNS = ("delivery", "refund", "=cmd()|' /C calc'!A0", "password <script>alert(1)</script>", "invoice")
MINIMUM = 5


def mean(values, unit="points", population=None):
    """Mean and t interval of one sample; suppressed under the minimum base."""
    from scipy.stats import t

    values = np.asarray(values, dtype=float)
    n = len(values)
    if n < MINIMUM:
        return undefined(f"the base of {n} is under the minimum of {MINIMUM}", base=n, unit=unit)
    error = values.std(ddof=1) / math.sqrt(n)
    half = t.ppf(0.975, n - 1) * error
    low, high = values.mean() - half, values.mean() + half
    if unit == "share":
        low, high = max(low, 0.0), min(high, 1.0)
    return Estimate(
        float(values.mean()),
        float(low),
        float(high),
        unit=unit,
        base=n,
        standard_error=float(error),
        method="stratified mean, t interval",
        source="human",
        definition="retail-support@1",
        excluded={"no agent's turn": 31} if population else {},
    )


def gap(a, b):
    """Difference of two independent estimates."""
    if a.value is None or b.value is None:
        return undefined("one side is under the minimum base", base=min(a.base, b.base))
    error = math.hypot(a.standard_error or 0, b.standard_error or 0)
    d = a.value - b.value
    return Estimate(
        d, d - 1.96 * error, d + 1.96 * error, base=a.base, standard_error=error, method="difference"
    )


def audit(interactions=420, seed=7, agents=40, teams=12):
    """A full audit with every kind of finding, twelve teams and forty agents."""
    rng = np.random.default_rng(seed)
    skill = rng.normal(0, 0.09, agents)
    skill[3] = -0.45
    rows, scores = [], []
    for i in range(interactions):
        agent = int(rng.integers(agents))
        team = TEAMS[agent % teams]
        lift = -0.15 if team == "Billing" else 0.0
        marks = {
            e: float(np.clip(rng.normal(p + skill[agent] + lift, 0.2), 0, 1) * 100)
            for e, (_, _, _, p) in ELEMENTS.items()
        }
        if rng.random() < 0.1:
            marks["next_step"] = None
        weights = {e: ELEMENTS[e][2] for e, s in marks.items() if s is not None}
        qci = sum(weights[e] * marks[e] for e in weights) / sum(weights.values())
        started = datetime(2026, 1, 1, 8, tzinfo=UTC) + timedelta(days=int(rng.integers(180)), minutes=i)
        critical = ("accuracy.wrong",) if rng.random() < 0.04 else ()
        rows.append(
            ScoredInteraction(
                interaction_id=f"conv-{i:05d}",
                started_at=started if i % 50 else None,
                channel=CHANNELS[i % 3],
                team=team,
                agent_id=f"agent-{agent:02d}",
                concern=CONCERNS[int(rng.integers(5))] if i % 40 else None,
                evaluators=("Dana", "Noor")[: 1 + (i % 5 == 0)],
                qci=0.0 if critical else qci,
                scores=marks,
                fired=("first_reply.silence", "first_reply.complete")
                if (marks["first_reply"] or 0) < 60
                else (),
                critical=critical,
            )
        )
        scores.append(marks)
    return _findings(tuple(rows), agents)


def almost_empty():
    """Three scored interactions: nothing carries a number, and everything still has to draw."""
    return _findings(audit(60).rows[:3], agents=0)


def _column(rows, element):
    return [r.scores[element] for r in rows if r.scores[element] is not None]


def _by(rows, attribute, pick=lambda r: r.qci):
    groups = sorted({getattr(r, attribute) for r in rows if getattr(r, attribute) is not None})
    return tuple(
        GroupEstimate(
            attribute.removesuffix("_id"),
            g,
            mean([pick(r) for r in rows if getattr(r, attribute) == g and pick(r) is not None]),
        )
        for g in groups
    )


def _rules(element, rows):
    low = [1.0 if (r.scores[element] or 0) < 60 else 0.0 for r in rows if r.scores[element] is not None]
    text = "Says what happens next, by when, and who will do it"
    return (
        RuleResult(element, "silence", text, -5.0, mean(low, "share"), 2.31, "process", False, "…", None),
        RuleResult(
            element,
            "complete",
            "Answers every question the customer asked",
            3.0,
            mean([1 - v for v in low], "share"),
            1.12,
            "agent",
            True,
            "You asked two things; here are both answers.",
            None,
        ),
        RuleResult(
            element,
            "wrong",
            "States something untrue",
            -5.0,
            mean(low, "share"),
            0.2,
            "agent",
            False,
            None,
            "interaction",
        ),
    )


def _element(name, rows):
    title, factor, weight, _ = ELEMENTS[name]
    column = _column(rows, name)
    score = mean(column)
    by_team = _by(rows, "team", lambda r: r.scores[name])
    told = sorted(g.estimate.value for g in by_team if g.estimate.value is not None)
    best = (
        Estimate(
            float(np.quantile(told, 0.75)) - score.value, -1.0, 9.0, base=len(told), method="best quarter"
        )
        if told and score.value is not None
        else undefined("fewer than four teams carry a number")
    )
    return ElementResult(
        name,
        title,
        factor,
        weight,
        score,
        mean([weight * (100 - v) for v in column]),
        best,
        _rules(name, rows),
        by_team,
        {"agent": 0.7, "process": 0.3},
        "I can see why that is frustrating — your order left us on Monday. Here is what I have done already, "
        "and here is what happens tomorrow."
        if name != "tone"
        else None,
    )


def _excerpts(rows, count=3):
    text = "I have already told this to your colleague twice. <b>Nobody</b> calls back! שלום"
    return tuple(
        Excerpt(r.interaction_id, 2, "customer", text, 0, 45, "Dana", "No acknowledgement at all")
        for r in rows[:count]
    )


def _finding(kind, element, company, groups=()):
    gap_kind = kind == "gap"
    return Finding(
        f"{kind}:{element.element}",
        kind,
        f"{element.title} {'loses' if gap_kind else 'holds'} the most points"
        if gap_kind
        else f"{element.title} is a strength",
        f"Scored {element.score.value or 0:.0f} of 100.",
        "everywhere, most in Billing",
        "The next step is not named in most of the conversations that lose points.",
        "End every answer with what happens next and by when.",
        f"element:{element.element}",
        element.score,
        company,
        element.points_available,
        element.best_quarter_gap,
        element.rules,
        groups,
        (),
        element.model_answer,
        element.attributable_to,
        None,
    )


def _findings(rows, agents):
    qci = mean([r.qci for r in rows], population=9310)
    elements = tuple(_element(name, rows) for name in ELEMENTS)
    factors = tuple(dict.fromkeys(f for _, f, _, _ in ELEMENTS.values()))
    scores = {
        "qci": qci,
        "critical_error_free": mean([0.0 if r.critical else 1.0 for r in rows], "share"),
        "critical_error_free:compliance": mean([0.0 if r.critical else 1.0 for r in rows], "share"),
    }
    for e in elements:
        scores[e.element] = e.score
    for f in factors:
        names = [n for n, v in ELEMENTS.items() if v[1] == f]
        scores[f] = mean(
            [np.mean([r.scores[n] for n in names if r.scores[n] is not None] or [50]) for r in rows]
        )
    parts = {
        "empathy": ("acknowledgement", "tone"),
        "customer_effort": ("first_reply", "one_answer"),
        "branding": ("tone", "next_step"),
        "competitive_edge": ("next_step",),
    }
    for c, names in parts.items():
        scores[c] = mean(
            [np.mean([r.scores[n] for n in names if r.scores[n] is not None] or [50]) for r in rows]
        )
    groups = {d: _by(rows, d) for d in ("team", "channel", "concern")} if rows else {}
    months = sorted({r.started_at.strftime("%Y-%m") for r in rows if r.started_at})
    trend = tuple(
        GroupEstimate(
            "month", m, mean([r.qci for r in rows if r.started_at and r.started_at.strftime("%Y-%m") == m])
        )
        for m in months
    )
    ranked = sorted(elements, key=lambda e: -(e.points_available.value or 0))
    full = qci.value is not None
    found = _found(ranked, groups, qci, rows) if full else ()
    before = Estimate(66.0, 64.5, 67.5, base=380, standard_error=0.77, method="stratified mean")
    notes = ["Which concern a conversation belongs to is unknown for 11 of them."]
    if not full:
        notes.append("Fewer than 5 conversations are scored: no number is shown.")
    return Findings(
        _provenance(rows),
        scores,
        {
            "qci": "QCI",
            "critical_error_free": "Free of critical errors",
            "critical_error_free:compliance": "Free of compliance errors",
        }
        | {e: v[0] for e, v in ELEMENTS.items()}
        | {f"element:{e}": v[0] for e, v in ELEMENTS.items()}
        | {f: f.title() for f in factors}
        | {c: c.replace("_", " ").capitalize() for c in parts},
        factors,
        tuple(parts),
        elements,
        groups,
        {("empathy", "team"): _by(rows, "team", lambda r: r.scores["tone"])},
        trend,
        found,
        _agreement() if full else (),
        _severity() if full else (),
        _agents(rows, agents),
        (
            Change("qci", "QCI", before, qci, gap(qci, before), 0.012, "clearly up"),
            Change("tone", "Tone", before, scores["tone"], gap(scores["tone"], before), 0.4, "cannot tell"),
        )
        if full
        else (),
        Target(
            91.0,
            "default",
            gap(qci, Estimate(91.0, standard_error=0.0)) if full else undefined("too few"),
            undefined("87 scored interactions have an outcome; 200 are needed"),
        ),
        (
            SurveyResult(
                "nps",
                "NPS (transactional)",
                Estimate(31.2, 22.0, 40.1, base=310, method="multinomial"),
                (
                    GroupEstimate("channel", "chat", Estimate(-4.0, -12.0, 4.0, base=90)),
                    GroupEstimate("channel", "call", undefined("under the minimum base", base=4)),
                ),
            ),
            SurveyResult("csat", "CSAT", Estimate(0.71, 0.66, 0.76, unit="share", base=310, method="Wilson")),
        ),
        (SurveyResult("first_reply_s", "First reply", Estimate(214.0, 180.0, 250.0, unit="s", base=402)),),
        rows,
        tuple(notes),
    )


def _found(ranked, groups, qci, rows):
    quoted = [replace(_finding("gap", e, qci, groups["team"]), excerpts=_excerpts(rows)) for e in ranked[:4]]
    strong = [replace(_finding("strength", e, qci), excerpts=_excerpts(rows, 1)) for e in ranked[::-1][:2]]
    billing = next(g for g in groups["team"] if g.group == "Billing")
    apart = Finding(
        "difference:team:Billing",
        "difference",
        "Billing scores below the rest of the company",
        "Billing is apart from the other teams beyond chance.",
        "team Billing",
        "Points go in every element.",
        "Coach Billing on complete answers first.",
        "qci",
        billing.estimate,
        qci,
        groups=groups["team"],
        adjusted_p=0.003,
        excerpts=_excerpts(rows[5:], 2),
    )
    severe = Finding(
        "critical:customer",
        "critical",
        "4% of conversations contain a critical error",
        "Wrong facts were given.",
        "everywhere",
        "The price list had two versions.",
        "Withdraw the old price list.",
        "critical_error_free",
        mean([0.0 if r.critical else 1.0 for r in rows], "share"),
        attributable_to={"process": 1.0},
    )
    unclear = Finding(
        "measurement:tone",
        "measurement",
        "Evaluators read one rule of Tone differently",
        "Agreement is low.",
        "Tone",
        "“Warm” is judged by taste.",
        "Rewrite the rule with two examples and calibrate.",
        "tone",
        Estimate(0.42, 0.3, 0.55, unit="coefficient", base=84, method="Gwet's AC2"),
    )
    moved = Finding(
        "change:qci",
        "change",
        "The QCI is clearly up since the last audit",
        "Up by some points.",
        "company",
        "Returns was trained in March.",
        "Give the other teams the same training.",
        "qci",
        qci,
        adjusted_p=0.012,
    )
    return (*quoted, *strong, apart, severe, moved, unclear)


def _agreement():
    def one(name, title, alpha, verdict, **more):
        coefficient = Estimate(
            alpha,
            alpha - 0.1,
            min(alpha + 0.1, 1),
            unit="coefficient",
            base=84,
            method="Krippendorff's alpha, interval",
        )
        same = Estimate(0.8, 0.72, 0.87, unit="share", base=84)
        return AgreementResult(name, title, coefficient, same, verdict, **more)

    return (
        one("qci", "QCI", 0.81, "reliable"),
        one("one_answer", "One complete answer", 0.7, "tentative"),
        one(
            "tone",
            "Tone",
            0.42,
            "unclear",
            unclear_rule="warm",
            unclear_rule_text="Warm words",
            unclear_share=0.31,
        ),
        AgreementResult(
            "accuracy",
            "Accuracy",
            undefined("only 3 scored twice", base=3),
            undefined("only 3 scored twice", base=3),
            "cannot tell",
        ),
    )


def _severity():
    return (
        SeverityResult("Dana", 230, Estimate(1.9, 0.4, 3.4, base=84)),
        SeverityResult("Noor", 274, Estimate(-1.9, -3.4, -0.4, base=84)),
        SeverityResult("New evaluator", 3, undefined("under the minimum base", base=3)),
    )


def _agents(rows, agents):
    results = []
    everyone = mean([r.qci for r in rows])
    for name in sorted({r.agent_id for r in rows}) if agents else ():
        own = [r for r in rows if r.agent_id == name]
        raw = mean([r.qci for r in own])
        if raw.value is None or everyone.value is None:
            results.append(AgentResult(name, own[0].team, raw, raw, None, None, "within"))
            continue
        sd = float(np.std([r.qci for r in rows], ddof=1)) / math.sqrt(len(own))
        low, high = everyone.value - 3.1 * sd, everyone.value + 3.1 * sd
        where = "below" if raw.value < low else "above" if raw.value > high else "within"
        pooled = replace(raw, value=0.6 * raw.value + 0.4 * everyone.value)
        results.append(AgentResult(name, own[0].team, raw, pooled, low, high, where))
    return tuple(results)


def _provenance(rows):
    return Provenance(
        "Ødegård & Søn <Retail>",
        17,
        "retail-support@1",
        "9f2c" * 16,
        "sample-2026-h1",
        "stratified by channel and team, drawn at random; evaluator error included",
        datetime(2026, 7, 4, 9, 30, tzinfo=UTC),
        "Europe/Oslo",
        date(2026, 1, 1),
        date(2026, 6, 30),
        9641,
        9310,
        {"no agent's turn": 331},
        len(rows) + 84,
        84,
        2,
        0.95,
        MINIMUM,
        "0.1.0",
    )
