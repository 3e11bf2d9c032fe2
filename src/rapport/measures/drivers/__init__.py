"""What moves the outcome."""

from rapport.measures.drivers.driver import Driver, DriverImportance
from rapport.measures.drivers.driver_importance import driver_importance

__all__ = ["Driver", "DriverImportance", "driver_importance"]
