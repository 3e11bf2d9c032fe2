"""What agents change in how customers feel, given how they came and with what."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from rapport.measures.checked import checked
from rapport.measures.quality.agent_scores import AgentScore, agent_scores


@checked
def agent_impact(
    change: Any,
    first: Any,
    agents: Any,
    concerns: Any = None,
    confidence: float = 0.95,
    *,
    limits: float = 0.998,
) -> dict[Hashable, AgentScore]:
    """Each agent's part in how customers' feelings move during a conversation.

    Question it answers: with whom do customers end better, or worse, than others who came like them?

    Definition: change ~ first + concern + agent, by least squares within agents; the agents' parts pulled
    towards the mean of all by the share of their variance that is chance, as in `agent_scores`. Who comes
    angry can only get calmer: `first` takes that out, and with it most of what a change owes to chance at the
    beginning.

    Scale, unit, range: as `change` (points of sentiment, −2 to 2).

    Base: conversations with a change and a first part. Excluded: "missing".

    Parameters: one row a conversation: `change` from its first part to its last, `first` the sentiment of the
    first part, `agents`, `concerns` (missing is a category of its own); `limits` of the funnel.

    Returns: {agent: AgentScore}: `raw` is the plain mean of the changes, `adjusted` the one to look at.

    Undefined when: nothing is there: an empty mapping.

    How sure: as `agent_scores`: the promise is about the share of all agents; too narrow under some ten of
    them.

    Do not: compare raw changes; print a league table; read it as cause where agents choose their customers.

    Validated against: simulated agents of known parts whose customers come differently: 95 % held.

    Example:
        >>> found = agent_impact([0.9, 0.7, 0.1, 0.3], [-0.5, -0.3, 0.2, 0.1], ["x", "x", "y", "y"])
        >>> sorted(found), found["x"].raw.value
        (['x', 'y'], 0.8)

    References: Morris (1983), doi:10.1080/01621459.1983.10477920. Barnett, van der Pols & Dobson (2005),
    doi:10.1093/ije/dyh299.

    See also: agent_scores.
    """
    cases = None if concerns is None else {"concern": concerns}
    return agent_scores(change, agents, cases, confidence, limits=limits, covariates={"first": first})
