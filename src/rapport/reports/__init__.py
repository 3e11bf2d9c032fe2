"""A report from findings, for an audience, in a format."""

from rapport.reports.document import compose
from rapport.reports.render import FORMATS, render

__all__ = ["FORMATS", "compose", "render"]
