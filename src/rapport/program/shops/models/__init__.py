"""The tables of mystery shops."""

from rapport.program.shops.models.personas import Persona
from rapport.program.shops.models.plans import ShopPlan, ShopTask, Visit, VisitFile

__all__ = ["Persona", "ShopPlan", "ShopTask", "Visit", "VisitFile"]
