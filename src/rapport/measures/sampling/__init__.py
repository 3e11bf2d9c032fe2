"""How many, which ones, and what each stands for."""

from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import AuditDesign, audit_design
from rapport.measures.sampling.draw import Drawn, draw, draw_rows
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.sample_size import sample_size

__all__ = [
    "AuditDesign",
    "Drawn",
    "allocate",
    "audit_design",
    "draw",
    "draw_rows",
    "post_stratify",
    "rake",
    "sample_size",
]
