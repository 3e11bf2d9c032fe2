"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from rapport.web.audit.schema import coding, scenarios, values, versions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", versions.overview, name="schema"),
    path("new", versions.new, name="schema-new"),
    path("versions/<int:number>", versions.version, name="schema-version"),
    path("versions/<int:number>/act", versions.act, name="schema-act"),
    path("versions/<int:number>/axes/<slug:axis>", values.axis, name="schema-axis"),
    path("versions/<int:number>/pairs", values.pairs, name="schema-pairs"),
    path("versions/<int:number>/scenarios", scenarios.scenarios, name="schema-scenarios"),
    path("versions/<int:number>/scenarios.csv", scenarios.as_csv, name="schema-scenarios-csv"),
    path("versions/<int:number>/interactions", scenarios.behind, name="schema-behind"),
    path("versions/<int:number>/coding/new", coding.new, name="schema-coding-new"),
    path("coding/<int:round_id>", coding.overview, name="schema-coding"),
    path("coding/<int:round_id>/next", coding.following, name="schema-coding-next"),
    path("coding/<int:round_id>/settle", coding.settle, name="schema-settle"),
    path("coding/<int:round_id>/state", coding.state, name="schema-coding-state"),
    path("seats/<int:seat_id>", coding.seat, name="schema-seat"),
    path("seats/<int:seat_id>/propose", coding.propose, name="schema-propose"),
]
