"""Everything that reads; what it returns is frozen plain data."""

from rapport.program.shops.selectors.personas import personas
from rapport.program.shops.selectors.plans import possible_scorers, possible_shoppers, shop_plan, shop_plans
from rapport.program.shops.selectors.visits import (
    PAGE,
    own_visits,
    plan_visits,
    shop_scores,
    visit,
    visit_file,
)

__all__ = [
    "PAGE",
    "own_visits",
    "personas",
    "plan_visits",
    "possible_scorers",
    "possible_shoppers",
    "shop_plan",
    "shop_plans",
    "shop_scores",
    "visit",
    "visit_file",
]
