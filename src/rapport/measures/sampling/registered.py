"""The public functions of this room, as the laws see them."""

from rapport.measures.measure import Measure
from rapport.measures.sampling.allocate import allocate
from rapport.measures.sampling.audit_design import audit_design
from rapport.measures.sampling.draw import draw, draw_rows
from rapport.measures.sampling.post_stratify import post_stratify
from rapport.measures.sampling.rake import rake
from rapport.measures.sampling.sample_size import sample_size

MEASURES: dict[str, Measure] = {
    "post_stratify": Measure(post_stratify, "weights"),
    "rake": Measure(rake, "weights"),
    "sample_size": Measure(sample_size, "design"),
    "allocate": Measure(allocate, "design"),
    "audit_design": Measure(audit_design, "design"),
    "draw": Measure(draw, "draws"),
    "draw_rows": Measure(draw_rows, "draws"),
}
